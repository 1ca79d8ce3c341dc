/** Running the checks of a checklist, one after the other, without anybody to ask. */
import {readScopes} from '../../checklist/scope.js';
import {findEvidence} from '../../checks/evidence.js';
import {startCommands} from '../../checks/run.js';
import {findObstacle} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {initialState} from '../../run/reduce.js';
import {openStep} from '../../run/standing.js';
import type {RunState, StepStatus} from '../../run/state.js';
import {requestFor, type Desk, type Running} from './desk.js';
import {findReasonAgainst, findWhyAway} from './reasons.js';
import {
	isInTheWay,
	resultOf,
	type CheckResult,
	type CheckState,
	type Report,
} from './report.js';

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
