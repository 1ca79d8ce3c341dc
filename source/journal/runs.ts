/** Which runs there are, looked at quickly: only a few lines of each journal are understood. */
import type {Buffer} from 'node:buffer';
import path from 'node:path';
import {emptyChain} from '../run/chain.js';
import type {Event} from '../run/events.js';
import {withTag} from '../run/phase.js';
import {readEvent} from '../run/read-event.js';
import {
	errnoOf,
	fault,
	faultOf,
	type Fault,
} from './faults.js';
import {fileSystem, type FileSystem} from './files.js';
import {journalFile, runPattern} from './folder.js';
import {checkHead, readHead} from './head.js';

export type RunEntry = {
	readonly run: string;
	readonly folder: string;
	/** With its tag as it is by now; undefined when the run was made and never started. */
	readonly start: Extract<Event, {type: 'run-started'}> | undefined;
	readonly last: Event | undefined;
	/** Why the run cannot be shown: the others can. The chain is not verified here; but an empty journal in which something was written is none that was never started. */
	readonly fault: Fault | undefined;
};

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
function orderOf({start, run}: RunEntry): string {
	return `${start?.at ?? ''} ${run}`;
}

async function readEntry(disk: FileSystem, folder: string, run: string): Promise<RunEntry> {
	const file = journalFile(folder);
	const none = {
		run, folder, start: undefined, last: undefined, fault: undefined,
	};
	try {
		const read = readLines(await disk.readFile(file));
		return typeof read === 'string'
			? {...none, fault: fault('journal.format', `${file}: ${read.replaceAll(/\n */gv, ' ')} \`holdpoint show ${run}\` says which line, and what to do.`, {file})}
			: {...none, ...read, ...(!read.start && {fault: checkHead(await readHead(disk, folder), {end: emptyChain, hashes: []}, folder)})};
	} catch (error) {
		return {...none, fault: faultOf(error, file)};
	}
}

/** What the whole lines say; nothing in an empty journal. */
function readLines(bytes: Buffer): Partial<Pick<RunEntry, 'start' | 'last'>> | string {
	const end = bytes.lastIndexOf('\n');
	if (end === -1) {
		return {};
	}

	const first = parse(lineAt(bytes, 0));
	const last = parse(lineAt(bytes, end));
	const corrections = linesWith(bytes, '"input-corrected"').map(line => parse(line));
	const events = [];
	for (const event of [first, ...corrections, last]) {
		if (typeof event === 'string') {
			return event;
		}

		events.push(event);
	}

	const [start] = events;
	return start?.type === 'run-started' ? {start: {...start, data: withTag(start.data, events)}, last: events.at(-1)} : 'It does not begin with the start of a run.';
}

/** The line that this place is in, its end included. */
function lineAt(bytes: Buffer, place: number): string {
	const before = place === 0 ? -1 : bytes.lastIndexOf('\n', place - 1);
	return bytes.toString('utf8', before + 1, bytes.indexOf('\n', place));
}

/** The whole lines that hold this text, in order. */
function linesWith(bytes: Buffer, text: string): string[] {
	const lines = [];
	for (let at = bytes.indexOf(text); at !== -1 && bytes.includes('\n', at); at = bytes.indexOf(text, bytes.indexOf('\n', at))) {
		lines.push(lineAt(bytes, at));
	}

	return lines;
}

function parse(line: string): Event | string {
	try {
		return readEvent(JSON.parse(line));
	} catch {
		return 'The line is not JSON.';
	}
}
