/** DSSE envelopes with exactly one signature, read in one form only. */
import * as z from 'zod';
import {canonicalJson} from '../run/chain.js';
import {
	byteText,
	decodeBase64,
	decodeText,
	encodeBase64,
	encodeText,
	joinBytes,
	sha256,
} from './bytes.js';
import {fault, isFault, type Fault} from './record-fault.js';
import {statementPayloadType} from './statement.js';

const signatureSchema = z.strictObject({keyid: z.string(), sig: z.string()});
const envelopeSchema = z.strictObject({payload: z.string(), payloadType: z.string(), signatures: z.array(signatureSchema)});

export type Envelope = {
	/** The statement's exact bytes. */
	readonly statement: Uint8Array;
	readonly armored: string;
	/** Fingerprint of the key; a hint only, and it must be right. */
	readonly keyid: string;
	/** What the signature is over. */
	readonly signed: Uint8Array;
};

export type EnvelopeFault = Fault<'statement.format' | 'statement.one-signature' | 'statement.payload-type'>;

/** DSSE's pre-authentication encoding: what is signed instead of the statement alone. */
export function preAuthEncoding(statement: Uint8Array): Uint8Array {
	return joinBytes(encodeText(`DSSEv1 ${statementPayloadType.length} ${statementPayloadType} ${statement.length} `), statement);
}

/** The `keyid`: `SHA256:…` of an SSH public key's line, as `ssh-keygen -l` prints it; an OpenPGP fingerprint is its own. */
export function keyIdOf(key: string): string {
	if (/^[\dA-F]{40}$/v.test(key)) {
		return key;
	}

	const blob = decodeBase64(key.split(' ', 2)[1] ?? '');
	const hash = sha256(blob ?? key).match(/../gv) ?? [];
	return `SHA256:${encodeBase64(Uint8Array.from(hash, pair => Number.parseInt(pair, 16))).replace(/=$/v, '')}`;
}

/** The bytes of `statements/<sha256>.dsse.json` or of a seal's file. */
export function writeEnvelope({statement, armored, key}: {statement: Uint8Array; armored: string; key: string}): Uint8Array {
	const sig = encodeBase64(encodeText(armored));
	return encodeText(canonicalJson({
		payload: encodeBase64(statement),
		payloadType: statementPayloadType,
		signatures: [{keyid: keyIdOf(key), sig}],
	}));
}

/** Reads an envelope; whose the signature is and what the statement says is for others. */
export function readEnvelope(bytes: Uint8Array): Envelope | EnvelopeFault {
	const envelope = readCanonical(bytes, envelopeSchema, 'The envelope');
	if (isFault(envelope)) {
		return envelope;
	}

	const {payload, payloadType, signatures} = envelope;
	const [signature] = signatures;
	if (!signature || signatures.length > 1) {
		return fault('statement.one-signature', `The envelope holds ${signatures.length} signatures and must hold one.`);
	}

	if (payloadType !== statementPayloadType) {
		return fault('statement.payload-type', `The envelope's payload is ${JSON.stringify(payloadType)}.`);
	}

	const statement = decodeBase64(payload);
	const armor = decodeBase64(signature.sig);
	return statement && armor
		? {
			statement, armored: byteText(armor), keyid: signature.keyid, signed: preAuthEncoding(statement),
		}
		: fault('statement.format', 'The envelope\'s base64 is not in its one form.');
}

/** Reads a statement of a known kind from its exact bytes. */
export function readStatement<Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema): z.infer<Schema> | Fault<'statement.format'> {
	return readCanonical(bytes, schema, 'The statement');
}

/** Canonical JSON only: a key that stands twice, a space or another order would read as something that was not signed. */
function readCanonical<Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema, what: string): z.infer<Schema> | Fault<'statement.format'> {
	const text = decodeText(bytes);
	const value = text === undefined ? undefined : parseJson(text);
	const parsed = schema.safeParse(value);
	if (!parsed.success) {
		return fault('statement.format', `${what} does not have the right shape: ${z.prettifyError(parsed.error)}`);
	}

	return canonicalJson(parsed.data) === text ? parsed.data : fault('statement.format', `${what} is not canonical JSON (RFC 8785).`);
}

/** Undefined when it is no JSON: no schema takes that. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
