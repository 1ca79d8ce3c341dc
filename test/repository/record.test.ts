import {Buffer} from 'node:buffer';
import {
	chmod,
	mkdir,
	readdir,
	readFile,
	symlink,
	unlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {describe, expect, test} from 'vitest';
import {buildRecordCommit, type RecordCommit} from '../../source/repository/build-commit.js';
import {buildTag} from '../../source/repository/build-tag.js';
import {readBlob} from '../../source/repository/commits.js';
import {createTagRef, moveRecordRefs} from '../../source/repository/move-refs.js';
import {readRef} from '../../source/repository/tags.js';
import {changeRefs} from '../../source/repository/transaction.js';
import {signWith, temporaryRepository, type TemporaryRepository} from './temporary-repository.js';

const person = {name: 'Ada Lovelace', email: 'ada@example.com'};
const at = new Date('2026-11-20T12:34:56.789Z');
const ref = 'refs/holdpoint/records/v1.0.0';

/** Bytes that filters, line-end conversions and text decoders would change. */
const files = new Map<string, Uint8Array>([
	['record.md', Buffer.from('# v1.0.0\r\nGrüße $Id$\n')],
	['output/1.log', Uint8Array.of(0xFF, 0x00, 0x0D, 0x0A)],
	['statements/a.dsse.json', Buffer.from('{}')],
]);

async function wanted(repository: TemporaryRepository, more: Partial<RecordCommit> = {}): Promise<RecordCommit> {
	return {
		top: repository.top, parent: await repository.git('rev-parse', 'HEAD'), folder: 'releases/v1.0.0', files, message: 'Record of v1.0.0\n\nGO', person, at, ...more,
	};
}

async function build(repository: TemporaryRepository, more: Partial<RecordCommit> = {}): Promise<string> {
	const built = await buildRecordCommit(await wanted(repository, more), signWith(repository));
	if ('sentence' in built) {
		throw new Error(built.sentence);
	}

	return built.commit;
}

/** Everything of a person's that an act must not change: index, work tree, refs, HEAD. */
async function picture({top, git}: TemporaryRepository): Promise<Record<string, string>> {
	const [status, staged, refs, head, listed] = await Promise.all([
		git('status', '--porcelain=v1', '--untracked-files=all', '--ignored'),
		git('ls-files', '--stage'),
		git('for-each-ref'),
		readFile(path.join(top, '.git', 'HEAD'), 'utf8'),
		git('ls-files', '--others', '--cached'),
	]);
	return {
		status, staged, refs, head, listed,
	};
}

describe.each(['sha1', 'sha256'] as const)('in a %s repository', objectFormat => {
	test('the record commit holds the bytes, adds only its folder, and stock git verifies it', async () => {
		const repository = await temporaryRepository({objectFormat, key: true});
		const before = await picture(repository);
		const parent = await repository.git('rev-parse', 'HEAD');
		const commit = await build(repository);
		expect(await picture(repository)).toEqual(before);
		await repository.git('verify-commit', commit);
		await repository.git('fsck', '--strict');
		expect(await repository.git('log', '-1', '--format=%P|%an|%ae|%at|%cn|%ct|%B', commit))
			.toBe(`${parent}|Ada Lovelace|ada@example.com|1795178096|Ada Lovelace|1795178096|Record of v1.0.0\n\nGO\n`);
		expect(await repository.git('diff-tree', '-r', '--name-status', parent, commit))
			.toBe('A\treleases/v1.0.0/output/1.log\nA\treleases/v1.0.0/record.md\nA\treleases/v1.0.0/statements/a.dsse.json');
		for (const [file, bytes] of files) {
			const blob = await readBlob(repository.top, commit, `releases/v1.0.0/${file}`);
			expect(Buffer.from(blob as Uint8Array)).toEqual(Buffer.from(bytes));
		}
	});

	test('the tag is annotated, signed, on the tested commit, and stock git verifies it', async () => {
		const repository = await temporaryRepository({objectFormat, key: true});
		const target = await repository.git('rev-parse', 'HEAD');
		const before = await picture(repository);
		const built = await buildTag({
			top: repository.top, target, tag: 'v1.0.0', message: 'Example 1.0.0\n\nHoldpoint-Run: abc\r\n', person, at,
		}, signWith(repository));
		expect(await picture(repository)).toEqual(before);
		const {object} = built as {object: string};
		expect(await createTagRef({top: repository.top, tag: 'v1.0.0', object})).toEqual({ref: 'refs/tags/v1.0.0'});
		await repository.git('verify-tag', 'v1.0.0');
		await repository.git('fsck', '--strict');
		const text = await repository.git('cat-file', 'tag', 'v1.0.0');
		expect(text.startsWith(`object ${target}\ntype commit\ntag v1.0.0\ntagger Ada Lovelace <ada@example.com> 1795178096 +0000\n\nExample 1.0.0\n\nHoldpoint-Run: abc\n-----BEGIN SSH SIGNATURE-----\n`)).toBe(true);
		expect(await repository.git('rev-parse', 'v1.0.0^{commit}')).toBe(target);
	});

	test('the branch moves onto the record, and what is staged and edited stays', async () => {
		const repository = await temporaryRepository({objectFormat, key: true});
		const {top, git, write, commit: commitFiles} = repository;
		const from = await commitFiles('Work', {
			'edited.txt': '1\n', 'staged.txt': '1\n', 'removed.txt': '1\n', 'both.txt': '1\n',
		});
		await write('edited.txt', '2\n');
		await write('staged.txt', '2\n');
		await write('both.txt', '2\n');
		await write('added.txt', '2\n');
		await git('add', 'staged.txt', 'both.txt', 'added.txt');
		await write('both.txt', '3\n');
		await git('rm', '--quiet', 'removed.txt');
		await write('untracked.txt', '2\n');
		const before = await git('status', '--porcelain=v1', '--untracked-files=all');
		const to = await build(repository);
		const moved = await moveRecordRefs({
			top, name: 'v1.0.0', branch: 'main', from, to,
		});
		expect(moved).toMatchObject({ref, branch: 'main'});
		expect(await git('status', '--porcelain=v1', '--untracked-files=all')).toBe(before);
		expect(await git('rev-parse', 'HEAD', ref)).toBe(`${to}\n${to}`);
		expect(await git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
		expect(await git('diff', '--cached', '--name-only', 'HEAD')).toBe('added.txt\nboth.txt\nremoved.txt\nstaged.txt');
		for (const [file, bytes] of files) {
			expect(await readFile(path.join(top, 'releases/v1.0.0', file))).toEqual(Buffer.from(bytes));
		}
	});
});

test('filters, attributes and signing settings of the person have no effect on the record', async () => {
	const repository = await temporaryRepository({key: true});
	const {
		top, git, commit, home,
	} = repository;
	const trace = path.join(home, 'ran');
	await git('config', 'core.autocrlf', 'true');
	await git('config', 'commit.gpgSign', 'true');
	await git('config', 'gpg.ssh.program', '/bin/false');
	await git('config', 'filter.shout.clean', `touch ${trace}; tr a-z A-Z`);
	await git('config', 'filter.shout.smudge', `touch ${trace}; tr a-z A-Z`);
	await git('config', 'filter.shout.required', 'true');
	await writeFile(path.join(top, '.git', 'info', 'attributes'), 'releases/** filter=shout ident\n');
	const from = await commit('Work');
	const to = await build(repository);
	expect(await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'main', from, to,
	})).toMatchObject({branch: 'main'});
	expect(await readdir(home)).not.toContain('ran');
	expect(await readFile(path.join(top, 'releases/v1.0.0/output/1.log'))).toEqual(Buffer.from([0xFF, 0x00, 0x0D, 0x0A]));
});

test('no hook runs', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git, home} = repository;
	const hooks = path.join(home, 'hooks');
	await mkdir(hooks);
	for (const hook of ['pre-commit', 'post-commit', 'post-index-change', 'reference-transaction', 'post-checkout', 'post-merge', 'commit-msg']) {
		await writeFile(path.join(hooks, hook), `#!/bin/sh\ntouch ${home}/ran\nexit 1\n`);

		await chmod(path.join(hooks, hook), 0o755);
	}

	const from = await git('rev-parse', 'HEAD');
	await git('config', 'core.hooksPath', hooks);
	const to = await build(repository);
	expect(await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'main', from, to,
	})).toMatchObject({branch: 'main'});
	expect(await createTagRef({top, tag: 'v1.0.0', object: from})).toMatchObject({ref: 'refs/tags/v1.0.0'});
	expect(await readdir(home)).not.toContain('ran');
});

test('a signature that fails builds nothing and is handed on', async () => {
	const repository = await temporaryRepository();
	const failure = {kind: 'fault', code: 'agent.empty', sentence: 'The agent holds no keys.'} as const;
	const refuse = async () => failure;
	expect(await buildRecordCommit(await wanted(repository), refuse)).toBe(failure);
	const {parent} = await wanted(repository);
	expect(await buildTag({
		top: repository.top, target: parent, tag: 'v1', message: 'x', person, at,
	}, refuse)).toBe(failure);
});

test('a record never changes what is there', async () => {
	const repository = await temporaryRepository({key: true});
	await repository.commit('Old record', {'releases/v1.0.0/record.md': 'old'});
	const sign = signWith(repository);
	expect(await buildRecordCommit(await wanted(repository), sign)).toMatchObject({code: 'record.exists'});
	await repository.commit('A file in the way', {archive: 'a file'});
	expect(await buildRecordCommit(await wanted(repository, {folder: 'archive/v2'}), sign)).toMatchObject({code: 'record.path'});
	await symlink('/tmp', path.join(repository.top, 'elsewhere'));
	await repository.git('add', 'elsewhere');
	await repository.git('commit', '--quiet', '-m', 'A link in the way');
	expect(await buildRecordCommit(await wanted(repository, {folder: 'elsewhere/v2'}), sign)).toMatchObject({code: 'record.path'});
});

test.each(['../x', 'a/../x', '.git/config', 'sub/.GIT/x', '/etc/x', 'a//b', 'a\0b', String.raw`a\b`, ''])('%j is no path of a record', async file => {
	const repository = await temporaryRepository({key: true});
	const bad = await wanted(repository, {files: new Map([[file, new Uint8Array()]])});
	expect(await buildRecordCommit(bad, signWith(repository))).toMatchObject({code: 'record.path'});
});

test('names with what would end a line of a commit are cleaned, as git cleans them', async () => {
	const repository = await temporaryRepository({key: true});
	const commit = await build(repository, {person: {name: 'Ada <x>\nauthor Eve', email: 'ada@example.com>'}});
	expect(await repository.git('log', '-1', '--format=%an|%ae', commit)).toBe('Ada xauthor Eve|ada@example.com');
	await repository.git('fsck', '--strict');
});

describe('when the branch cannot take the record, its ref is all and the sentence says how to merge', () => {
	async function expectRefOnly(repository: TemporaryRepository, why: RegExp, change: () => Promise<unknown>): Promise<void> {
		const {top, git} = repository;
		const from = await git('rev-parse', 'HEAD');
		const to = await build(repository);
		await change();
		const before = await picture(repository);
		const moved = await moveRecordRefs({
			top, name: 'v1.0.0', branch: 'main', from, to,
		});
		expect(moved).toMatchObject({ref, branch: undefined});
		const {sentence} = moved as {sentence: string};
		expect(sentence).toMatch(why);
		expect(sentence).toContain(`git merge ${ref}`);
		const after = await picture(repository);
		expect(after).toEqual({...before, refs: expect.stringContaining(`${to} commit\t${ref}`) as string});
		await git('update-ref', '-d', ref);
		expect(await picture(repository)).toEqual(before);
	}

	test('it has moved on', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /main has moved on/v, async () => repository.commit('Later'));
	});

	test('HEAD is detached', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /HEAD is detached/v, async () => repository.git('checkout', '--quiet', '--detach'));
	});

	test('another branch is checked out', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /hotfix is checked out now, not main/v, async () => repository.git('switch', '--quiet', '-c', 'hotfix'));
	});

	test('two work trees have it', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /another work tree/v, async () => repository.git('worktree', 'add', '--quiet', '--force', path.join(repository.home, 'tree'), 'main'));
	});

	test('an untracked file is in the way', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /would be overwritten/v, async () => repository.write('releases/v1.0.0/record.md', 'mine'));
		expect(await readFile(path.join(repository.top, 'releases/v1.0.0/record.md'), 'utf8')).toBe('mine');
	});

	test('something else is staged in its folder', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /record\.md/v, async () => {
			await repository.write('releases/v1.0.0/record.md', 'mine');
			await repository.git('add', '.');
		});
	});

	test('the branch is locked by another git', async () => {
		const repository = await temporaryRepository({key: true});
		await expectRefOnly(repository, /main\.lock/v, async () => writeFile(path.join(repository.top, '.git/refs/heads/main.lock'), ''));
	});
});

test('while another git holds the index nothing moves, and it can be tried again', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git} = repository;
	const from = await git('rev-parse', 'HEAD');
	const to = await build(repository);
	const lock = path.join(top, '.git', 'index.lock');
	const before = await picture(repository);
	await writeFile(lock, '');
	const move = {
		top, name: 'v1.0.0', branch: 'main', from, to,
	};
	expect(await moveRecordRefs(move)).toMatchObject({code: 'index.locked'});
	expect(await picture(repository)).toEqual(before);
	await git('rev-parse', 'HEAD');
	await unlink(lock);
	expect(await moveRecordRefs(move)).toMatchObject({branch: 'main'});
});

test('doing it again changes nothing, and finishes what a crash left', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git} = repository;
	const from = await git('rev-parse', 'HEAD');
	const to = await build(repository);
	const move = {
		top, name: 'v1.0.0', branch: 'main', from, to,
	};
	// Killed between the two: the folder is checked out, and no ref has moved.
	await git('read-tree', '-m', '-u', from, to);
	expect(await moveRecordRefs(move)).toMatchObject({branch: 'main'});
	const done = await picture(repository);
	expect(done.status).toBe('');
	expect(await moveRecordRefs(move)).toMatchObject({ref, branch: 'main'});
	expect(await picture(repository)).toEqual(done);
});

test('the record of another run is not replaced', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git} = repository;
	const from = await git('rev-parse', 'HEAD');
	const to = await build(repository);
	await git('update-ref', ref, from);
	expect(await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'main', from, to,
	})).toMatchObject({code: 'record.ref'});
	expect(await readRef(top, ref)).toBe(from);
	expect(await git('rev-parse', 'HEAD')).toBe(from);
});

test('in a second work tree its own branch and index move', async () => {
	const repository = await temporaryRepository({key: true});
	const {git, home} = repository;
	const top = path.join(home, 'tree');
	await git('worktree', 'add', '--quiet', '-b', 'release', top);
	const from = await git('rev-parse', 'release');
	const to = await build(repository, {top});
	expect(await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'release', from, to,
	})).toMatchObject({branch: 'release'});
	expect(await git('-C', top, 'status', '--porcelain=v1')).toBe('');
	expect(await git('rev-parse', 'release', 'main')).toBe(`${to}\n${from}`);
});

test('a tag that exists is refused, the same one is no fault', async () => {
	const repository = await temporaryRepository();
	const {top, git, commit} = repository;
	const one = await git('rev-parse', 'HEAD');
	const two = await commit('Two');
	expect(await createTagRef({top, tag: 'v1', object: one})).toEqual({ref: 'refs/tags/v1'});
	expect(await createTagRef({top, tag: 'v1', object: one})).toEqual({ref: 'refs/tags/v1'});
	expect(await createTagRef({top, tag: 'v1', object: two})).toMatchObject({code: 'tag.exists'});
	expect(await createTagRef({top, tag: 'v1/x', object: two})).toMatchObject({code: 'git.failed'});
	expect(await git('rev-parse', 'v1')).toBe(one);
});

test('a tag needs a name and a commit that is there', async () => {
	const repository = await temporaryRepository({key: true});
	const {top} = repository;
	const sign = signWith(repository);
	expect(await buildTag({
		top, target: '1'.repeat(40), tag: 'v1', message: 'x', person, at,
	}, sign)).toMatchObject({kind: 'fault'});
	expect(await buildTag({
		top, target: '1'.repeat(40), tag: 'v1 2', message: 'x', person, at,
	}, sign)).toMatchObject({code: 'tag.name'});
});

test('refs change together or not at all', async () => {
	const {top, git, commit} = await temporaryRepository();
	const one = await git('rev-parse', 'HEAD');
	const two = await commit('Two');
	const outcome = await changeRefs(top, [{ref: 'refs/holdpoint/a', to: one, from: undefined}, {ref: 'refs/heads/main', to: one, from: one}], {reason: 'test'});
	expect(outcome).toMatchObject({ok: false, why: expect.stringContaining('refs/heads/main') as string});
	expect(await readRef(top, 'refs/holdpoint/a')).toBeUndefined();
	expect(await git('rev-parse', 'HEAD')).toBe(two);
});

test('the record reads back with ssh-keygen too', async () => {
	const repository = await temporaryRepository({key: true});
	const commit = await build(repository);
	const text = await repository.git('cat-file', 'commit', commit);
	const lines = text.split('\n');
	const start = lines.findIndex(line => line.startsWith('gpgsig '));
	const end = lines.findIndex((line, index) => index > start && !line.startsWith(' '));
	const signature = lines.slice(start, end).map(line => line.replace(/^(?:gpgsig)? /v, '')).join('\n');
	const payload = [...lines.slice(0, start), ...lines.slice(end)].join('\n');
	const file = path.join(repository.home, 'signature');
	await writeFile(file, `${signature}\n`);
	await execa('ssh-keygen', ['-Y', 'verify', '-n', 'git', '-I', person.email, '-f', repository.key?.allowedSigners ?? '', '-s', file], {input: `${payload}\n`});
});
