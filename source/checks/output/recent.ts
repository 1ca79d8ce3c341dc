/** The end of an output, however much of it there is. */
import {Buffer} from 'node:buffer';
import type {Mask} from './secrets.js';

const kept = 64 * 1024;
const lineEnd = 10;

export type Recent = {
	/** Copies what it keeps. */
	readonly push: (chunk: Uint8Array) => void;
	/** Bytes and line ends so far. */
	readonly size: () => number;
	readonly lines: () => number;
	/** The last lines, masked; the last one may not be complete yet. */
	readonly tail: (count: number) => string[];
};

export function rememberRecent(mask: Mask): Recent {
	// What may be cut off in front, so that a part of a secret is never left over.
	const held = new Uint8Array(kept + mask.longest);
	let size = 0;
	let lines = 0;
	return {
		push(chunk) {
			const end = chunk.subarray(-held.length);
			const full = Math.min(size, held.length);
			const stay = Math.min(full, held.length - end.length);
			held.copyWithin(0, full - stay, full);
			held.set(end, stay);
			size += chunk.length;
			lines += countLines(chunk);
		},
		size: () => size,
		lines: () => lines,
		tail(count) {
			const cut = size > held.length;
			const stream = mask.open();
			const bytes = held.slice(0, Math.min(size, held.length));
			const masked = Buffer.concat([stream.push(bytes), stream.end()]);
			const text = masked.subarray(cut ? mask.longest : 0).toString().split('\n');
			if (text.at(-1) === '') {
				text.pop();
			}

			return text.slice(cut && text.length > 1 ? 1 : 0).slice(-count);
		},
	};
}

function countLines(chunk: Uint8Array): number {
	let count = 0;
	// Twice as fast as an iterator, and as looking for one after the other where lines are short.
	let index = chunk.length;
	while (index-- > 0) {
		if (chunk[index] === lineEnd) {
			count++;
		}
	}

	return count;
}
