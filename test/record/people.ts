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

export function makePerson(name: string): Person {
	const {publicKey, privateKey} = generateKeyPairSync('ed25519');
	const blob = wireStrings('ssh-ed25519', publicKey.export({format: 'der', type: 'spki'}).subarray(-32));
	return {
		name,
		email: `${name.toLowerCase()}@example.com`,
		key: `ssh-ed25519 ${Buffer.from(blob).toString('base64')}`,
		sign(message, namespace) {
			const digest = createHash('sha512').update(message).digest();
			const signed = Buffer.concat([Buffer.from('SSHSIG'), wireStrings(namespace, '', 'sha512', digest)]);
			const inner = wireStrings('ssh-ed25519', sign(null, signed, privateKey));
			return armor(Buffer.concat([Buffer.from('SSHSIG\0\0\0\u{1}'), wireStrings(blob, namespace, '', 'sha512'), wireString(inner)]));
		},
	};
}
