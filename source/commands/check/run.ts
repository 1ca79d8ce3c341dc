/** Running the checks of a checklist, one after the other, without anybody to ask. */
import {readScopes, type Scope as NamesInScope} from '../../checklist/scope.js';
import {findEvidence, type EvidencePlace, type FoundEvidence} from '../../checks/evidence.js';
import {evidenceVariables} from '../../checks/evidence-variables.js';
import {answerCondition} from '../../checks/expectations.js';
import {planCommands} from '../../checks/plan.js';
import type {CommandRequest} from '../../checks/request.js';
import {startCommands} from '../../checks/run.js';
import type {Observation} from '../../run/events.js';
import {findObstacle} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {initialState} from '../../run/reduce.js';
import {openStep} from '../../run/standing.js';
import type {RunState, StepStatus} from '../../run/state.js';
import {
	isInTheWay,
	type CheckResult,
	type CheckState,
	type Report,
} from './report.js';
import type {Scope} from './scope.js';

type Surroundings = {
	/** Of the repository. */
	readonly top: string;
	/** Where logs go meanwhile. */
	readonly directory: string;
	readonly inputs: ReadonlyMap<string, string>;
	readonly secrets: ReadonlyMap<string, string>;
	/** Saved values that were given. */
	readonly values: ReadonlyMap<string, string>;
	readonly commit: string;
	readonly branch: string | undefined;
	readonly tag: string | undefined;
	readonly previous: string | undefined;
	readonly evidence: EvidencePlace;
};

export type Running = {
	readonly scope: Scope;
	readonly surroundings: Surroundings;
	readonly failFast: boolean;
	/** Ends the check that runs; no other one begins. */
	readonly signal: AbortSignal;
	/** Told of each result as it comes. */
	readonly tell: (result: CheckResult) => void;
};

type Desk = Running & {
	/** The names that each step may use. */
	readonly scopes: ReadonlyMap<string, NamesInScope>;
	readonly results: Map<PlannedStep, CheckResult>;
	/** Inputs aside: what checks have saved so far, and what was given. */
	readonly values: Map<string, string>;
	readonly conditions: Map<string, Awaited<ReturnType<typeof answerCondition>>>;
};

/** In document order, but never before what is required; what never can be run is blocked. */
export async function runChecks(running: Running): Promise<Report> {
	const desk: Desk = {
		...running, results: new Map(), values: new Map(running.surroundings.values), conditions: new Map(), scopes: readScopes(running.scope.plan.checklist),
	};
	const {scope: {checks}, results, failFast, signal} = desk;
	for (let next = findNext(desk); next; next = findNext(desk)) {
		note(desk, await runOne(desk, next));
		if (signal.aborted || (failFast && results.values().some(result => isInTheWay(result)))) {
			break;
		}
	}

	let endedEarly = false;
	const left = checks.filter(planned => !results.has(planned));
	for (const planned of left) {
		const obstacle = findObstacle(planned, desk.scope.plan, stateFor(desk));
		endedEarly ||= obstacle === undefined;
		note(desk, obstacle === undefined ? resultOf(planned, 'open', 'It was not run.') : resultOf(planned, 'blocked', obstacle));
	}

	return {scope: desk.scope, endedEarly, results: checks.flatMap(planned => results.get(planned) ?? [])};
}

function note({results, tell}: Desk, result: CheckResult): void {
	results.set(result.planned, result);
	tell(result);
}

function resultOf(planned: PlannedStep, state: CheckState, why: string, {observation, evidence = []}: {observation?: Observation; evidence?: readonly FoundEvidence[]} = {}): CheckResult {
	return {
		planned, state, why, observation, evidence,
	};
}

function findNext(desk: Desk): PlannedStep | undefined {
	const {scope: {checks, plan}, results} = desk;
	const state = stateFor(desk);
	return checks.find(planned => !results.has(planned) && findObstacle(planned, plan, state) === undefined);
}

const statuses: Readonly<Record<CheckState, StepStatus>> = {
	passed: 'passed', failed: 'failed', blocked: 'open', 'set-aside': 'set-aside', open: 'passed',
};

/** The rules' own picture of where this stands: what is a person's, or not looked at here, is in nobody's way. */
function stateFor({scope: {plan, checks}, results}: Desk): RunState {
	const waiting = new Set(checks);
	const statusOf = (planned: PlannedStep): StepStatus => {
		const result = results.get(planned);
		return result ? statuses[result.state] : (waiting.has(planned) ? 'open' : 'passed');
	};

	return {...initialState(plan), steps: new Map(plan.steps.map(planned => [planned.step.id, {...openStep, status: statusOf(planned)}]))};
}

async function runOne(desk: Desk, planned: PlannedStep): Promise<CheckResult> {
	const away = await findWhyAway(desk, planned);
	if (away) {
		return away;
	}

	const refusal = findReasonAgainst(desk, planned);
	if (refusal !== undefined) {
		return resultOf(planned, 'failed', refusal);
	}

	return planned.step.kind === 'evidence' ? lookFor(desk, planned) : runCommands(desk, planned);
}

async function lookFor({surroundings}: Desk, planned: PlannedStep): Promise<CheckResult> {
	const evidence = await Promise.all(planned.step.evidence.map(async wanted => findEvidence(wanted, surroundings.evidence)));
	const missing = evidence.find(({ok}) => !ok);
	return resultOf(planned, missing ? 'failed' : 'passed', missing?.why ?? '', {evidence});
}

async function runCommands(desk: Desk, planned: PlannedStep): Promise<CheckResult> {
	const running = startCommands(requestFor(desk, planned));
	const stop = () => {
		running.stop();
	};

	desk.signal.addEventListener('abort', stop, {once: true});
	try {
		const observation = await running.done;
		if (observation.saved) {
			desk.values.set(observation.saved.name, observation.saved.value);
		}

		return resultOf(planned, observation.ok ? 'passed' : 'failed', observation.why, {observation});
	} finally {
		desk.signal.removeEventListener('abort', stop);
	}
}

/** Why it is not for this time: a condition that does not hold, that cannot be judged, or that a person has to answer. */
async function findWhyAway(desk: Desk, planned: PlannedStep): Promise<CheckResult | undefined> {
	const {step, conditions} = planned;
	let open: CheckResult | undefined;
	for (const condition of conditions) {
		if (condition.expression === undefined) {
			open ??= resultOf(planned, 'open', `A person has to say whether this applies: “${condition.text}”.`);
			continue;
		}

		const answer = desk.conditions.get(condition.id) ?? await answerCondition(condition.expression, {...factsFor(desk, step.bindings), command: undefined});
		if ('fault' in answer) {
			return resultOf(planned, 'failed', `Whether it applies cannot be said: ${answer.fault}. Values that are saved by what is not run here are given by --set.`);
		}

		desk.conditions.set(condition.id, answer);
		if (!answer.holds) {
			return resultOf(planned, 'set-aside', `It does not apply: ${condition.text}`);
		}
	}

	return open;
}

function findReasonAgainst({surroundings: {secrets}, scope: {plan}, scopes, values}: Desk, {step}: PlannedStep): string | undefined {
	const placeholder = step.commands.flatMap(({placeholders}) => placeholders)[0];
	if (placeholder !== undefined) {
		return `${placeholder} has to be filled in first, and there is nobody to ask.`;
	}

	if (step.commands.some(({tty}) => tty)) {
		return 'It wants a terminal of its own, and there is none to lend.';
	}

	const words = new Set([...step.commands.map(({text}) => text), ...step.expectations.map(({expression}) => expression)].flatMap(text => text.match(/\w+/gv) ?? []));
	const missing = plan.checklist.settings.inputs.find(({name, secret}) => secret && !secrets.has(name) && words.has(name));
	if (missing) {
		return `The secret input ${missing.name} is not there: give it as a variable of the environment.`;
	}

	// An empty one would mean something else.
	const bound = new Set(step.bindings.map(({name}) => name));
	const unknown = scopes.get(step.id)?.values.find(name => words.has(name) && !bound.has(name) && !values.has(name));
	return unknown === undefined ? undefined : `\`${unknown}\` is saved by a command that did not run here: give it by --set ${unknown}=…`;
}

function factsFor({surroundings, values}: Desk, bindings: PlannedStep['step']['bindings']): CommandRequest['facts'] {
	const {inputs, commit, branch, tag, previous} = surroundings;
	return {
		inputs: Object.fromEntries(inputs),
		values: {...Object.fromEntries(values), ...Object.fromEntries(bindings.map(({name, value}) => [name, value]))},
		commit,
		branch,
		tag,
		previous,
	};
}

function requestFor(desk: Desk, {step}: PlannedStep): CommandRequest {
	const {surroundings: {top, directory, secrets, evidence}, scopes, results} = desk;
	const facts = factsFor(desk, step.bindings);
	const environment = {
		...facts.inputs,
		...facts.values,
		...Object.fromEntries(secrets),
		HOLDPOINT_RUN: '',
		HOLDPOINT_COMMIT: facts.commit ?? '',
		HOLDPOINT_TAG: facts.tag ?? '',
		HOLDPOINT_PREVIOUS: facts.previous ?? '',
	};
	const named = scopes.get(step.id)?.evidence ?? [];
	const texts = step.commands.map(({text}) => text).join('\n');
	return {
		mode: 'check',
		step: step.id,
		output: results.size + 1,
		directory,
		commands: planCommands(step.commands, {environment: [...Object.keys(environment), ...evidenceVariables(texts, named)]}),
		save: step.commands.find(({save}) => save !== undefined)?.save,
		expectations: step.expectations.map(({expression}) => expression),
		facts,
		evidence: {own: step.evidence, named, place: evidence},
		root: top,
		environment,
		private: step.commands.some(command => command.private),
		secrets: secrets.values().toArray(),
	};
}
