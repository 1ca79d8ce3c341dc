/** What is still to do until the decision: by gate, in walking order, and when the tag can be made at the earliest. */
import type {Section, Step} from '../checklist/model.js';
import {needsSomebody, stateOf, walkedSteps} from './gates.js';
import type {Plan, PlannedStep} from './plan.js';
import type {RunState} from './state.js';

export type LeftInGate = {readonly section: Section; readonly steps: readonly PlannedStep[]};

/** Gates with steps that need somebody. */
export function leftByGate(plan: Plan, state: RunState): LeftInGate[] {
	const left = walkedSteps(plan).filter(({step}) => needsSomebody(step, state));
	return Map.groupBy(left, ({section}) => section).entries().map(([section, steps]) => ({section, steps})).toArray();
}

/** When a step can have passed at the earliest, in milliseconds since the epoch, as far as its waiting says; undefined: it waits for nothing but somebody. */
export function earliestOf({step}: Pick<PlannedStep, 'step'>, state: RunState, now: number): number | undefined {
	const end = endOf(step, state, now);
	return end === undefined || end <= now ? undefined : end;
}

function endOf(step: Step, state: RunState, now: number): number | undefined {
	const {wait, status, executions} = stateOf(state, step.id);
	if (step.wait && (status === 'open' || status === 'stale')) {
		const planned = step.wait.kind === 'for' ? now + step.wait.ms : Date.parse(step.wait.at);
		return wait && status === 'open' ? Date.parse(wait.until) : planned;
	}

	const longest = Math.max(0, ...step.commands.map(({mode, repetition}) => mode === 'check' ? repetition.forMs ?? 0 : 0));
	const started = status === 'running' ? executions.at(-1)?.started.at : undefined;
	return longest === 0 ? undefined : (started === undefined ? now : Date.parse(started)) + longest;
}

/** Roles whose signature is wanted, each once. */
export function rolesWanted(left: readonly LeftInGate[]): string[] {
	return [...new Set(left.flatMap(({steps}) => steps.flatMap(({step}) => step.signature?.role ?? [])))];
}

/** The latest of what blocking steps wait for; undefined: nothing but people and commands is waited for. */
export function earliestTag(left: readonly LeftInGate[], state: RunState, now: number): number | undefined {
	const ends = left.flatMap(({steps}) => steps.flatMap(planned => planned.blocking ? earliestOf(planned, state, now) ?? [] : []));
	return ends.length === 0 ? undefined : Math.max(...ends);
}
