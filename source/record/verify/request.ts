/** What verifying a record needs from outside: every effect is a function. */
import type {Facts} from '../../run/facts.js';
import type {Fault} from '../record-fault.js';
import type {ObjectType} from '../git-objects.js';
import type {RecordSource} from '../render/material.js';

/** `sentence` in place of the object: why it could not be read. */
export type FoundObject =
	'missing' | {readonly type: ObjectType; readonly bytes: Uint8Array} | {readonly code: string; readonly sentence: string};

type SignatureFaultCode = 'sig.format' | 'sig.bad' | 'sig.algorithm' | 'sig.revoked' | 'sig.validity' | 'sig.unknown-key' | 'sig.unavailable';
type CheckedSignature = {readonly key: string} | {readonly code: SignatureFaultCode; readonly message: string};

/** An OpenPGP key of the signers file: only these can have signed, and nothing else knows them. */
type OpenpgpKey = {readonly openpgp: string; readonly key: string};

export type SignatureToCheck = {readonly armored: string; readonly message: Uint8Array; readonly namespace: string; readonly keys: readonly OpenpgpKey[]};

/** What somebody knows from outside the repository. */
export type Anchor = {
	/** SHA-256 of the signers file, hex. */
	readonly digest: string;
	/** The highest version that was seen. */
	readonly version: number;
};

export type VerifyRequest = {
	/** A tag by its name, or a record commit by its full id. */
	readonly target: {readonly tag: string} | {readonly commit: string};
	readonly objects: {read(id: string): Promise<FoundObject>};
	/** Full names of refs and what they point at. */
	readonly refs: ReadonlyMap<string, string>;
	/** The anchor of a project; `undefined` asks for a record whose commit names none. */
	readonly anchor: (project: string | undefined) => Anchor | undefined;
	/** Whose key made a signature over these bytes. */
	readonly verifySignature: (signature: SignatureToCheck) => CheckedSignature | Promise<CheckedSignature>;
	/** Another program's view of a signature that was good. */
	readonly secondOpinion?: (signature: SignatureToCheck & {readonly key: string}) => Promise<'agrees' | 'disagrees' | 'absent'>;
	/** What an `Only if` comes to, or why nobody can say; within a limit of time. */
	readonly answerCondition: (expression: string, facts: Facts) => Promise<{readonly holds: boolean} | {readonly fault: string}>;
	/** By the version that a run names. */
	readonly renderers: ReadonlyMap<number, (source: RecordSource) => string>;
};

export type Point = {readonly name: string; readonly ok: boolean; readonly detail: string};

/** What each point hands to those behind it, besides the line that it prints. */
export type Passed<T> = T & {readonly detail: string};
export type Checked<T> = Promise<Passed<T> | Fault>;
