/** The end of an output, however much of it there is. */
import {Buffer} from 'node:buffer';
import type {Mask} from './secrets.js';

const kept = 64 * 1024;
const lineEnd = 10;

export type Recent = {
	readonly push: (chunk: Uint8Array) => void;
	/** Bytes and line ends so far. */
	readonly size: () => number;
	readonly lines: () => number;
	/** The last lines, masked; the last one may not be complete yet. */
	readonly tail: (count: number) => string[];
};

export function rememberRecent(mask: Mask): Recent {
	// What may be cut off in front, so that a part of a secret is never left over.
	const limit = kept + mask.longest;
	let chunks: Buffer[] = [];
	let held = 0;
	let size = 0;
	let lines = 0;
	return {
		push(chunk) {
			const bytes = Buffer.from(chunk.subarray(Math.max(0, chunk.length - limit)));
			size += chunk.length;
			lines += countLines(chunk);
			chunks.push(bytes);
			held += bytes.length;
			for (let first = chunks[0]; first && held - first.length >= limit; first = chunks[0]) {
				chunks.shift();
				held -= first.length;
			}
		},
		size: () => size,
		lines: () => lines,
		tail(count) {
			const bytes = Buffer.concat(chunks);
			chunks = [bytes];
			const cut = size > bytes.length;
			const stream = mask.open();
			const masked = Buffer.concat([stream.push(bytes), stream.end()]).subarray(cut ? mask.longest : 0);
			const text = masked.toString().split('\n');
			if (text.at(-1) === '') {
				text.pop();
			}

			return text.slice(cut && text.length > 1 ? 1 : 0).slice(-count);
		},
	};
}

function countLines(chunk: Uint8Array): number {
	let count = 0;
	for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, at + 1)) {
		count++;
	}

	return count;
}
