/** One signed statement: whose key, may they, sign, keep. Nothing is journalled here. */
import {randomBytes} from 'node:crypto';
import {isFault} from '../journal/faults.js';
import {storeStatement} from '../journal/folder.js';
import {approvalNamespace} from '../record/statement.js';
import {preAuthEncoding, writeEnvelope} from '../record/envelope.js';
import {mayAct, signersPath} from '../record/signers.js';
import {isFault as isSigningFault} from '../signing/fault.js';
import {findSigner} from '../signing/find-signer.js';
import type {Signer} from '../signing/signer.js';
import {signBytes} from '../signing/sign.js';
import {stateOfRun, type Engine} from './engine.js';

export type Signatory = {
	readonly signer: Signer;
	/** E-mail of the person. */
	readonly person: string;
	readonly name: string;
};

/** Why something could not be signed, in a sentence. */
export type Unsigned = {readonly unsigned: string};

/**
The key that signs in a role, and whose it is. `key` names a file of somebody else at this terminal; without it,
the operator's own signs.
*/
export async function findSignatory(engine: Engine, role: string, key?: string): Promise<Signatory | Unsigned> {
	const {materials: {signer: own, facts, environment, by, clock}, signers} = engine;
	const signer = key === undefined ? own : await findSigner({directory: facts.top, key, environment});
	if (isSigningFault(signer)) {
		return {unsigned: signer.sentence};
	}

	if (!signers) {
		return signer.publicKey === stateOfRun(engine).started?.key
			? {signer, person: by.email, name: by.name}
			: {unsigned: `This run is self-signed, with the key that it was started with (${stateOfRun(engine).started?.key ?? ''}): only that key can sign here. A signers file (.holdpoint/signers.yaml) lets others sign.`};
	}

	const actor = mayAct(signers.signers, {key: signer.publicKey, role, at: clock().toISOString()});
	return 'code' in actor
		? {unsigned: `The key ${signer.fingerprint} cannot sign as ${role}: ${actor.message} Sign with another key, or have ${signersPath} changed; that counts for runs begun after it.`}
		: {signer, person: actor.person, name: actor.name};
}

/** Signs the statement and keeps its envelope with the run; what comes back is the envelope's digest. */
export async function signStatement(engine: Engine, {signer}: Signatory, {statement, what}: {statement: Uint8Array; what: readonly string[]}): Promise<string | Unsigned> {
	const signed = await signWith(engine, signer, {bytes: preAuthEncoding(statement), namespace: approvalNamespace, what});
	if ('unsigned' in signed) {
		return signed;
	}

	const stored = await storeStatement(engine.materials.journal.folder, writeEnvelope({statement, armored: signed.armored, key: signer.publicKey}));
	return isFault(stored) ? {unsigned: stored.sentence} : stored;
}

/**
Signs any bytes; the terminal is lent for a passphrase when somebody can lend it. `what` is said before that: what
the signature will mean.
*/
export async function signWith({handOver}: Engine, signer: Signer, {bytes, namespace, what}: {bytes: Uint8Array; namespace: string; what: readonly string[]}): Promise<Unsigned | {armored: string}> {
	const signed = await signBytes({
		signer, bytes, namespace, ...(handOver && {handOver: async sign => handOver(what, sign)}),
	});
	return isSigningFault(signed) ? {unsigned: signed.sentence} : signed;
}

export function newNonce(): string {
	return randomBytes(16).toString('hex');
}
