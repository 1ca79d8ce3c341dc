/** The disk fails at each operation in turn, once or from then on: nothing that was said is lost, nothing that stands is written over. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {takeDriver} from '../../source/journal/driver.js';
import {isFault, type Fault} from '../../source/journal/faults.js';
import {fileSystem, type FileSystem} from '../../source/journal/files.js';
import {
	createRunFolder,
	journalFile,
	readStatement,
	storeStatement,
} from '../../source/journal/folder.js';
import {openJournal} from '../../source/journal/journal.js';
import {listRuns} from '../../source/journal/runs.js';
import type {Fact} from '../../source/run/events.js';
import {
	ada,
	expectValue,
	newRun,
	noted,
	notesOf,
	started,
	temporaryDirectory,
} from './scratch.js';

type Handle = Awaited<ReturnType<FileSystem['open']>>;
type Failing = {
	readonly disk: FileSystem;
	/** How many operations there were. */
	readonly count: () => number;
};

/** Operations on handles that can fail; closing a file cannot be told from it here. */
const onHandles = new Set(['read', 'write', 'sync', 'truncate', 'stat']);

/** Every operation from `first` on to before `end` fails; of a write half has been written by then. */
function failing(code: string, first: number, end: number): Failing {
	let count = 0;
	const fails = (): boolean => {
		count += 1;
		return count - 1 >= first && count - 1 < end;
	};

	const failure = () => Object.assign(new Error(`${code}: made for the test`), {code});
	const wrap = (handle: Handle): Handle => new Proxy(handle, {
		get(target, key) {
			const value: unknown = Reflect.get(target, key);
			if (typeof value !== 'function') {
				return value;
			}

			const method = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
			return onHandles.has(String(key))
				? async (...args: unknown[]) => {
					if (!fails()) {
						return method(...args);
					}

					if (key === 'write') {
						const [bytes, offset, length] = args as [Uint8Array, number, number];
						await method(bytes, offset, Math.floor(length / 2));
					}

					throw failure();
				}
				: method;
		},
	});
	const disk = new Proxy(fileSystem, {
		get(target, key) {
			const method = Reflect.get(target, key) as (...args: unknown[]) => Promise<unknown>;
			return async (...args: unknown[]) => {
				if (fails()) {
					throw failure();
				}

				const result = await method(...args);
				return key === 'open' ? wrap(result as Handle) : result;
			};
		},
	});
	return {disk, count: () => count};
}

type Life = {
	/** Texts whose appending was acknowledged. */
	readonly said: readonly string[];
	readonly faults: readonly Fault[];
	readonly statement: string | undefined;
};

/** A life of a run, as far as the disk lets it come. What was refused is tried once more. */
async function live({holdpointDirectory, run, disk}: {holdpointDirectory: string; run: string; disk: FileSystem}): Promise<Life> {
	const faults: Fault[] = [];
	const said: string[] = [];
	const twice = async <T>(act: () => Promise<T | Fault>): Promise<T | undefined> => {
		for (let attempt = 0; attempt < 2; attempt++) {
			const result = await act();
			if (!isFault(result)) {
				return result;
			}

			faults.push(result);
		}

		return undefined;
	};

	const folder = await twice(async () => createRunFolder({
		holdpointDirectory, run, checklist: new TextEncoder().encode('# Release'), disk,
	}));
	const journal = folder && await twice(async () => openJournal(folder.path, {disk, waitMs: 0}));
	let statement: string | undefined;
	if (folder && journal) {
		await twice(async () => takeDriver(folder.path, {disk}));
		const append = async (text: string, fact: Fact) => {
			if (await twice(async () => journal.append(ada, () => [fact]))) {
				said.push(text);
			}
		};

		await append('', started);
		await append('one', noted('one'));
		statement = await twice(async () => storeStatement(folder.path, new TextEncoder().encode('{}'), disk));
		await append('two', noted('two'));
	}

	return {said, faults, statement};
}

async function expectKept(code: string, at: number, end: number): Promise<void> {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'holdpoint');
	const run = newRun();
	const {said, faults, statement} = await live({holdpointDirectory, run, disk: failing(code, at, end).disk});
	for (const {sentence} of faults) {
		expect(sentence).toMatch(/try again|start again|start a new run|from a backup|wait for it/iv);
	}

	const [entry] = expectValue(await listRuns(holdpointDirectory));
	if (entry === undefined) {
		expect(said).toEqual([]);
		return;
	}

	// With a disk that works again.
	const before = await readFile(journalFile(entry.folder), 'utf8');
	const journal = expectValue(await openJournal(entry.folder));
	const notes = notesOf(journal.events);
	expect(notes).toEqual(expect.arrayContaining(said.filter(text => text !== '')));
	expect(new Set(notes).size).toBe(notes.length);
	expectValue(await journal.append(ada, () => [journal.events.length === 0 ? started : noted('after')]));
	const after = await readFile(journalFile(entry.folder), 'utf8');
	const lines = before.slice(0, before.lastIndexOf('\n') + 1);
	expect(after.startsWith(lines)).toBe(true);
	if (statement !== undefined) {
		expectValue(await readStatement(entry.folder, statement));
	}
}

/** How many operations a sound life takes. */
async function countOperations(): Promise<number> {
	const {disk, count} = failing('', Infinity, Infinity);
	const sound = await live({holdpointDirectory: path.join(await temporaryDirectory(), 'holdpoint'), run: newRun(), disk});
	expect(sound).toMatchObject({said: ['', 'one', 'two'], faults: []});
	return count();
}

test.each(['ENOSPC', 'EIO'])('%s at each operation in turn: nothing that was said is lost, and it can be tried again', async code => {
	const count = await countOperations();
	for (let at = 0; at < count; at++) {
		await expectKept(code, at, at + 1);
	}
});

test.each(['ENOSPC', 'EROFS'])('%s at each operation in turn and at all behind it: the run goes on when the disk works again', async code => {
	const count = await countOperations();
	for (let at = 0; at < count; at++) {
		await expectKept(code, at, Infinity);
	}
});
