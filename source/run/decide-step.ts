/** The rules about single steps. */
import type {Ruling} from './decide.js';
import {answerCondition} from './decide-condition.js';
import {sign, withdraw} from './decide-signature.js';
import {start} from './decide-start.js';
import {findStep, unknown} from './find-step.js';
import {stateOf} from './gates.js';
import type {Intent} from './intents.js';
import type {Plan} from './plan.js';
import {findReasonAgainstConfirming} from './confirming.js';
import type {RunState} from './state.js';

export type StepIntent = Extract<Intent, {
	type:
		| 'enter value'
		| 'confirm'
		| 'fail'
		| 'set aside'
		| 'waive'
		| 'reopen'
		| 'leave for later'
		| 'answer condition'
		| 'start'
		| 'sign'
		| 'withdraw signature';
}>;

export function decideStep(plan: Plan, state: RunState, intent: StepIntent): Ruling {
	switch (intent.type) {
		case 'enter value': {
			return enterValue(plan, state, intent);
		}

		case 'confirm': {
			return confirm(plan, state, intent);
		}

		case 'fail': {
			return fail(plan, state, intent);
		}

		case 'set aside': {
			return setAside(plan, state, intent);
		}

		case 'waive': {
			return waive(plan, state, intent);
		}

		case 'reopen': {
			return reopen(plan, state, intent);
		}

		case 'leave for later': {
			return plan.byId.has(intent.step) ? [{type: 'step-left', data: {step: intent.step}}] : unknown(intent.step);
		}

		case 'answer condition': {
			return answerCondition(plan, state, intent);
		}

		case 'start': {
			return start(plan, state, intent);
		}

		case 'sign': {
			return sign(plan, state, intent);
		}

		case 'withdraw signature': {
			return withdraw(state, intent);
		}
	}
}

function enterValue(plan: Plan, state: RunState, {step, value}: Extract<Intent, {type: 'enter value'}>): Ruling {
	const planned = findStep(plan, state, step);
	if ('refusal' in planned) {
		return planned;
	}

	if (!planned.step.value) {
		return {refusal: 'This step takes no value.'};
	}

	return value.trim() === ''
		? {refusal: `Nothing was entered for “${planned.step.value.label}”.`}
		: [{
			type: 'value-entered', data: {
				step, name: planned.step.value.label, value: value.trim(), secret: false,
			},
		}];
}

function confirm(plan: Plan, state: RunState, intent: Extract<Intent, {type: 'confirm'}>): Ruling {
	const {steps, note = '', answer = '', byHand = false, witness} = intent;
	if (steps.length === 0) {
		return {refusal: 'Nothing is picked to be confirmed.'};
	}

	for (const id of steps) {
		const planned = findStep(plan, state, id);
		if ('refusal' in planned) {
			return planned;
		}

		const refusal = findReasonAgainstConfirming(planned, plan, state, {
			answer, byHand, note, others: steps,
		});
		if (refusal !== undefined) {
			return {refusal};
		}
	}

	return [{
		type: 'step-confirmed', data: {
			steps: [...steps], together: steps.length > 1, answer, note: note.trim(), byHand, ...(witness && {witness}),
		},
	}];
}

function fail(plan: Plan, state: RunState, {step, reason, answer = ''}: Extract<Intent, {type: 'fail'}>): Ruling {
	const planned = findStep(plan, state, step);
	if ('refusal' in planned) {
		return planned;
	}

	const {status, awaiting} = stateOf(state, step);
	const {kind} = planned.step;
	if (kind === 'action' ? !awaiting && status !== 'interrupted' && status !== 'stale' : !['confirm', 'group', 'choice'].includes(kind)) {
		return {refusal: kind === 'action' ? 'An action fails by running, or when a person has seen its output.' : 'This step is not decided by hand.'};
	}

	return reason.trim() === ''
		? {refusal: 'Say what failed, in a few words.'}
		: [{type: 'step-failed', data: {step, reason: reason.trim(), answer}}];
}

function setAside(plan: Plan, state: RunState, {steps, reason}: Extract<Intent, {type: 'set aside'}>): Ruling {
	if (steps.length === 0) {
		return {refusal: 'Nothing is picked to be set aside.'};
	}

	for (const id of steps) {
		const planned = findStep(plan, state, id);
		if ('refusal' in planned) {
			return planned;
		}

		if (!['confirm', 'group', 'action', 'choice', 'value'].includes(planned.step.kind)) {
			return {refusal: `“${planned.step.title}” is decided by a ${planned.step.kind}; it is not set aside by hand. A waiver is the way.`};
		}

		if (!['open', 'stale'].includes(stateOf(state, id).status)) {
			return {refusal: `“${planned.step.title}” is not open any more; only an open step is set aside.`};
		}

		if (reason.trim() === '' && !planned.step.optional) {
			return {refusal: 'Say why it does not apply.'};
		}
	}

	return [{type: 'step-set-aside', data: {steps: [...steps], reason: reason.trim() === '' ? 'optional' : reason.trim(), by: 'person'}}];
}

function waive(plan: Plan, state: RunState, {step, reason}: Extract<Intent, {type: 'waive'}>): Ruling {
	const planned = findStep(plan, state, step);
	if ('refusal' in planned) {
		return planned;
	}

	const {status} = stateOf(state, step);
	if (planned.step.kind === 'signature') {
		return {refusal: 'A signature is given or not; it cannot be waived.'};
	}

	if (plan.checklist.settings.own && planned.blocking) {
		return {refusal: 'This checklist names nobody who may waive this step, so a failed blocking step stays failed.'};
	}

	if (!['failed', 'stale', 'interrupted'].includes(status) && !(status === 'open' && ['check', 'evidence', 'wait'].includes(planned.step.kind))) {
		return {refusal: 'Only a step that did not pass, or a stale result, is waived.'};
	}

	return reason.trim() === ''
		? {refusal: 'A waiver says why, always.'}
		: [{type: 'step-waived', data: {step, reason: reason.trim(), role: state.started?.decision[0] ?? 'release manager'}}];
}

function reopen(plan: Plan, state: RunState, {steps, reason}: Extract<Intent, {type: 'reopen'}>): Ruling {
	for (const id of steps) {
		const planned = plan.byId.get(id);
		if (!planned) {
			return unknown(id);
		}

		const {status, awaiting, answers} = stateOf(state, id);
		if (status === 'running' || (status === 'open' && !awaiting)) {
			return {refusal: status === 'running' ? 'It is running; stop it first.' : 'It is open already.'};
		}

		if (answers.at(-1)?.as === 'rule') {
			return {refusal: 'A condition of the document set it aside; answer that anew instead.'};
		}
	}

	return [{type: 'step-reopened', data: {steps: [...steps], reason: reason.trim()}}];
}
