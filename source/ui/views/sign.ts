/** What a signature will mean, shown before it is given. */
import {stateOf} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {stepStatuses, type StepStatus} from '../../run/state.js';
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
			lines: [[span(` Sign as ${role}?`)]], choices, about: `sign ${id}`, caret: undefined,
		},
		hints: [['Esc', 'back, nothing is signed'], ['Page Down', 'more']],
		body: ({height}) => drawText(lines, scene, height),
	};
}

function describeSignature({step, section}: PlannedStep, scene: Scene): Line[] {
	const {view: {plan, state}, columns, signs} = scene;
	const gate = plan.gateById.get(section.id);
	const inside = (gate?.steps ?? []).flatMap(index => plan.steps[index] ?? []).filter(inner => inner.step.id !== step.id);
	const statusOf = (inner: PlannedStep) => stateOf(state, inner.step.id).status;
	const counts = Map.groupBy(inside, inner => statusOf(inner));
	const listed = (...wanted: readonly StepStatus[]) => inside.filter(inner => wanted.includes(statusOf(inner)));
	const {role = 'release manager', count: people = 1} = step.signature ?? {};
	const says = `As ${role} I have seen the gate “${section.title}” of ${state.started?.name ?? ''}, on commit ${state.commit}, with these results:`;
	const holds = `It holds for this commit only: when HEAD moves it becomes stale and is asked for again.${people > 1 ? ` By ${people} different people.` : ''}`;
	return [
		[span(' What this signature says', 'strong')],
		[],
		...paragraph(says, columns - 2, {indent: ' '}),
		...stepStatuses.flatMap((status): Line[] => {
			const count = counts.get(status)?.length ?? 0;
			const mark = signs.steps[status];
			return count === 0 ? [] : [[span(`   ${mark.sign} `, mark.tone), span(`${sayCount(count, 'step')} ${mark.word}`)]];
		}),
		...listed('failed', 'waived', 'stale', 'set-aside', 'open').map((inner): Line => {
			const mark = signs.steps[statusOf(inner)];
			return [span(`     ${mark.sign} ${mark.word}: `, mark.tone), told(inner.step.title)];
		}),
		[],
		...paragraph(holds, columns - 2, {indent: ' ', tone: 'quiet'}),
	];
}
