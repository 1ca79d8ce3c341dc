/** How single steps stand, and whether all that a gate passes by is settled. */
import type {Condition, Step} from '../checklist/model.js';
import type {Plan, PlannedGate, PlannedStep} from './plan.js';
import type {
	Answer,
	RunState,
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
	isMoved: false,
	later: false,
	evidence: [],
	wait: undefined,
};

export function stateOf(state: Pick<RunState, 'steps'>, id: string): StepState {
	return state.steps.get(id) ?? openStep;
}

/** What answered where nobody was asked; undefined: a person did. */
export function nameMechanism({as}: Pick<Answer, 'as'>): string | undefined {
	return as === 'rule' ? 'a rule of the document' : (as === 'wait' ? 'the clock' : undefined);
}

/** An action of a rehearsal that was seen: it did not run. */
export function wasOnlyShown({kind}: Pick<Step, 'kind'>, status: StepStatus, {started}: Pick<RunState, 'started'>): boolean {
	return kind === 'action' && status === 'passed' && started?.rehearsal === true;
}

const settled: ReadonlySet<StepStatus> = new Set(['passed', 'waived', 'set-aside']);

/** Settled for GO: passed, waived or set aside. */
export function isSettled(status: StepStatus): boolean {
	return settled.has(status);
}

/** Not settled; an optional step that nobody touched needs nobody. */
export function needsSomebody(step: Step, state: RunState): boolean {
	const {status} = stateOf(state, step.id);
	return !isSettled(status) && !(status === 'open' && step.optional);
}

/** True when the last thing that was found out about a step is that it failed, or that nobody knows: only a pass or a waiver ends that. */
export function hasFailed({answers}: StepState): boolean {
	const verdict = answers.findLast(({status, as}) => status !== 'open' && status !== 'waived' && !(status === 'set-aside' && as === 'rule'))?.status;
	return verdict === 'failed' || verdict === 'interrupted';
}

/** Stale, and what it was before is a pass: neither a waiver nor set aside. */
export function hadPassed({status, answers}: StepState): boolean {
	return status === 'stale' && answers.at(-1)?.status === 'passed';
}

/** Why a step cannot be answered as it stands: an answer is replaced by reopening it first. */
export function describeSettled({status}: StepState): string | undefined {
	switch (status) {
		case 'running': {
			return 'It is running.';
		}

		case 'passed': {
			return 'It has passed already; reopen it to answer anew.';
		}

		case 'waived': {
			return 'It is waived; reopen it to answer anew.';
		}

		case 'set-aside': {
			return 'It is set aside; reopen it to answer anew.';
		}

		case 'open':
		case 'interrupted':
		case 'failed':
		case 'stale': {
			return undefined;
		}
	}
}

/** The condition whose answer decides: `Otherwise:` goes by its opposite's. */
export function answeredBy({id, oppositeOf}: Condition): string {
	return oppositeOf ?? id;
}

/** Whether what stands below a condition applies; undefined: nobody has said. */
export function findWhetherApplies(condition: Condition, state: RunState): boolean | undefined {
	const holds = state.conditions.get(answeredBy(condition));
	return holds === undefined ? undefined : holds === (condition.oppositeOf === undefined);
}

/** The first question above a step that nobody has answered, outermost first. `Otherwise:` asks as its opposite does. */
export function openCondition({conditions, questions}: PlannedStep, state: RunState): Condition | undefined {
	const place = conditions.findIndex(condition => findWhetherApplies(condition, state) !== true);
	const condition = conditions[place];
	return condition && findWhetherApplies(condition, state) === undefined ? questions[place] : undefined;
}

/** The outermost condition above a step that somebody said does not apply. */
export function findConditionAgainst({conditions}: PlannedStep, state: RunState): Condition | undefined {
	return conditions.find(condition => findWhetherApplies(condition, state) === false);
}

/** The condition that set a step aside: to open it again is to say that it applies after all. */
export function findConditionBehind({status, answers}: StepState): string | undefined {
	const last = answers.at(-1);
	return status === 'set-aside' && last?.as === 'rule' && last.answer !== '' ? last.answer : undefined;
}

const unsettled = new WeakMap<RunState, Map<PlannedGate, number>>();

/** How many steps stand between a gate and passing. Kept with the state, because every step of a gate asks this of the gates before it. */
export function countUnsettled(gate: PlannedGate, plan: Plan, state: RunState): number {
	const known = unsettled.get(state) ?? new Map<PlannedGate, number>();
	unsettled.set(state, known);
	const count = known.get(gate) ?? gate.counted.filter(index => isWaitedFor(plan.steps[index], state)).length;
	known.set(gate, count);
	return count;
}

function isWaitedFor(planned: PlannedStep | undefined, state: RunState): boolean {
	return planned !== undefined && needsSomebody(planned.step, state);
}

export function hasPassed(gate: PlannedGate, plan: Plan, state: RunState): boolean {
	return countUnsettled(gate, plan, state) === 0;
}

const running = new WeakMap<RunState, readonly string[]>();

/** A step whose command runs now, in the background or not. */
export function findRunningStep(plan: Plan, state: RunState): PlannedStep | undefined {
	return listRunning(plan, state)[0];
}

/** The step whose command everybody waits for. */
export function findForegroundStep(plan: Plan, state: RunState): PlannedStep | undefined {
	return listRunning(plan, state).find(({step}) => !isInBackground(stateOf(state, step.id)));
}

export function isInBackground({executions}: StepState): boolean {
	return executions.at(-1)?.commands.some(({background}) => background !== undefined) ?? false;
}

export function listRunning(plan: Plan, state: RunState): PlannedStep[] {
	const ids = running.get(state) ?? [...state.steps].flatMap(([id, {status}]) => status === 'running' ? [id] : []);
	running.set(state, ids);
	return ids.flatMap(id => plan.byId.get(id) ?? []);
}
