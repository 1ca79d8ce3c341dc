/** Why a record, or a part of it, does not count: a code that stays, and words for a person. */

export const faultCodes = [
	'bundle.digest',
	'bundle.duplicate',
	'bundle.extra-file',
	'bundle.format',
	'bundle.path',
	'checklist.changed',
	'checklist.consequences',
	'checklist.digest',
	'checklist.format',
	'checklist.missing',
	'checklist.unreferenced',
	'condition.answer',
	'evidence.digest',
	'gate.check-failed',
	'gate.missing',
	'gate.not-passed',
	'gate.rejected',
	'gate.result',
	'gate.threshold',
	'gate.two-person',
	'gate.unknown',
	'journal.chain',
	'journal.commit',
	'journal.decision',
	'journal.format',
	'journal.move',
	'journal.newer',
	'journal.rules',
	'journal.run',
	'journal.seal-head',
	'journal.start',
	'journal.torn',
	'limits',
	'object.hash',
	'object.id',
	'object.missing',
	'object.type',
	'output.digest',
	'record.changes-code',
	'record.earlier',
	'record.follow-up',
	'record.format',
	'record.missing',
	'record.mode',
	'record.parent',
	'record.renderer',
	'record.rendering',
	'record.trailers',
	'record.unsigned',
	'seal.decision',
	'seal.missing',
	'seal.subject',
	'sig.algorithm',
	'sig.bad',
	'sig.format',
	'sig.revoked',
	'sig.role',
	'sig.second-opinion',
	'sig.unavailable',
	'sig.unknown-key',
	'sig.validity',
	'signers.changed',
	'statement.checklist',
	'statement.commit',
	'statement.digest',
	'statement.format',
	'statement.gate',
	'statement.gate-digest',
	'statement.journal-head',
	'statement.one-signature',
	'statement.payload-type',
	'statement.policy',
	'statement.project',
	'statement.results',
	'statement.reused',
	'statement.run',
	'statement.signer',
	'statement.stale-evidence',
	'statement.tag',
	'statement.time',
	'statement.type',
	'statement.unreferenced',
	'tag.format',
	'tag.missing',
	'tag.name-mismatch',
	'tag.trailers',
	'tag.type',
	'tag.unsigned',
	'tree.duplicate',
	'tree.format',
	'tree.name',
	'trust.anchor',
	'trust.format',
	'trust.rollback',
	'trust.shared-key',
] as const;
export type FaultCode = (typeof faultCodes)[number];

export type Fault<Code extends FaultCode = FaultCode> = {
	readonly code: Code;
	readonly message: string;
};

export function fault<Code extends FaultCode>(code: Code, message: string): Fault<Code> {
	return {code, message};
}

export function isFault<T>(value: T | Fault): value is Fault {
	return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Not wrong, but not all there, or newer than this program. */
export function isIncomplete(code: FaultCode): boolean {
	return ['journal.newer', 'object.missing', 'record.missing', 'tag.missing', 'record.renderer', 'sig.unavailable'].includes(code);
}
