/** The rules about answers: values, yes, no. */
import type {Ruling} from '../ruling.js';
import {speakingPlaceholders} from '../values/filling.js';
import type {Intent} from '../intents.js';
import type {Plan, PlannedStep} from '../plan.js';
import {describeSettled, hadPassed, stateOf} from '../standing.js';
import type {RunState} from '../state.js';
import {agree} from '../witness.js';
import {findStepToAnswer, findStepsToAnswer} from './find-step.js';
import {findReasonAgainstConfirming} from './confirming.js';

export function enterValue(plan: Plan, state: RunState, {step, value, initials}: Extract<Intent, {type: 'enter value'}>): Ruling {
	const planned = findStepToAnswer(plan, state, step);
	if ('refusal' in planned) {
		return planned;
	}

	const asked = planned.step.value;
	if (!asked) {
		return {refusal: 'This step takes no value.'};
	}

	if (stateOf(state, step).status === 'set-aside') {
		return {refusal: 'It is set aside; reopen it to answer anew.'};
	}

	if (value.trim() === '') {
		return {refusal: `Nothing was entered for “${asked.label}”.`};
	}

	const agreed = agree([planned], plan, state, initials);
	return 'refusal' in agreed
		? agreed
		: [{
			type: 'value-entered', data: {
				step, name: asked.label, value: value.trim(), secret: false, ...agreed,
			},
		}];
}

export function fillIn({checklist}: Plan, {name, value}: Extract<Intent, {type: 'fill in'}>): Ruling {
	if (!speakingPlaceholders(checklist).has(name)) {
		return {refusal: `No command of this checklist has “${name}” to be filled in.`};
	}

	return value.trim() === '' || value.includes(name)
		? {refusal: `Say what stands for ${name}.`}
		: [{
			type: 'value-entered', data: {
				step: '', name, value: value.trim(), secret: false,
			},
		}];
}

export function confirm(plan: Plan, state: RunState, intent: Extract<Intent, {type: 'confirm'}>): Ruling {
	const {note = '', answer = '', byHand = false} = intent;
	const steps = new Set(intent.steps);
	if (steps.size === 0) {
		return {refusal: 'Nothing is picked to be confirmed.'};
	}

	const confirmed = findStepsToAnswer(plan, state, steps, planned => findReasonAgainstConfirming(planned, plan, state, {
		answer, byHand, note, others: steps,
	}));
	if ('refusal' in confirmed) {
		return confirmed;
	}

	const agreed = agree(confirmed, plan, state, intent.initials);
	return 'refusal' in agreed
		? agreed
		: [{
			type: 'step-confirmed', data: {
				steps: [...steps], together: steps.size > 1, answer, note: note.trim(), byHand, ...agreed,
			},
		}];
}

export function fail(plan: Plan, state: RunState, {step, reason, answer = ''}: Extract<Intent, {type: 'fail'}>): Ruling {
	const planned = findStepToAnswer(plan, state, step);
	if ('refusal' in planned) {
		return planned;
	}

	const refusal = findReasonAgainstFailing(planned, state, answer);
	if (refusal !== undefined) {
		return {refusal};
	}

	return reason.trim() === ''
		? {refusal: 'Say what failed, in a few words.'}
		: [{type: 'step-failed', data: {step, reason: reason.trim(), answer}}];
}

function findReasonAgainstFailing({step}: PlannedStep, state: RunState, answer: string): string | undefined {
	const now = stateOf(state, step.id);
	switch (step.kind) {
		case 'confirm':
		case 'group': {
			return describeSettled(now);
		}

		case 'choice': {
			const failing = step.alternatives.filter(({fails}) => fails).map(({label}) => label);
			return failing.includes(answer) ? describeSettled(now) : `Choose one of ${failing.join(', ')}.`;
		}

		case 'action': {
			return now.awaiting || now.status === 'interrupted' || hadPassed(now) ? undefined : 'An action fails by running, or when a person has seen its output.';
		}

		case 'check': {
			return now.status === 'interrupted' ? undefined : 'This step is not decided by hand.';
		}

		case 'evidence': {
			return describeSettled(now);
		}

		case 'value':
		case 'wait':
		case 'signature': {
			return 'This step is not decided by hand.';
		}
	}
}
