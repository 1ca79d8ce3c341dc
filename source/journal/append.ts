/** What happens under the append lock: reading what is new, and writing lines that last. */
import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {hashLine, link, type ChainEnd} from '../run/chain.js';
import type {Event, Fact, Person} from '../run/events.js';
import {readEvent} from '../run/read-event.js';
import {
	errnoOf,
	fault,
	faultOf,
	isFault,
	type Fault,
} from './faults.js';
import {writeAll, type FileSystem} from './files.js';
import {journalFile} from './folder.js';
import {writeHead} from './head.js';
import {decode, readLines} from './lines.js';
import {setTornAside} from './torn.js';

/** Up to where a journal is known. */
export type Position = {
	readonly end: ChainEnd;
	/** In bytes. */
	readonly size: number;
	/** Bytes of the last line with its newline: it is looked at again before anything follows it. */
	readonly lastSize: number;
};

export type News = {readonly events: readonly Event[]; readonly position: Position; readonly torn: string | undefined};

const restore = 'Bring the file back from a backup; nothing was written to it';

/** Reads the lines behind `position`; costs what is new, not what is there. */
export async function readNews(disk: FileSystem, folder: string, position: Position): Promise<News | Fault> {
	const file = journalFile(folder);
	const bytes = await readFrom(disk, file, position.size - position.lastSize);
	const last = bytes.subarray(0, position.lastSize);
	if (last.length < position.lastSize) {
		return fault('journal.short', `${file} has become shorter while the run was open: answers are missing. ${restore}.`, {file});
	}

	if (position.lastSize > 0 && hashLine(decode(last.subarray(0, -1)) ?? '') !== position.end.hash) {
		return fault('journal.chain', `${file}, line ${position.end.seq}: the line was changed while the run was open. ${restore}.`, {file, line: position.end.seq});
	}

	const lines = readLines(bytes.subarray(position.lastSize), {file, run: runOf(folder), from: position.end});
	if (isFault(lines)) {
		return lines;
	}

	const size = position.size + lines.size;
	const torn = await setTornAside(disk, folder, {...lines, size});
	return {events: lines.events, position: {end: lines.end, size, lastSize: lines.size === 0 ? position.lastSize : lines.lastSize}, torn};
}

async function readFrom(disk: FileSystem, file: string, start: number): Promise<Uint8Array> {
	await using handle = await disk.open(file, 'r');
	const {size} = await handle.stat();
	const bytes = Buffer.alloc(Math.max(0, size - start));
	let filled = 0;
	while (filled < bytes.length) {
		// Each read starts where the one before ended.

		const {bytesRead} = await handle.read(bytes, filled, bytes.length - filled, start + filled);
		if (bytesRead === 0) {
			break;
		}

		filled += bytesRead;
	}

	return bytes.subarray(0, filled);
}

export type NewLines = {
	readonly disk: FileSystem;
	readonly folder: string;
	readonly run: string;
	readonly facts: readonly Fact[];
	readonly position: Position;
	readonly at: string;
	readonly by: Person;
};

/** Writes facts as lines in one write, and syncs. After a fault the journal is as it was before. */
export async function appendLines({disk, folder, facts, position, ...rest}: NewLines): Promise<Fault | {readonly events: readonly Event[]; readonly position: Position}> {
	const {lines, events, end} = chainFacts({facts, position, ...rest});
	if (events.length === 0) {
		return {events, position};
	}

	const bytes = Buffer.from(lines.map(line => `${line}\n`).join(''));
	const failed = await writeDurably(disk, journalFile(folder), {bytes, size: position.size});
	if (failed !== undefined) {
		return failed;
	}

	// The event stands and is synced; a head that could not follow is caught up at the next opening.
	await writeHead(disk, folder, end).catch(() => undefined);
	return {events, position: {end, size: position.size + bytes.length, lastSize: Buffer.byteLength(lines.at(-1) ?? '') + 1}};
}

function chainFacts({run, facts, position, at, by}: Omit<NewLines, 'disk' | 'folder'>): {lines: string[]; events: Event[]; end: ChainEnd} {
	const lines: string[] = [];
	const events: Event[] = [];
	let {end} = position;
	for (const fact of facts) {
		const next = link({
			fact: wellFormed(fact), end, run, at, by: wellFormed(by),
		});
		// What is kept is what a reader will read. A line that nobody could read again must never be written.
		const event = readEvent(JSON.parse(next.line));
		if (typeof event === 'string') {
			throw new TypeError(`Not an event of the journal (${fact.type}): ${event}`);
		}

		lines.push(next.line);
		events.push(event);
		end = next.end;
	}

	return {lines, events, end};
}

/** Half of a surrogate pair, as a cut-off output can end in, has no place in UTF-8. */
function wellFormed<T>(value: T): T {
	return JSON.parse(JSON.stringify(value, (_key, inner: unknown) => typeof inner === 'string' ? inner.toWellFormed() : inner)) as T;
}

async function writeDurably(disk: FileSystem, file: string, {bytes, size}: {bytes: Uint8Array; size: number}): Promise<Fault | undefined> {
	let handle;
	try {
		// Never created here: a journal that has vanished is not begun again.
		// eslint-disable-next-line no-bitwise -- flags are combined so
		handle = await disk.open(file, constants.O_WRONLY | constants.O_APPEND);
	} catch (error) {
		return faultOf(error, file);
	}

	await using journal = handle;
	try {
		await writeAll(journal, bytes);
	} catch (error) {
		// Back to the last good byte; should that fail too, the next append sets the torn line aside.
		await journal.truncate(size).then(async () => journal.sync()).catch(() => undefined);
		return faultOf(error, file);
	}

	try {
		await journal.sync();
		return undefined;
	} catch (error) {
		const why = errnoOf(error) ?? String(error);
		const advice = 'The run stops here; look at the disk, then start again and see what is there.';
		return fault('journal.sync', `${file} could not be synced to the disk (${why}): nobody knows whether the last answer is kept. ${advice}`, {file});
	}
}

function runOf(folder: string): string {
	return folder.slice(Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\')) + 1);
}
