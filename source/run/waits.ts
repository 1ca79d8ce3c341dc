/** From when a wait counts, and what the clock that it is counted by can do to it. */
import type {Uptime} from './event-fields.js';
import type {Plan, PlannedStep} from './plan.js';
import {needsSomebody, stateOf} from './standing.js';
import type {RunState, Waiting} from './state.js';

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

/** Clocks are put right by seconds all the time. */
const smallStepMs = 60_000;

/** By how much the clock was set forward since a wait began, in milliseconds: it went further than the machine was up. 0 where it was not, or nobody can tell. */
export function findStepForward(wait: Waiting | undefined, {at, machine}: {readonly at: string; readonly machine: Uptime | undefined}): number {
	if (!wait?.machine || machine?.boot !== wait.machine.boot) {
		return 0;
	}

	const upMs = machine.ms - wait.machine.ms;
	const step = Date.parse(at) - Date.parse(wait.mark.at) - upMs;
	return upMs >= 0 && step > smallStepMs ? step : 0;
}

/** It counts from a time that is still to come, in milliseconds since the epoch: a clock was ahead then, or is behind now. */
function countsFromLater({step}: Pick<PlannedStep, 'step'>, state: RunState, now: number): boolean {
	const {wait, status} = stateOf(state, step.id);
	return step.wait?.kind === 'for' && wait !== undefined && status === 'open' && Date.parse(wait.until) - now > step.wait.ms + smallStepMs;
}

/** It was over by a clock that was ahead: at that time, in milliseconds since the epoch, it is not. */
function wasOverEarly({step}: Pick<PlannedStep, 'step'>, state: RunState, now: number): boolean {
	const {wait, status, answers} = stateOf(state, step.id);
	return step.wait !== undefined && wait !== undefined && status === 'passed' && answers.at(-1)?.as === 'wait' && Date.parse(wait.until) - now > smallStepMs;
}

/** What is wrong with the time of a wait, and the way on, as one sentence; undefined: nothing. */
export function describeOddTime(planned: Pick<PlannedStep, 'step'>, state: RunState, now: number): string | undefined {
	if (countsFromLater(planned, state, now)) {
		return 'It counts from a time that is still to come: the clock was ahead then, or is behind now. Set it right; or answer what it counts from anew.';
	}

	return wasOverEarly(planned, state, now)
		? 'It was over by a clock that was ahead, or is behind now, and does not count at the decision: set the clock right; or reopen it, and wait.'
		: undefined;
}

/** Why GO cannot be decided at that time, or undefined. */
export function describeOverEarly({steps}: Plan, state: RunState, now: number): string | undefined {
	const early = steps.find(planned => planned.blocking && wasOverEarly(planned, state, now));
	return early && `“${early.step.title}” in “${early.section.title}” was over by a clock that was ahead, or is behind now: set it right; or reopen it, and wait.`;
}
