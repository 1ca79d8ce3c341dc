import {Buffer} from 'node:buffer';
import {symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {describe, expect, test} from 'vitest';
import {buildRecordCommit} from '../../source/repository/build-commit.js';
import {buildTag} from '../../source/repository/build-tag.js';
import {readBlob} from '../../source/repository/commits.js';
import {createTagRef} from '../../source/repository/move-refs.js';
import {signWith, temporaryRepository} from './temporary-repository.js';
import {
	at,
	build,
	files,
	person,
	picture,
	wanted,
} from './record-parts.js';

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
