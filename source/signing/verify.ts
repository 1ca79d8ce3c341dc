/** SSH signatures (PROTOCOL.sshsig) verified natively: no program runs, no file is read. */
import {Buffer} from 'node:buffer';
import {createHash, verify} from 'node:crypto';
import {readArmor} from './armor.js';
import {readPublicKey, type PublicKey} from './public-key.js';
import {wireStrings, WireError, WireReader} from './wire.js';

export type SshSignature = {
	/** Type and base64 of the key that made it. */
	readonly key: string;
	readonly fingerprint: string;
	readonly hash: 'sha256' | 'sha512';
};

export type SignatureFault = {
	readonly code: 'sig.format' | 'sig.bad' | 'sig.algorithm';
	readonly message: string;
};

type Parts = {
	readonly key: PublicKey;
	readonly namespace: Uint8Array;
	readonly reserved: Uint8Array;
	readonly hash: string;
	readonly signature: Uint8Array;
};

/**
Verifies that the key inside the signature signed these bytes in this namespace. Whether that key counts is for the caller to say.
The armour comes whole, with its last newline and nothing else.
*/
export function verifySshSignature({armored, message, namespace}: {armored: string; message: Uint8Array; namespace: string}): SshSignature | SignatureFault {
	const blob = readArmor(armored);
	const parts = blob ? readSignature(blob) : format('its armour is not exactly what ssh-keygen writes');
	if ('code' in parts) {
		return parts;
	}

	const {key, hash} = parts;
	if (hash !== 'sha256' && hash !== 'sha512') {
		return {code: 'sig.algorithm', message: `Signatures over a ${JSON.stringify(hash)} hash are not accepted.`};
	}

	if (Buffer.from(parts.namespace).toString('latin1') !== namespace) {
		return {code: 'sig.bad', message: `It was made for another purpose than ${namespace}.`};
	}

	const digest = createHash(hash).update(message).digest();
	const signed = Buffer.concat([Buffer.from('SSHSIG'), wireStrings(parts.namespace, parts.reserved, hash, digest)]);
	return checkRaw(parts, signed) ?? {key: key.line, fingerprint: key.fingerprint, hash};
}

function format(why: string): SignatureFault {
	return {code: 'sig.format', message: `It is not an SSH signature: ${why}.`};
}

function readSignature(blob: Uint8Array): Parts | SignatureFault {
	try {
		const reader = new WireReader(blob);
		if (Buffer.from(reader.take(6)).toString('latin1') !== 'SSHSIG' || reader.uint32() !== 1) {
			return format('it does not begin as one of version 1');
		}

		const key = readPublicKey(reader.string());
		const parts = {
			namespace: reader.string(),
			reserved: reader.string(),
			hash: reader.text(),
			signature: reader.string(),
		};
		reader.end();
		if ('code' in key) {
			return {code: `sig.${key.code}`, message: key.message};
		}

		return parts.reserved.length > 0 ? format('a reserved field is not empty') : {...parts, key};
	} catch (error) {
		return format(error instanceof WireError ? error.message : 'it cannot be read');
	}
}

/** What is wrong with the inner signature, or undefined when it is good. */
function checkRaw({key, signature}: Parts, signed: Uint8Array): SignatureFault | undefined {
	try {
		const reader = new WireReader(signature);
		const algorithm = reader.text();
		const fault = checkAlgorithm(key, algorithm);
		if (fault) {
			return fault;
		}

		const value = reader.string();
		const data = key.application ? signedByDevice(key.application, reader, signed) : signed;
		reader.end();
		return isGood({
			key, algorithm, value, data,
		})
			? undefined
			: {code: 'sig.bad', message: 'The signature does not fit what was signed.'};
	} catch (error) {
		return format(error instanceof WireError ? error.message : 'its numbers make no signature');
	}
}

function checkAlgorithm(key: PublicKey, algorithm: string): SignatureFault | undefined {
	if (key.type === 'ssh-rsa') {
		const isAccepted = algorithm === 'rsa-sha2-256' || algorithm === 'rsa-sha2-512';
		const message = `RSA is accepted from 2048 bits on and with SHA-2 only; this is ${algorithm} with ${key.bits} bits.`;
		return !isAccepted || (key.bits ?? 0) < 2048 ? {code: 'sig.algorithm', message} : undefined;
	}

	return algorithm === key.type ? undefined : {code: 'sig.algorithm', message: `The algorithm ${JSON.stringify(algorithm)} does not belong to a key of the type ${key.type}.`};
}

/** A security key signs hashes, with its flags and its counter. */
function signedByDevice(application: Uint8Array, reader: WireReader, signed: Uint8Array): Uint8Array {
	const flagsAndCounter = reader.take(5);
	const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
	return Buffer.concat([sha256(application), flagsAndCounter, sha256(signed)]);
}

function isGood({key, algorithm, value, data}: {key: PublicKey; algorithm: string; value: Uint8Array; data: Uint8Array}): boolean {
	if (key.curve) {
		const numbers = new WireReader(value);
		const padded = [numbers.positive(), numbers.positive()].map(number => pad(number, key.curve?.size ?? 0));
		numbers.end();
		return verify(key.curve.hash, data, {key: key.crypto, dsaEncoding: 'ieee-p1363'}, Buffer.concat(padded));
	}

	return key.bits === undefined
		? verify(null, data, key.crypto, value)
		// A shorter value would be a second form of the same signature.
		: value.length === Math.ceil(key.bits / 8) && verify(algorithm.replace('rsa-sha2-', 'sha'), data, key.crypto, value);
}

function pad(number: Uint8Array, size: number): Uint8Array {
	if (number.length > size) {
		throw new WireError('a number in it is too large');
	}

	return Buffer.concat([Buffer.alloc(size - number.length), number]);
}
