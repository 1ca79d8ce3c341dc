import {Buffer} from 'node:buffer';
import {
	chmod,
	mkdir,
	readdir,
	readFile,
	unlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {build as esbuild} from 'esbuild';
import {execa} from 'execa';
import {describe, expect, test} from 'vitest';
import {createTagRef, moveRecordRefs} from '../../source/repository/move-refs.js';
import {readRef} from '../../source/repository/tags.js';
import {changeRefs} from '../../source/repository/transaction.js';
import {temporaryRepository, type TemporaryRepository} from './temporary-repository.js';
import {
	build,
	files,
	picture,
	ref,
} from './record-parts.js';

describe.each(['sha1', 'sha256'] as const)('in a %s repository', objectFormat => {
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

test('refs change together or not at all', async () => {
	const {top, git, commit} = await temporaryRepository();
	const one = await git('rev-parse', 'HEAD');
	const two = await commit('Two');
	const outcome = await changeRefs(top, [{ref: 'refs/holdpoint/a', to: one, from: undefined}, {ref: 'refs/heads/main', to: one, from: one}], {reason: 'test'});
	expect(outcome).toMatchObject({ok: false, why: expect.stringContaining('refs/heads/main') as string});
	expect(await readRef(top, 'refs/holdpoint/a')).toBeUndefined();
	expect(await git('rev-parse', 'HEAD')).toBe(two);
});

test('a process that is killed while the refs are locked leaves nothing behind', async () => {
	const {top, git, home} = await temporaryRepository();
	const program = path.join(home, 'killed.mjs');
	await esbuild({
		stdin: {
			resolveDir: import.meta.dirname,
			contents: `
				import {changeRefs} from '../../source/repository/transaction.js';
				const [top, to] = process.argv.slice(2);
				await changeRefs(top, [{ref: 'refs/holdpoint/x', to, from: undefined}], {reason: 'test', async meanwhile() {
					process.kill(process.pid, 'SIGKILL');
				}});
			`,
		},
		outfile: program,
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
		banner: {js: 'import {createRequire} from "node:module"; const require = createRequire(import.meta.url);'},
	});
	const head = await git('rev-parse', 'HEAD');
	const killed = await execa(process.execPath, [program, top, head], {reject: false});
	expect(killed.signal).toBe('SIGKILL');
	// The next transaction on the same ref waits for git's own lock, which git removes when its input ends.
	await git('-c', 'core.filesRefLockTimeout=5000', 'update-ref', 'refs/holdpoint/x', head);
	expect(await readRef(top, 'refs/holdpoint/x')).toBe(head);
});
