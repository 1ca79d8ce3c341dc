/** What gates come to: derived from plan and state, never stored. */
import type {Plan, PlannedGate, PlannedStep} from './plan.js';
import {findUnmet} from './requirements.js';
import {
	hasPassed,
	isInBackground,
	isSettled,
	stateOf,
} from './standing.js';
import type {RunState, Signature} from './state.js';

export {findObstacle} from './requirements.js';
export {
	isSettled,
	needsSomebody,
	openCondition,
	stateOf,
	wasOnlyShown,
} from './standing.js';

export type GateStatus = 'open' | 'started' | 'failed' | 'passed' | 'waiting';

export type Progress = {readonly settled: number; readonly total: number};

/** Steps, not keys pressed. */
export function progressOf(steps: Iterable<PlannedStep>, state: RunState): Progress {
	let settled = 0;
	let total = 0;
	for (const {step} of steps) {
		total += 1;
		settled += isSettled(stateOf(state, step.id).status) ? 1 : 0;
	}

	return {settled, total};
}

export function stepsOfGate(gate: PlannedGate, plan: Plan): PlannedStep[] {
	return gate.steps.flatMap(index => plan.steps[index] ?? []);
}

export function gateStatus(gate: PlannedGate, plan: Plan, state: RunState): GateStatus {
	if (hasPassed(gate, plan, state)) {
		return 'passed';
	}

	const statuses = new Set(gate.counted.map(index => stateOf(state, plan.steps[index]?.step.id ?? '').status));
	if (statuses.has('failed')) {
		return 'failed';
	}

	if (findUnmet(gate.section.requires, plan, state) !== undefined) {
		return 'waiting';
	}

	return statuses.size > 1 || !statuses.has('open') ? 'started' : 'open';
}

/** What is asked in this run: the gates of its phase, and the criteria. */
export function walkedSteps(plan: Plan): PlannedStep[] {
	const steps = plan.steps.filter(({phase}) => phase === plan.phase);
	return [...steps.filter(({part}) => part !== 'criteria'), ...steps.filter(({part}) => part === 'criteria')];
}

/** What a run leaves unsettled, by ids: with GO only what does not stop it. */
export function unsettledSteps(plan: Plan, state: RunState): string[] {
	return walkedSteps(plan).flatMap(({step}) => isSettled(stateOf(state, step.id).status) ? [] : [step.id]);
}

/** The next step in walking order that is not settled, looking first behind `after`; what was put off, and what runs beside the walk, comes last. */
export function findNext(steps: readonly PlannedStep[], state: RunState, after?: string): PlannedStep | undefined {
	const from = after === undefined ? 0 : steps.findIndex(({step}) => step.id === after) + 1;
	const ordered = [...steps.slice(from), ...steps.slice(0, from)];
	const needs = (planned: PlannedStep) => !isSettled(stateOf(state, planned.step.id).status);
	const isAtHand = ({step}: PlannedStep) => {
		const now = stateOf(state, step.id);
		return !now.later && !(now.status === 'running' && isInBackground(now));
	};

	return ordered.find(planned => needs(planned) && isAtHand(planned)) ?? ordered.find(planned => needs(planned));
}

export function validSignatures(state: RunState, step: string): Signature[] {
	return state.signatures.filter(signature => signature.step === step && !signature.withdrawn && !signature.stale);
}
