/** Which runs there are, looked at quickly: the first and the last line of each journal. */
import {Buffer} from 'node:buffer';
import path from 'node:path';
import type {Event} from '../run/events.js';
import {readEvent} from '../run/read-event.js';
import {
	errnoOf,
	fault,
	faultOf,
	type Fault,
} from './faults.js';
import {fileSystem, type FileSystem} from './files.js';
import {journalFile, runPattern} from './folder.js';

export type RunEntry = {
	readonly run: string;
	readonly folder: string;
	/** `run-started`; undefined when the run was made and never started. */
	readonly first: Event | undefined;
	readonly last: Event | undefined;
	/** Why the run cannot be shown: the others can. The chain is not verified here. */
	readonly fault: Fault | undefined;
};

const chunk = 64 * 1024;

/** The runs below `<git common directory>/holdpoint`, oldest start first; no such directory means no runs. */
export async function listRuns(holdpointDirectory: string, disk: FileSystem = fileSystem): Promise<readonly RunEntry[] | Fault> {
	let names: string[];
	try {
		names = await disk.readdir(holdpointDirectory);
	} catch (error) {
		return errnoOf(error) === 'ENOENT' ? [] : faultOf(error, holdpointDirectory);
	}

	const runs = names.filter(name => runPattern.test(name));
	const entries = await Promise.all(runs.map(async run => readEntry(disk, path.join(holdpointDirectory, run), run)));
	return entries.toSorted((one, other) => orderOf(one) < orderOf(other) ? -1 : 1);
}

/** By start, then by id. */
function orderOf({first, run}: RunEntry): string {
	return `${first?.at ?? ''} ${run}`;
}

async function readEntry(disk: FileSystem, folder: string, run: string): Promise<RunEntry> {
	const file = journalFile(folder);
	try {
		const ends = await readEnds(disk, file);
		if (ends === undefined) {
			return {
				run, folder, first: undefined, last: undefined, fault: undefined,
			};
		}

		const [first, last] = ends.map(line => parse(line));
		const wrong = [first, last].find(event => typeof event === 'string');
		return wrong === undefined
			? {
				run, folder, first: first as Event, last: last as Event, fault: undefined,
			}
			: {
				run, folder, first: undefined, last: undefined, fault: fault('journal.format', `${file}: ${wrong.replaceAll(/\n */gv, ' ')} \`holdpoint show ${run}\` says which line, and what to do.`, {file}),
			};
	} catch (error) {
		return {
			run, folder, first: undefined, last: undefined, fault: faultOf(error, file),
		};
	}
}

function parse(line: string): Event | string {
	try {
		return readEvent(JSON.parse(line));
	} catch {
		return 'The line is not JSON.';
	}
}

/** The first and the last whole line; undefined in an empty journal. */
async function readEnds(disk: FileSystem, file: string): Promise<readonly [string, string] | undefined> {
	await using handle = await disk.open(file, 'r');
	const {size} = await handle.stat();
	const read = async (from: number, to: number) => {
		const bytes = Buffer.alloc(to - from);
		const {bytesRead} = await handle.read(bytes, 0, bytes.length, from);
		return bytes.subarray(0, bytesRead);
	};

	for (let width = chunk; ; width *= 2) {
		const start = await read(0, Math.min(width, size));
		const tail = await read(Math.max(0, size - width), size);
		const first = start.indexOf('\n');
		const end = tail.lastIndexOf('\n');
		const before = end <= 0 ? -1 : tail.lastIndexOf('\n', end - 1);
		if (first !== -1 && end !== -1 && (before !== -1 || width >= size)) {
			return [start.toString('utf8', 0, first), tail.toString('utf8', before + 1, end)];
		}

		if (width >= size) {
			return undefined;
		}
	}
}
