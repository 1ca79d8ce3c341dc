/** When a signature may be given or withdrawn. */
import type {Ruling} from './decide.js';
import {findStep} from './find-step.js';
import {findUnsettled, isSettled, stateOf} from './gates.js';
import type {Intent} from './intents.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

export function sign(plan: Plan, state: RunState, {signed}: Extract<Intent, {type: 'sign'}>): Ruling {
	const planned = findStep(plan, state, signed.step);
	if ('refusal' in planned) {
		return planned;
	}

	const open = findUnsettled(planned.section.id, plan, state, ['signature']);
	if (open && signed.decision === 'approve') {
		return {refusal: `“${open.step.title}” has not passed; a signature is given over a gate that is settled.`};
	}

	if (signed.decision === 'reject' && signed.comment.trim() === '') {
		return {refusal: 'Say why it is rejected.'};
	}

	return isSettled(stateOf(state, signed.step).status)
		? {refusal: 'It is signed already; withdraw the signature first.'}
		: [{type: 'gate-signed', data: signed}];
}

export function withdraw(state: RunState, {step, role, reason}: Extract<Intent, {type: 'withdraw signature'}>): Ruling {
	const signature = state.signatures.findLast(one => one.step === step && one.role === role && !one.withdrawn);
	if (!signature) {
		return {refusal: 'There is no signature to withdraw.'};
	}

	return reason.trim() === ''
		? {refusal: 'Say why the signature is withdrawn.'}
		: [{
			type: 'signature-withdrawn', data: {
				gate: signature.gate, step, role, statement: signature.statement, reason: reason.trim(),
			},
		}];
}
