/** The rules about what is not passed and does not stop: set aside, waived, put off, opened again. */
import {findCarried} from '../carrying.js';
import {isConfirmed, unconfirmed} from '../confirmation.js';
import type {Ruling} from '../ruling.js';
import type {Intent} from '../intents.js';
import type {Plan, PlannedStep} from '../plan.js';
import {
	findConditionBehind,
	hasFailed,
	isSettled,
	stateOf,
} from '../standing.js';
import type {RunState} from '../state.js';
import {agree} from '../witness.js';
import {
	findStep,
	findStepsToAnswer,
	findWhyNotAsked,
	unknown,
} from './find-step.js';
import {answerCondition} from './condition.js';
import {findReasonAgainstWaiving} from './authority.js';

export function setAside(plan: Plan, state: RunState, intent: Extract<Intent, {type: 'set aside'}>): Ruling {
	const steps = new Set(intent.steps);
	if (steps.size === 0) {
		return {refusal: 'Nothing is picked to be set aside.'};
	}

	const reason = intent.reason.trim();
	const away = findStepsToAnswer(plan, state, steps, planned => findReasonAgainstSettingAside(planned, state)
		?? (reason === '' && !planned.step.optional ? 'Say why it does not apply.' : undefined));
	if ('refusal' in away) {
		return away;
	}

	const agreed = agree(away, plan, state, intent.initials);
	return 'refusal' in agreed
		? agreed
		: [{
			type: 'step-set-aside', data: {
				steps: [...steps], reason: reason === '' ? 'optional' : reason, by: 'person', ...agreed,
			},
		}];
}

function findReasonAgainstSettingAside({step}: PlannedStep, state: RunState): string | undefined {
	const now = stateOf(state, step.id);
	if (step.kind === 'signature') {
		return 'A signature is given or not; it is not set aside.';
	}

	if (['check', 'evidence', 'wait'].includes(step.kind)) {
		return `${step.kind === 'evidence' ? 'Evidence' : `A ${step.kind}`} is not set aside by hand; a waiver is the way.`;
	}

	if (now.status !== 'open' && now.status !== 'stale') {
		return `“${step.title}” is not open any more; only an open step is set aside.`;
	}

	if (now.awaiting) {
		return `“${step.title}” has run; say whether its output is what was expected.`;
	}

	return hasFailed(now) ? `“${step.title}” has failed before: it has to pass, or be waived; it is not set aside.` : undefined;
}

export function waive(plan: Plan, state: RunState, {step, reason, typedTag, carry = false}: Extract<Intent, {type: 'waive'}>, at: string): Ruling {
	const planned = findStep(plan, state, step);
	if ('refusal' in planned) {
		return planned;
	}

	if (planned.step.kind === 'signature') {
		return {refusal: 'A signature is given or not; it cannot be waived.'};
	}

	const refusal = findReasonAgainstWaiving(planned, plan, stateOf(state, step).status === 'stale');
	if (refusal !== undefined) {
		return {refusal};
	}

	if (!isWaivable(planned, state)) {
		return {refusal: 'Only a step that did not pass, or a stale result, is waived.'};
	}

	const carried = carry ? findCarried(planned, state, at) : undefined;
	if (carried && 'refusal' in carried) {
		return carried;
	}

	if (reason.trim() === '') {
		return {refusal: 'A waiver says why, always.'};
	}

	const role = planned.step.waivableBy ?? state.started?.decision[0] ?? 'release manager';
	return isConfirmed(state, typedTag)
		? [{
			type: 'step-waived', data: {
				step, reason: reason.trim(), role, ...(carried && {carried}),
			},
		}]
		: unconfirmed(state);
}

function isWaivable({step}: PlannedStep, state: RunState): boolean {
	const now = stateOf(state, step.id);
	switch (now.status) {
		case 'failed':
		case 'stale':
		case 'interrupted': {
			return true;
		}

		case 'open': {
			return ['check', 'evidence', 'wait'].includes(step.kind) || (hasFailed(now) && !now.awaiting);
		}

		case 'running':
		case 'passed':
		case 'set-aside':
		case 'waived': {
			return false;
		}
	}
}

export function leave(plan: Plan, state: RunState, {step}: Extract<Intent, {type: 'leave for later'}>): Ruling {
	const planned = plan.byId.get(step);
	if (!planned) {
		return unknown(step);
	}

	const {status} = stateOf(state, step);
	const refusal = findWhyNotAsked(planned, plan, state) ?? (status === 'running' || isSettled(status) ? 'Only what is open can be left for later.' : undefined);
	return refusal === undefined ? [{type: 'step-left', data: {step}}] : {refusal};
}

export function reopen(plan: Plan, state: RunState, intent: Extract<Intent, {type: 'reopen'}>): Ruling {
	const steps = new Set(intent.steps);
	if (steps.size === 0) {
		return {refusal: 'Nothing is picked to be reopened.'};
	}

	const [only] = steps;
	const condition = only !== undefined && steps.size === 1 ? findConditionBehind(stateOf(state, only)) : undefined;
	if (condition !== undefined) {
		return answerCondition(plan, state, {type: 'answer condition', condition, holds: !state.conditions.get(condition)});
	}

	for (const id of steps) {
		const planned = plan.byId.get(id);
		if (!planned) {
			return unknown(id);
		}

		const refusal = findReasonAgainstReopening(planned, plan, state);
		if (refusal !== undefined) {
			return {refusal};
		}
	}

	return [{type: 'step-reopened', data: {steps: [...steps], reason: intent.reason.trim()}}];
}

function findReasonAgainstReopening(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	const {step} = planned;
	const {status, awaiting, answers} = stateOf(state, step.id);
	if (step.kind === 'signature') {
		return 'A signature is not reopened; it is withdrawn, with the reason.';
	}

	if (status === 'running') {
		return 'It is running; stop it first.';
	}

	if (status === 'open' && !awaiting) {
		return 'It is open already.';
	}

	const isRuledOut = status === 'set-aside' && answers.at(-1)?.as === 'rule';
	return findWhyNotAsked(planned, plan, state) ?? (isRuledOut ? 'A rule of the checklist set it aside, and nobody is asked about that.' : undefined);
}
