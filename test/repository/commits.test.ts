import {Buffer} from 'node:buffer';
import {rm, symlink} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {findChecklists} from '../../source/repository/checklists.js';
import {
	findTracked,
	hasCommit,
	readBlob,
	readCommits,
	readCommitTime,
	resolveCommit,
} from '../../source/repository/commits.js';
import {temporaryRepository} from './temporary-repository.js';

test('what lies between two commits', async () => {
	const {top, git, commit} = await temporaryRepository();
	const from = await git('rev-parse', 'HEAD');
	await commit('Two – grüße', {'b/ü.txt': '1'});
	await git('mv', 'README.md', 'READYOU.md');
	const to = await commit('Three');
	const between = await readCommits(top, from, to);
	expect(between).toEqual({
		commits: [expect.stringMatching(/^[\da-f]{7,} Three$/v), expect.stringMatching(/ Two – grüße$/v)],
		paths: ['READYOU.md', 'README.md', 'b/ü.txt'].toSorted(),
		files: [
			{path: 'README.md', added: 0, removed: 1},
			{path: 'READYOU.md', added: 1, removed: 0},
			{path: 'b/ü.txt', added: 1, removed: 0},
		],
		tree: await git('rev-parse', 'HEAD^{tree}'),
	});
	expect(await readCommits(top, from, '1'.repeat(40))).toMatchObject({code: 'commit.missing'});
});

test('a submodule counts also where it is to be ignored', async () => {
	const {top, git, commit} = await temporaryRepository();
	const point = async (id: string) => git('update-index', '--add', '--cacheinfo', `160000,${id},engine`);
	await point('1'.repeat(40));
	await commit('One', {'.gitmodules': '[submodule "engine"]\n\tpath = engine\n\turl = x\n\tignore = all\n'});
	const from = await git('rev-parse', 'HEAD');
	await point('2'.repeat(40));
	await git('commit', '--quiet', '--no-gpg-sign', '-m', 'Two');
	expect(await readCommits(top, from, await git('rev-parse', 'HEAD'))).toMatchObject({paths: ['engine'], files: [{path: 'engine'}]});
});

test('what git is told to show instead of a commit is not looked at', async () => {
	const {top, git, commit} = await temporaryRepository();
	const real = await commit('Real', {a: 'real\n'});
	const other = await commit('Other', {a: 'other\n'});
	await git('replace', real, other);
	expect(await readBlob(top, real, 'a')).toEqual(Buffer.from('real\n'));
	expect(await readCommits(top, real, other)).toMatchObject({commits: [expect.stringMatching(/ Other$/v)], paths: ['a']});
});

test('long lists are cut', async () => {
	const {top, git, commit} = await temporaryRepository();
	const from = await git('rev-parse', 'HEAD');
	await commit('Many', Object.fromEntries(Array.from({length: 1010}, (_, index) => [`f${index}`, ''])));
	const tree = await git('rev-parse', 'HEAD^{tree}');
	let parent = await git('rev-parse', 'HEAD');
	for (let index = 0; index < 55; index++) {
		parent = await git('commit-tree', tree, '-p', parent, '-m', `c${index}`);
	}

	const between = await readCommits(top, from, parent);
	expect(between).toMatchObject({commits: {length: 50}, paths: {length: 1000}});
});

test('names that look like options are names', async () => {
	const {top} = await temporaryRepository();
	expect(await resolveCommit(top, '--help')).toBeUndefined();
	expect(await hasCommit(top, '--help')).toBe(false);
	expect(await readCommits(top, '--output=x', 'HEAD')).toMatchObject({code: 'commit.missing'});
	expect(await hasCommit(top, 'HEAD')).toBe(true);
});

test('a file of a commit, byte for byte', async () => {
	const {
		top, git, commit,
	} = await temporaryRepository();
	const bytes = Uint8Array.of(0xFF, 0x00, 0x0D, 0x0A, 0x80);
	await symlink('README.md', path.join(top, 'link'));
	await commit('Bytes', {'a/[x]*.bin': bytes, link2: ''});
	await git('add', 'link');
	await git('commit', '--quiet', '--amend', '--no-edit');
	expect(new Uint8Array(await readBlob(top, 'HEAD', 'a/[x]*.bin') as Uint8Array)).toEqual(bytes);
	expect(await readBlob(top, 'HEAD', 'a/x.bin')).toBeUndefined();
	expect(await readBlob(top, 'HEAD', 'a')).toMatchObject({code: 'blob.kind'});
	expect(await readBlob(top, 'HEAD', 'link')).toMatchObject({code: 'blob.kind'});
	expect(await readBlob(top, 'nowhere', 'link')).toMatchObject({code: 'commit.missing'});
});

test('checklists are found where terminal.md says, tracked or not, likeliest first', async () => {
	const {
		top, git, commit, write,
	} = await temporaryRepository();
	await commit('Files', {
		'.gitignore': 'ignored/\nchecklists/secret.md\n',
		'checklists/README.md': '',
		'checklists/minor.md': '',
		'RELEASING.md': '',
		'release_notes.md': '',
		'docs/notes.md': '',
		'docs/dev/Release-Checklist.md': '',
		'docs/CHANGELOG.md': '',
		'.github/ISSUE_TEMPLATE/release.md': '',
		'vendor/x/RELEASE.md': '',
		'checklists/gone.md': '',
	});
	await write('checklists/new.md', '');
	await write('checklists/secret.md', '');
	await rm(path.join(top, 'checklists/gone.md'));
	expect(await findChecklists(top)).toEqual([
		'checklists/minor.md', 'checklists/new.md', 'RELEASING.md', 'docs/dev/Release-Checklist.md', '.github/ISSUE_TEMPLATE/release.md',
	]);
	await git('status');
});

test('which files a commit holds just as they stand', async () => {
	const {top, write, commit} = await temporaryRepository();
	const head = await commit('Files', {'same.txt': '1', 'changed.txt': '1', 'in/[x] ü.txt': '1'});
	await write('changed.txt', '2');
	await write('new.txt', '1');
	expect(await findTracked(top, head, ['same.txt', 'changed.txt', 'new.txt', 'in/[x] ü.txt', 'in', '*.txt'])).toEqual(new Set(['same.txt', 'in/[x] ü.txt']));
	expect(await findTracked(top, '1'.repeat(40), ['same.txt'])).toEqual(new Set());
});

test('when a commit was made', async () => {
	const {top, git, commit} = await temporaryRepository();
	const head = await commit('Now');
	expect(await readCommitTime(top, head)).toBe(Number(await git('log', '-1', '--format=%ct')) * 1000);
	expect(await readCommitTime(top, '1'.repeat(40))).toMatchObject({code: 'git.failed'});
});
