/** Attacks by the repository's own configuration: nothing that it names is run or believed. */
import {existsSync} from 'node:fs';
import {
	appendFile,
	chmod,
	mkdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {forge} from '../forge.js';
import {mallory} from '../forge-walk.js';
import {git, looseFile, writeCheckout} from '../real-repository.js';
import {pin, verifyReal} from './real-verify.js';

/** A program that leaves a trace when it is run, and answers as a content verifier would. */
async function makeSpy(directory: string): Promise<{readonly file: string; readonly ran: () => boolean}> {
	const file = path.join(directory, 'spy');
	const trace = path.join(directory, 'trace');
	await writeFile(file, `#!/bin/sh\ntouch '${trace}'\necho 'Good "git" signature for ada@example.com with ED25519 key SHA256:x'\n`);
	await chmod(file, 0o755);
	return {file, ran: () => existsSync(trace)};
}

test('A6: a fake verifier in the repository\'s own configuration has no effect', async () => {
	await pin();
	for (const [attack, expected] of [
		[{}, {result: 'verified', code: null}],
		[{sealedBy: mallory}, {result: 'rejected', code: 'sig.unknown-key'}],
		[{tagSignedBy: mallory}, {result: 'rejected', code: 'sig.unknown-key'}],
		[{tagBytes: (tag: string) => tag.replace('Decided by Ada', 'Decided by Eve')}, {result: 'rejected', code: 'sig.bad'}],
	] as const) {
		const top = await writeCheckout(forge(attack));
		const spy = await makeSpy(top);
		for (const name of ['gpg.program', 'gpg.ssh.program', 'gpg.openpgp.program', 'gpg.x509.program', 'gpg.ssh.defaultKeyCommand']) {
			await git(top, 'config', name, spy.file);
		}

		await git(top, 'config', 'gpg.format', 'ssh');
		await git(top, 'config', 'gpg.ssh.allowedSignersFile', path.join(top, 'RELEASE.md'));
		expect(await verifyReal(top)).toMatchObject(expected);
		expect(spy.ran()).toBe(false);
		if (expected.result !== 'verified') {
			continue;
		}

		// It would have been believed: git runs it.
		await execa('git', ['verify-tag', 'v1.0'], {cwd: top, reject: false, stdin: 'ignore'});
		expect(spy.ran()).toBe(true);
	}
});

/** What git runs when it is told to in the repository's own configuration. */
const executed = [
	'core.fsmonitor',
	'core.pager',
	'core.editor',
	'core.sshCommand',
	'core.askPass',
	'core.gitProxy',
	'core.alternateRefsCommand',
	'pager.cat-file',
	'pager.for-each-ref',
	'diff.external',
	'diff.all.textconv',
	'diff.all.command',
	'filter.all.clean',
	'filter.all.smudge',
	'filter.all.process',
	'merge.all.driver',
	'credential.helper',
	'uploadpack.packObjectsHook',
	'sequence.editor',
	'interactive.diffFilter',
	'trailer.all.command',
] as const;
const hooks = ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc', 'post-rewrite', 'fsmonitor-watchman'];

test('A7: nothing that the repository\'s own configuration, hooks and attributes name is executed', async () => {
	await pin();
	const top = await writeCheckout(forge());
	const spy = await makeSpy(top);
	for (const name of executed) {
		await git(top, 'config', name, spy.file);
	}

	for (const name of ['cat-file', 'for-each-ref', 'rev-parse', 'log']) {
		await git(top, 'config', `alias.${name}`, `!${spy.file}`);
	}

	await mkdir(path.join(top, '.git', 'hooks'), {recursive: true});
	await mkdir(path.join(top, '.git', 'info'), {recursive: true});
	await Promise.all(hooks.map(async hook => writeFile(path.join(top, '.git', 'hooks', hook), `#!/bin/sh\nexec '${spy.file}'\n`, {mode: 0o755})));
	await writeFile(path.join(top, '.git', 'info', 'attributes'), '* filter=all diff=all merge=all\n');
	// What is staged is another thing than what is there, so that every filter and textconv would have something to do.
	await appendFile(path.join(top, 'README.md'), 'more\n');
	expect(await verifyReal(top)).toMatchObject({result: 'verified', code: null});
	expect(await verifyReal(path.join(top, 'releases'))).toMatchObject({result: 'verified', code: null});
	expect(spy.ran()).toBe(false);
	await execa('git', ['diff'], {cwd: top, reject: false, stdin: 'ignore'});
	expect(spy.ran()).toBe(true);
});

test('A26: of a promisor remote nothing is fetched and nothing executed; what is not here is INCOMPLETE', async () => {
	await pin();
	const top = await writeCheckout(forge());
	const spy = await makeSpy(top);
	for (const [name, value] of [
		['core.repositoryFormatVersion', '1'],
		['core.sshCommand', spy.file],
		['remote.origin.url', 'ssh://example.invalid/x.git'],
		['remote.origin.uploadPack', spy.file],
		['remote.origin.promisor', 'true'],
		['remote.origin.partialCloneFilter', 'blob:none'],
		['extensions.partialClone', 'origin'],
	] as const) {
		await git(top, 'config', name, value);
	}

	expect(await verifyReal(top)).toMatchObject({result: 'verified'});
	const id = await git(top, 'rev-parse', 'HEAD:releases/v1.0/record.md');
	await rm(looseFile(path.join(top, '.git'), id));
	expect(await verifyReal(top)).toMatchObject({result: 'incomplete', code: 'object.missing'});
	expect(spy.ran()).toBe(false);
	await execa('git', ['cat-file', '-p', id], {cwd: top, reject: false, stdin: 'ignore'});
	expect(spy.ran()).toBe(true);
});

