import * as nodeFileSystem from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {fileSystem, type FileSystem} from '../../source/journal/files.js';
import {createRunFolder} from '../../source/journal/folder.js';
import {openJournal, type Journal} from '../../source/journal/journal.js';
import {asSomebodyElse} from '../somebody-else.js';
import {
	ada,
	expectFault,
	expectValue,
	freshRun,
	newRun,
	noted,
	notesIn,
	notesOf,
	started,
	temporaryDirectory,
	textOf,
} from './scratch.js';

type Handle = Awaited<ReturnType<FileSystem['open']>>;

function failure(code: string): Error {
	return Object.assign(new Error(`${code}: made for the test`), {code});
}

/** A file system whose journal is opened through `wrap`. */
function diskWith(wrap: (handle: Handle) => Partial<Record<keyof Handle, unknown>>): FileSystem {
	return {
		...fileSystem,
		async open(file, ...rest) {
			const handle = await nodeFileSystem.open(file, ...rest);
			return String(file).endsWith('journal.jsonl') ? overlay(handle, wrap(handle)) : handle;
		},
	};
}

function overlay(handle: Handle, changed: Partial<Record<keyof Handle, unknown>>): Handle {
	return new Proxy(handle, {
		get(target, key) {
			const value: unknown = changed[key as keyof Handle] ?? Reflect.get(target, key);
			return typeof value === 'function' ? value.bind(target) as unknown : value;
		},
	});
}

async function startedOn(disk: FileSystem): Promise<{folder: string; journal: Journal}> {
	const folder = await freshRun();
	const first = expectValue(await openJournal(folder));
	expectValue(await first.append(ada, () => [started, noted('kept')]));
	return {folder, journal: expectValue(await openJournal(folder, {disk}))};
}

test.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EDQUOT'])('%s when writing is said, nothing is kept of it, and the append can be tried again', async code => {
	let broken = true;
	const disk = diskWith(handle => ({
		async write(...args: Parameters<Handle['write']>) {
			if (broken) {
				throw failure(code);
			}

			return handle.write(...args);
		},
	}));
	const {folder, journal} = await startedOn(disk);
	const before = await textOf(folder);
	const fault = expectFault(await journal.append(ada, () => [noted('again')]));
	expect(fault.code).toBe(code);
	expect(fault.sentence).toContain(path.join(folder, 'journal.jsonl'));
	expect(fault.sentence).toContain('try again');
	expect(await textOf(folder)).toBe(before);

	broken = false;
	expectValue(await journal.append(ada, () => [noted('again')]));
	expect(await notesIn(folder)).toEqual(['kept', 'again']);
});

test('a short write is completed', async () => {
	const disk = diskWith(handle => ({
		write: async (bytes: Uint8Array, offset: number, length: number) => handle.write(bytes, offset, Math.min(length, 10)),
	}));
	const {folder, journal} = await startedOn(disk);
	expectValue(await journal.append(ada, () => [noted('in many pieces'), noted('twice')]));
	expect(await notesIn(folder)).toEqual(['kept', 'in many pieces', 'twice']);
});

test('writes are atomic: one that fails half-way is cut back to the last good byte', async () => {
	let left = 25;
	const disk = diskWith(handle => ({
		async write(bytes: Uint8Array, offset: number, length: number) {
			if (left === 0) {
				throw failure('ENOSPC');
			}

			const part = Math.min(length, left);
			left -= part;
			return handle.write(bytes, offset, part);
		},
	}));
	const {folder, journal} = await startedOn(disk);
	const before = await textOf(folder);
	expect(expectFault(await journal.append(ada, () => [noted('lost')])).code).toBe('ENOSPC');
	expect(await textOf(folder)).toBe(before);
	left = 1e6;
	expectValue(await journal.append(ada, () => [noted('again')]));
	expect(await notesIn(folder)).toEqual(['kept', 'again']);
});

test('when cutting back fails too, the next append sets the rest aside', async () => {
	let broken = true;
	const disk = diskWith(handle => ({
		async write(bytes: Uint8Array, offset: number, length: number) {
			if (!broken) {
				return handle.write(bytes, offset, length);
			}

			await handle.write(bytes, offset, 5);
			throw failure('EIO');
		},
		async truncate(size: number) {
			if (broken) {
				throw failure('EIO');
			}

			return handle.truncate(size);
		},
	}));
	const {folder, journal} = await startedOn(disk);
	expect(expectFault(await journal.append(ada, () => [noted('lost')])).code).toBe('EIO');
	broken = false;
	expect(expectValue(await journal.append(ada, () => [noted('again')])).torn).toContain('5 bytes');
	expect(await notesIn(folder)).toEqual(['kept', 'again']);
});

test('a failed sync ends the journal and is not tried again', async () => {
	let syncs = 0;
	const disk = diskWith(() => ({
		async sync() {
			syncs++;
			throw failure('EIO');
		},
	}));
	const {journal} = await startedOn(disk);
	const fault = expectFault(await journal.append(ada, () => [noted('who knows')]));
	expect(fault.code).toBe('journal.sync');
	expect(fault.sentence).toContain('EIO');
	let asked = false;
	expect(await journal.append(ada, () => {
		asked = true;
		return [noted('no')];
	})).toEqual(fault);
	expect(asked).toBe(false);
	expect(syncs).toBe(1);
});

test('news that were read before a fault are given again', async () => {
	let broken = true;
	const disk = diskWith(handle => ({
		async write(...args: Parameters<Handle['write']>) {
			if (broken) {
				throw failure('ENOSPC');
			}

			return handle.write(...args);
		},
	}));
	const {folder, journal} = await startedOn(disk);
	const other = expectValue(await openJournal(folder));
	expectValue(await other.append(ada, () => [noted('theirs')]));
	expectFault(await journal.append(ada, () => [noted('mine')]));
	broken = false;
	const {news} = expectValue(await journal.append(ada, () => [noted('mine')]));
	expect(notesOf(news)).toEqual(['theirs']);
});

test('a head that cannot be written does not undo an event that is synced', async () => {
	const folder = await freshRun();
	const disk: FileSystem = {
		...fileSystem,
		async rename(from, to) {
			if (String(to).endsWith('head')) {
				throw failure('ENOSPC');
			}

			return nodeFileSystem.rename(from, to);
		},
	};
	const journal = expectValue(await openJournal(folder, {disk}));
	expectValue(await journal.append(ada, () => [started, noted('kept')]));
	expect(await notesIn(folder)).toEqual(['kept']);
});

test('a lock that cannot be made is a fault, not a crash', async () => {
	const folder = await freshRun();
	const disk: FileSystem = {
		...fileSystem,
		async link() {
			throw failure('EROFS');
		},
	};
	const fault = expectFault(await openJournal(folder, {disk}));
	expect(fault.code).toBe('EROFS');
	expect(fault.sentence).toContain('read-only');
});

test('a run’s folder appears whole or not at all', async () => {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'holdpoint');
	const disk: FileSystem = {
		...fileSystem,
		async rename() {
			throw failure('ENOSPC');
		},
	};
	const run = newRun();
	const made = await createRunFolder({
		holdpointDirectory, run, checklist: new Uint8Array(), disk,
	});
	expect(expectFault(made).code).toBe('ENOSPC');
	expect(await nodeFileSystem.readdir(holdpointDirectory)).toEqual([]);
});

test('a directory that may not be written gives a sentence', async () => {
	const directory = await temporaryDirectory();
	await nodeFileSystem.chmod(directory, 0o555);
	const holdpointDirectory = path.join(directory, 'holdpoint');
	const made = await asSomebodyElse(async () => createRunFolder({holdpointDirectory, run: newRun(), checklist: new Uint8Array()}));
	expect(expectFault(made)).toMatchObject({code: 'EACCES', sentence: expect.stringMatching(/^Permission denied: .*\/holdpoint/v) as string});
});
