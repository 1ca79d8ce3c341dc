import {Buffer} from 'node:buffer';
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import * as fc from 'fast-check';
import {
	afterAll,
	beforeAll,
	describe,
	expect,
	test,
} from 'vitest';
import {armor, readArmor} from '../../source/signing/armor.js';
import {fingerprintOf, parsePublicKey} from '../../source/signing/public-key.js';
import {secondOpinion} from '../../source/signing/second-opinion.js';
import {verifySshSignature} from '../../source/signing/verify.js';
import {wireString, wireStrings} from '../../source/signing/wire.js';
import {openWorkshop, type Workshop} from './workshop.js';

let workshop: Workshop;
const namespace = 'approval-v1@holdpoint';
const message = Buffer.from('{"what":"is signed"}');

beforeAll(async () => {
	workshop = await openWorkshop();
});

afterAll(async () => workshop.close());

async function signWithProgram(key: string, bytes: Uint8Array, purpose = namespace, options: string[] = []): Promise<string> {
	const file = path.join(workshop.folder, `message-${createHash('sha256').update(key).update(bytes).update(purpose).update(options.join(' ')).digest('hex')}`);
	await writeFile(file, bytes);
	await execa('ssh-keygen', ['-q', '-Y', 'sign', '-n', purpose, ...options, '-f', key, file]);
	return readFile(`${file}.sig`, 'latin1');
}

const kinds = [
	{type: 'ed25519', bits: undefined},
	{type: 'rsa', bits: 2048},
	{type: 'rsa', bits: 3072},
	{type: 'ecdsa', bits: 256},
	{type: 'ecdsa', bits: 384},
	{type: 'ecdsa', bits: 521},
];

test.for(kinds)('a signature of $type $bits is verified, and ssh-keygen agrees', async ({type, bits}) => {
	const key = await workshop.makeKey(`${type}-${bits}`, {type, ...(bits !== undefined && {bits})});
	const line = await workshop.publicKeyOf(key);
	for (const hash of ['sha256', 'sha512']) {
		const armored = await signWithProgram(key, message, namespace, ['-O', `hashalg=${hash}`]);
		expect(verifySshSignature({armored, message, namespace})).toEqual({key: line, fingerprint: fingerprintOf(line), hash});
		const ask = secondOpinion(workshop.environment);

		expect(await ask({
			armored, message, namespace, key: line,
		})).toBe('agrees');
		expect(verifySshSignature({armored, message: Buffer.from('{"what":"was signed"}'), namespace})).toMatchObject({code: 'sig.bad'});
		expect(verifySshSignature({armored, message, namespace: 'git'})).toMatchObject({code: 'sig.bad'});
	}
});

test('ssh-keygen disagrees with what is not so', async () => {
	const key = await workshop.makeKey('opinion');
	const other = await workshop.makeKey('other-opinion');
	const armored = await signWithProgram(key, message);
	const ask = secondOpinion(workshop.environment);
	expect(await ask({
		armored, message: Buffer.from('other'), namespace, key: await workshop.publicKeyOf(key),
	})).toBe('disagrees');
	expect(await ask({
		armored, message, namespace, key: await workshop.publicKeyOf(other),
	})).toBe('disagrees');
	expect(await secondOpinion({})({
		armored, message, namespace, key: await workshop.publicKeyOf(key),
	})).toBe('absent');
});

test('fingerprints are those of ssh-keygen', async () => {
	const key = await workshop.makeKey('fingerprint');
	const {stdout} = await execa('ssh-keygen', ['-l', '-f', `${key}.pub`]);
	expect(stdout).toContain(fingerprintOf(await workshop.publicKeyOf(key)));
});

test('1024 bits of RSA are too few', async () => {
	const key = await workshop.makeKey('rsa-1024', {type: 'rsa', bits: 1024});
	// The program itself refuses to verify it, so it is made by hand.
	const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 1024});
	const line = parsePublicKey(await workshop.publicKeyOf(key));
	expect(line).toMatchObject({bits: 1024});
	const {n = '', e = ''} = privateKey.export({format: 'jwk'});
	const blob = rsaKey(e, n);
	const armored = compose({blob, algorithm: 'rsa-sha2-512', make: data => wireString(sign('sha512', data, privateKey))});
	expect(verifySshSignature({armored, message, namespace})).toMatchObject({code: 'sig.algorithm'});
});

type Composition = {
	blob: Uint8Array;
	algorithm: string;
	make: (data: Uint8Array) => Uint8Array;
	hash?: string;
	reserved?: string;
	version?: number;
	purpose?: string;
	behind?: Uint8Array;
};

/** A signature put together by hand, as PROTOCOL.sshsig says. */
function compose({blob, algorithm, make, hash = 'sha512', reserved = '', version = 1, purpose = namespace, behind = Buffer.alloc(0)}: Composition): string {
	const digest = createHash(hash).update(message).digest();
	const signed = Buffer.concat([Buffer.from('SSHSIG'), wireStrings(purpose, reserved, hash, digest)]);
	const four = Buffer.alloc(4);
	four.writeUInt32BE(version);
	const inner = Buffer.concat([wireString(algorithm), make(signed)]);
	const whole = [Buffer.from('SSHSIG'), four, wireStrings(blob, purpose, reserved, hash, inner), behind];
	return armor(Buffer.concat(whole));
}

/** The key's bytes from the numbers of a JSON web key; what stands before the modulus should be one zero byte. */
function rsaKey(e: string, n: string, before = '00'): Uint8Array {
	const modulus = Buffer.from(before + Buffer.from(n, 'base64url').toString('hex'), 'hex');
	const exponent = Buffer.from(e, 'base64url');
	return wireStrings('ssh-rsa', exponent, modulus);
}

const {publicKey: edPublic, privateKey: edPrivate} = generateKeyPairSync('ed25519');
const edRaw = edPublic.export({format: 'der', type: 'spki'}).subarray(-32);
const edBlob = Buffer.from(wireStrings('ssh-ed25519', edRaw));
const edSign = (data: Uint8Array) => sign(null, data, edPrivate);
const edValue = (data: Uint8Array) => {
	const value = edSign(data);
	return wireString(value);
};

const honest: Composition = {blob: edBlob, algorithm: 'ssh-ed25519', make: edValue};

const zero = Buffer.of(0);
const shortKey = wireStrings('ssh-ed25519', edRaw.subarray(1));

describe('a signature made by hand', () => {
	test('is good when nothing is wrong with it', () => {
		expect(verifySshSignature({armored: compose(honest), message, namespace})).toMatchObject({hash: 'sha512'});
	});

	const {publicKey: rsaPublic, privateKey: rsaPrivate} = generateKeyPairSync('rsa', {modulusLength: 2048});
	const {n = '', e = ''} = rsaPublic.export({format: 'jwk'});
	const rsa = (algorithm: string, hash: string): Composition => ({
		blob: rsaKey(e, n),
		algorithm,
		make(data) {
			const value = sign(hash, data, rsaPrivate);
			return wireString(value);
		},
	});

	test.for<[string, Composition, string]>([
		['another version', {...honest, version: 2}, 'sig.format'],
		['a reserved field', {...honest, reserved: 'x'}, 'sig.format'],
		['a weak hash', {...honest, hash: 'sha1'}, 'sig.algorithm'],
		['an unknown key type', {...honest, blob: wireStrings('ssh-dss', edRaw)}, 'sig.algorithm'],
		['a certificate', {...honest, blob: wireStrings('ssh-ed25519-cert-v01@openssh.com', edRaw)}, 'sig.algorithm'],
		['an algorithm of another key', {...honest, algorithm: 'ssh-rsa'}, 'sig.algorithm'],
		['bytes behind the signature', {...honest, behind: zero}, 'sig.format'],
		['bytes behind the inner value', {...honest, make: data => Buffer.concat([edValue(data), zero])}, 'sig.format'],
		['bytes behind the key', {...honest, blob: Buffer.concat([edBlob, zero])}, 'sig.format'],
		['a key that is too short', {...honest, blob: shortKey}, 'sig.format'],
		['RSA with SHA-1', rsa('ssh-rsa', 'sha1'), 'sig.algorithm'],
		['RSA whose modulus has a needless zero', {...rsa('rsa-sha2-512', 'sha512'), blob: rsaKey(e, n, '0000')}, 'sig.format'],
		['RSA whose modulus is negative', {...rsa('rsa-sha2-512', 'sha512'), blob: rsaKey(e, n, '')}, 'sig.format'],
		['RSA that says another hash', rsa('rsa-sha2-256', 'sha512'), 'sig.bad'],
	])('is refused with %s', ([, composition, code]) => {
		expect(verifySshSignature({armored: compose(composition), message, namespace})).toMatchObject({code});
	});

	test('RSA is good with SHA-2', () => {
		const armored = compose(rsa('rsa-sha2-256', 'sha256'));
		expect(verifySshSignature({armored, message, namespace})).not.toHaveProperty('code');
	});

	const application = 'ssh:';
	const flags = Buffer.of(1, 0, 0, 0, 7);
	const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
	const byDevice = (data: Uint8Array) => Buffer.concat([sha256(application), flags, sha256(data)]);
	const skEd: Composition = {
		blob: wireStrings('sk-ssh-ed25519@openssh.com', edRaw, application),
		algorithm: 'sk-ssh-ed25519@openssh.com',
		make(data) {
			const value = edValue(byDevice(data));
			return Buffer.concat([value, flags]);
		},
	};

	const {publicKey: ecPublic, privateKey: ecPrivate} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const point = ecPublic.export({format: 'der', type: 'spki'}).subarray(-65);
	const number = (bytes: Uint8Array) => {
		const start = bytes.findIndex(byte => byte > 0);
		const short = bytes.subarray(start);
		return (short[0] ?? 0) >= 0x80 ? Buffer.concat([zero, short]) : short;
	};

	const numbers = (raw: Uint8Array) => {
		const both = wireStrings(number(raw.subarray(0, 32)), number(raw.subarray(32)));
		return wireString(both);
	};

	const skEc: Composition = {
		blob: wireStrings('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', point, application),
		algorithm: 'sk-ecdsa-sha2-nistp256@openssh.com',
		make(data) {
			const raw = sign('sha256', byDevice(data), {key: ecPrivate, dsaEncoding: 'ieee-p1363'});
			return Buffer.concat([numbers(raw), flags]);
		},
	};

	test.for<[string, Composition]>([['Ed25519', skEd], ['ECDSA', skEc]])('of a security key (%s) is good, and ssh-keygen agrees', async ([, composition]) => {
		const armored = compose(composition);
		const verified = verifySshSignature({armored, message, namespace});
		expect(verified).not.toHaveProperty('code');
		const key = 'key' in verified ? verified.key : '';
		const ask = secondOpinion(workshop.environment);
		expect(await ask({
			armored, message, namespace, key,
		})).toBe('agrees');
		const changed = Buffer.from(readArmor(armored) ?? zero);
		changed[changed.length - 1] = 8;
		expect(verifySshSignature({armored: armor(changed), message, namespace})).toMatchObject({code: 'sig.bad'});
	});
});

test.for<[string, (armored: string) => string]>([
	['bytes before it', armored => `x\n${armored}`],
	['bytes behind it', armored => `${armored}x`],
	['a blank line behind it', armored => `${armored}\n`],
	['no newline at its end', armored => armored.trimEnd()],
	['CRLF', armored => armored.replaceAll('\n', '\r\n')],
	['another line length', armored => armored.replace(/(?<start>\n.{60})(?<rest>.{10})\n/v, '$<start>\n$<rest>')],
	['two of them', armored => armored + armored],
	['nothing', () => ''],
])('an armour with %s is refused', ([, change]) => {
	const armored = change(compose(honest));
	expect(verifySshSignature({armored, message, namespace})).toMatchObject({code: 'sig.format'});
});

test('an OpenPGP signature is no SSH signature', () => {
	expect(verifySshSignature({armored: '-----BEGIN PGP SIGNATURE-----\n', message, namespace})).toMatchObject({code: 'sig.format'});
});

test('no changed byte of an armour or message is accepted', () => {
	const armored = compose(honest);
	fc.assert(fc.property(fc.nat(armored.length - 1), fc.integer({min: 1, max: 255}), (at, by) => {
		const bytes = Buffer.from(armored, 'latin1');
		bytes[at] = (bytes[at] ?? 0) ^ by; // eslint-disable-line no-bitwise -- a flip is what is tested
		const flipped = bytes.toString('latin1');
		expect(verifySshSignature({armored: flipped, message, namespace})).toHaveProperty('code');
	}), {numRuns: 2000});
	fc.assert(fc.property(fc.uint8Array({maxLength: 60}), bytes => {
		expect(verifySshSignature({armored: armor(bytes), message, namespace})).toHaveProperty('code');
	}));
});

test.for([
	['ssh-ed25519', 'nothing behind the type'],
	['ssh-ed25519 !!!', 'no base64'],
	[`ssh-rsa ${edBlob.toString('base64')}`, 'another type'],
	[`ssh-ed25519 ${edBlob.toString('base64')}=`, 'base64 in another form'],
	['', 'nothing'],
])('%j is no public key (%s)', ([line = '']) => {
	expect(parsePublicKey(line)).toHaveProperty('code');
});
