/** Git's locks that a kill has left: those of a git of ours, which a note names, go; all others stay. */
import {existsSync} from 'node:fs';
import {
	mkdir,
	readdir,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {askApart} from '../../source/repository/apart.js';
import {isRepositoryFault} from '../../source/repository/faults.js';
import {indexLock, type Locking} from '../../source/repository/locking.js';
import {moveRecordRefs} from '../../source/repository/move-refs.js';
import {removeNotedLocks} from '../../source/repository/noted-locks.js';
import {readPlace, type Place} from '../../source/repository/place.js';
import {changeRefs} from '../../source/repository/transaction.js';
import {build, ref} from './record-parts.js';
import {temporaryRepository} from './temporary-repository.js';

async function placeOf(directory: string): Promise<Place> {
	const place = await readPlace(directory);
	if (isRepositoryFault(place)) {
		throw new Error(place.sentence);
	}

	return place;
}

async function listLocks({commonDirectory}: Place): Promise<string[]> {
	const names = await readdir(commonDirectory, {recursive: true});
	return names.filter(name => name.endsWith('.lock')).toSorted();
}

test('all that a record’s git locks is noted before, and no note outlasts it', async () => {
	const repository = await temporaryRepository({key: true});
	const {top, git} = repository;
	const place = await placeOf(top);
	const from = await git('rev-parse', 'HEAD');
	const to = await build(repository);
	const seen: string[] = [];
	const notes = new Set<Locking>();
	const moved = await moveRecordRefs({
		top, name: 'v1.0.0', branch: 'main', from, to,
		async note(locking) {
			const before = [...notes].flatMap(({locks}) => locks.map(({file}) => file));
			seen.push(`${locking.command}: ${String(await listLocks(place))}`);
			expect(before).toEqual(expect.arrayContaining(await listLocks(place)));
			notes.add(locking);
			return async () => {
				notes.delete(locking);
			};
		},
	});
	expect(moved).toMatchObject({branch: 'main'});
	expect(seen).toEqual(['update-ref: ', `read-tree: HEAD.lock,refs/heads/main.lock,${ref}.lock`]);
	expect(notes.size).toBe(0);
});

test('a record that cannot be noted is not begun', async () => {
	const repository = await temporaryRepository({key: true});
	const from = await repository.git('rev-parse', 'HEAD');
	const full = {kind: 'fault', code: 'ENOSPC', sentence: 'The disk is full.'} as const;
	expect(await moveRecordRefs({
		top: repository.top, name: 'v1.0.0', branch: 'main', from, to: await build(repository), note: async () => full,
	})).toEqual(full);
	expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test('a git that cannot be begun leaves no note', async () => {
	const {home} = await temporaryRepository();
	let left = 0;
	const answer = await askApart(path.join(home, 'gone'), ['read-tree', 'HEAD'], {
		doing: 'read', config: [], locks: [], async note() {
			left++;
			return async () => {
				left--;
			};
		},
	});
	expect(isRepositoryFault(answer)).toBe(true);
	expect(left).toBe(0);
});

test('a git that is killed while it holds its locks: its own go, and the next one works, in a linked work tree too', async () => {
	const {top, git, home} = await temporaryRepository();
	const tree = path.join(home, 'tree');
	await git('worktree', 'add', '--quiet', '-b', 'other', tree);
	const [from, to] = [await git('rev-parse', 'HEAD'), await git('commit-tree', '-m', 'Another', 'HEAD^{tree}')];
	for (const [directory, branch] of [[top, 'main'], [tree, 'other']] as const) {
		const place = await placeOf(directory);
		const noted: Locking[] = [];
		const notedAt = Date.now() - 1000;
		const changed = await changeRefs(directory, [{ref: `refs/heads/${branch}`, to, from}], {
			reason: 'test',
			async note(locking) {
				noted.push(locking);
				return async () => {
					throw new Error('The note of a git that was killed stays.');
				};
			},
			async meanwhile() {
				process.kill(noted[0]?.pid ?? 0, 'SIGKILL');
				return undefined;
			},
		});
		expect(changed.ok).toBe(false);
		const locks = noted.flatMap(one => one.locks);
		expect(locks.map(({file}) => file).toSorted()).toEqual(await listLocks(place));
		await writeFile(path.join(place.gitDirectory, 'index.lock'), 'half an index');
		const {removed, settled} = await removeNotedLocks(place, {notedAt, locks: [...locks, indexLock(place)]});
		expect([settled, removed.length]).toEqual([true, 3]);
		expect(await listLocks(place)).toEqual([]);
		await git('-C', directory, 'commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'It goes on');
	}
});

test.each<[string, {readonly notedIn?: number; readonly content?: string; readonly name?: string}]>([
	['made before the note', {notedIn: 60_000}],
	['made long after the note', {notedIn: -11_000}],
	['holding something else', {content: 'ref: refs/heads/elsewhere\n'}],
	['that no note names', {name: 'refs/heads/other'}],
])('a lock %s is somebody else’s and stays', async (_, {notedIn = -1000, content = '', name = 'HEAD'}) => {
	const {top} = await temporaryRepository();
	const place = await placeOf(top);
	const file = path.join(place.commonDirectory, `${name}.lock`);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, content);
	expect(await removeNotedLocks(place, {notedAt: Date.now() + notedIn, locks: [{file: 'HEAD.lock', holds: ''}]})).toEqual({removed: [], settled: true});
	expect(existsSync(file)).toBe(true);
});

test('a lock that is let go of meanwhile and taken by another, or while another git works here, stays', async () => {
	const {top, environment, git, home} = await temporaryRepository();
	const tree = path.join(home, 'tree');
	await git('worktree', 'add', '--quiet', '-b', 'other', tree);
	const place = await placeOf(top);
	const file = path.join(top, '.git', 'HEAD.lock');
	const notedAt = Date.now() - 1000;
	const remove = async () => removeNotedLocks(place, {notedAt, locks: [{file: 'HEAD.lock', holds: ''}]});
	await writeFile(file, '');
	for (const cwd of [top, tree]) {
		const other = execa('git', ['cat-file', '--batch'], {
			cwd, env: environment, reject: false, stdin: 'pipe',
		});
		onTestFinished(() => {
			other.kill('SIGKILL');
		});
		expect(await remove()).toEqual({removed: [], settled: false});
		other.stdin.end();
		await other;
	}

	let touching: Promise<void> | undefined;
	const busy = setInterval(() => {
		const now = new Date();
		touching = utimes(file, now, now);
	}, 20);
	expect(await remove()).toEqual({removed: [], settled: false});
	clearInterval(busy);
	await touching;
	expect(await remove()).toEqual({removed: ['HEAD.lock'], settled: true});
});
