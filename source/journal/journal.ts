/**
The journal: append → sync → only then is it said. Everything that a run is stands in here.

Every append takes the append lock, reads what others have written meanwhile, lets the caller decide on that, and
writes; so two terminals never overwrite each other, and each decides on what really stands there.
*/
import path from 'node:path';
import {type ChainEnd} from '../run/chain.js';
import {type Event, type Fact, type Person} from '../run/events.js';
import {appendLines, readNews, type Position} from './append.js';
import {
	fault,
	faultOf,
	isFault,
	type Fault,
} from './faults.js';
import {fileSystem, type FileSystem} from './files.js';
import {journalFile, lockFile, runPattern} from './folder.js';
import {checkHead, readHead, writeHead} from './head.js';
import {readLines, type Lines} from './lines.js';
import {releaseLock, takeLock} from './locks.js';
import {describeTorn, setTornAside} from './torn.js';

type Appended<Refusal> = {
	/** Events that others wrote since the last append or the opening. */
	readonly news: readonly Event[];
	/** The caller's own, exactly as a reader will read them; empty after a refusal. */
	readonly written: readonly Event[];
	readonly refusal: Refusal | undefined;
	/** Said when somebody else's unfinished line was set aside. */
	readonly torn: string | undefined;
};

type Awaitable<T> = T | Promise<T>;

export type Journal = {
	readonly run: string;
	readonly folder: string;
	/** As read when it was opened. */
	readonly events: readonly Event[];
	/** The last event that was read or written; follows every append. */
	readonly end: ChainEnd;
	/** Said when a torn last line was set aside. */
	readonly torn: string | undefined;
	/**
	Appends what `propose` makes of the news: facts, or a refusal (anything but an array). `at` is the time that they will have.
	`propose` must not keep anything: after a fault the same news are given again.
	A fault: nothing was written. Except after `journal.sync` it can be tried again.
	*/
	append<Refusal extends Record<string, unknown> = never>(by: Person, propose: (news: readonly Event[], at: string) => Awaitable<readonly Fact[] | Refusal>): Promise<Appended<Refusal> | Fault>;
};

type Options = {
	readonly clock?: () => Date;
	readonly disk?: FileSystem;
	/** For how long somebody else's append is waited for, in milliseconds. */
	readonly waitMs?: number;
};

/** Opens a run's journal for appending: verifies every line, sets a torn one aside, catches up `head`. */
export async function openJournal(folder: string, {clock = () => new Date(), disk = fileSystem, waitMs = 5000}: Options = {}): Promise<Journal | Fault> {
	const withLock = locker(disk, folder, waitMs);
	const opened = await withLock(async () => {
		const lines = await readVerified(disk, folder);
		if (isFault(lines)) {
			return lines;
		}

		const torn = await setTornAside(disk, folder, lines);
		// It is only a note about the journal, which stands.
		await writeHead(disk, folder, lines.end).catch(() => undefined);
		return {lines, torn};
	});
	return isFault(opened)
		? opened
		: followJournal({
			...opened, folder, clock, disk, withLock,
		});
}

/** Reads a run without changing anything, whoever is writing it meanwhile. */
export async function readJournal(folder: string, disk: FileSystem = fileSystem): Promise<Pick<Journal, 'end' | 'events' | 'folder' | 'run' | 'torn'> | Fault> {
	try {
		const lines = await readVerified(disk, folder);
		return isFault(lines)
			? lines
			: {
				run: path.basename(folder), folder, events: lines.events, end: lines.end, torn: describeTorn(folder, lines),
			};
	} catch (error) {
		return faultOf(error, journalFile(folder));
	}
}

async function readVerified(disk: FileSystem, folder: string): Promise<Lines | Fault> {
	const run = path.basename(folder);
	if (!runPattern.test(run)) {
		return fault('journal.run', `${folder} is not a run's folder: its name is not a run's id.`, {file: folder});
	}

	// The head first: an append that happens between the two reads makes the journal longer, never shorter.
	const head = await readHead(disk, folder);
	const lines = readLines(await disk.readFile(journalFile(folder)), {file: journalFile(folder), run});
	return isFault(lines) ? lines : checkHead(head, lines, folder) ?? lines;
}

type WithLock = <T>(act: () => Promise<T | Fault>) => Promise<T | Fault>;

function locker(disk: FileSystem, folder: string, waitMs: number): WithLock {
	const file = lockFile(folder, 'append');
	return async act => {
		try {
			const lock = await takeLock(disk, file, {waitMs});
			if (lock.kind === 'holder') {
				return fault('lock.held', `The journal is being written by ${lock.sentence}. Wait for it, or end that process, and try again.`, {file});
			}

			try {
				return await act();
			} catch (error) {
				return faultOf(error, journalFile(folder));
			} finally {
				await releaseLock(disk, lock);
			}
		} catch (error) {
			return faultOf(error, file);
		}
	};
}

function followJournal({lines, torn, folder, clock, disk, withLock}: {lines: Lines; torn: string | undefined; folder: string; clock: () => Date; disk: FileSystem; withLock: WithLock}): Journal {
	const run = path.basename(folder);
	let position: Position = {end: lines.end, size: lines.size, lastSize: lines.lastSize};
	// Read, but not yet given out with an append that went well.
	let pending: readonly Event[] = [];
	let ended: Fault | undefined;
	let queue: Promise<unknown> = Promise.resolve();

	const appendNow: Journal['append'] = async (by, propose) => withLock(async () => {
		if (ended !== undefined) {
			return ended;
		}

		const read = await readNews(disk, folder, position);
		if (isFault(read)) {
			return read;
		}

		position = read.position;
		pending = [...pending, ...read.events];
		const at = clock().toISOString();
		const proposed = await propose(pending, at);
		const facts = Array.isArray(proposed) ? proposed as readonly Fact[] : [];
		const appended = await appendLines({
			disk, folder, run, facts, position, at, by,
		});
		if (isFault(appended)) {
			ended = appended.code === 'journal.sync' ? appended : undefined;
			return appended;
		}

		const news = pending;
		position = appended.position;
		pending = [];
		return {
			news, written: appended.events, refusal: Array.isArray(proposed) ? undefined : proposed as Exclude<typeof proposed, readonly Fact[]>, torn: read.torn,
		};
	});

	return {
		run,
		folder,
		events: lines.events,
		torn,
		get end() {
			return position.end;
		},
		async append(by, propose) {
			const appending = queue.then(async () => appendNow(by, propose));
			queue = appending.catch(() => undefined);
			return appending;
		},
	};
}
