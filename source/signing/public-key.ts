/** SSH public keys: their line, their fingerprint and what `node:crypto` makes of them. */
import {Buffer} from 'node:buffer';
import {createHash, createPublicKey, type KeyObject} from 'node:crypto';
import {decodeBase64, WireError, WireReader} from './wire.js';

const curves = new Map([
	['nistp256', {crv: 'P-256', size: 32, hash: 'sha256'}],
	['nistp384', {crv: 'P-384', size: 48, hash: 'sha384'}],
	['nistp521', {crv: 'P-521', size: 66, hash: 'sha512'}],
]);

export type PublicKey = {
	/** `ssh-ed25519`, `ssh-rsa` … */
	readonly type: string;
	/** Type and base64, nothing else: how a key is named everywhere. */
	readonly line: string;
	readonly blob: Uint8Array;
	/** `SHA256:…`, as `ssh-keygen -l` prints it. */
	readonly fingerprint: string;
	readonly crypto: KeyObject;
	/** Hash and bytes per number of an ECDSA signature. */
	readonly curve: {readonly hash: string; readonly size: number} | undefined;
	/** Bits of an RSA modulus. */
	readonly bits: number | undefined;
	/** Of a key on a security key: the application that it was made for. */
	readonly application: Uint8Array | undefined;
};

/** `algorithm`: well-formed, but of a kind that is not accepted. */
export type KeyFault = {readonly code: 'format' | 'algorithm'; readonly message: string};

/** Reads `ssh-ed25519 AAAA… comment`. */
export function parsePublicKey(line: string): PublicKey | KeyFault {
	const [type = '', base64 = ''] = line.trim().split(/\s+/v, 2);
	const blob = decodeBase64(base64);
	if (!blob) {
		return {code: 'format', message: 'It is not an SSH public key: a type and base64 are expected.'};
	}

	const key = readPublicKey(blob);
	return 'code' in key || key.type === type ? key : {code: 'format', message: `The key says ${type} and holds ${key.type}.`};
}

/** `SHA256:…` of a public key's line, or undefined when it is none. */
export function fingerprintOf(line: string): string | undefined {
	const blob = decodeBase64(line.split(' ', 2)[1] ?? '');
	return blob && fingerprint(blob);
}

/** Reads the key's own bytes, exactly: nothing missing, nothing behind, every number in its only form. */
export function readPublicKey(blob: Uint8Array): PublicKey | KeyFault {
	try {
		const reader = new WireReader(blob);
		const type = reader.text();
		const material = readMaterial(type, reader);
		if (!material) {
			return {code: 'algorithm', message: `Keys of the type ${JSON.stringify(type)} are not accepted.`};
		}

		reader.end();
		return {
			type,
			line: `${type} ${Buffer.from(blob).toString('base64')}`,
			blob,
			fingerprint: fingerprint(blob),
			curve: undefined,
			bits: undefined,
			application: undefined,
			...material,
		};
	} catch (error) {
		const why = error instanceof WireError ? error.message : 'its numbers make no key';
		return {code: 'format', message: `It is not an SSH public key: ${why}.`};
	}
}

function fingerprint(blob: Uint8Array): string {
	return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=$/v, '')}`;
}

type Material = Pick<PublicKey, 'crypto'> & Partial<Pick<PublicKey, 'curve' | 'bits' | 'application'>>;

function readMaterial(type: string, reader: WireReader): Material | undefined {
	switch (type) {
		case 'ssh-ed25519': {
			return readEd25519(reader);
		}

		case 'sk-ssh-ed25519@openssh.com': {
			return {...readEd25519(reader), application: reader.string()};
		}

		case 'ecdsa-sha2-nistp256':
		case 'ecdsa-sha2-nistp384':
		case 'ecdsa-sha2-nistp521': {
			return readEcdsa(type.slice('ecdsa-sha2-'.length), reader);
		}

		case 'sk-ecdsa-sha2-nistp256@openssh.com': {
			return {...readEcdsa('nistp256', reader), application: reader.string()};
		}

		case 'ssh-rsa': {
			return readRsa(reader);
		}

		default: {
			return undefined;
		}
	}
}

function readEd25519(reader: WireReader): Material {
	const x = reader.string();
	if (x.length !== 32) {
		throw new WireError('an Ed25519 key has 32 bytes');
	}

	return {crypto: createPublicKey({format: 'jwk', key: {kty: 'OKP', crv: 'Ed25519', x: url(x)}})};
}

function readEcdsa(name: string, reader: WireReader): Material {
	const curve = curves.get(name);
	const isSame = reader.text() === name;
	const point = reader.string();
	if (!curve || !isSame || point.length !== (2 * curve.size) + 1 || point[0] !== 4) {
		throw new WireError('it names another curve, or its point is not in the uncompressed form');
	}

	const x = url(point.subarray(1, curve.size + 1));
	const y = url(point.subarray(curve.size + 1));
	return {
		crypto: createPublicKey({
			format: 'jwk', key: {
				kty: 'EC', crv: curve.crv, x, y,
			},
		}), curve,
	};
}

function readRsa(reader: WireReader): Material {
	const e = reader.positive();
	const n = reader.positive();
	const bits = (n.length * 8) - Math.clz32(n[0] ?? 0) + 24;
	return {crypto: createPublicKey({format: 'jwk', key: {kty: 'RSA', e: url(e), n: url(n)}}), bits};
}

function url(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64url');
}
