/** Bytes of a journal → events, or what is wrong with them and what to do. Changes nothing. */
import {Buffer, isUtf8} from 'node:buffer';
import {
	emptyChain,
	readChain,
	type ChainEnd,
	type ChainFault,
} from '../run/chain.js';
import {type Event} from '../run/events.js';
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
/** The newest version of the journal that this program reads. */
const version = 1;

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
	if ('code' in chain) {
		return newer(lineAt(text, chain.line - from.seq), chain, origin) ?? corrupt(origin, chain);
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

function lineAt(text: string, line: number): string {
	return text.split('\n', line)[line - 1] ?? '';
}

/** A line that a later version wrote is not corrupt, and this program cannot judge it. */
function newer(line: string, {line: number}: ChainFault, {file}: Origin): Fault | undefined {
	try {
		const {v} = JSON.parse(line) as {readonly v?: unknown};
		return typeof v === 'number' && v > version
			? fault('journal.newer', `${file}, line ${number}: written by a newer Holdpoint (journal version ${v}). Update Holdpoint to go on with this run.`, {file, line: number})
			: undefined;
	} catch {
		return undefined;
	}
}

const keep = 'Nothing was changed and nothing will be written to it. Bring the file back from a backup, or start a new run and keep this folder for whoever looks into it.';

function corrupt({file}: Origin, {code, line, message}: ChainFault): Fault {
	const what = message.replaceAll(/\n */gv, ' ');
	return fault(code, `${file}, line ${line}: ${what} ${keep}`, {file, line});
}
