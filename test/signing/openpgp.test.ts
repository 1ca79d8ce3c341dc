import {Buffer} from 'node:buffer';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {findSigner} from '../../source/signing/find-signer.js';
import {openOpenpgpVerifier, type OpenpgpKey} from '../../source/signing/openpgp-verify.js';
import {signBytes} from '../../source/signing/sign.js';
import {openGpgHome, type GpgHome} from './gpg-workshop.js';
import {found} from './workshop.js';

const message = '{"a":"statement"} and more\n';

function verifierOf({environment}: GpgHome) {
	const verifier = openOpenpgpVerifier(environment);
	onTestFinished(async () => verifier.close());
	return async (armored: string, keys: readonly OpenpgpKey[], text = message) => verifier.verify({armored, message: Buffer.from(text), keys});
}

async function signerOf(home: GpgHome, key?: string) {
	return findSigner({directory: home.directory, key, environment: home.environment});
}

test('signs with the key that git would use, or one subkey of it, and names the person by the primary key', async () => {
	const home = await openGpgHome();
	const primary = await home.makeKey('Ada');
	await home.run('--pinentry-mode', 'loopback', '--passphrase', '', '--quick-add-key', primary, 'ed25519', 'sign', 'never');
	const colons = await home.run('--with-colons', '--list-keys', primary);
	const subkey = colons.matchAll(/^fpr:+(?<fingerprint>[\dA-F]{40}):/gmv).toArray().at(-1)?.groups?.fingerprint ?? '';
	const verify = verifierOf(home);
	const listed = await home.listed(primary);
	const bytes = Buffer.from(message);
	for (const key of [primary, `${subkey}!`, subkey]) {
		const signer = found(await signerOf(home, key));
		expect(signer).toMatchObject({format: 'openpgp', publicKey: primary});
		const {armored} = found(await signBytes({signer, bytes, namespace: 'git'}));
		expect(await verify(armored, [listed])).toEqual({key: primary});
	}

	const config = path.join(home.directory, '.gitconfig');
	await writeFile(config, '[gpg]\n\tformat = openpgp\n[user]\n\temail = ada@example.com\n');
	expect(found(await signerOf(home))).toMatchObject({publicKey: primary, source: expect.stringContaining('user.email') as string});
	await writeFile(config, `[user]\n\tsigningKey = ${primary.slice(-16)}\n`);
	expect(found(await signerOf(home))).toMatchObject({publicKey: primary});
});

test('what was changed, added, or made by another key does not count', async () => {
	const home = await openGpgHome();
	const [ada, grace] = [await home.makeKey('Ada'), await home.makeKey('Grace')];
	const verify = verifierOf(home);
	const keys = [await home.listed(ada)];
	const armored = await home.sign(message, '-u', ada);
	expect(await verify(armored, keys)).toEqual({key: ada});
	expect(await verify(armored, keys, `${message} `)).toMatchObject({code: 'sig.bad'});
	expect(await verify(await home.sign(message, '-u', grace), keys)).toMatchObject({code: 'sig.unknown-key'});
	expect(await verify(await home.sign(message, '-u', grace), [])).toMatchObject({code: 'sig.unknown-key'});
	// A3: two signatures in one armour, the first of them good.
	expect(await verify(await home.sign(message, '-u', ada, '-u', grace), keys)).toMatchObject({code: 'sig.format'});
	for (const changed of [`${armored}more\n`, `more\n${armored}`, armored + armored, armored.replace('SIGNATURE', 'MESSAGE'), armored.trimEnd(), '']) {
		expect(await verify(changed, keys)).toMatchObject({code: 'sig.format'});
	}

	// A block that holds more keys than the one it is listed for lists no other.
	const both = {openpgp: ada, key: await home.run('--armor', '--export', ada, grace)};
	expect(await verify(await home.sign(message, '-u', grace), [both])).toMatchObject({code: 'sig.unknown-key'});
	expect(await verify(await home.sign(message, '-u', ada, '--textmode'), keys)).toMatchObject({code: 'sig.format'});
});

test('A1: a revoked key', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Ada');
	const armored = await home.sign(message, '-u', key);
	await home.revoke(key);
	expect(await verifierOf(home)(armored, [await home.listed(key)])).toMatchObject({code: 'sig.revoked'});
	expect(await signerOf(home, key).then(async signer => 'sentence' in signer ? signer : signBytes({signer, bytes: Buffer.from(message), namespace: 'git'}))).toMatchObject({code: 'key.expired', sentence: expect.stringContaining('revoked') as string});
});

test('A2: an expired key signed nothing afterwards, and what it signed before stands', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Ada', {at: '20200101T000000'});
	const early = await home.sign(message, '-u', key, '--faked-system-time', '20200601T000000');
	const late = await home.sign(message, '-u', key);
	await home.run('--pinentry-mode', 'loopback', '--passphrase', '', '--faked-system-time', '20200602T000000', '--quick-set-expire', key, '1y');
	const keys = [await home.listed(key)];
	const verify = verifierOf(home);
	expect(await verify(early, keys)).toEqual({key});
	expect(await verify(late, keys)).toMatchObject({code: 'sig.validity'});
	const signer = found(await signerOf(home, key));
	expect(await signBytes({signer, bytes: Buffer.from(message), namespace: 'git'})).toMatchObject({code: 'key.expired', sentence: expect.stringMatching(/has expired: `gpg --quick-set-expire/v) as string});
});

test('A22: keys and hashes that are too weak', async () => {
	const home = await openGpgHome();
	const [short, long] = [await home.makeKey('Short', {algorithm: 'rsa1024'}), await home.makeKey('Long', {algorithm: 'rsa2048'})];
	const verify = verifierOf(home);
	const keys = [await home.listed(short), await home.listed(long)];
	expect(await verify(await home.sign(message, '-u', short), keys)).toMatchObject({code: 'sig.algorithm'});
	expect(await verify(await home.sign(message, '-u', long, '--digest-algo', 'SHA1'), keys)).toMatchObject({code: 'sig.algorithm'});
	expect(await verify(await home.sign(message, '-u', long), keys)).toEqual({key: long});
});

test('without gpg, without the key, without a terminal: one sentence each', async () => {
	const home = await openGpgHome();
	const key = await home.makeKey('Ada', {passphrase: 'secret'});
	const without = Object.fromEntries([['PATH', '/nowhere']]);
	expect(await openOpenpgpVerifier(without).verify({armored: '', message: Buffer.from(''), keys: []})).toMatchObject({code: 'sig.unavailable'});
	expect(await signerOf(home, '0'.repeat(40))).toMatchObject({code: 'key.missing', sentence: expect.stringContaining('gpg --list-secret-keys') as string});
	const signer = found(await signerOf(home, key));
	await execa('gpgconf', ['--kill', 'gpg-agent'], {env: home.environment, extendEnv: false});
	expect(await signBytes({signer, bytes: Buffer.from(message), namespace: 'git'})).toMatchObject({code: 'terminal.none', sentence: expect.stringContaining('wants its passphrase') as string});
});
