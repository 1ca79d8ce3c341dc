/** Running a step's commands: from the intent, past the rules, to what was observed. */
import {isOutside} from '../../checklist/globs.js';
import {readScopes} from '../../checklist/scope.js';
import {evidenceVariables} from '../../checks/evidence/variables.js';
import {backgroundOf, startBackground} from '../../checks/background.js';
import {planCommands} from '../../checks/plan.js';
import type {CommandRequest} from '../../checks/request.js';
import {runOnTerminal, startCommands} from '../../checks/run.js';
import type {EventData, Observation} from '../../run/events.js';
import {isSettled, stateOf} from '../../run/gates.js';
import {fillPlan, isSpeaking, writtenCommands} from '../../run/values/filling.js';
import type {PlannedStep} from '../../run/plan.js';
import {advance} from '../advance.js';
import {
	ring,
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {watch} from '../running.js';
import type {WalkAct} from '../view.js';
import {followToEnd} from './background.js';
import {recordEvidence} from './evidence.js';
import {finishStep} from './finish-step.js';
import {requestOf, variablesOf} from './request.js';

type Run = Pick<Extract<WalkAct, {type: 'run'}>, 'step' | 'edited' | 'filled' | 'ways' | 'typedTag'>;

/** Runs one step; after a check that passed, the checks right behind it in its gate run by themselves. */
export async function runStep(engine: Engine, run: Run): Promise<boolean> {
	const taken = await runOne(engine, run);
	const planned = engine.session.plan.byId.get(run.step);
	if (taken && planned?.step.kind === 'check' && stateOf(stateOfRun(engine), run.step).status === 'passed') {
		await runFollowing(engine, planned);
	}

	return taken;
}

/** A script that was changed during the walk is not the one that the person agreed to. */
async function isAgreed(engine: Engine): Promise<boolean> {
	engine.consent = await engine.consent.renew();
	const {given, scripts, changes} = engine.consent;
	if (!given) {
		engine.store.patch({stage: 'consent', agreeing: {scripts, changes}});
		say(engine, 'refused', 'What the commands run is not what you agreed to any more: look at it again first.');
	}

	return given;
}

/** Runs the open checks of a gate in walking order, until one needs somebody. */
export async function runChecks(engine: Engine, gateId: string): Promise<boolean> {
	const {plan} = engine.session;
	const gate = plan.gateById.get(gateId);
	const first = gate?.steps.flatMap(index => plan.steps[index] ?? []).find(({step}) => step.kind === 'check' && !isSettled(stateOf(stateOfRun(engine), step.id).status));
	if (!first) {
		say(engine, 'refused', 'No check of this gate is open.');
		return false;
	}

	return runStep(engine, {step: first.step.id});
}

/** What a machine decides needs nobody: checks, and evidence that it can look for. */
async function runFollowing(engine: Engine, {index, section}: PlannedStep): Promise<void> {
	const {plan} = engine.session;
	for (const next of plan.steps.slice(index + 1)) {
		// What was saved just now may say that the next does not apply.
		ring(engine, await advance(engine));
		const {status, later} = stateOf(stateOfRun(engine), next.step.id);
		if (next.section.id !== section.id || !isForMachine(next.step)) {
			return;
		}

		if (later || isSettled(status)) {
			continue;
		}

		await (next.step.kind === 'check' ? runOne(engine, {step: next.step.id}) : recordEvidence(engine, {step: next.step.id}));
		if (stateOf(stateOfRun(engine), next.step.id).status !== 'passed') {
			return;
		}
	}
}

function isForMachine({kind, evidence}: PlannedStep['step']): boolean {
	return kind === 'check' || (kind === 'evidence' && evidence.every(({glob}) => !isOutside(glob)));
}

async function runOne(engine: Engine, {
	step: id, edited, filled = new Map(), ways, typedTag,
}: Run): Promise<boolean> {
	const {session: {plan}, store} = engine;
	const planned = plan.byId.get(id);
	if (!planned) {
		say(engine, 'refused', `The checklist has no step “${id}”.`);
		return false;
	}

	if (store.get().stage === 'consent') {
		say(engine, 'refused', 'The checklist\'s commands have to be seen and agreed to first.');
		return false;
	}

	if (!await isAgreed(engine)) {
		return false;
	}

	for (const [name, value] of filled) {
		if (isSpeaking(name) && !await submit(engine, {type: 'fill in', name, value})) {
			return false;
		}
	}

	const {step} = planned;
	const state = stateOfRun(engine);
	const started: EventData['action-started'] = {
		step: id,
		output: state.outputs + 1,
		commands: planCommands(writtenCommands(step, plan.checklist, state.values), {
			edited: edited ?? filledIn(fillPlan(plan, state).byId.get(id)), ways, environment: namesOfVariables(engine, planned),
		}),
	};
	if (!await submit(engine, {type: 'start', started, ...(typedTag !== undefined && {typedTag})})) {
		return false;
	}

	const request = requestOf(engine, planned, started);
	if (backgroundOf(started.commands) !== undefined) {
		void followToEnd(engine, planned, {kind: request.mode, ...started}, startBackground(request));
		return true;
	}

	const observation = started.commands.some(({tty}) => tty) ? await lendTerminal(engine, request) : await watch(engine, startCommands(request), {...request, background: undefined});
	return observation !== undefined && finishStep(engine, observation, request.mode);
}

function namesOfVariables(engine: Engine, {step}: PlannedStep): string[] {
	const texts = step.commands.map(({text}) => text).join('\n');
	const evidence = readScopes(engine.session.plan.checklist).get(step.id)?.evidence ?? [];
	return [...Object.keys(variablesOf(stateOfRun(engine), step)), ...engine.materials.secrets.keys(), ...evidenceVariables(texts, evidence)];
}

/** The texts with what was said once for their placeholders. */
function filledIn(planned: PlannedStep | undefined): ReadonlyMap<number, string> {
	return new Map((planned?.step.commands ?? []).map(({text}, index) => [index, text]));
}

/** For `tty` commands: editors, passphrases, sudo. */
async function lendTerminal(engine: Engine, request: CommandRequest): Promise<Observation | undefined> {
	if (!engine.handOver) {
		say(engine, 'refused', 'This command wants a terminal of its own, and there is none to lend.');
		return undefined;
	}

	return engine.handOver(['The terminal is handed over to:', ...request.commands.map(({text}) => text)], async () => runOnTerminal(request));
}
