/** The journal's lines: canonical JSON, chained by hashes. Pure: the journal's files and `verify` both read through here. */
import {hash} from 'node:crypto';
import canonicalize from 'canonicalize';
import type {Event, Fact, Person} from './events.js';
import {readEvent, readNext} from './read-event.js';

const domain = 'holdpoint-event-v1\0';
export const firstPrevious = '0'.repeat(64);

/** Hash of a line, without its newline: what the next line's `prev` holds. */
export function hashLine(line: string): string {
	return hash('sha256', domain + line);
}

/** RFC 8785 JSON of anything that came from JSON or from our own types. */
export function canonicalJson(value: unknown): string {
	const text = canonicalize(value);
	if (text === undefined) {
		throw new TypeError('Only JSON values have a canonical form');
	}

	return text;
}

export type ChainEnd = {readonly seq: number; readonly hash: string};
export const emptyChain: ChainEnd = {seq: 0, hash: firstPrevious};

/** Numbers, dates and chains one fact. */
export function link({fact, end, run, at, by}: {fact: Fact; end: ChainEnd; run: string; at: string; by: Person}): {event: Event; line: string; end: ChainEnd} {
	const event = {
		...fact, v: 1, run, seq: end.seq + 1, prev: end.hash, at, by,
	} as const satisfies Event;
	const line = canonicalJson(event);
	return {event, line, end: {seq: event.seq, hash: hashLine(line)}};
}

/** What is wrong with a journal's line. The codes are those that `verify` gives. */
export type ChainFault = {
	readonly code: 'journal.format' | 'journal.chain' | 'journal.run' | 'journal.start' | 'journal.torn';
	/** Counts from 1. */
	readonly line: number;
	readonly message: string;
};

export type Chain = {readonly events: Event[]; readonly hashes: string[]; readonly end: ChainEnd};

/**
Reads whole lines, each with its newline, that follow what was read before; a torn last line has been set aside. They
must all belong to `run`; by default the first line says to which.
*/
export function readChain(text: string, from: ChainEnd = emptyChain, run?: string): Chain | ChainFault {
	const events: Event[] = [];
	const hashes: string[] = [];
	let end = from;
	let owner = run;
	for (const line of linesOf(text)) {
		const event = readLine(line, end, events.at(-1));
		if (typeof event === 'string') {
			return {code: 'journal.format', line: end.seq + 1, message: event};
		}

		owner ??= event.run;
		const fault = findFault(event, end, owner);
		if (fault) {
			return {...fault, line: end.seq + 1};
		}

		end = {seq: event.seq, hash: hashLine(line)};
		events.push(event);
		hashes.push(end.hash);
	}

	return {events, hashes, end};
}

function findFault(event: Event, end: ChainEnd, owner: string): Omit<ChainFault, 'line'> | undefined {
	if (event.run !== owner) {
		return {code: 'journal.run', message: `The event belongs to another run (${event.run}).`};
	}

	if (event.seq !== end.seq + 1 || event.prev !== end.hash) {
		return {code: 'journal.chain', message: `The event does not follow the one before it (seq ${event.seq}, prev ${event.prev.slice(0, 12)}).`};
	}

	const misplaced = (event.type === 'run-started') !== (event.seq === 1);
	return misplaced ? {code: 'journal.start', message: event.seq === 1 ? 'The first event is not `run-started`.' : 'The run starts twice.'} : undefined;
}

function * linesOf(text: string): Generator<string> {
	let start = 0;
	while (start < text.length) {
		const newline = text.indexOf('\n', start);
		const stop = newline === -1 ? text.length : newline;
		yield text.slice(start, stop);
		start = stop + 1;
	}
}

function readLine(line: string, end: ChainEnd, before: Event | undefined): Event | string {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch (error) {
		return `The line is not JSON: ${error instanceof Error ? error.message : String(error)}`;
	}

	const event = before ? readNext(value, before, {seq: end.seq + 1, prev: end.hash}) : readEvent(value);
	return typeof event !== 'string' && !isCanonical(value, line) ? 'The line is not canonical JSON (RFC 8785).' : event;
}

/** With its keys in order a value's plain JSON is its canonical one: numbers and strings are written alike. */
function isCanonical(value: unknown, line: string): boolean {
	try {
		// But for half of a surrogate pair, which has no canonical form.
		const isPlain = !line.includes(String.raw`\ud`) && isInOrder(value);
		return (isPlain ? JSON.stringify(value) : canonicalJson(value)) === line;
	} catch {
		return false;
	}
}

/** Whether the keys of all objects in it stand by their code units. */
function isInOrder(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) {
		return true;
	}

	if (Array.isArray(value)) {
		return value.every(item => isInOrder(item));
	}

	let before = '';
	// eslint-disable-next-line unicorn/prefer-object-iterable-methods -- pairs of keys and values would be much of the garbage that a long journal makes
	for (const key of Object.keys(value)) {
		if (key < before || !isInOrder((value as Record<string, unknown>)[key])) {
			return false;
		}

		before = key;
	}

	return true;
}
