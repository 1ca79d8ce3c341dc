/** What a journal says of the commits that a result was carried over, held against those commits. */
import {Buffer} from 'node:buffer';
import {chmod, rm} from 'node:fs/promises';
import path from 'node:path';
import {
	afterAll,
	beforeAll,
	expect,
	test,
} from 'vitest';
import {isFault} from '../../source/record/record-fault.js';
import {openReader, type Reader} from '../../source/record/verify/objects.js';
import {checkTold, type Told} from '../../source/record/verify/told-changes.js';
import {readCommits} from '../../source/repository/commits.js';
import {isRepositoryFault} from '../../source/repository/faults.js';
import {openObjects, type Objects} from '../../source/repository/open-objects.js';
import {temporaryRepository, type TemporaryRepository} from '../repository/temporary-repository.js';

let repository: TemporaryRepository;
let objects: Objects;
/** Commits in a line, and one behind a merge. */
const at = {from: '', to: '', merged: ''};

const reader = (missing?: string): Reader => openReader({read: async id => id === missing ? 'missing' : objects.read(id)}, 40);

async function readTold(from: string, to: string): Promise<Told> {
	const between = await readCommits(repository.top, from, to);
	if (isRepositoryFault(between)) {
		throw new Error(between.sentence);
	}

	return {...between, isWhole: true};
}

beforeAll(async () => {
	repository = await temporaryRepository();
	const {git, top, commit} = repository;
	at.from = await commit('Begin', {
		'list.txt': 'a\nb\nc\n', 'open.txt': 'no end', 'gone.txt': '1\n2\n', 'tool.sh': 'true\n', 'image.bin': Buffer.from([0, 1, 2]), place: 'a file\n',
	});
	await chmod(path.join(top, 'tool.sh'), 0o755);
	await rm(path.join(top, 'place'));
	await commit('Subject on\ntwo lines  with blanks \n\nAnd more of it', {
		'list.txt': 'c\na\nx\n', 'open.txt': 'no end\n', 'image.bin': Buffer.from([0, 3]), 'tool.sh': 'true\n',
	});
	await git('rm', '--quiet', '--ignore-unmatch', 'gone.txt', 'place');
	await commit('Ünfall — 日本', {'place/inside ü.txt': 'one\r\ntwo\r\n', 'docs/new.md': 'new'});
	at.to = await commit('Nothing at all');
	await git('checkout', '--quiet', '-b', 'side', at.from);
	await commit('On the side', {'side.txt': 'side\n'});
	await git('checkout', '--quiet', 'main');
	await git('merge', '--quiet', '--no-edit', 'side');
	at.merged = await git('rev-parse', 'HEAD');
	const opened = await openObjects(path.join(top, '.git'));
	if (isRepositoryFault(opened)) {
		throw new Error(opened.sentence);
	}

	objects = opened;
});

afterAll(async () => {
	await objects.close();
	await repository.remove();
});

test('what git said of them is what they are', async () => {
	for (const [from, to] of [[at.from, at.to], [at.from, at.merged], [at.to, at.merged], [at.to, at.from], [at.to, at.to]] as const) {
		const told = await readTold(from, to);
		expect(await checkTold(reader(), [from, to], from === at.to && to === at.from ? {...told, isWhole: false} : told)).toBeUndefined();
	}
});

const without = <T>(list: readonly T[], index: number): T[] => list.toSpliced(index, 1);
const recount = (name: string, lines: {added: number; removed: number}) => (told: Told): Told => ({...told, files: told.files?.map(file => file.path === name ? {...file, ...lines} : file)});

test.each<[string, (told: Told) => Told, string]>([
	['a file is left out', told => ({...told, paths: without(told.paths, 0)}), 'other files'],
	['a file is left out of those that were counted', told => ({...told, files: without(told.files ?? [], 0)}), 'other files'],
	['a file is another', told => ({...told, paths: [...without(told.paths, 0), 'README.md']}), 'other files'],
	['no file is said to have changed', told => ({...told, paths: [], files: []}), 'other files'],
	['a commit is left out', told => ({...told, commits: without(told.commits, 1)}), 'other commits'],
	['no commit is named', told => ({...told, commits: []}), 'other commits'],
	['a commit is called otherwise', told => ({...told, commits: told.commits.map(line => line.replace('Nothing at all', 'Words only'))}), 'other commits'],
	['a commit is another', told => ({...told, commits: told.commits.map((line, index) => index === 1 ? `0000000${line.slice(7)}` : line)}), 'other commits'],
	['fewer lines are said to be new', recount('list.txt', {added: 0, removed: 0}), 'list.txt changed by +0 -0'],
	['the sum of lines is another', recount('list.txt', {added: 3, removed: 1}), 'list.txt changed by +3 -1'],
	['a file that is gone lost nothing', recount('gone.txt', {added: 0, removed: 0}), 'gone.txt changed by +0 -0'],
	['the end of the last line is no change', recount('open.txt', {added: 0, removed: 0}), 'open.txt changed by +0 -0'],
])('it is found out when %s', async (_what, lie, sentence) => {
	const told = lie(await readTold(at.from, at.to));
	const wrong = await checkTold(reader(), [at.from, at.to], told);
	expect(wrong).toMatchObject({code: 'journal.move', message: expect.stringContaining(sentence) as string});
});

test('what is not at hand is no lie', async () => {
	const told = await readTold(at.from, at.to);
	for (const missing of [at.from, await repository.git('rev-parse', `${at.to}^`), await repository.git('rev-parse', `${at.to}:list.txt`)]) {
		const outcome = await checkTold(reader(missing), [at.from, at.to], told);
		expect(isFault(outcome) && outcome.code).toBe('object.missing');
	}
});
