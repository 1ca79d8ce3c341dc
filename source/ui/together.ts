/** Which steps can be confirmed together with this one. */
import type {Step} from '../checklist/model.js';
import {stepsBelow} from '../checklist/outline.js';
import {stepsOfGate} from '../run/gates.js';
import type {Plan, PlannedGate, PlannedStep} from '../run/plan.js';
import {hadPassed, stateOf} from '../run/standing.js';
import type {RunState} from '../run/state.js';
import type {WalkView} from '../walk/view.js';
import {gateOf, offersOf} from './facts.js';
import type {View} from './screen.js';

/** The items of its group, or else of its gate, that a person may simply say yes to; of one that was said before, those that were too. */
export function planTogether({plan, state}: Pick<WalkView, 'plan' | 'state'>, cursor: string): Extract<View, {kind: 'together'}> | undefined {
	const planned = plan.byId.get(cursor);
	const gate = planned && gateOf(plan, planned);
	if (!gate) {
		return undefined;
	}

	const again = stillTrue(plan, state, gate);
	if (again.length > 1 && again.some(({step}) => step.id === cursor)) {
		return together(gate.section.title, again);
	}

	const canSayYes = ({step}: PlannedStep) => isManual(step) && offersOf(plan, state, step.id).some(({act, asks}) => act === 'yes' && asks === 'nothing');
	const group = planned.groups.findLast(({id}) => id !== cursor);
	const inGroup = group ? [...stepsBelow(group)].flatMap(({id}) => plan.byId.get(id) ?? []).filter(inner => canSayYes(inner)) : [];
	if (group && inGroup.length > 1) {
		return together(group.title, inGroup);
	}

	const inGate = gate.steps.flatMap(index => plan.steps[index] ?? []).filter(inner => canSayYes(inner));
	return inGate.length > 1 ? together(gate.section.title, inGate) : undefined;
}

/** What was said yes to in a gate, and has to be said again: asked once for all of it. */
export function stillTrue(plan: Plan, state: RunState, gate: PlannedGate): PlannedStep[] {
	return stepsOfGate(gate, plan).filter(({step}) => isManual(step) && hadPassed(stateOf(state, step.id)) && offersOf(plan, state, step.id).some(({act, asks}) => act === 'yes' && asks === 'nothing'));
}

function isManual({kind}: Step): boolean {
	return kind === 'confirm' || kind === 'group';
}

function together(title: string, steps: readonly PlannedStep[]): Extract<View, {kind: 'together'}> {
	return {
		kind: 'together', title, steps: steps.map(({step}) => step.id), except: new Set(),
	};
}
