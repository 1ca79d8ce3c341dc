/** A signed statement: its form, its signature, and whether that person could give it. */
import type * as z from 'zod';
import {keyIdOf, readEnvelope, readStatement} from '../envelope.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {mayAct, type Signers} from '../signers.js';
import {approvalNamespace, type ApprovalStatement, type SealStatement} from '../statement.js';
import {checkSignature, type SignatureVerifier} from './signature.js';
import type {RecordFolder} from './commit.js';

type Claim = Pick<SealStatement['predicate'], 'role' | 'person' | 'key' | 'at'>;

type Signatory = {
	readonly signers: Signers | undefined;
	/** The only key of a self-signed run. */
	readonly operator: RecordFolder['operator'];
};

type Letter<T> = {
	readonly bytes: Uint8Array;
	readonly schema: z.ZodType<T>;
	/** Names it in messages. */
	readonly what: string;
	readonly signatory: Signatory;
};

/** Reads and checks one envelope. */
export async function checkEnvelope<T extends ApprovalStatement | SealStatement>(verifier: SignatureVerifier, {bytes, schema, what, signatory}: Letter<T>): Promise<T | Fault> {
	const envelope = readEnvelope(bytes);
	if (isFault(envelope)) {
		return envelope;
	}

	const key = await checkSignature(verifier, what, {
		armored: envelope.armored, message: envelope.signed, namespace: approvalNamespace, signers: signatory.signers,
	});
	if (isFault(key)) {
		return key;
	}

	const statement = readStatement(envelope.statement, schema);
	if (isFault(statement)) {
		return statement;
	}

	const {predicate} = statement;
	const wrong = checkActor({...predicate, key}, signatory, what);
	if (wrong) {
		return wrong;
	}

	return predicate.key === key && envelope.keyid === keyIdOf(key) ? statement : fault('statement.signer', `${what} was signed by another key than the one it names.`);
}

function checkActor({role, person, key, at}: Claim, {signers, operator}: Signatory, what: string): Fault | undefined {
	if (!signers) {
		return key === operator.key ? undefined : fault('sig.unknown-key', `${what}: a self-signed run has no other key than the operator's.`);
	}

	const actor = mayAct(signers, {
		key, role, at, person,
	});
	return isFault(actor) ? fault(actor.code, `${what}: ${actor.message}`) : undefined;
}

