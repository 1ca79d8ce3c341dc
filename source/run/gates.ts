/** What gates and the decision come to: derived from plan and state, never stored. */
import type {
	Condition,
	Phase,
	Step,
	StepKind,
} from '../checklist/model.js';
import type {Plan, PlannedGate, PlannedStep} from './plan.js';
import type {
	RunState,
	Signature,
	StepState,
	StepStatus,
} from './state.js';

export const openStep: StepState = {
	status: 'open',
	answers: [],
	executions: [],
	notes: [],
	awaiting: false,
	stale: '',
	later: false,
};

export function stateOf(state: RunState, id: string): StepState {
	return state.steps.get(id) ?? openStep;
}

/** Settled for GO: passed, waived or set aside. */
export function isSettled(status: StepStatus): boolean {
	return ['passed', 'waived', 'set-aside'].includes(status);
}

/** The condition whose answer decides: `Otherwise:` goes by its opposite's. */
export function answeredBy({id, oppositeOf}: Condition): string {
	return oppositeOf ?? id;
}

/** The first condition above a step that nobody has answered, outermost first. */
export function openCondition(planned: PlannedStep, state: RunState): Condition | undefined {
	return planned.conditions.find(condition => !state.conditions.has(answeredBy(condition)));
}

/** Not settled; an optional step that nobody touched needs nobody. */
export function needsSomebody(step: Step, state: RunState): boolean {
	const {status} = stateOf(state, step.id);
	return !isSettled(status) && !(status === 'open' && step.optional);
}

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

/** The first step of a gate that has to be settled before what comes last in it: choices, then signatures. */
export function findUnsettled(gateId: string, plan: Plan, state: RunState, except: readonly StepKind[]): PlannedStep | undefined {
	const gate = plan.gateById.get(gateId);
	return gate && stepsOfGate(gate, plan).find(({step, phase}) => phase === gate.phase && !except.includes(step.kind) && needsSomebody(step, state));
}

export function gateStatus(gate: PlannedGate, plan: Plan, state: RunState): GateStatus {
	const steps = stepsOfGate(gate, plan).filter(({phase}) => phase === gate.phase);
	const statuses = steps.map(({step}) => stateOf(state, step.id).status);
	if (statuses.includes('failed')) {
		return 'failed';
	}

	if (steps.every(({step}) => !needsSomebody(step, state))) {
		return 'passed';
	}

	if (findUnmet(gate.section.requires, plan, state) !== undefined) {
		return 'waiting';
	}

	return statuses.some(status => status !== 'open') ? 'started' : 'open';
}

/** The first of these gates or steps that has not passed, with a sentence. */
export function findUnmet(requires: readonly string[], plan: Plan, state: RunState): string | undefined {
	for (const id of requires) {
		const gate = plan.gateById.get(id);
		if (gate && gateStatus(gate, plan, state) !== 'passed') {
			const {settled, total} = progressOf(stepsOfGate(gate, plan), state);
			const open = total - settled;
			return `requires “${gate.section.title}”, which has ${open} open ${open === 1 ? 'step' : 'steps'}`;
		}

		const planned = plan.byId.get(id);
		if (planned && !isSettled(stateOf(state, id).status)) {
			return `requires “${planned.step.title}”, which has not passed`;
		}
	}

	return undefined;
}

/** Why a step cannot be answered yet, or undefined. */
export function findObstacle(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	for (const id of planned.path) {
		const gate = plan.gateById.get(id);
		const unmet = findUnmet(gate?.section.requires ?? [], plan, state);
		if (unmet !== undefined) {
			return `“${gate?.section.title ?? ''}” ${unmet}.`;
		}
	}

	const unmet = findUnmet(planned.step.requires, plan, state);
	if (unmet !== undefined) {
		return `This step ${unmet}.`;
	}

	return plan.checklist.settings.order === 'strict' ? findEarlierGate(planned, plan, state) : undefined;
}

function findEarlierGate(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	const own = new Set(planned.path);
	const earlier = plan.gates.find(gate => gate.phase === planned.phase && gate.section.part === 'steps' && gate.section.blocking
		&& gate.section.range.to <= planned.section.range.from && !own.has(gate.section.id) && gateStatus(gate, plan, state) !== 'passed');
	return earlier && `The gates go in order, and “${earlier.section.title}” has not passed.`;
}

/** What is asked in this run: the gates before the tag, and the criteria. */
export function walkedSteps(plan: Plan, phase: Phase = 'before the tag'): PlannedStep[] {
	const steps = plan.steps.filter(planned => planned.phase === phase);
	return [...steps.filter(({part}) => part !== 'criteria'), ...steps.filter(({part}) => part === 'criteria')];
}

/** The next step in walking order that needs somebody, looking first behind `after`. */
export function findNext(steps: readonly PlannedStep[], state: RunState, after?: string): PlannedStep | undefined {
	const from = after === undefined ? 0 : steps.findIndex(({step}) => step.id === after) + 1;
	const ordered = [...steps.slice(from), ...steps.slice(0, from)];
	const needs = (planned: PlannedStep) => !isSettled(stateOf(state, planned.step.id).status);
	return ordered.find(planned => needs(planned) && !stateOf(state, planned.step.id).later) ?? ordered.find(planned => needs(planned));
}

export function validSignatures(state: RunState, step: string): Signature[] {
	return state.signatures.filter(signature => signature.step === step && !signature.withdrawn && !signature.stale);
}
