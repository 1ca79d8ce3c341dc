/** People with real keys, who sign without a program: quick enough to forge a release hundreds of times. */
import {Buffer} from 'node:buffer';
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import {armor} from '../../source/signing/armor.js';
import {wireString, wireStrings} from '../../source/signing/wire.js';

export type Person = {
	readonly name: string;
	readonly email: string;
	/** Type and base64. */
	readonly key: string;
	readonly sign: (message: Uint8Array, namespace: string) => string;
};

type KeyPair = {
	/** The public key as SSH writes it. */
	readonly blob: Uint8Array;
	readonly type: string;
	/** The inner signature, in SSH's form. */
	readonly sign: (bytes: Uint8Array) => Uint8Array;
};

function makeEd25519(): KeyPair {
	const {publicKey, privateKey} = generateKeyPairSync('ed25519');
	return {
		type: 'ssh-ed25519',
		blob: wireStrings('ssh-ed25519', publicKey.export({format: 'der', type: 'spki'}).subarray(-32)),
		sign: bytes => wireStrings('ssh-ed25519', sign(null, bytes, privateKey)),
	};
}

type RsaWish = {readonly bits: number; readonly algorithm: 'ssh-rsa' | 'rsa-sha2-256' | 'rsa-sha2-512'};

const hashes = {'ssh-rsa': 'sha1', 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512'};

function makeRsa({bits, algorithm}: RsaWish): KeyPair {
	const {publicKey, privateKey} = generateKeyPairSync('rsa', {modulusLength: bits});
	const {e = '', n = ''} = publicKey.export({format: 'jwk'});
	const positive = (base64: string): Uint8Array => Buffer.concat([new Uint8Array(1), Buffer.from(base64, 'base64url')]);
	return {
		type: 'ssh-rsa',
		blob: wireStrings('ssh-rsa', Buffer.from(e, 'base64url'), positive(n)),
		sign: bytes => wireStrings(algorithm, sign(hashes[algorithm], bytes, privateKey)),
	};
}

/** With an ed25519 key, unless `rsa` wishes another; `hash` is that over the message. */
export function makePerson(name: string, {rsa, hash = 'sha512'}: {readonly rsa?: RsaWish; readonly hash?: string} = {}): Person {
	const pair = rsa ? makeRsa(rsa) : makeEd25519();
	return {
		name,
		email: `${name.toLowerCase()}@example.com`,
		key: `${pair.type} ${Buffer.from(pair.blob).toString('base64')}`,
		sign(message, namespace) {
			const digest = createHash(hash).update(message).digest();
			const signed = Buffer.concat([Buffer.from('SSHSIG'), wireStrings(namespace, '', hash, digest)]);
			const inner = pair.sign(signed);
			return armor(Buffer.concat([Buffer.from('SSHSIG\0\0\0\u{1}'), wireStrings(pair.blob, namespace, '', hash), wireString(inner)]));
		},
	};
}
