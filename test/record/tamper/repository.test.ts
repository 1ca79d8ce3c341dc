/** Attacks on the repository around a record: its refs, its files on the disk, its configuration, its owner. */
import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import {
	appendFile,
	chmod,
	mkdir,
	mkdtemp,
	realpath,
	rm,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {
	describe,
	expect,
	onTestFinished,
	test,
} from 'vitest';
import {exitCodeOf} from '../../../source/record/verdict.js';
import {verifyRecord} from '../../../source/record/verify.js';
import {editTree, evidence} from '../changes.js';
import {forge, type Attack} from '../forge.js';
import {mallory} from '../forge-walk.js';
import {
	deflateLoose,
	git,
	looseFile,
	withBranch,
	writeInto,
	writeRepository,
} from '../real-repository.js';
import {pin, verifyReal} from './real-verify.js';

/** A forged release in a repository with a work tree. */
async function writeCheckout(attack: Attack = {}): Promise<string> {
	const made = await mkdtemp(path.join(tmpdir(), 'holdpoint-checkout-'));
	onTestFinished(async () => rm(made, {recursive: true, force: true}));
	const top = await realpath(made);
	const {store: {objects, idLength}, refs, record} = forge(attack);
	await writeInto(path.join(top, '.git'), {objects, idLength, refs: withBranch(refs, record)});
	await git(top, 'config', 'core.bare', 'false');
	await git(top, 'reset', '--quiet', '--hard');
	return top;
}

/** A program that leaves a trace when it is run, and answers as a content verifier would. */
async function makeSpy(directory: string): Promise<{readonly file: string; readonly ran: () => boolean}> {
	const file = path.join(directory, 'spy');
	const trace = path.join(directory, 'trace');
	await writeFile(file, `#!/bin/sh\ntouch '${trace}'\necho 'Good "git" signature for ada@example.com with ED25519 key SHA256:x'\n`);
	await chmod(file, 0o755);
	return {file, ran: () => existsSync(trace)};
}

describe.for([40, 64] as const)('with ids of %d digits', idLength => {
	test('an honest release is VERIFIED, loose and packed', async () => {
		await pin();
		const directory = await writeRepository(forge({idLength}));
		expect(await verifyReal(directory)).toMatchObject({result: 'verified', code: null});
		await git(directory, 'repack', '-a', '-d', '-q');
		expect(await git(directory, 'count-objects')).toMatch(/^0 objects/v);
		expect(await verifyReal(directory)).toMatchObject({result: 'verified', code: null});
	});

	test('an honest release is VERIFIED when other objects are to stand in its place (refs/replace)', async () => {
		await pin();
		const honest = forge({idLength});
		const directory = await writeRepository(honest);
		const forged = forge({idLength, rendering: () => 'All is well.\n', base: editTree('README.md', () => ({mode: '100644', bytes: evidence}))});
		await writeInto(directory, {objects: forged.store.objects, idLength, refs: withBranch(honest.refs, honest.record)});
		await git(directory, 'replace', '--force', honest.record, forged.record);
		await git(directory, 'replace', '--force', honest.tested, forged.tested);
		await git(directory, 'replace', '--force', honest.tagObject, forged.tagObject);
		expect(await git(directory, 'show', `${honest.record}:releases/v1.0/record.md`)).toBe('All is well.');
		expect(await verifyReal(directory)).toMatchObject({result: 'verified', record: honest.record});
	});
});

test('29: tag is lightweight', async () => {
	await pin();
	const {store, refs, record, tested} = forge();
	const directory = await writeRepository({store, record, refs: new Map([...refs, ['refs/tags/v1.0', tested]])});
	expect(await verifyReal(directory)).toMatchObject({result: 'rejected', code: 'tag.unsigned'});
});

test('32: tag object v1.0 exposed under refs/tags/v2.0', async () => {
	await pin();
	const {store, refs, record, tagObject} = forge();
	const directory = await writeRepository({store, record, refs: new Map([...refs, ['refs/tags/v2.0', tagObject]])});
	expect(await verifyReal(directory, {tag: 'v2.0'})).toMatchObject({result: 'rejected', code: 'tag.name-mismatch'});
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
});

test('67: loose object rewritten on disk under its old name, whichever it is', async () => {
	await pin();
	const {request, store, ...release} = forge();
	const used = new Set<string>();
	await verifyRecord({
		...request, objects: {
			async read(id) {
				used.add(id);
				return store.read(id);
			},
		},
	});
	expect(used.size).toBeGreaterThan(15);
	const directory = await writeRepository({store, ...release});
	for (const id of used) {
		const {type, bytes} = store.objects.get(id) ?? {type: 'none', bytes: new Uint8Array()};
		const longer = Buffer.concat([bytes, Buffer.from('\n')]);
		await writeFile(looseFile(directory, id), deflateLoose(type, longer));
		expect(await verifyReal(directory), `${type} ${id}`).toMatchObject({result: 'rejected', code: 'object.hash'});
		await writeFile(looseFile(directory, id), deflateLoose(type, bytes));
	}

	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
});

test('71: no anchor supplied', async () => {
	await pin(null);
	const verdict = await verifyReal(await writeRepository(forge()));
	expect(verdict).toMatchObject({result: 'unanchored', code: 'trust.anchor', anchor: null});
	expect(exitCodeOf(verdict)).toBe(4);
});

test('A6: a fake verifier in the repository\'s own configuration has no effect', async () => {
	await pin();
	for (const [attack, expected] of [
		[{}, {result: 'verified', code: null}],
		[{sealedBy: mallory}, {result: 'rejected', code: 'sig.unknown-key'}],
		[{tagSignedBy: mallory}, {result: 'rejected', code: 'sig.unknown-key'}],
		[{tagBytes: (tag: string) => tag.replace('Decided by Ada', 'Decided by Eve')}, {result: 'rejected', code: 'sig.bad'}],
	] as const) {
		const top = await writeCheckout(attack);
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
	const top = await writeCheckout();
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

test('A8: grafts and a shallow file have no effect; what a shallow clone does not have is INCOMPLETE, and the advice helps', async () => {
	await pin();
	const release = forge();
	const directory = await writeRepository(release);
	await mkdir(path.join(directory, 'info'), {recursive: true});
	await writeFile(path.join(directory, 'info', 'grafts'), `${release.record}\n`);
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
	await rm(path.join(directory, 'info', 'grafts'));
	await writeFile(path.join(directory, 'shallow'), `${release.record}\n`);
	expect(await git(directory, 'rev-list', 'main')).toBe(release.record);
	expect(await verifyReal(directory)).toMatchObject({result: 'verified'});
	await rm(path.join(directory, 'shallow'));

	const clones: ReadonlyArray<readonly [branch: string, target: Parameters<typeof verifyReal>[1], code: string]> = [
		['main', {commit: release.record}, 'object.missing'],
		['main', {tag: 'v1.0'}, 'tag.missing'],
		['v1.0', {tag: 'v1.0'}, 'record.missing'],
	];
	for (const [index, [branch, target, code]] of clones.entries()) {
		const clone = path.join(directory, `clone-${index}`);
		await git(directory, 'clone', '--quiet', '--depth=1', `--branch=${branch}`, '-c', 'advice.detachedHead=false', `file://${directory}`, clone);
		const verdict = await verifyReal(clone, target);
		expect(verdict, verdict.detail).toMatchObject({result: 'incomplete', code});
		expect(exitCodeOf(verdict)).toBe(3);
		const [, advice = ''] = /`git (?<advice>[^`]+)`/v.exec(verdict.detail) ?? [];
		await git(clone, ...advice.split(' '));
		expect(await verifyReal(clone, target), `after git ${advice}`).toMatchObject({result: 'verified'});
	}
});

test('A26: of a promisor remote nothing is fetched and nothing executed; what is not here is INCOMPLETE', async () => {
	await pin();
	const top = await writeCheckout();
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

test.runIf(process.getuid?.() === 0)('A27: a checkout that belongs to another user is verified all the same (only root can make one)', async () => {
	await pin();
	const top = await writeCheckout();
	await execa('chown', ['-R', '12345:12345', top]);
	await expect(git(top, 'status')).rejects.toThrow('dubious ownership');
	expect(await verifyReal(top)).toMatchObject({result: 'verified', code: null});
});
