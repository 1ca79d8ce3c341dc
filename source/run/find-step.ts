/** A step that may be answered now, or why not. */
import type {Refusal} from './intents.js';
import type {Plan, PlannedStep} from './plan.js';
import {findObstacle} from './requirements.js';
import {findConditionAgainst, openCondition} from './standing.js';
import type {RunState} from './state.js';

export function unknown(id: string): Refusal {
	return {refusal: `The checklist has no step “${id}”.`};
}

const ruledOut = 'A condition of the document set it aside; reopen it if it applies after all.';

/** Why a step is not asked now: it is for another time, or a condition above it stands against it. */
export function findWhyNotAsked(planned: PlannedStep, state: RunState): string | undefined {
	if (planned.phase !== 'before the tag' && planned.phase !== 'no-go') {
		return `This step is for ${planned.phase}, not for this run.`;
	}

	const condition = openCondition(planned, state);
	if (condition) {
		return `First say whether this applies: “${condition.text}”.`;
	}

	return findConditionAgainst(planned, state) && ruledOut;
}

/** The step, when it may be answered now. */
export function findStep(plan: Plan, state: RunState, id: string): PlannedStep | Refusal {
	const planned = plan.byId.get(id);
	if (!planned) {
		return unknown(id);
	}

	const refusal = findWhyNotAsked(planned, state) ?? findObstacle(planned, plan, state);
	return refusal === undefined ? planned : {refusal};
}
