/** A step that may be answered now, or why not. */
import {findObstacle, openCondition} from './gates.js';
import type {Refusal} from './intents.js';
import type {Plan, PlannedStep} from './plan.js';
import type {RunState} from './state.js';

export function unknown(id: string): Refusal {
	return {refusal: `The checklist has no step “${id}”.`};
}

/** Why a step may not be answered at all now. */
function findHindrance(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	if (planned.phase !== 'before the tag') {
		return `This step is for ${planned.phase}, not for this run.`;
	}

	const condition = openCondition(planned, state);
	return condition ? `First say whether this applies: “${condition.text}”.` : findObstacle(planned, plan, state);
}

/** The step, when it may be answered now. */
export function findStep(plan: Plan, state: RunState, id: string): PlannedStep | Refusal {
	const planned = plan.byId.get(id);
	if (!planned) {
		return unknown(id);
	}

	const refusal = findHindrance(planned, plan, state);
	return refusal === undefined ? planned : {refusal};
}
