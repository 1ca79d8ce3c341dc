/** `Fresh`: a pass that is older than that at the decision counts no more. */
import {passedAt} from './carrying.js';
import {walkedSteps} from './gates.js';
import type {Plan, PlannedStep} from './plan.js';
import {stateOf} from './standing.js';
import type {RunState} from './state.js';

/** Until when a pass counts, in milliseconds since the epoch; undefined where it counts for good, or has not passed. */
export function freshUntil({step}: PlannedStep, state: RunState): number | undefined {
	const now = stateOf(state, step.id);
	const last = now.answers.at(-1);
	const isCarried = now.status === 'waived' && last?.carried !== undefined;
	const passed = isCarried ? passedAt(now, last.carried, state) : (now.status === 'passed' ? last?.mark.at : undefined);
	return passed === undefined || step.freshMs === undefined ? undefined : Date.parse(passed) + step.freshMs;
}

/** Whether it passed too long ago at that time, in milliseconds since the epoch. A pass from the time to come says that a clock was wrong: as far off as that, nobody knows how old it is. */
export function isExpired(planned: PlannedStep, state: RunState, at: number): boolean {
	const until = freshUntil(planned, state);
	const counts = planned.step.freshMs ?? 0;
	return until !== undefined && (until < at || until - counts > at + counts);
}

/** Steps whose pass is too old at that time, in milliseconds since the epoch. */
export function findExpired(plan: Plan, state: RunState, at: number): PlannedStep[] {
	return walkedSteps(plan).filter(planned => isExpired(planned, state, at));
}

/** Why GO cannot be decided at that time, or undefined. */
export function describeExpired(plan: Plan, state: RunState, at: number): string | undefined {
	const [first, ...others] = findExpired(plan, state, at).filter(({blocking}) => blocking);
	return first && `“${first.step.title}” in “${first.section.title}”${others.length > 0 ? ` and ${others.length} more` : ''} passed too long ago to count now: ${others.length > 0 ? 'they have' : 'it has'} to pass again.`;
}
