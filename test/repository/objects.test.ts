import {Buffer} from 'node:buffer';
import {
	chmod,
	mkdir,
	readdir,
	rename,
	rm,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {deflateSync} from 'node:zlib';
import {execa} from 'execa';
import {
	describe,
	expect,
	onTestFinished,
	test,
	vi,
} from 'vitest';
import {isRepositoryFault} from '../../source/repository/faults.js';
import {findGitDirectory} from '../../source/repository/find-repository.js';
import {openObjects, type Limits, type Objects} from '../../source/repository/open-objects.js';
import {temporaryRepository, type TemporaryRepository} from './temporary-repository.js';

async function open({top}: Pick<TemporaryRepository, 'top'>, limits?: Limits): Promise<Objects> {
	const objects = await openObjects(path.join(top, '.git'), limits);
	if (isRepositoryFault(objects)) {
		throw new Error(objects.sentence);
	}

	onTestFinished(async () => objects.close());
	return objects;
}

const looseFile = (top: string, id: string): string => path.join(top, '.git', 'objects', id.slice(0, 2), id.slice(2));

async function overwrite(file: string, bytes: Uint8Array): Promise<void> {
	await rm(file, {force: true});
	await writeFile(file, bytes);
}

describe.each(['sha1', 'sha256'] as const)('in a %s repository', objectFormat => {
	test.each(['loose', 'packed'])('%s objects of every kind are read and hashed again', async stored => {
		const repository = await temporaryRepository({objectFormat});
		const {git, commit} = repository;
		const bytes = Buffer.from([0xFF, 0x0A, 0x00, 0x0A]);
		await commit('Bytes', {'a.bin': bytes, empty: '', 'large.txt': 'x'.repeat(3_000_000)});
		await git('tag', '-a', '-m', 'x', 'v1');
		if (stored === 'packed') {
			await git('gc', '--quiet', '--prune=now');
		}

		const [head, tree, blob, empty, large, tag] = await Promise.all(['HEAD', 'HEAD^{tree}', 'HEAD:a.bin', 'HEAD:empty', 'HEAD:large.txt', 'v1'].map(async name => git('rev-parse', name))) as [string, string, string, string, string, string];
		const objects = await open(repository);
		const [one, two, three, four, five, six] = await Promise.all([head, tree, blob, empty, large, tag].map(async id => objects.read(id)));
		expect(one).toMatchObject({type: 'commit'});
		expect(two).toMatchObject({type: 'tree'});
		expect(three).toEqual({type: 'blob', bytes});
		expect(four).toMatchObject({type: 'blob', bytes: {length: 0}});
		expect(five).toMatchObject({type: 'blob', bytes: {length: 3_000_000}});
		expect(six).toMatchObject({type: 'tag'});
		expect(await objects.read('1'.repeat(head.length))).toBe('missing');
		expect(await objects.refs()).toEqual([{id: head, name: 'refs/heads/main'}, {id: tag, name: 'refs/tags/v1'}]);
		expect(objects.shallow).toBe(false);
	});

	test('a loose object rewritten under its old name is found out', async () => {
		const repository = await temporaryRepository({objectFormat});
		const {top, git} = repository;
		const id = await git('rev-parse', 'HEAD:README.md');
		await overwrite(looseFile(top, id), deflateSync(Buffer.from('blob 10\0# Forgery\n')));
		const objects = await open(repository);
		expect(await objects.read(id)).toMatchObject({code: 'object.hash'});
		expect(await objects.read(await git('rev-parse', 'HEAD'))).toMatchObject({type: 'commit'});
	});

	test('a broken object is never read as a good one, and the next one still is', async () => {
		const repository = await temporaryRepository({objectFormat});
		const {top, git} = repository;
		const id = await git('rev-parse', 'HEAD:README.md');
		const objects = await open(repository);
		for (const bytes of [new Uint8Array(), Buffer.from('garbage'), deflateSync(Buffer.from('blob 999\0short')), deflateSync(Buffer.from('blob 2\0longer')), deflateSync(Buffer.from('blub 1\0x'))]) {
			await overwrite(looseFile(top, id), bytes);

			expect(await objects.read(id)).toMatchObject({code: 'object.hash', sentence: expect.stringMatching(/changed on the disk|damaged|cannot be read/v) as string});
		}

		expect(await objects.read(await git('rev-parse', 'HEAD'))).toMatchObject({type: 'commit'});
	});

	test('ids that are short, of the other format, or names are refused', async () => {
		const repository = await temporaryRepository({objectFormat});
		const objects = await open(repository);
		const id = await repository.git('rev-parse', 'HEAD');
		for (const bad of [id.slice(0, 12), 'HEAD', `${id}\nHEAD`, '', id.toUpperCase(), id.slice(0, 39)]) {
			expect(await objects.read(bad)).toMatchObject({code: 'object.id'});
		}

		const other = objectFormat === 'sha1' ? id.padEnd(64, '0') : id.slice(0, 40);
		const read = await objects.read(other);
		expect(read === 'missing' || isRepositoryFault(read)).toBe(true);
		expect(await objects.read(id)).toMatchObject({type: 'commit'});
	});
});

test('replaced and grafted history has no effect', async () => {
	const repository = await temporaryRepository();
	const {git, commit} = repository;
	const one = await git('rev-parse', 'HEAD');
	const two = await commit('Two');
	await git('replace', two, one);
	const objects = await open(repository);
	const read = await objects.read(two);
	expect(read).toMatchObject({type: 'commit'});
	expect(Buffer.from((read as {bytes: Uint8Array}).bytes).toString()).toContain(`parent ${one}`);
});

test('limits on sizes and counts', async () => {
	const repository = await temporaryRepository();
	const {git, commit} = repository;
	await commit('Large', {large: 'x'.repeat(5000)});
	const objects = await open(repository, {objectBytes: 1000, objects: 3, refBytes: 10});
	expect(await objects.read(await git('rev-parse', 'HEAD:large'))).toMatchObject({code: 'limits'});
	const head = await git('rev-parse', 'HEAD');
	expect(await objects.read(head)).toMatchObject({type: 'commit'});
	expect(await objects.read(head)).toMatchObject({type: 'commit'});
	expect(await objects.read(head)).toMatchObject({code: 'limits'});
	expect(await objects.refs()).toMatchObject({code: 'limits'});
});

test('nothing that the repository’s own configuration names is executed', async () => {
	const repository = await temporaryRepository();
	const {top, git, home} = repository;
	const spy = path.join(home, 'spy');
	await writeFile(spy, `#!/bin/sh\ntouch ${home}/ran\n`);
	await chmod(spy, 0o755);
	const blob = await git('rev-parse', 'HEAD:README.md');
	for (const [key, value] of Object.entries({
		'core.fsmonitor': spy,
		'core.pager': spy,
		'core.sshCommand': spy,
		'core.editor': spy,
		'core.hooksPath': home,
		'diff.external': spy,
		'alias.cat-file': `!${spy}`,
		'core.alternateRefsCommand': spy,
		'remote.origin.url': 'ssh://example.invalid/x.git',
		'remote.origin.promisor': 'true',
		'remote.origin.partialCloneFilter': 'blob:none',
		'extensions.partialClone': 'origin',
	})) {
		await git('config', key, value);
	}

	await rm(looseFile(top, blob));
	const objects = await open(repository);
	expect(await objects.read(blob)).toBe('missing');
	expect(await objects.read('1'.repeat(40))).toBe('missing');
	expect(await objects.refs()).toMatchObject([{name: 'refs/heads/main'}]);
	expect(await readdir(home)).not.toContain('ran');
});

test('variables of git are not inherited', async () => {
	const repository = await temporaryRepository();
	vi.stubEnv('GIT_OBJECT_DIRECTORY', '/nowhere');
	vi.stubEnv('GIT_DIR', '/nowhere');
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	const objects = await open(repository);
	expect(await objects.refs()).toHaveLength(1);
	expect(await objects.read(await repository.git('rev-parse', 'HEAD'))).toMatchObject({type: 'commit'});
});

test('a shallow clone says that it is one', async () => {
	const {top, git, commit, home} = await temporaryRepository();
	const first = await git('rev-parse', 'HEAD');
	await commit('Two');
	await git('clone', '--quiet', '--depth=1', `file://${top}`, path.join(home, 'shallow'));
	const objects = await open({top: path.join(home, 'shallow')});
	expect(objects.shallow).toBe(true);
	expect(await objects.read(first)).toBe('missing');
});

test.runIf(process.getuid?.() === 0)('a repository of another user is read all the same (needs root to make one)', async () => {
	const repository = await temporaryRepository();
	const head = await repository.git('rev-parse', 'HEAD');
	await execa('chown', ['-R', '12345', repository.top]);
	expect(await findGitDirectory(repository.top)).toBe(path.join(repository.top, '.git'));
	const objects = await open(repository);
	expect(await objects.read(head)).toMatchObject({type: 'commit'});
});

test('a folder that is no repository gives a sentence, not a crash', async () => {
	const {home} = await temporaryRepository();
	const objects = await openObjects(home);
	if (isRepositoryFault(objects)) {
		throw new Error(objects.sentence);
	}

	expect(await objects.refs()).toMatchObject({code: 'object.unreadable'});
	expect(await objects.read('1'.repeat(40))).toMatchObject({code: 'object.unreadable'});
	await objects.close();
	vi.stubEnv('PATH', home);
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	expect(await openObjects(home)).toMatchObject({code: 'git.missing'});
});

test('the git directory is found without git: from below, in other work trees, bare, behind a link', async () => {
	const {top, git, home} = await temporaryRepository();
	const common = path.join(top, '.git');
	await mkdir(path.join(top, 'a', 'b'), {recursive: true});
	expect(await findGitDirectory(path.join(top, 'a', 'b'))).toBe(common);
	const tree = path.join(home, 'tree');
	await git('worktree', 'add', '--quiet', tree);
	expect(await findGitDirectory(tree)).toBe(common);
	const bare = path.join(home, 'bare');
	await git('clone', '--quiet', '--bare', top, bare);
	expect(await findGitDirectory(bare)).toBe(bare);
	await rename(common, path.join(home, 'moved'));
	await symlink(path.join(home, 'moved'), common);
	expect(await findGitDirectory(top)).toBe(common);
	const fault = await findGitDirectory(home);
	expect(fault).toMatchObject({code: 'repository.none'});
});
