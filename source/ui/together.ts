/** Which steps can be confirmed together with this one. */
import {stepsBelow} from '../checklist/outline.js';
import type {PlannedStep} from '../run/plan.js';
import type {WalkView} from '../walk/view.js';
import {gateOf, offersOf} from './facts.js';
import type {View} from './screen.js';

/** The items of its group, or else of its gate, that a person may simply say yes to. */
export function planTogether({plan, state}: WalkView, cursor: string): Extract<View, {kind: 'together'}> | undefined {
	const planned = plan.byId.get(cursor);
	const gate = planned && gateOf(plan, planned);
	if (!gate) {
		return undefined;
	}

	const canSayYes = ({step}: PlannedStep) => ['confirm', 'group'].includes(step.kind) && offersOf(plan, state, step.id).some(({act, asks}) => act === 'yes' && asks === 'nothing');
	const group = planned.groups.findLast(({id}) => id !== cursor);
	const inGroup = group ? [...stepsBelow(group)].flatMap(({id}) => plan.byId.get(id) ?? []).filter(inner => canSayYes(inner)) : [];
	if (group && inGroup.length > 1) {
		return together(group.title, inGroup);
	}

	const inGate = gate.steps.flatMap(index => plan.steps[index] ?? []).filter(inner => canSayYes(inner));
	return inGate.length > 1 ? together(gate.section.title, inGate) : undefined;
}

function together(title: string, steps: readonly PlannedStep[]): Extract<View, {kind: 'together'}> {
	return {
		kind: 'together', title, steps: steps.map(({step}) => step.id), except: new Set(),
	};
}
