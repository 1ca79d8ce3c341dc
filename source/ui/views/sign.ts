/** What a signature will mean, shown before it is given. */
import {meaningOfApproval} from '../../run/meaning.js';
import type {PlannedStep} from '../../run/plan.js';
import {lineToSign} from '../../run/roles.js';
import {
	clean,
	paragraph,
	span,
	told,
	type Line,
} from '../lines.js';
import type {
	Choice,
	Outcome,
	Scene,
	Sight,
} from '../picture.js';
import {sayCount} from '../words.js';
import {drawText} from './list.js';

export function seeSign(scene: Scene, id: string): Sight {
	const planned = scene.view.plan.byId.get(id);
	const role = clean(planned?.step.signature?.role ?? 'release manager');
	const sign = (decision: 'approve' | 'reject', otherKey: boolean): Outcome => ({
		to: 'request', subject: {
			type: 'sign', step: id, decision, otherKey,
		},
	});
	const choices: Choice[] = [
		{
			key: 'approve', label: `Approve: sign as ${role} with my key`, hint: '', value: sign('approve', false),
		},
		{
			key: 'reject', label: `Reject as ${role}, with the reason…`, hint: '', value: sign('reject', false),
		},
		{
			key: 'other', label: 'Approve with another person\'s key file…', hint: '', value: sign('approve', true),
		},
		{
			key: 'back', label: 'Not now', hint: 'Esc', value: {to: 'screen', action: {type: 'close'}},
		},
	];
	const lines = planned ? describeSignature(planned, scene) : [];
	return {
		place: 'reading',
		asking: {
			// Enter twice signs once.
			lines: [[span(scene.view.busy === undefined ? ` Sign as ${role}?` : ' A moment…')]], choices: scene.view.busy === undefined ? choices : [], about: `sign ${id}`, caret: undefined,
		},
		hints: [['Esc', 'back, nothing is signed'], ['Page Down', 'more']],
		body: ({height}) => drawText(lines, scene, height),
	};
}

function describeSignature(planned: PlannedStep, {view: {plan, state}, columns, signs}: Scene): Line[] {
	const {says, results, remarkable, evidence, follows} = meaningOfApproval(plan, state, planned);
	const quietly = (text: string) => paragraph(text, columns - 2, {indent: ' ', tone: 'quiet'});
	return [
		[span(' What this signature says', 'strong')],
		[],
		...paragraph(says, columns - 2, {indent: ' '}),
		...results.map(([status, count]): Line => {
			const mark = signs.steps[status];
			return [span(`   ${mark.sign} `, mark.tone), span(`${sayCount(count, 'step')} ${mark.word}`)];
		}),
		...remarkable.map(({status, title, reason}): Line => {
			const mark = signs.steps[status];
			return [span(`     ${mark.sign} ${mark.word}: `, mark.tone), told(title), told(reason === '' ? '' : ` (${reason})`, 'quiet')];
		}),
		...(evidence.length > 0 ? [[span(`   ${sayCount(evidence.length, 'file')} of evidence:`)]] : []),
		...evidence.map(({path, sha256, size}): Line => [span(' '.repeat(5)), told(path), span(` · ${size} bytes · SHA-256 ${sha256.slice(0, 16)}…`, 'quiet')]),
		[],
		...follows.flatMap(sentence => quietly(sentence)),
		...quietly(`Somebody else signs at their own terminal: ${lineToSign(state.started, planned.step.signature?.role ?? '')}`),
	];
}
