/** Who may answer and who may waive, where the checklist says so. */
import type {Operator, Plan, PlannedStep} from '../plan.js';
import type {Signature} from '../state.js';

/** Without a signers file nobody says who holds which role; who drives then may. */
export function holds({roles}: Operator, role: string): boolean {
	return roles?.includes(role) ?? true;
}

function describeRoles({roles = []}: Operator): string {
	return roles.length === 0 ? 'you hold no role in the signers file' : `you are ${roles.join(' and ')}`;
}

const elsewhere = 'Whoever holds that role does it: pause here, and `holdpoint` at their terminal goes on with this run.';

/** Why who drives may not answer it, or undefined. */
export function findReasonAgainstOperator({step}: PlannedStep, {operator}: Plan): string | undefined {
	return step.by === undefined || holds(operator, step.by)
		? undefined
		: `“${step.title}” is answered by the ${step.by}, and ${describeRoles(operator)}. ${elsewhere}`;
}

/** Why who drives may not waive it, or undefined. */
export function findReasonAgainstWaiving({step, blocking}: PlannedStep, {checklist: {settings}, operator}: Plan, isStale = false): string | undefined {
	if (step.waivableBy === undefined) {
		const what = isStale ? 'a result that HEAD has left behind is not carried over: it has to pass again' : 'a failed blocking step stays failed';
		return blocking && settings.own
			? `This checklist names nobody who may waive this step, so ${what}.`
			: undefined;
	}

	return holds(operator, step.waivableBy)
		? undefined
		: `“${step.title}” may be waived by the ${step.waivableBy} only, and ${describeRoles(operator)}. ${elsewhere}`;
}

/** Signed, and not only said by who drives. */
export function isRejection({decision, statement}: Signature): boolean {
	return decision === 'reject' && statement !== null;
}

/** Why who drives may not withdraw a signature, or undefined: what a role has rejected is that role's to take back. */
export function findReasonAgainstWithdrawing(signature: Signature, {operator}: Plan): string | undefined {
	const {signer, role} = signature;
	return !isRejection(signature) || holds(operator, role)
		? undefined
		: `${signer} has rejected it as ${role}, and ${describeRoles(operator)}. ${elsewhere}`;
}
