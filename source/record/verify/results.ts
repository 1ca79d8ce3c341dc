/** Point 10, step by step: what settled a step is something that can settle a step of its kind. */
import type {Command} from '../../checklist/command.js';
import type {
	Event,
	EventType,
	Observation,
	StartedCommand,
} from '../../run/events.js';
import {stateOf} from '../../run/gates.js';
import {writtenCommands} from '../../run/values/filling.js';
import type {Plan, PlannedStep} from '../../run/plan.js';
import type {Answer, Execution, RunState} from '../../run/state.js';
import {fault, type Fault} from '../record-fault.js';

/** A step that the journal says has passed, been waived or set aside. */
export function checkResult({step}: PlannedStep, {plan, state, events}: {readonly plan: Plan; readonly state: RunState; readonly events: readonly Event[]}): Fault | undefined {
	const {status, answers, executions} = stateOf(state, step.id);
	const answer = answers.at(-1);
	if (!answer || status === 'waived' || status === 'set-aside') {
		return status === 'set-aside' && answer?.as === 'person' && !['confirm', 'group', 'action', 'value', 'choice'].includes(step.kind)
			? fault('gate.result', `“${step.title}” was set aside by hand, which a ${step.kind} is not.`)
			: undefined;
	}

	const type = events[answer.mark.seq - 1]?.type;
	if (type === undefined || !settles(step, type, answer)) {
		return fault('gate.result', `“${step.title}” is a ${step.kind} and was settled by ${type ?? 'nothing'} (event ${answer.mark.seq}).`);
	}

	const execution = executions.findLast(({output}) => output === answer.output);
	return type === 'check-finished' || type === 'action-finished' ? checkExecution({...step, commands: writtenCommands(step, plan.checklist, state.values)}, execution) : undefined;
}

/** Which events let a step of this kind pass. */
function settles({kind, alternatives}: PlannedStep['step'], type: EventType, {answer, byHand}: Answer): boolean {
	switch (kind) {
		case 'confirm':
		case 'group': {
			return type === 'step-confirmed';
		}

		case 'choice': {
			return type === 'step-confirmed' && alternatives.some(({label, fails}) => label === answer && !fails);
		}

		case 'value': {
			return type === 'value-entered';
		}

		case 'check': {
			return type === 'check-finished';
		}

		case 'action': {
			return type === 'action-finished' || type === 'step-confirmed';
		}

		case 'evidence': {
			return type === 'evidence-recorded' || (type === 'step-confirmed' && byHand);
		}

		case 'wait': {
			// After HEAD moved a person says that it still holds; the rules take that only from a wait that was over.
			return type === 'wait-ended' || type === 'step-confirmed';
		}

		case 'signature': {
			return type === 'gate-signed';
		}
	}
}

function checkExecution(step: PlannedStep['step'], execution: Execution | undefined): Fault | undefined {
	const finished = execution?.finished;
	if (!finished || !isPass(finished)) {
		return fault('gate.check-failed', `“${step.title}” counts as passed, and what its command came to does not.`);
	}

	const judged = finished.expectations.map(({expression}) => expression);
	if (judged.join('\n') !== step.expectations.map(({expression}) => expression).join('\n')) {
		return fault('gate.result', `“${step.title}” was judged by other expectations than the checklist has.`);
	}

	const runnable = step.commands.filter(({mode}) => mode !== 'manual');
	const isSame = runnable.length === execution.commands.length && runnable.every((command, index) => isRunOf(execution.commands[index], command, step.kind));
	return isSame ? undefined : fault('gate.result', `“${step.title}” ran another command than the checklist has.`);
}

function isPass({ok, ending, statements, expectations}: Observation): boolean {
	const isJudgedByExit = expectations.some(({expression}) => /\bexit\b/v.test(expression));
	return ok && ending !== 'stopped' && ending !== 'timed out' && expectations.every(expectation => expectation.ok)
		&& statements.every(({verdict}) => verdict === 'passed' || verdict === 'not reached' || isJudgedByExit);
}

/** A person may edit an action before it runs, and fill in what the checklist leaves open in a check. */
function isRunOf(started: StartedCommand | undefined, {text, placeholders}: Command, kind: string): boolean {
	if (!started) {
		return false;
	}

	const plain = text.replaceAll(/\r\n?/gv, '\n');
	if (!started.edited) {
		return started.text === plain;
	}

	return kind !== 'check' || fits(started.text, plain, placeholders);
}

/** Whether a text is another one with its placeholders filled in. */
function fits(text: string, template: string, placeholders: readonly string[]): boolean {
	let parts = [template];
	for (const placeholder of placeholders) {
		parts = parts.flatMap(part => part.split(placeholder));
	}

	let at = 0;
	for (const part of parts) {
		const found = text.indexOf(part, at);
		if (found === -1) {
			return false;
		}

		at = found + part.length;
	}

	return text.startsWith(parts[0] ?? '') && text.endsWith(parts.at(-1) ?? '');
}
