/** What a signature will mean, shown before it is given. */
import {holds} from '../../run/decide/authority.js';
import {meaningOfApproval} from '../../run/meaning.js';
import type {PlannedStep} from '../../run/plan.js';
import {
	clean,
	span,
	type Line,
} from '../lines.js';
import type {
	Choice,
	Outcome,
	Scene,
	Sight,
} from '../picture.js';
import {drawText} from './list.js';
import {drawMeaning} from './meaning.js';

export function seeSign(scene: Scene, id: string): Sight {
	const planned = scene.view.plan.byId.get(id);
	const role = clean(planned?.step.signature?.role ?? 'release manager');
	const sign = (decision: 'approve' | 'reject', otherKey: boolean): Outcome => ({
		to: 'request', subject: {
			type: 'sign', step: id, decision, otherKey,
		},
	});
	const isHeld = planned?.step.signature === undefined || holds(scene.view.plan.operator, planned.step.signature.role);
	const own: Choice[] = [
		{
			key: 'approve', label: `Approve: sign as ${role} with my key`, hint: '', value: sign('approve', false),
		},
		{
			key: 'reject', label: `Reject as ${role}, with the reason…`, hint: '', value: sign('reject', false),
		},
	];
	const choices: Choice[] = [
		...(isHeld ? own : []),
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
			lines: [[span(scene.view.busy === undefined ? ` Sign as ${role}?${isHeld ? '' : ' You do not hold this role: somebody else signs, at their own terminal.'}` : ' A moment…')]], choices: scene.view.busy === undefined ? choices : [], about: `sign ${id}`, caret: undefined,
		},
		hints: [['Esc', 'back, nothing is signed'], ['Page Down', 'more']],
		body: ({height}) => drawText(lines, scene, height),
	};
}

function describeSignature(planned: PlannedStep, scene: Scene): Line[] {
	const {view: {plan, state}} = scene;
	return [
		[span(' What this signature says', 'strong')],
		[],
		...drawMeaning(meaningOfApproval(plan, state, planned), scene),
	];
}
