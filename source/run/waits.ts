/** From when a wait counts. */
import type {Plan, PlannedStep} from './plan.js';
import {needsSomebody, stateOf} from './standing.js';
import type {RunState} from './state.js';

/** A step whose pass the wait counts from and when that was, if it has passed; without a step, the gate's start. */
export type WaitGround = {readonly after: PlannedStep | undefined; readonly at: string | undefined};

/** The step above, unless that does not apply; without one, the gate starts when all that stands before it is settled. */
export function findWaitGround(wait: PlannedStep, plan: Plan, state: RunState): WaitGround {
	const before = plan.steps.slice(0, wait.index).filter(({phase}) => phase === wait.phase);
	const above = before.findLast(({section, step}) => section.id === wait.section.id && stateOf(state, step.id).status !== 'set-aside');
	if (above) {
		const {status, answers} = stateOf(state, above.step.id);
		return {after: above, at: status === 'passed' || status === 'waived' ? answers.at(-1)?.mark.at : undefined};
	}

	const isHere = before.every(({step}) => !needsSomebody(step, state));
	const times = before.flatMap(({step}) => stateOf(state, step.id).answers.at(-1)?.mark.at ?? []);
	return {after: undefined, at: isHere ? [state.started?.mark.at ?? '', ...times].toSorted().at(-1) : undefined};
}
