/** Signatures from another terminal, and a whole ceremony on an OpenPGP key. */
import {Buffer} from 'node:buffer';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {openGpgHome} from '../signing/gpg-workshop.js';
import {program, setStage, type Stage} from './stage.js';
import {keys, type Terminal} from './terminal.js';
import {decideGo, enterWalk} from './walker.js';

const document = `---
decision: [release manager, director]
---
# Release

## The package

- [ ] The package installs

**Signed by**: release manager

**Signed by**: director
`;

type Other = {
	readonly environment: Readonly<Record<string, string>>;
	readonly publicKey: string;
	readonly sign: (...args: readonly string[]) => Promise<{exitCode: number | undefined; stdout: string; stderr: string}>;
};

/** Somebody with a configuration and a key of their own, in the same repository. */
async function invite({home, top, variables}: Stage, name: string, {format, signingKey}: {readonly format: 'ssh' | 'openpgp'; readonly signingKey?: string}): Promise<Other> {
	const key = path.join(home, name);
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
	const config = path.join(home, `${name}.gitconfig`);
	await writeFile(config, `[user]\n\tname = ${name}\n\temail = ${name.toLowerCase()}@example.com\n\tsigningKey = ${signingKey ?? key}\n[gpg]\n\tformat = ${format}\n`);
	const environment = {...variables, ...Object.fromEntries([['GIT_CONFIG_GLOBAL', config]])};
	return {
		environment,
		publicKey: `${key}.pub`,
		async sign(...args) {
			const {exitCode, stdout, stderr} = await execa(process.execPath, [program, 'sign', ...args], {
				cwd: top, env: environment, extendEnv: false, reject: false, stdin: 'ignore',
			});
			return {exitCode, stdout, stderr};
		},
	};
}

/** What the README does with ssh-keygen, with gpg. */
async function verifyByHand(envelope: string, environment: Readonly<Record<string, string>>, home: string): Promise<void> {
	const {payload, payloadType, signatures} = JSON.parse(await readFile(envelope, 'utf8')) as {payload: string; payloadType: string; signatures: Array<{sig: string}>};
	const body = Buffer.from(payload, 'base64');
	const signature = path.join(home, 'message.asc');
	await writeFile(signature, Buffer.from(signatures[0]?.sig ?? '', 'base64'));
	await execa('gpg', ['--verify', signature, '-'], {
		env: environment, extendEnv: false, input: Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `), body]),
	});
}

async function signHere(terminal: Terminal, role: string): Promise<void> {
	await terminal.waitFor(`Signed as ${role}?`);
	await terminal.answer('y', 'Not now');
	await terminal.answer(keys.enter, 'A comment that stands beside');
	terminal.press(keys.enter);
}

test('an OpenPGP key walks to the tag; the director signs and seals with an SSH key at another terminal', async () => {
	const stage = await setStage({key: false});
	const gpg = await openGpgHome();
	const fingerprint = await gpg.makeKey('Ada');
	const grace = await invite(stage, 'Grace', {format: 'ssh'});
	const ada = await invite(stage, 'Ada', {format: 'openpgp', signingKey: fingerprint});
	const home = {...ada.environment, ...Object.fromEntries([['GNUPGHOME', gpg.directory]])};
	const run = async (...args: readonly string[]) => execa(process.execPath, [program, ...args], {
		cwd: stage.top, env: home, extendEnv: false, reject: false, stdin: 'ignore',
	});
	expect(await run('signers', 'init', '--project', 'lighthouse', '--key', fingerprint)).toMatchObject({exitCode: 0});
	expect(await run('signers', 'add', 'grace@example.com', '--name', 'Grace', '--key', grace.publicKey, '--role', 'director')).toMatchObject({exitCode: 0});
	await stage.git('add', '.holdpoint');
	await stage.git('commit', '--quiet', '--no-gpg-sign', '-m', 'Say who signs');
	await stage.commit('A release', {'RELEASE.md': document});
	const {stdout: pinned} = await run('signers', 'list');
	expect(pinned).toContain('Grace');

	// Each has a configuration of their own.
	await stage.git('config', '--remove-section', 'user');
	await stage.git('config', '--remove-section', 'gpg').catch(() => undefined);
	const terminal = stage.open(['RELEASE.md'], undefined, home);
	await enterWalk(terminal, 'v1.0.0');
	expect(await grace.sign('--yes')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('v1.0.0#1 wants release manager, director.') as string});
	expect(await grace.sign('--as', 'director', '--yes')).toMatchObject({exitCode: 1, stderr: expect.stringContaining('“The package installs” has not passed') as string});
	terminal.press('y');
	await signHere(terminal, 'release manager');
	await terminal.waitFor('Signed as director?');

	expect(await grace.sign('--as', 'release manager', '--yes')).toMatchObject({exitCode: 1, stderr: expect.stringContaining('signed as release manager already') as string});
	expect(await grace.sign('--as', 'director')).toMatchObject({exitCode: 1, stderr: expect.stringContaining('--yes') as string});

	const signed = await grace.sign('--as', 'director', '--yes');
	expect(signed).toMatchObject({exitCode: 0, stderr: ''});
	expect(signed.stdout).toContain('As director I have seen the gate “The package” of v1.0.0#1');
	expect(signed.stdout).toContain('nothing is open any more before GO or NO-GO');
	expect(signed.stdout).not.toContain('Somebody else signs');

	// The walk shows it by itself.
	await terminal.waitFor('Go to the decision');
	await decideGo(terminal, 'v1.0.0');
	await terminal.waitFor('The seal as director is missing');
	expect(await grace.sign('--as', 'director', '--gate', 'package', '--yes')).toMatchObject({exitCode: 1});
	const sealed = await grace.sign('v1.0.0', '--as', 'director', '--yes');
	expect(sealed).toMatchObject({exitCode: 0, stderr: ''});
	expect(sealed.stdout).toContain('As director I seal GO for v1.0.0#1');
	await terminal.waitFor(/Go on: Commit the record/v);
	expect(await terminal.answer(keys.enter, '❯ Leave')).toContain('Tag v1.0.0');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 0});

	expect(await execa('git', ['verify-tag', 'v1.0.0'], {cwd: stage.top, env: home, extendEnv: false})).toMatchObject({exitCode: 0});
	await verifyByHand(path.join(stage.top, 'releases/v1.0.0/seal-release-manager.dsse.json'), home, stage.home);
	const unpinned = await run('verify', 'v1.0.0');
	const digest = /trust pin (?<digest>[\da-f]{64})/v.exec(unpinned.stdout)?.groups?.digest ?? '';
	expect(await run('trust', 'pin', digest)).toMatchObject({exitCode: 0});
	const verified = await run('verify', 'v1.0.0');
	expect(verified.stdout).toContain('VERIFIED');
	expect(verified.exitCode).toBe(0);
});
