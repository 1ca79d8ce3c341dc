/** Passphrases typed while the screen is suspended: every key reaches the program that asks, and none of them the walk. */
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setImmediate as macrotask} from 'node:timers/promises';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {openGpgHome} from '../signing/gpg-workshop.js';
import {setStage, type Stage} from './stage.js';
import {keys, type Terminal} from './terminal.js';
import {answerScreen, enterWalk} from './walker.js';

/** Every letter of it is a key of the walk. */
const passphrase = 'quagmire? n/y/a/x [d] sesame';

const document = `# Release

## The package

- [ ] It installs

**Signed by**: release manager

## The notes

- [ ] They are written
`;

async function beginSigning(terminal: Terminal): Promise<void> {
	await answerScreen(terminal, keys.enter);
	await terminal.waitFor('A comment that stands beside');
	terminal.press(keys.enter);
}

/** Earlier prompts still stand on the terminal's own screen, and what is typed too soon is echoed there: ssh-keygen turns the echo off with its prompt. */
async function awaitPrompt(terminal: Terminal, nth: number): Promise<string> {
	return terminal.waitFor(screen => screen.split('Enter passphrase').length === nth + 1);
}

async function reachSignature(stage: Stage, environment?: Readonly<Record<string, string>>): Promise<Terminal> {
	const terminal = stage.open(['RELEASE.md'], undefined, environment);
	await enterWalk(terminal, 'v1.0.0');
	terminal.press('y');
	await terminal.waitFor('Signed as release manager?');
	await terminal.answer('y', '❯ Approve: sign as release manager');
	return terminal;
}

/** The walk goes on at the next gate, with nothing of the passphrase on any screen and nothing done by its letters. */
async function expectSigned(terminal: Terminal): Promise<void> {
	const screen = await terminal.waitFor(/They are written[\s\S]*Yes {2}\(y\)/v);
	expect(screen).not.toMatch(/sesame|cancelled|wrong/v);
	expect(terminal.written()).not.toMatch(/sesame|quagmire/v);
	// The first key afterwards is the walk's.
	await terminal.answer('y', 'Go to the decision');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 3});
}

async function readJournal({top}: Stage): Promise<string> {
	const folder = path.join(top, '.git', 'holdpoint');
	const files = await readdir(folder, {recursive: true});
	return readFile(path.join(folder, files.find(file => file.endsWith('journal.jsonl')) ?? ''), 'utf8');
}

/** A Ctrl-C between ssh-keygen's prompt and its reading is lost on it, so it has to be asleep. */
async function awaitReading({pid}: Terminal): Promise<void> {
	for (;;) {
		const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
		const states = await Promise.all(children.trim().split(' ').map(async child => readFile(`/proc/${child}/stat`, 'utf8').catch(() => 'It has ended meanwhile.')));
		if (states.some(state => state.includes('(ssh-keygen) S'))) {
			return;
		}

		await macrotask();
	}
}

test('an SSH key: Ctrl-C, a wrong passphrase, the right one', async () => {
	const stage = await setStage();
	await execa('ssh-keygen', ['-q', '-p', '-P', '', '-N', passphrase, '-f', stage.key?.file ?? '']);
	await stage.commit('A release', {'RELEASE.md': document});
	const terminal = await reachSignature(stage);

	await beginSigning(terminal);
	expect(await awaitPrompt(terminal, 1)).toContain('ada@example.com is about to approve “The package” as release manager:');
	await awaitReading(terminal);
	await terminal.answer(keys.ctrlC, /cancelled;\s+nothing\s+was\s+signed/v);

	await beginSigning(terminal);
	await awaitPrompt(terminal, 2);
	await terminal.answer(`${passphrase.slice(1)}${keys.enter}`, /The passphrase of\s+\S+\s+was\s+wrong;\s+nothing\s+was\s+signed/v);
	expect(await readJournal(stage)).not.toContain('gate-signed');

	await beginSigning(terminal);
	await awaitPrompt(terminal, 3);
	terminal.press(`${passphrase}${keys.enter}`);
	await expectSigned(terminal);
	expect(await readJournal(stage)).toContain('gate-signed');
});

test('an OpenPGP key, by pinentry: Ctrl-C, cancelled, a wrong passphrase, the right one', async () => {
	const stage = await setStage();
	const gpg = await openGpgHome();
	await writeFile(path.join(gpg.directory, 'gpg-agent.conf'), 'pinentry-program /usr/bin/pinentry-curses\n');
	const fingerprint = await gpg.makeKey('Ada', {passphrase});
	// The agent of the key's making still has the passphrase.
	await execa('gpgconf', ['--kill', 'gpg-agent'], {env: gpg.environment, extendEnv: false});
	await stage.git('config', 'gpg.format', 'openpgp');
	await stage.git('config', 'user.signingKey', fingerprint);
	const key = await gpg.run('--armor', '--export-options', 'export-minimal', '--export', fingerprint);
	await stage.commit('A release', {
		'RELEASE.md': document, '.holdpoint/signers.yaml': [
			'project: lighthouse',
			'version: 1',
			'people:',
			'  ada@example.com:',
			'    name: Ada Lovelace',
			`    keys: [{openpgp: ${fingerprint}, key: ${JSON.stringify(key)}}]`,
			'roles: {release manager: [ada@example.com]}',
			'',
		].join('\n'),
	});
	const terminal = await reachSignature(stage, Object.fromEntries([['GNUPGHOME', gpg.directory]]));

	await beginSigning(terminal);
	await terminal.waitFor('Passphrase:');
	// It belongs to the agent, and Ctrl-C to gpg: it must not stay and take the keys of the walk.
	await terminal.answer(keys.ctrlC, /cancelled;\s+nothing\s+was\s+signed/v);

	await beginSigning(terminal);
	await terminal.waitFor('Passphrase:');
	await terminal.answer(`${keys.tab}${keys.tab}${keys.enter}`, /cancelled;\s+nothing\s+was\s+signed/v);

	await beginSigning(terminal);
	await terminal.waitFor('Passphrase:');
	terminal.press(`${passphrase.slice(1)}${keys.enter}`);
	await terminal.waitFor(/Bad Passphrase/v);
	expect(await readJournal(stage)).not.toContain('gate-signed');
	terminal.press(`${passphrase}${keys.enter}`);
	await expectSigned(terminal);
	expect(await readJournal(stage)).toContain('gate-signed');
});
