/** Several people at several terminals at once: each signature is taken once, and none over what has changed meanwhile. */
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {program, setStage, type Stage} from './stage.js';
import {keys, openTerminal, type Terminal} from './terminal.js';
import {
	answerScreen,
	decideGo,
	decideNoGo,
	enterWalk,
} from './walker.js';

type Person = Readonly<Record<string, string>>;

async function invite({home, variables}: Stage, name: string): Promise<{readonly environment: Person; readonly line: string}> {
	const key = path.join(home, name);
	const config = path.join(home, `${name}.gitconfig`);
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
	await writeFile(config, `[user]\n\tname = ${name}\n\temail = ${name}@example.com\n\tsigningKey = ${key}\n[gpg]\n\tformat = ssh\n`);
	const publicKey = await readFile(`${key}.pub`, 'utf8');
	return {
		environment: {...variables, ...Object.fromEntries([['GIT_CONFIG_GLOBAL', config]])},
		line: `  ${name}@example.com: {name: ${name}, keys: [{ssh: ${publicKey.trim()}}]}`,
	};
}

/** A walk by Ada, with two directors at terminals of their own. */
async function setScene() {
	const stage = await setStage({key: false});
	const [ada, grace, linus] = await Promise.all(['ada', 'grace', 'linus'].map(async name => invite(stage, name)));
	if (!ada || !grace || !linus) {
		throw new TypeError('Three were invited.');
	}

	await stage.commit('A release', {
		'RELEASE.md': '---\ndecision: [release manager, director]\n---\n# Release\n\n## The package\n\n- [ ] It installs\n\n**Signed by**: director\n',
		'.holdpoint/signers.yaml': ['project: lighthouse', 'version: 1', 'people:', ada.line, grace.line, linus.line, 'roles:', '  Release Manager: [ada@example.com]', '  Director: [grace@example.com, linus@example.com]', ''].join('\n'),
	});
	await stage.git('config', '--remove-section', 'user');
	const terminal = stage.open(['RELEASE.md'], undefined, ada.environment);
	await enterWalk(terminal, 'v1.0.0');
	const sign = async ({environment}: {environment: Person}) => execa(process.execPath, [program, 'sign', '--as', 'director', '--yes'], {
		cwd: stage.top, env: environment, extendEnv: false, reject: false, stdin: 'ignore',
	});
	const type = ({environment}: {environment: Person}): Terminal => {
		const other = openTerminal({
			args: [program, 'sign', '--as', 'Director'], cwd: stage.top, environment, columns: 120, rows: 40,
		});
		onTestFinished(() => {
			other.dispose();
		});
		return other;
	};

	const count = async (event: string) => {
		const folder = path.join(stage.top, '.git', 'holdpoint');
		const [run = ''] = await readdir(folder);
		const journal = await readFile(path.join(folder, run, 'journal.jsonl'), 'utf8');
		return journal.split('\n').filter(line => line.includes(`"type":"${event}"`)).length;
	};

	return {
		stage, terminal, ada, grace, linus, sign, type, count,
	};
}

test('two sign at once, over a gate and as a seal: one of each is taken, and the release is verified', async () => {
	const {stage, terminal, ada, grace, linus, sign, type, count} = await setScene();
	terminal.press('y');
	await terminal.waitFor('Signed as director?');

	// The gate becomes another one while yes is being typed.
	const late = type(grace);
	await late.waitFor('Type yes to sign:');
	expect(late.screen()).toContain('As director I have seen the gate “The package”');
	terminal.press('[');
	await terminal.waitFor(/▶ It installs/v);
	await terminal.answer('u', 'opened again');
	await terminal.type('the build was another');
	await terminal.answer(keys.enter, /▶ It installs +· open/v);
	late.press(`yes${keys.enter}`);
	expect(await late.ended).toMatchObject({exitCode: 1});
	expect(late.screen()).toMatch(/“It installs” has not passed|has changed while it was being signed/v);
	expect(await count('gate-signed')).toBe(0);
	await terminal.answer('y', 'Signed as director?');

	const gates = await Promise.all([sign(grace), sign(linus)]);
	expect(gates.map(({exitCode}) => exitCode).toSorted((one = 0, other = 0) => one - other)).toEqual([0, 1]);
	expect(gates.map(({stderr}) => stderr).join('')).toMatch(/signed already|signed as director already/v);
	expect(await count('gate-signed')).toBe(1);
	await terminal.waitFor('Go to the decision');
	await decideGo(terminal, 'v1.0.0');
	await terminal.waitFor('The seal as director is missing');
	const seals = await Promise.all([sign(grace), sign(linus)]);
	expect(seals.map(({exitCode}) => exitCode).toSorted((one = 0, other = 0) => one - other)).toEqual([0, 1]);
	expect(seals.map(({stderr}) => stderr).join('')).toMatch(/sealed (?:it )?(?:as director )?already/v);
	await terminal.waitFor(/Go on: Commit the record/v);
	await terminal.answer(keys.enter, '❯ Leave');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 0});
	expect(await count('seal-signed')).toBe(2);
	const verified = await execa(process.execPath, [program, 'verify', 'v1.0.0'], {
		cwd: stage.top, env: ada.environment, extendEnv: false, reject: false,
	});
	expect(verified).toMatchObject({exitCode: 4, stdout: expect.stringContaining('UNANCHORED') as string});
});

test('what is decided while yes is being typed is not signed any more', async () => {
	const {terminal, grace, type, count} = await setScene();
	terminal.press('y');
	await terminal.waitFor('Signed as director?');
	const late = type(grace);
	await late.waitFor('Type yes to sign:');
	await decideNoGo(terminal, 'v1.0.0', 'it crashes');
	late.press(`yes${keys.enter}`);
	expect(await late.ended).toMatchObject({exitCode: 1});
	expect(late.screen()).toMatch(/NO-GO|decided/v);
	expect(await count('gate-signed')).toBe(0);
	await answerScreen(terminal, 'q');
});
