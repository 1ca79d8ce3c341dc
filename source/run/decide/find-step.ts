/** A step that may be answered now, or why not. */
import type {Condition} from '../../checklist/model.js';
import type {Refusal} from '../intents.js';
import {isWalked} from '../phase.js';
import type {Plan, PlannedStep} from '../plan.js';
import {findObstacle} from '../requirements.js';
import {findConditionAgainst, openCondition} from '../standing.js';
import type {RunState} from '../state.js';
import {findReasonAgainstOperator} from './authority.js';

export function unknown(id: string): Refusal {
	return {refusal: `The checklist has no step “${id}”.`};
}

/** What comes first is to know whether a step applies at all. */
export function describeUnanswered({id, text, expression}: Condition, {doubts}: RunState): string {
	const why = doubts.get(id);
	return expression === undefined
		? `First say whether this applies: “${text}”.`
		: `Whether this applies is not known${why === undefined ? ' yet' : ''}: “${text}”${why === undefined ? '' : ` cannot be told, ${why}`}.`;
}

const ruledOut = 'A condition of the document set it aside; reopen it if it applies after all.';

/** Why a step is not asked now: it is for another time, or a condition above it stands against it. */
export function findWhyNotAsked(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	if (!isWalked(planned, plan)) {
		return `This step is for ${planned.phase}, not for this run.`;
	}

	const condition = openCondition(planned, state);
	if (condition) {
		return describeUnanswered(condition, state);
	}

	const against = findConditionAgainst(planned, state);
	return against && (against.expression === undefined ? ruledOut : `A rule of the checklist set it aside: “${against.text}”.`);
}

/** The step, when it may be answered now. */
export function findStep(plan: Plan, state: RunState, id: string): PlannedStep | Refusal {
	const planned = plan.byId.get(id);
	if (!planned) {
		return unknown(id);
	}

	const refusal = findWhyNotAsked(planned, plan, state) ?? findObstacle(planned, plan, state);
	return refusal === undefined ? planned : {refusal};
}

/** The same, when whoever drives may answer it. */
export function findStepToAnswer(plan: Plan, state: RunState, id: string): PlannedStep | Refusal {
	const planned = findStep(plan, state, id);
	const refusal = 'refusal' in planned ? undefined : findReasonAgainstOperator(planned, plan);
	return refusal === undefined ? planned : {refusal};
}

/** All of these, when each may be answered now and nothing stands against the answer. */
export function findStepsToAnswer(plan: Plan, state: RunState, ids: Iterable<string>, findReasonAgainst: (planned: PlannedStep) => string | undefined): PlannedStep[] | Refusal {
	const found: PlannedStep[] = [];
	for (const id of ids) {
		const planned = findStepToAnswer(plan, state, id);
		if ('refusal' in planned) {
			return planned;
		}

		const refusal = findReasonAgainst(planned);
		if (refusal !== undefined) {
			return {refusal};
		}

		found.push(planned);
	}

	return found;
}
