/**
`head`: sequence number and hash of the last event that was synced. A journal that ends before it has lost answers.
It is never ahead of the journal, and may be behind: it is written after the sync, and is itself not synced.
*/
import {Buffer} from 'node:buffer';
import {type ChainEnd} from '../run/chain.js';
import {errnoOf, fault, type Fault} from './faults.js';
import {temporaryName, writeAll, type FileSystem} from './files.js';
import {headFile, journalFile} from './folder.js';
import {type Lines} from './lines.js';

/** Undefined when it is missing or was torn: then the journal alone counts. */
export async function readHead(disk: FileSystem, folder: string): Promise<ChainEnd | undefined> {
	let text: string;
	try {
		text = await disk.readFile(headFile(folder), 'utf8');
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}

	const {seq, hash} = /^(?<seq>\d{1,15}) (?<hash>[\da-f]{64})\n$/v.exec(text)?.groups ?? {};
	return seq === undefined || hash === undefined ? undefined : {seq: Number(seq), hash};
}

/** What the head says against what was read. */
export function checkHead(head: ChainEnd | undefined, lines: Pick<Lines, 'end' | 'hashes'>, folder: string): Fault | undefined {
	if (head === undefined || head.seq === 0) {
		return undefined;
	}

	const file = journalFile(folder);
	const restore = 'Bring the file back from a backup';
	const advice = `remove ${headFile(folder)} and start again.`;
	if (head.seq > lines.end.seq) {
		return fault('journal.short', `${file} ends at event ${lines.end.seq}, but ${head.seq} were written: answers are missing. ${restore}; if the missing answers may be lost, ${advice}`, {file});
	}

	return lines.hashes[head.seq - 1] === head.hash
		? undefined
		: fault('journal.head', `${file} is not the journal that was written here: event ${head.seq} is another one. ${restore}; if this one is right, ${advice}`, {file, line: head.seq});
}

/** Whole or not at all. It is not synced: a head that is behind is caught up from the journal. */
export async function writeHead(disk: FileSystem, folder: string, end: ChainEnd): Promise<void> {
	const file = headFile(folder);
	const temporary = temporaryName(file);
	try {
		{
			await using handle = await disk.open(temporary, 'wx');
			await writeAll(handle, Buffer.from(`${end.seq} ${end.hash}\n`));
		}

		await disk.rename(temporary, file);
	} catch (error) {
		await disk.rm(temporary, {force: true}).catch(() => undefined);
		throw error;
	}
}
