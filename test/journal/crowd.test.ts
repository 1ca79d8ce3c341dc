
import {spawn, type ChildProcessWithoutNullStreams} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {
	mkdtemp,
	readdir,
	readFile,
	rm,
	utimes,
	writeFile,
} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {build} from 'esbuild';
import {
	afterAll,
	beforeAll,
	expect,
	onTestFinished,
	test,
} from 'vitest';
import {readDriver, takeDriver, type DriverLock} from '../../source/journal/driver.js';
import {openJournal} from '../../source/journal/journal.js';
import type {LockDetails, LockHolder} from '../../source/journal/locks.js';
import {describeSelf} from '../../source/journal/processes.js';
import {
	ada,
	expectFault,
	expectValue,
	freshRun,
	noted,
	notesIn,
	notesOf,
	startedRun,
} from './scratch.js';

let directory: string;
let program: string;

beforeAll(async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-crowd-'));
	program = path.join(directory, 'crowd.mjs');
	await build({
		entryPoints: [path.join(import.meta.dirname, 'crowd.ts')],
		outfile: program,
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
		banner: {js: 'import {createRequire} from "node:module"; const require = createRequire(import.meta.url);'},
	});
});

afterAll(async () => rm(directory, {recursive: true, force: true}));

type Member = {readonly process: ChildProcessWithoutNullStreams; readonly next: () => Promise<unknown>; readonly go: () => void};

function join(...args: readonly string[]): Member {
	const child = spawn(process.execPath, [program, ...args]);
	child.stderr.pipe(process.stderr);
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	return {
		process: child,
		async next() {
			const {value, done} = await lines.next();
			return done === true ? undefined : JSON.parse(value) as unknown;
		},
		go() {
			child.stdin.write('go\n');
		},
	};
}

async function crowd(size: number, args: (index: number) => readonly string[]): Promise<readonly Member[]> {
	const members = Array.from({length: size}, (_, index) => join(...args(index)));
	for (const member of members) {
		expect(await member.next()).toBe('ready');
	}

	return members;
}

/** A process id that was in use and is not any more. */
async function deadPid(): Promise<number> {
	const child = spawn(process.execPath, ['-e', '']);
	await once(child, 'exit');
	return child.pid ?? 0;
}

async function writeLock(folder: string, name: 'append' | 'driver', changed: Partial<LockDetails>): Promise<void> {
	const details: LockDetails = {
		...await describeSelf(), token: randomBytes(16).toString('hex'), since: new Date().toISOString(), name: 'grace', place: path.join(folder, 'locks', name), person: '', ...changed,
	};
	await writeFile(path.join(folder, 'locks', name), JSON.stringify(details));
}

const asDriver = (lock: unknown): DriverLock => {
	expect(lock).toMatchObject({kind: 'driver'});
	return lock as DriverLock;
};

const asHolder = (lock: unknown): LockHolder => {
	expect(lock).toMatchObject({kind: 'holder'});
	return lock as LockHolder;
};

test('processes that append at once never overwrite each other', async () => {
	const {folder} = await startedRun();
	const members = await crowd(4, index => ['append', folder, `p${index}`, '25']);
	for (const member of members) {
		member.go();
	}

	await Promise.all(members.map(async member => once(member.process, 'exit')));
	const {events} = expectValue(await openJournal(folder));
	expect(events).toHaveLength(101);
	for (const index of members.keys()) {
		const own = notesOf(events).filter(note => note.startsWith(`p${index} `));
		expect(own).toEqual(Array.from({length: 25}, (_, count) => `p${index} ${count}`));
	}
});

test('a process killed while it appends loses nothing that it had said, and stops nobody', async () => {
	const {folder} = await startedRun();
	for (let round = 0; round < 5; round++) {
		const [member] = await crowd(1, () => ['append', folder, `r${round}`, '100000']) as [Member];
		member.go();
		let said: unknown;
		for (let count = 0; count < 5 + round; count++) {
			said = await member.next();
		}

		member.process.kill('SIGKILL');
		await once(member.process, 'exit');
		const journal = expectValue(await openJournal(folder));
		expect(journal.end.seq).toBeGreaterThanOrEqual((said as number[])[0] ?? Infinity);
		expectValue(await journal.append(ada, () => [noted('after the kill')]));
	}
});

test('of several that take over from a dead driver exactly one drives', async () => {
	const folder = await freshRun();
	for (let round = 0; round < 3; round++) {
		await writeLock(folder, 'driver', {pid: await deadPid(), start: '1'});
		const members = await crowd(4, index => ['drive', folder, `p${index}`]);
		for (const member of members) {
			member.go();
		}

		const results = await Promise.all(members.map(async member => member.next()));
		expect(results.filter(result => (result as {kind: string}).kind === 'driver')).toHaveLength(1);
		expect(results.filter(result => (result as {kind: string}).kind === 'holder')).toHaveLength(3);
		for (const member of members) {
			member.process.kill('SIGKILL');
			await once(member.process, 'exit');
		}
	}

	expect(await readdir(path.join(folder, 'locks'))).toEqual(['driver']);
});

test('two people with one login name are told apart by the names that git knows', async () => {
	const folder = await freshRun();
	const first = asDriver(await takeDriver(folder, {person: 'Ada Lovelace'}));
	expect(asHolder(await takeDriver(folder, {person: 'Grace Hopper'})).sentence).toMatch(/^Ada Lovelace \([^\s@]+@\S+\) since \d\d:\d\d, process \d+, still alive$/v);
	const second = asDriver(await takeDriver(folder, {person: 'Grace Hopper', takeOver: true}));
	expect(await first.findSuccessor()).toMatch(/^Grace Hopper \([^\s@]+@\S+\) at \d\d:\d\d, process \d+$/v);
	await second.release();
});

test('who drives is explained to the second who starts', async () => {
	const folder = await freshRun();
	const [member] = await crowd(1, () => ['drive', folder, 'grace']) as [Member];
	member.go();
	expect(await member.next()).toEqual({kind: 'driver'});
	const holder = asHolder(await takeDriver(folder));
	expect(holder.alive).toBe(true);
	expect(holder.details.pid).toBe(member.process.pid);
	expect(holder.sentence).toMatch(/^\S[^\s@]*@\S+ since \d\d:\d\d, process \d+, still alive$/v);
	expect(await readDriver(folder)).toEqual(holder);

	member.process.kill('SIGKILL');
	await once(member.process, 'exit');
	const lock = asDriver(await takeDriver(folder));
	expect(lock.from).toMatchObject({alive: false, details: {pid: member.process.pid}});
	await lock.release();
	expect(await readDriver(folder)).toBeUndefined();
});

test.each([
	['a process that is gone', async () => ({pid: await deadPid(), start: '1'}), false],
	['a process id that was used again', async () => ({start: '1'}), false],
	['another start of the machine', async () => ({boot: '00000000-0000-0000-0000-000000000000'}), false],
	['another machine', async () => ({boot: '00000000-0000-0000-0000-000000000000', host: `not-${hostname()}`}), 'unknown'],
	['another container', async () => ({space: 'pid:[1]'}), 'unknown'],
	['a process that lives', async () => ({}), true],
] as const)('a lock of %s', async (_name, change, alive) => {
	const folder = await freshRun();
	await writeLock(folder, 'driver', await change());
	const holder = await readDriver(folder);
	expect(holder?.alive).toBe(alive);
	const lock = await takeDriver(folder);
	expect(lock.kind).toBe(alive === false ? 'driver' : 'holder');
	expect(asDriver(await takeDriver(folder, {takeOver: true})).from?.details).toBeDefined();
});

test('a lock that cannot be read is one that lost its power', async () => {
	const folder = await freshRun();
	await writeFile(path.join(folder, 'locks', 'driver'), '');
	expect(asDriver(await takeDriver(folder)).from?.alive).toBe(false);
});

test('who was taken over from is told, and does not let go of what is not theirs', async () => {
	const folder = await freshRun();
	const first = asDriver(await takeDriver(folder));
	expect(await first.findSuccessor()).toBeUndefined();
	const second = asDriver(await takeDriver(folder, {takeOver: true}));
	expect(second.from?.details.token).toBe(first.details.token);
	expect(await first.findSuccessor()).toMatch(/ at \d\d:\d\d, process \d+$/v);
	await first.release();
	expect(await second.findSuccessor()).toBeUndefined();
	await second.release();
	expect(await readdir(path.join(folder, 'locks'))).toEqual([]);
	expect(await first.findSuccessor()).toBe('somebody who has left it again');
});

test('a taker that died in the middle of taking over stops nobody', async () => {
	const folder = await freshRun();
	await writeLock(folder, 'driver', {pid: await deadPid(), start: '1', token: 'abc'});
	const text = await readFile(path.join(folder, 'locks', 'driver'), 'utf8');
	await writeFile(path.join(folder, 'locks', 'driver.after-abc'), text.replace('"abc"', '"def"'));
	asDriver(await takeDriver(folder));
	expect(await readdir(path.join(folder, 'locks'))).toEqual(['driver']);
});

test('an append waits for a living one, says so when it takes too long, and takes over from a dead one', async () => {
	const {folder, journal} = await startedRun();
	await writeLock(folder, 'append', {});
	const fault = expectFault(await openJournal(folder, {waitMs: 30}));
	expect(fault.code).toBe('lock.held');
	expect(fault.sentence).toContain('grace@');
	const waiting = journal.append(ada, () => [noted('waited')]);
	await rm(path.join(folder, 'locks', 'append'));
	expectValue(await waiting);
	await writeLock(folder, 'append', {pid: await deadPid(), start: '1'});
	expectValue(await journal.append(ada, () => [noted('took over')]));
	expect(await notesIn(folder)).toEqual(['waited', 'took over']);
});

test('what killed takers have left is swept away when it is old, and only then', async () => {
	const folder = await freshRun();
	const locks = path.join(folder, 'locks');
	await writeLock(folder, 'append', {pid: await deadPid(), start: '1'});
	const dead = await readFile(path.join(locks, 'append'), 'utf8');
	for (const name of ['.driver.1', '.driver.2', 'driver.after-1', 'driver.after-2']) {
		await writeFile(path.join(locks, name), dead);
	}

	for (const name of ['.driver.1', 'driver.after-1', 'append']) {
		await utimes(path.join(locks, name), 0, 0);
	}

	asDriver(await takeDriver(folder));
	expect(await readdir(locks)).toEqual(['.driver.2', 'append', 'driver', 'driver.after-2']);
});
