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
import type {LiveOutput, WalkView} from '../walk/view.js';

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
	readonly walkedIds: ReadonlySet<string>;
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
	const walkedIds = new Set(walked.map(({step}) => step.id));
	const steps = [...walked, ...plan.steps.filter(({step}) => !walkedIds.has(step.id))];
	return {
		steps, walked, walkedIds, places: new Map(steps.map(({step}, place) => [step.id, place])),
	};
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

		const above = planned.groups.entries().filter(([, {id}]) => !opened.has(id) && id !== planned.step.id);
		for (const [depth, group] of above) {
			opened.add(group.id);
			rows.push({kind: 'group', title: group.title, depth});
		}

		rows.push({kind: 'step', planned});
	}

	return [...rows, ...section.prose.slice(nextProse).map(({text}) => ({kind: 'prose' as const, text}))];
}

type Totals = ReadonlyMap<string, number>;

/** How many steps each gate asks before its own phase ends; under the empty id, how many this run asks. */
const totalsOf = remember((plan: Plan): Totals => new Map([
	['', routeOf(plan).walked.length],
	...plan.gates.map(gate => [gate.section.id, stepsOfGate(gate, plan).filter(({phase}) => phase === gate.phase).length] as const),
]));

const settledByState = remember((_state: RunState) => new Map<Plan, Totals>());

/** One pass over the steps that anything happened to, instead of one for each gate. */
function settledOf(plan: Plan, state: RunState): Totals {
	const known = settledByState(state);
	const found = known.get(plan) ?? countSettled(plan, state);
	known.set(plan, found);
	return found;
}

function countSettled(plan: Plan, state: RunState): Totals {
	const counts = new Map<string, number>();
	const add = (id: string) => {
		counts.set(id, (counts.get(id) ?? 0) + 1);
	};

	const {walkedIds} = routeOf(plan);
	for (const [id, {status}] of state.steps) {
		const planned = isSettled(status) ? plan.byId.get(id) : undefined;
		for (const section of planned?.path ?? []) {
			if (plan.gateById.get(section)?.phase === planned?.phase) {
				add(section);
			}
		}

		if (planned && walkedIds.has(id)) {
			add('');
		}
	}

	return counts;
}

function progressIn(id: string, plan: Plan, state: RunState): Progress {
	return {settled: settledOf(plan, state).get(id) ?? 0, total: totalsOf(plan).get(id) ?? 0};
}

const gatesByState = remember((_state: RunState) => new Map<string, GateStatus>());

export function gateFacts(gate: PlannedGate, plan: Plan, state: RunState): {status: GateStatus; progress: Progress} {
	const known = gatesByState(state);
	const status = known.get(gate.section.id) ?? gateStatus(gate, plan, state);
	known.set(gate.section.id, status);
	return {status, progress: progressIn(gate.section.id, plan, state)};
}

export function overallProgress(plan: Plan, state: RunState): Progress {
	return progressIn('', plan, state);
}

const reports = remember((_state: RunState) => new Map<Plan, DecisionReport>());

export function reportOf(plan: Plan, state: RunState): DecisionReport {
	const known = reports(state);
	const found = known.get(plan) ?? reportDecision(plan, state);
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

/** What runs for a step, in the background or not. */
export function liveOf({live, background}: Pick<WalkView, 'live' | 'background'>, step: string): LiveOutput | undefined {
	return live?.step === step ? live : background.find(other => other.step === step);
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
