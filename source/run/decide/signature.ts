/** When a signature may be given or withdrawn. */
import type {Ruling} from '../ruling.js';
import type {EventData} from '../events.js';
import {validSignatures} from '../gates.js';
import type {Intent} from '../intents.js';
import type {Plan, PlannedStep} from '../plan.js';
import {findUnsettled} from '../requirements.js';
import {isSettled, stateOf} from '../standing.js';
import type {RunState, Signature} from '../state.js';
import {findReasonAgainstWithdrawing, isRejection} from './authority.js';
import {findStep} from './find-step.js';

type Signed = EventData['gate-signed'];

export function sign(plan: Plan, state: RunState, {signed}: Extract<Intent, {type: 'sign'}>): Ruling {
	const planned = findStep(plan, state, signed.step);
	if ('refusal' in planned) {
		return planned;
	}

	const refusal = findReasonAgainstLine(planned, signed) ?? findReasonAgainstSigning(planned, plan, state, signed);
	return refusal === undefined
		? [{type: 'gate-signed', data: {...signed, comment: signed.comment.trim(), missing: countMissing(planned, state, signed)}}]
		: {refusal};
}

/** Whether it answers this line at all. */
function findReasonAgainstLine({step, section}: PlannedStep, {gate, role, decision}: Signed): string | undefined {
	if (!step.signature) {
		return 'This step is no signature.';
	}

	if (gate !== section.id) {
		return `This signature is over “${section.title}”, not over another gate.`;
	}

	if (role !== step.signature.role) {
		return `This line is signed as ${step.signature.role}, not as ${role}.`;
	}

	return decision === 'waive' ? 'A signature is given or not; it cannot be waived.' : undefined;
}

function findReasonAgainstSigning(planned: PlannedStep, plan: Plan, state: RunState, signed: Signed): string | undefined {
	if (isSettled(stateOf(state, signed.step).status)) {
		return 'It is signed already; withdraw the signature first.';
	}

	const rejection = findRejection(state, signed.step);
	if (rejection) {
		return `${rejection.signer} has rejected it; whoever walks the run${isRejection(rejection) ? ` as ${rejection.role}` : ''} withdraws that first, and says why.`;
	}

	if (signed.decision === 'reject') {
		return signed.comment.trim() === '' ? 'Say why it is rejected.' : undefined;
	}

	const open = findUnsettled(planned, plan, state, ['signature']);
	return open ? `“${open.step.title}” has not passed; a signature is given over a gate that is settled.` : findDoubling(planned, plan, state, signed);
}

function findRejection(state: RunState, step: string): Signature | undefined {
	return validSignatures(state, step).find(({decision}) => decision === 'reject');
}

/** Why a rejection is not for who drives to withdraw; undefined: it is, or there is none. */
export function describeForeignRejection({step}: PlannedStep, plan: Plan, state: RunState): string | undefined {
	const rejection = findRejection(state, step.id);
	return rejection && findReasonAgainstWithdrawing(rejection, plan);
}

/** People are counted, not signatures. What is only said and not signed is nobody's signature. */
function findDoubling({section}: PlannedStep, plan: Plan, state: RunState, {step, role, signer, statement}: Signed): string | undefined {
	if (statement === null || state.started?.signers === null) {
		return undefined;
	}

	if (validSignatures(state, step).some(one => one.signer === signer)) {
		return `${signer} has signed this already; it wants different people.`;
	}

	const other = plan.checklist.settings.samePerson
		? undefined
		: state.signatures.find(one => one.gate === section.id && one.step !== step && one.signer === signer && one.role !== role && !one.withdrawn && !one.stale);
	return other && `${signer} has signed this gate as ${other.role}; two roles want two people.`;
}

/** A self-signed run has only one person. */
function countMissing({step}: PlannedStep, state: RunState, {decision}: Signed): number {
	return decision === 'approve' && state.started?.signers
		? Math.max(0, (step.signature?.count ?? 1) - 1 - validSignatures(state, step.id).length)
		: 0;
}

export function withdraw(plan: Plan, state: RunState, {step, role, reason}: Extract<Intent, {type: 'withdraw signature'}>): Ruling {
	const signature = validSignatures(state, step).findLast(one => one.role === role);
	if (!signature) {
		return {refusal: 'There is no signature to withdraw.'};
	}

	const refusal = findReasonAgainstWithdrawing(signature, plan);
	if (refusal !== undefined) {
		return {refusal};
	}

	return reason.trim() === ''
		? {refusal: 'Say why the signature is withdrawn.'}
		: [{
			type: 'signature-withdrawn', data: {
				gate: signature.gate, step, role, statement: signature.statement, reason: reason.trim(),
			},
		}];
}
