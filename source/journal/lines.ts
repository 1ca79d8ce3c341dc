/** Bytes of a journal → events, or what is wrong with them and what to do. Changes nothing. */
import {Buffer, isUtf8} from 'node:buffer';
import {
	emptyChain,
	hashLine,
	readChain,
	type ChainEnd,
	type ChainFault,
} from '../run/chain.js';
import {type Event} from '../run/events.js';
import {describeNewer} from '../run/newer.js';
import {fault, type Fault} from './faults.js';

export type Lines = {
	readonly events: readonly Event[];
	/** Hash of each line. */
	readonly hashes: readonly string[];
	readonly end: ChainEnd;
	/** Bytes of all whole lines. */
	readonly size: number;
	/** Bytes of the last whole line with its newline; 0 without one. */
	readonly lastSize: number;
	/** What follows the last newline: a torn write. */
	readonly torn: Uint8Array;
};

const newline = 0x0A;

type Origin = {
	/** Named in faults. */
	readonly file: string;
	/** The run that the folder's name gives; every event must be of it. */
	readonly run: string;
	/** The end of what was read before. */
	readonly from?: ChainEnd;
};

/** Reads whole lines, verified and chained. */
export function readLines(bytes: Uint8Array, origin: Origin): Lines | Fault {
	const size = bytes.lastIndexOf(newline) + 1;
	const whole = bytes.subarray(0, size);
	const from = origin.from ?? emptyChain;
	const text = decode(whole);
	if (text === undefined) {
		return corrupt(origin, {code: 'journal.format', line: from.seq + badLine(whole), message: 'The line is not UTF-8.'});
	}

	const chain = readChain(text, from, origin.run);
	const place = 'code' in chain ? chain.line : 1;
	const newer = 'code' in chain || from.seq === 0 ? findNewer(text, {...origin, line: place, index: place - from.seq - 1}) : undefined;
	if (newer) {
		return newer;
	}

	if ('code' in chain) {
		return corrupt(origin, chain);
	}

	const lastSize = size === 0 ? 0 : size - (whole.subarray(0, -1).lastIndexOf(newline) + 1);
	return {
		...chain, size, lastSize, torn: bytes.subarray(size),
	};
}

/** Undefined when it is not UTF-8; a byte order mark is kept, and is then no JSON. */
export function decode(bytes: Uint8Array): string | undefined {
	return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString() : undefined;
}

/** Which line, from 1, is the first that is not UTF-8. */
function badLine(bytes: Uint8Array): number {
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const stop = bytes.indexOf(newline, start);
		if (decode(bytes.subarray(start, stop)) === undefined) {
			break;
		}

		start = stop + 1;
	}

	return line;
}

/** A line that a later version wrote is not corrupt, and this program cannot judge it. One that the next does not follow is. */
function findNewer(text: string, {file, line, index}: Origin & {readonly line: number; readonly index: number}): Fault | undefined {
	const [written = '', next] = text.split('\n', index + 2).slice(index);
	const what = describeNewer(parse(written));
	const isFollowed = next === undefined || next === '' || (parse(next) as {readonly prev?: unknown} | undefined)?.prev === hashLine(written);
	return what === undefined || !isFollowed
		? undefined
		: fault('journal.newer', `${file}, line ${line}: written by a newer Holdpoint than this one (${what}). Update Holdpoint to go on with this run; nothing was changed, and nothing will be written to it.`, {file, line});
}

function parse(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

const keep = 'Nothing was changed and nothing will be written to it. Bring the file back from a backup, or start a new run and keep this folder for whoever looks into it.';

function corrupt({file}: Origin, {code, line, message}: ChainFault): Fault {
	const what = message.replaceAll(/\n */gv, ' ');
	return fault(code, `${file}, line ${line}: ${what} ${keep}`, {file, line});
}
