/** What is signed: in-toto Statements v1 as canonical JSON. */
import * as z from 'zod';
import {canonicalJson} from '../run/chain.js';
import {encodeText} from './bytes.js';

/** The namespace of SSH signatures over statements; never `git`. */
export const approvalNamespace = 'approval-v1@holdpoint';
export const statementPayloadType = 'application/vnd.in-toto+json';

const statementType = 'https://in-toto.io/Statement/v1';
const approvalType = 'urn:holdpoint:gate-approval:v1';
const sealType = 'urn:holdpoint:seal:v1';

const text = z.string().max(10_000);
const count = z.int().nonnegative();
const hex256 = z.string().regex(/^[\da-f]{64}$/v);
const runId = z.string().regex(/^[\da-f]{32}$/v);
const objectId = z.string().regex(/^(?:[\da-f]{40}|[\da-f]{64})$/v);
const at = z.iso.datetime({precision: 3});

const commitSubject = z.strictObject({name: z.literal('commit'), digest: z.strictObject({gitCommit: objectId})});
const treeSubject = z.strictObject({name: z.literal('tree'), digest: z.strictObject({gitTree: objectId})});
const bundleSubject = z.strictObject({name: z.literal('bundle.json'), digest: z.strictObject({sha256: hex256})});

/** What both kinds bind. */
const bound = {
	project: text,
	run: runId,
	tag: text.nullable(),
	/** Digest and version of the signers file; null in a self-signed run. */
	signers: z.strictObject({digest: hex256, version: count}).nullable(),
	role: text,
	/** E-mail address. */
	person: text,
	/** The public key that signs: an SSH key's type and base64. */
	key: text,
	/** 128 random bits. */
	nonce: runId,
	at,
	/** The program's name and version. */
	program: text,
};

const approvalPredicate = z.strictObject({
	...bound,
	gate: z.strictObject({id: text, title: text, digest: hex256}),
	/** Digest of the checklist's bytes. */
	checklist: hex256,
	decision: z.enum(['approve', 'reject', 'waive']),
	comment: text,
	/** Digest of the gate's results and evidence. */
	results: hex256,
	/** The journal's end when it was signed: all before it is frozen. */
	journal: z.strictObject({seq: count, head: hex256}),
});

const sealPredicate = z.strictObject({
	...bound,
	decision: z.enum(['GO', 'NO-GO']),
	/** How many events the bundle's journal has, and the hash of its last line. */
	events: count,
	head: hex256,
});

export const approvalSchema = z.strictObject({
	_type: z.literal(statementType),
	subject: z.tuple([commitSubject, treeSubject]),
	predicateType: z.literal(approvalType),
	predicate: approvalPredicate,
});
export const sealSchema = z.strictObject({
	_type: z.literal(statementType),
	subject: z.tuple([bundleSubject, commitSubject, treeSubject]),
	predicateType: z.literal(sealType),
	predicate: sealPredicate,
});

export type ApprovalStatement = z.infer<typeof approvalSchema>;
export type SealStatement = z.infer<typeof sealSchema>;

/** What a gate's approval says, flat: commit and tree are its subject. */
export type Approval = ApprovalStatement['predicate'] & {readonly commit: string; readonly tree: string};
/** What a seal says, flat: `bundle` is the SHA-256 of `bundle.json`. */
export type Seal = SealStatement['predicate'] & {readonly bundle: string; readonly commit: string; readonly tree: string};

/** The bytes of a gate's approval, which are then signed by way of `preAuthEncoding`. */
export function writeApproval({commit, tree, ...predicate}: Approval): Uint8Array {
	return write({
		_type: statementType,
		subject: [{name: 'commit', digest: {gitCommit: commit}}, {name: 'tree', digest: {gitTree: tree}}],
		predicateType: approvalType,
		predicate,
	});
}

/** The bytes of a seal. */
export function writeSeal({bundle, commit, tree, ...predicate}: Seal): Uint8Array {
	return write({
		_type: statementType,
		subject: [
			{name: 'bundle.json', digest: {sha256: bundle}},
			{name: 'commit', digest: {gitCommit: commit}},
			{name: 'tree', digest: {gitTree: tree}},
		],
		predicateType: sealType,
		predicate,
	});
}

function write(statement: ApprovalStatement | SealStatement): Uint8Array {
	return encodeText(canonicalJson(statement));
}

export function flattenApproval({subject, predicate}: ApprovalStatement): Approval {
	const [commit, tree] = subject;
	return {...predicate, commit: commit.digest.gitCommit, tree: tree.digest.gitTree};
}

export function flattenSeal({subject, predicate}: SealStatement): Seal {
	const [bundle, commit, tree] = subject;
	return {
		...predicate, bundle: bundle.digest.sha256, commit: commit.digest.gitCommit, tree: tree.digest.gitTree,
	};
}
