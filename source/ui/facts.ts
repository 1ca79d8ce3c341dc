/**
What is derived from plan and state and stands on the screen again and again: kept per plan and per state, so that a
key costs what is on the screen and not what is in the document.
*/
import type {Section} from '../checklist/model.js';
import {reportDecision, type DecisionReport} from '../run/decision.js';
import {
	findObstacle,
	gateStatus,
	isSettled,
	progressOf,
	stateOf,
	stepsOfGate,
	walkedSteps,
	type GateStatus,
	type Progress,
} from '../run/gates.js';
import type {Offer} from '../run/intents.js';
import {offersFor} from '../run/offers.js';
import type {Plan, PlannedGate, PlannedStep} from '../run/plan.js';
import type {RunState} from '../run/state.js';

/** A row of a gate's pane: prose, the title of a group, or a step. */
export type Row =
	| {readonly kind: 'prose'; readonly text: string}
	| {readonly kind: 'group'; readonly title: string; readonly depth: number}
	| {readonly kind: 'step'; readonly planned: PlannedStep};

type Route = {
	/** Everything that can be looked at: first what is asked in this run, then the rest. */
	readonly steps: readonly PlannedStep[];
	readonly places: ReadonlyMap<string, number>;
	/** What is asked in this run, in walking order. */
	readonly walked: readonly PlannedStep[];
};

function remember<Key extends WeakKey, Value>(make: (key: Key) => Value): (key: Key) => Value {
	const known = new WeakMap<Key, Value>();
	return key => {
		const found = known.get(key);
		if (found !== undefined) {
			return found;
		}

		const made = make(key);
		known.set(key, made);
		return made;
	};
}

export const routeOf = remember((plan: Plan): Route => {
	const walked = walkedSteps(plan);
	const asked = new Set(walked.map(({step}) => step.id));
	const steps = [...walked, ...plan.steps.filter(({step}) => !asked.has(step.id))];
	return {steps, walked, places: new Map(steps.map(({step}, place) => [step.id, place]))};
});

const stepsBySection = remember((plan: Plan) => Map.groupBy(plan.steps, ({section}) => section.id));
const rowsBySection = remember((_plan: Plan) => new Map<string, readonly Row[]>());

/** Prose and steps of one section in the order in which they stand, steps in walking order. */
export function rowsOf(plan: Plan, section: Section): readonly Row[] {
	const known = rowsBySection(plan);
	const found = known.get(section.id) ?? makeRows(section, stepsBySection(plan).get(section.id) ?? []);
	known.set(section.id, found);
	return found;
}

function makeRows(section: Section, steps: readonly PlannedStep[]): Row[] {
	const rows: Row[] = [];
	const opened = new Set<string>();
	let nextProse = 0;
	for (const planned of steps) {
		for (let prose = section.prose[nextProse]; prose && prose.line < planned.step.start.line; prose = section.prose[nextProse]) {
			rows.push({kind: 'prose', text: prose.text});
			nextProse += 1;
		}

		for (const [depth, group] of planned.groups.entries()) {
			if (!opened.has(group.id) && group.id !== planned.step.id) {
				opened.add(group.id);
				rows.push({kind: 'group', title: group.title, depth});
			}
		}

		rows.push({kind: 'step', planned});
	}

	return [...rows, ...section.prose.slice(nextProse).map(({text}) => ({kind: 'prose' as const, text}))];
}

const gatesByState = remember((_state: RunState) => new Map<string, {status: GateStatus; progress: Progress}>());

export function gateFacts(gate: PlannedGate, plan: Plan, state: RunState): {status: GateStatus; progress: Progress} {
	const known = gatesByState(state);
	const found = known.get(gate.section.id) ?? {
		status: gateStatus(gate, plan, state),
		progress: progressOf(stepsOfGate(gate, plan).filter(({phase}) => phase === gate.phase), state),
	};
	known.set(gate.section.id, found);
	return found;
}

const reports = remember((_state: RunState) => new Map<Plan, DecisionReport>());

export function reportOf(plan: Plan, state: RunState): DecisionReport {
	const known = reports(state);
	const found = known.get(plan) ?? reportDecision(plan, state);
	known.set(plan, found);
	return found;
}

const progresses = remember((_state: RunState) => new Map<Plan, Progress>());

export function overallProgress(plan: Plan, state: RunState): Progress {
	const known = progresses(state);
	const found = known.get(plan) ?? progressOf(routeOf(plan).walked, state);
	known.set(plan, found);
	return found;
}

const offers = remember((_state: RunState) => new Map<string, Offer[]>());

/** The offers of a step, in the order in which they are listed. */
export function offersOf(plan: Plan, state: RunState, step: string): readonly Offer[] {
	const known = offers(state);
	const found = known.get(step) ?? offersFor(plan, state, step);
	known.set(step, found);
	return found;
}

const obstacles = remember((_state: RunState) => new Map<string, string | undefined>());

/** Why a step cannot be answered yet. */
export function obstacleOf(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	const known = obstacles(state);
	if (!known.has(planned.step.id)) {
		known.set(planned.step.id, findObstacle(planned, plan, state));
	}

	return known.get(planned.step.id);
}

/** The innermost gate that a step stands in. */
export function gateOf(plan: Plan, planned: PlannedStep): PlannedGate | undefined {
	const id = planned.path.findLast(section => plan.gateById.has(section));
	return id === undefined ? undefined : plan.gateById.get(id);
}

/** Checks of a gate that nobody has run to a result yet, or that are stale. */
export function openChecks(gate: PlannedGate, plan: Plan, state: RunState): PlannedStep[] {
	return stepsOfGate(gate, plan).filter(({step}) => step.kind === 'check' && !isSettled(stateOf(state, step.id).status));
}
