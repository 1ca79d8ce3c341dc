/** Setting up who may sign, with real keys: `signers init`, `add`, `remove`, and the anchor's difference. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {parseSigners} from '../../source/record/signers.js';
import {openGpgHome} from '../signing/gpg-workshop.js';
import {setStage, type Stage} from './stage.js';

const fileOf = (stage: Stage) => path.join(stage.top, '.holdpoint', 'signers.yaml');

async function read(stage: Stage) {
	const signers = parseSigners(await readFile(fileOf(stage)));
	if ('code' in signers) {
		throw new Error(signers.message);
	}

	return signers;
}

async function makeKey(stage: Stage, name: string): Promise<string> {
	const file = path.join(stage.home, name);
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `${name}@laptop`, '-f', file]);
	return `${file}.pub`;
}

test('the first file, people added and taken off, each with what changed and what to pin', async () => {
	const stage = await setStage();
	expect(await stage.run('signers', 'add', 'grace@example.com')).toMatchObject({exitCode: 1, stderr: expect.stringContaining('holdpoint signers init') as string});
	const first = await stage.run('signers', 'init', '--project', 'lighthouse');
	expect(first).toMatchObject({exitCode: 0});
	const signers = await read(stage);
	expect(signers).toMatchObject({project: 'lighthouse', version: 1, roles: {'release manager': Object.keys(signers.people)}});
	expect(first.stdout).toContain(`holdpoint trust pin ${signers.digest}`);
	expect(await stage.run('signers', 'init')).toMatchObject({exitCode: 1, stderr: expect.stringContaining('is there already') as string});

	const key = await makeKey(stage, 'grace');
	const added = await stage.run('signers', 'add', 'grace@example.com', '--name', 'Grace Hopper', '--key', key, '--role', 'director', '--valid-to', '2030-12-31');
	expect(added.stdout).toMatch(/^\+ .*grace@example\.com/mv);
	expect(await read(stage)).toMatchObject({version: 2, people: {'grace@example.com': {name: 'Grace Hopper', keys: [{valid: {to: '2030-12-31'}}]}}, roles: {director: ['grace@example.com']}});
	expect(await stage.run('signers', 'add', 'grace@example.com', '--role', 'director')).toMatchObject({exitCode: 0, stdout: expect.stringContaining('Nothing to change') as string});
	expect(await stage.run('signers', 'add', 'eve@example.com', '--key', key)).toMatchObject({exitCode: 2, stderr: expect.stringContaining('have the same key') as string});

	expect(await stage.run('signers', 'remove', 'grace@example.com', '--revoked', 'compromised')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--key') as string});
	await stage.run('signers', 'remove', 'grace@example.com', '--key', key, '--revoked', 'compromised');
	expect(await read(stage)).toMatchObject({version: 3, people: {'grace@example.com': {keys: [{revoked: {reason: 'compromised'}}]}}});
	expect(await stage.run('signers', 'remove', 'grace@example.com')).toMatchObject({exitCode: 0});
	const left = await read(stage);
	expect(Object.keys(left.roles)).toEqual(['release manager']);
	expect(await stage.run('signers', 'remove', 'grace@example.com')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('is not among the people') as string});
});

test('clumsy input is answered in one sentence, and nothing is written', async () => {
	const stage = await setStage({commit: false});
	await stage.run('signers', 'init', '--project', 'lighthouse');
	const before = await readFile(fileOf(stage), 'utf8');
	const key = await makeKey(stage, 'grace');
	const cases: ReadonlyArray<readonly [string[], string]> = [
		[['signers', 'add', 'grace example', '--key', key], '“grace example” is no e-mail address: people are named as in ada@example.com.'],
		[['signers', 'add', 'grace@example.com'], 'grace@example.com is not listed yet, so a key is wanted: --key with the file of their public key, or the fingerprint of an OpenPGP key.'],
		[['signers', 'add', 'ADA@example.com', '--role', 'qa'], 'ADA@example.com is listed as ada@example.com: name them so.'],
		[['signers', 'add', 'grace@example.com', '--key', key, '--role', ' '], '“ ” cannot be a role: it is a few words, as in --role "release manager".'],
		[['signers', 'add', 'grace@example.com', '--key', key, '--valid-to', 'tomorrow'], '“tomorrow” is no day: write it as in 2027-12-31.'],
		[['signers', 'add', 'grace@example.com', '--key', key, '--valid-from', '2027-01-01', '--valid-to', '2026-01-01'], 'a key cannot count from 2027-01-01 to 2026-01-01: the first day comes after the last.'],
		[['signers', 'add', 'ada@example.com', '--valid-to', '2027-12-31'], '--valid-from and --valid-to say when a key counts: name the key with --key.'],
		[['signers', 'add', 'eve@example.com', '--key', stage.key?.file ?? ''], 'this key is ada@example.com\'s already, and two people cannot have the same key: ask eve@example.com for their own.'],
		[['signers', 'remove', 'ada@example.com', '--role', 'cook'], 'nothing was written: ada@example.com does not hold the role cook.'],
		[['verify', '--signers-digest', 'zzz'], '“zzz” is no digest of a signers file: 64 hexadecimal digits, as `holdpoint signers list` prints them.'],
	];
	for (const [args, sentence] of cases) {
		expect(await stage.run(...args)).toEqual({exitCode: 2, stdout: '', stderr: `holdpoint: ${sentence}`});
	}

	expect(await readFile(fileOf(stage), 'utf8')).toBe(before);
	// How long a key counts can be said later.
	expect(await stage.run('signers', 'add', 'ada@example.com', '--key', stage.key?.file ?? '', '--valid-to', '2030-12-31')).toMatchObject({exitCode: 0});
	expect(await read(stage)).toMatchObject({version: 2, people: {'ada@example.com': {keys: [{valid: {to: '2030-12-31'}}]}}});
});

test('a new version is pinned with what changed, and an older one is a rollback', async () => {
	const stage = await setStage();
	const commit = async () => {
		await stage.git('add', '.holdpoint');
		await stage.git('commit', '-q', '-m', 'Signers');
	};

	await stage.run('signers', 'init', '--project', 'lighthouse');
	await commit();
	const one = await read(stage);
	expect(await stage.run('trust', 'pin', `sha256:${one.digest}`)).toMatchObject({exitCode: 0});
	await stage.run('signers', 'add', 'grace@example.com', '--key', await makeKey(stage, 'grace'), '--role', 'director');
	await commit();
	const two = await read(stage);
	expect(await stage.run('trust', 'pin', one.digest)).toMatchObject({exitCode: 2});
	const pinned = await stage.run('trust', 'pin', two.digest);
	expect(pinned.stdout).toMatch(/Compared with what was pinned before:\n[\s\S]*- version: 1\n[\s\S]*\+ {3}director:/v);
	await stage.git('revert', '--no-edit', 'HEAD');
	expect(await stage.run('trust', 'pin', one.digest)).toMatchObject({exitCode: 2, stderr: expect.stringContaining('is a rollback') as string});
});

test('an OpenPGP key is listed with its public half', async () => {
	const stage = await setStage();
	const home = await openGpgHome();
	const fingerprint = await home.makeKey('Ada');
	const {exitCode, stdout} = await execa('node', [path.join(import.meta.dirname, '..', '..', 'dist', 'holdpoint.js'), 'signers', 'init', '--key', fingerprint], {
		cwd: stage.top, env: {...stage.variables, ...Object.fromEntries([['GNUPGHOME', home.directory]])}, extendEnv: false, reject: false,
	});
	expect(exitCode, stdout).toBe(0);
	const {people} = await read(stage);
	expect(Object.values(people).map(({keys}) => keys)).toEqual([[await home.listed(fingerprint)]]);
	// The key need not be here any more to be taken off.
	expect(await stage.run('signers', 'remove', Object.keys(people).join(''), '--key', fingerprint, '--revoked', 'rotated')).toMatchObject({exitCode: 0});
});
