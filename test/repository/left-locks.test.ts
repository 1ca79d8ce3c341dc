/** Killed together with its git, the program leaves git's lock files and half of the record's files behind: its own are no obstacle, somebody else's stay. */
import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {createTagRef, moveRecordRefs} from '../../source/repository/move-refs.js';
import {temporaryRepository, type TemporaryRepository} from './temporary-repository.js';
import {build, files as recorded, ref} from './record-parts.js';

const lockOf = ({top}: TemporaryRepository, name: string): string => path.join(top, '.git', `${name}.lock`);

async function lock(repository: TemporaryRepository, name: string, content: string): Promise<string> {
	const file = lockOf(repository, name);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, content);
	return file;
}

/** The same commit with another signature, as some keys make it each time. */
async function signAnew({git, top}: TemporaryRepository, commit: string): Promise<string> {
	const text = await git('cat-file', 'commit', commit);
	const {stdout} = await execa('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {cwd: top, input: Buffer.from(`${text.replace(/^ .{8}/mv, ' AAAAAAAA')}\n`)});
	return stdout;
}

test('locks on the record, the branch, HEAD and the index that our own git left are removed', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git} = repository;
	const from = await git('rev-parse', 'HEAD');
	const to = await build(repository);
	const files = [
		await lock(repository, ref, `${await signAnew(repository, to)}\n`),
		await lock(repository, 'refs/heads/main', `${to}\n`),
		await lock(repository, 'HEAD', ''),
		await lock(repository, 'index', 'half an index'),
	];
	expect(await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'main', from, to,
	})).toMatchObject({branch: 'main', ref});
	expect(files.filter(file => existsSync(file))).toEqual([]);
	expect(await git('rev-parse', 'HEAD', ref)).toBe(`${to}\n${to}`);
	expect(await git('status', '--porcelain')).toBe('');
});

test('files of the record that were written before a kill, whole or in part, are taken away and checked out anew', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git, write} = repository;
	const from = await git('rev-parse', 'HEAD');
	const to = await build(repository);
	for (const [index, [name, bytes]] of [...recorded].entries()) {
		await write(`releases/v1.0.0/${name}`, bytes.subarray(0, bytes.length - index));
	}

	expect(await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'main', from, to,
	})).toMatchObject({branch: 'main', ref});
	expect(await git('status', '--porcelain')).toBe('');
});

test('a lock on the tag that our own git left is removed', async () => {
	const repository = await temporaryRepository({key: true});
	const object = await repository.git('rev-parse', 'HEAD');
	await lock(repository, 'refs/tags/v1.0.0', `${object}\n`);
	expect(await createTagRef({top: repository.top, tag: 'v1.0.0', object})).toEqual({ref: 'refs/tags/v1.0.0'});
});

test.each(['', 'another'])('somebody else’s lock stays, and is named (holding %j)', async content => {
	const repository = await temporaryRepository({key: true});
	const object = await repository.git('rev-parse', 'HEAD');
	const other = await repository.commit('Another');
	const file = await lock(repository, 'refs/tags/v1.0.0', content === '' ? '' : `${other}\n`);
	const before = await readFile(file, 'utf8');
	expect(await createTagRef({top: repository.top, tag: 'v1.0.0', object})).toMatchObject({code: 'ref.locked', sentence: expect.stringContaining(`${file} exists`) as string});
	expect(await readFile(file, 'utf8')).toBe(before);
});
