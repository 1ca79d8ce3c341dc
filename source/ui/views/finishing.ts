/** After the decision: seals, record and tag one after the other, then the push. */
import {holds} from '../../run/decide/authority.js';
import {meaningOfSeal} from '../../run/meaning.js';
import {describeContinuation} from '../../run/phase.js';
import {
	clean,
	paragraph,
	span,
	told,
	type Line,
} from '../lines.js';
import type {Choice, Scene, Sight} from '../picture.js';
import {sayCommit, sayMoment} from '../words.js';
import {drawText} from './list.js';
import {drawMeaning} from './meaning.js';
import {drawLineToSign} from './terms.js';

export function seeFinishing(scene: Scene): Sight {
	const {view: {stage, busy, push, remaining}} = scene;
	const isFinished = stage === 'finished';
	return {
		place: 'finishing',
		asking: {
			lines: [[span(` ${questionOf(scene)}`)]],
			choices: busy === undefined ? (isFinished ? finishedChoices(scene) : finishingChoices(scene)) : [],
			about: `${stage} ${remaining.filter(({done}) => done).length} ${push ? 'push' : ''}`,
			caret: undefined,
		},
		hints: [['[ ]', 'look back'], ['g', 'gates'], ['?', 'keys'], ['q', isFinished ? 'leave' : 'pause']],
		body: ({height}) => drawText(drawFinishing(scene), scene, height),
	};
}

function questionOf({view: {stage, busy, push, remaining}}: Scene): string {
	if (busy !== undefined) {
		return 'A moment…';
	}

	if (stage === 'finished') {
		return push ? `Push to ${clean(push.remote)}?` : 'Done.';
	}

	const next = remaining.find(({done}) => !done);
	return next ? `Next: ${clean(next.label)}.` : 'Everything is made.';
}

function finishingChoices({view: {remaining, state}}: Scene): Choice[] {
	const next = remaining.find(({done}) => !done);
	const goOn: Choice = {
		key: 'finish', label: next ? `Go on: ${clean(next.label)}` : 'Go on: close the run', hint: '', value: {to: 'walk', act: {type: 'finish'}},
	};
	const otherKey: Choice = {
		key: 'other key', label: `Seal as ${clean(next?.role ?? '')} with another person's key file…`, hint: '', value: {to: 'request', subject: {type: 'finish'}},
	};
	const takeBack: Choice = {
		key: 'take back', label: 'Take the decision back…', hint: '', value: {to: 'request', subject: {type: 'take back'}},
	};
	return [goOn, ...(next?.role === undefined ? [] : [otherKey]), ...(state.record ? [] : [takeBack])];
}

function finishedChoices({view: {push}}: Scene): Choice[] {
	const leave: Choice = {
		key: 'leave', label: push ? 'Leave without pushing' : 'Leave', hint: 'q', value: {to: 'leave'},
	};
	return push
		? [leave, {
			key: 'push', label: `Push ${clean(push.refs.join(', '))} to ${clean(push.remote)}`, hint: '', value: {to: 'request', subject: {type: 'push'}},
		}]
		: [leave];
}

function drawFinishing(scene: Scene): Line[] {
	const {view: {plan, state, remaining, record, push}, signs, columns} = scene;
	const {decision, tagged} = state;
	const continuation = describeContinuation(plan, state);
	const role = remaining.find(({done}) => !done)?.role;
	const title: Line[] = decision
		? [[
			span(` ${decision.decision}`, decision.decision === 'GO' ? 'good' : 'bad'),
			span(` for ${clean(state.started?.name ?? '')} at ${sayCommit(state.commit)}`),
			span(`, decided by ${clean(decision.mark.by.name)}, ${sayMoment(decision.mark.at)}`),
		]]
		: [];
	return [
		...title,
		...(decision?.reasons ?? []).map((reason): Line => [span('   · ', 'quiet'), told(reason)]),
		[],
		...remaining.map(({label, done}): Line => {
			const mark = done ? signs.steps.passed : signs.steps.open;
			return [span(`   ${mark.sign} `, mark.tone), told(label), span(done ? '  done' : '', 'quiet')];
		}),
		...(role === undefined || holds(plan.operator, role) ? [] : [[], ...drawLineToSign(`the ${role}`, role, scene, columns - 2)]),
		...(role === undefined ? [] : [[], ...drawMeaning(meaningOfSeal(plan, state, role), scene)]),
		...(record === undefined ? [] : [[], [span(' The record is in ', 'quiet'), told(record, 'strong')]]),
		...(tagged ? [[span(' Tag ', 'quiet'), told(tagged.tag, 'strong'), span(` at ${sayCommit(tagged.commit)}, signed`, 'quiet')]] : []),
		...(continuation === undefined ? [] : [[], ...paragraph(continuation, columns - 2, {indent: ' '})]),
		...(push ? [[], ...paragraph(`A push would send to ${push.remote}: ${push.refs.join(', ')}`, columns - 2, {indent: ' '})] : []),
	];
}
