/** What is recorded of an output: its masked size, digest and end, taken as it comes so that it need not be read twice. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {open, rename} from 'node:fs/promises';
import type {Observation} from '../../run/events.js';
import type {Mask} from './secrets.js';

export type Sealed = Pick<Observation, 'tail' | 'size' | 'sha256'>;

export type Seal = {
	readonly push: (chunk: Uint8Array) => void;
	/** Masks the log itself where that is needed; nothing may be pushed any more. */
	readonly close: (log: string) => Promise<Sealed>;
};

const tailSize = 4096;

/** The mask is that of what is pushed: without secrets for what is masked already. */
export function openSeal(mask: Mask): Seal {
	const hash = createHash('sha256');
	const stream = mask.open();
	let read = 0;
	let size = 0;
	let tail = Buffer.alloc(0);
	const take = (bytes: Uint8Array): void => {
		hash.update(bytes);
		size += bytes.length;
		tail = Buffer.concat([tail, bytes.subarray(-tailSize)]).subarray(-tailSize);
	};

	return {
		push(chunk) {
			read += chunk.length;
			take(mask.empty ? chunk : stream.push(chunk));
		},
		async close(log) {
			take(stream.end());
			// Each secret is longer than what stands in its place.
			if (size !== read) {
				await maskLog(log, mask);
			}

			return {tail: readTail(tail, size > tail.length), size, sha256: hash.digest('hex')};
		},
	};
}

const readLog = (log: string): AsyncIterable<Uint8Array> => createReadStream(log, {highWaterMark: 1024 * 1024});

/** For a log that was written while nobody followed it. */
export async function sealLog(log: string, mask: Mask): Promise<Sealed> {
	const seal = openSeal(mask);
	for await (const chunk of readLog(log)) {
		seal.push(chunk);
	}

	return seal.close(log);
}

async function maskLog(log: string, mask: Mask): Promise<void> {
	const temporary = `${log}.masked`;
	const stream = mask.open();
	await using handle = await open(temporary, 'w', 0o600);
	for await (const chunk of readLog(log)) {
		await handle.writeFile(stream.push(chunk));
	}

	await handle.writeFile(stream.end());
	await rename(temporary, log);
}

/** As text of at most as many bytes; a character that was cut is left out. */
function readTail(bytes: Uint8Array, cut: boolean): string {
	const first = cut ? bytes.findIndex(byte => byte < 0x80 || byte >= 0xC0) : 0;
	let text = Buffer.from(bytes).subarray(first > 3 ? 0 : Math.max(first, 0)).toString();
	// Bytes that are no text grow when they are shown as such.
	while (Buffer.byteLength(text) > tailSize) {
		text = Buffer.from(text).subarray(3 - tailSize).toString().replace(/^\u{FFFD}+/v, '');
	}

	return text;
}
