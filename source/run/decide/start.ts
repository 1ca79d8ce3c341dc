/** When a command may start, and when an end is believed. */
import type {Command} from '../../checklist/command.js';
import {isConfirmed, unconfirmed} from '../confirmation.js';
import type {Ruling} from '../ruling.js';
import {writtenCommands} from '../values/filling.js';
import type {Intent} from '../intents.js';
import type {Plan, PlannedStep} from '../plan.js';
import {findForegroundStep, isSettled, stateOf} from '../standing.js';
import type {Execution, RunState} from '../state.js';
import {findStep} from './find-step.js';
import {findReasonAgainstOperator} from './authority.js';

type Start = Extract<Intent, {type: 'start'}>;

export function start(plan: Plan, state: RunState, intent: Start): Ruling {
	const {started, typedTag = ''} = intent;
	const planned = findStep(plan, state, started.step);
	if ('refusal' in planned) {
		return planned;
	}

	const own = planned.step.kind === 'action' ? findReasonAgainstOperator(planned, plan) : undefined;
	const refusal = own ?? findReasonAgainstStarting(planned, plan, state, intent);
	if (refusal !== undefined) {
		return {refusal};
	}

	const {step} = planned;
	if (runnable(step).some(command => command.irreversible) && !isConfirmed(state, typedTag)) {
		return unconfirmed(state);
	}

	return [{type: step.kind === 'check' ? 'check-started' : 'action-started', data: started}];
}

function findReasonAgainstStarting({step}: PlannedStep, plan: Plan, state: RunState, {started}: Start): string | undefined {
	const running = findForegroundStep(plan, state);
	if (running) {
		return `“${running.step.title}” is still running.`;
	}

	if (step.kind !== 'check' && step.kind !== 'action') {
		return 'This step has no command to run.';
	}

	if (step.kind === 'action' && state.started?.rehearsal) {
		return 'A rehearsal shows actions and does not run them.';
	}

	const {status, awaiting} = stateOf(state, step.id);
	if (status === 'running') {
		return 'It is running; stop it first.';
	}

	if (step.kind === 'action' && (awaiting || isSettled(status))) {
		return 'An action runs once; reopen the step to run it again.';
	}

	if (started.output <= state.outputs) {
		return `There is a log number ${started.output} already; the next is ${state.outputs + 1}.`;
	}

	return findReasonAgainstCommands({...step, commands: writtenCommands(step, plan.checklist, state.values)}, started) ?? findReasonAgainstWays(step, plan, started);
}

/** What is only shown never runs. */
function runnable({commands}: PlannedStep['step']): readonly Command[] {
	return commands.filter(({mode}) => mode !== 'manual');
}

function findReasonAgainstCommands(step: PlannedStep['step'], {commands}: Start['started']): string | undefined {
	const given = runnable(step);
	if (commands.length !== given.length) {
		return `This step has ${given.length} ${given.length === 1 ? 'command' : 'commands'} to run, not ${commands.length}.`;
	}

	const placeholders = given.flatMap(command => command.placeholders);
	if (step.kind === 'check' && placeholders.length === 0 && commands.some(({edited}) => edited)) {
		return 'A check runs as it stands in the checklist.';
	}

	const unfilled = placeholders.find(placeholder => commands.some(({text, edited}) => !edited && text.includes(placeholder)));
	return unfilled === undefined ? undefined : `Fill in ${unfilled} first.`;
}

/** Where and how a command runs is the document's to say, where it was written for us. */
function findReasonAgainstWays(step: PlannedStep['step'], {checklist: {settings}}: Plan, {commands}: Start['started']): string | undefined {
	const isOther = runnable(step).some(({cwd = '', tty, background}, index) => {
		const command = commands[index];
		return command !== undefined && (command.cwd !== cwd || (command.tty ?? false) !== tty || (command.background ?? 'no') !== background);
	});
	return isOther && (settings.own || step.kind === 'check') ? 'This checklist says itself where and how its commands run; only their text can be edited.' : undefined;
}

/** The command that runs now: neither finished nor given up, and the newest of its step. */
function findRunning(state: RunState, step: string, output: number): Execution | undefined {
	const {status, executions} = stateOf(state, step);
	const last = executions.at(-1);
	return status === 'running' && last?.output === output ? last : undefined;
}

export function finish(state: RunState, {observation}: Extract<Intent, {type: 'finish'}>): Ruling {
	const execution = findRunning(state, observation.step, observation.output);
	return execution
		? [{type: execution.kind === 'check' ? 'check-finished' : 'action-finished', data: observation}]
		: {refusal: `There is no running command with the number ${observation.output}.`};
}

export function interrupt(state: RunState, {interrupted}: Extract<Intent, {type: 'interrupt'}>): Ruling {
	return findRunning(state, interrupted.step, interrupted.output)
		? [{type: 'step-interrupted', data: interrupted}]
		: {refusal: `There is no running command with the number ${interrupted.output}.`};
}
