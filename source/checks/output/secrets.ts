/** Which texts must not be seen, and taking them out of a stream of bytes. Pure. */

import {Buffer} from 'node:buffer';
import {searchFor, type Range} from './search.js';

/** Shorter ones would mask ordinary words. */
const shortest = 8;

const secretName = /token|password|passwd|passphrase|secret|credential|api_?key|(?:^|_)key(?:_|$)/iv;
/** Where a secret is, or what it is called, and not the secret. */
const place = /(?:_|^)(?:file|path|dir|sock|url|home|name|tty)$/iv;

/** Values of secret inputs that can be masked. */
export const maskable = (secrets: readonly string[]): string[] => secrets.filter(secret => secret.length >= shortest);

/** Values of variables whose names look like a secret's. */
export const secretsOf = (environment: Readonly<Record<string, string | undefined>>): string[] =>
	maskable(Object.entries(environment).flatMap(([name, value]) => value !== undefined && secretName.test(name) && !place.test(name) ? [value.trim()] : []));

export type Mask = {
	/** Bytes of the longest secret. */
	readonly longest: number;
	/** True when there is nothing to look for. */
	readonly empty: boolean;
	/** A filter for one stream. What `push` keeps back because it may be the beginning of a secret comes with the next push or with `end`. */
	readonly open: () => {readonly push: (chunk: Uint8Array) => Uint8Array; readonly end: () => Uint8Array};
	readonly text: (text: string) => string;
	/** Whether a secret stands in it. */
	readonly isIn: (bytes: Uint8Array) => boolean;
};

const sign = Buffer.from('***');

/** Masks each secret, and each line of one that has several. */
export function maskOf(secrets: readonly string[]): Mask {
	const texts = new Set(maskable(secrets.flatMap(secret => [secret, ...secret.split(/\r?\n/v)])));
	const needles = [...texts].map(text => Buffer.from(text));
	const search = searchFor(needles);
	const open = () => {
		let carried = Buffer.alloc(0);
		return {
			push(chunk: Uint8Array) {
				const bytes = carried.length === 0 ? viewOf(chunk) : Buffer.concat([carried, chunk]);
				const ranges = mergeRanges(search(bytes));
				const cut = findCut(bytes, needles, ranges);
				carried = Buffer.from(bytes.subarray(cut));
				return replaceRanges(bytes.subarray(0, cut), ranges);
			},
			end() {
				const rest = replaceRanges(carried, mergeRanges(search(carried)));
				carried = Buffer.alloc(0);
				return rest;
			},
		};
	};

	return {
		longest: Math.max(0, ...needles.map(({length}) => length)),
		empty: needles.length === 0,
		open,
		isIn: bytes => search(bytes).length > 0,
		text(text) {
			const stream = open();
			return needles.length === 0 ? text : Buffer.concat([stream.push(Buffer.from(text)), stream.end()]).toString();
		},
	};
}

const viewOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Ranges that do not overlap. */
function mergeRanges(found: readonly Range[]): Range[] {
	const merged: Range[] = [];
	for (const [from, to] of found.toSorted(([a], [b]) => a - b)) {
		const last = merged.at(-1);
		if (last && from < last[1]) {
			merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
		} else {
			merged.push([from, to]);
		}
	}

	return merged;
}

/** What can be given away: all up to where a secret may have begun that goes on in the next chunk. */
function findCut(whole: Uint8Array, needles: readonly Uint8Array[], ranges: readonly Range[]): number {
	const bytes = viewOf(whole);
	let cut = bytes.length;
	for (const needle of needles) {
		for (let length = Math.min(needle.length - 1, bytes.length); length > bytes.length - cut; length--) {
			if (bytes.subarray(bytes.length - length).equals(needle.subarray(0, length))) {
				cut = bytes.length - length;
			}
		}
	}

	// A secret that is found already and reaches beyond the cut is looked at again, whole.
	return ranges.find(([from, to]) => from < cut && to > cut)?.[0] ?? cut;
}

function replaceRanges(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array {
	const within = ranges.filter(([, to]) => to <= bytes.length);
	if (within.length === 0) {
		return bytes;
	}

	const parts: Uint8Array[] = [];
	let at = 0;
	for (const [from, to] of within) {
		parts.push(bytes.subarray(at, from), sign);
		at = to;
	}

	return Buffer.concat([...parts, bytes.subarray(at)]);
}
