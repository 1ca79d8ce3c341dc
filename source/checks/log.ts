/** The log at the end: masked, measured, and its last part. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {open, rename} from 'node:fs/promises';
import type {Observation} from '../run/events.js';
import type {Mask} from './secrets.js';

export type Sealed = Pick<Observation, 'tail' | 'size' | 'sha256'>;

const tailSize = 4096;

/** Rewrites the log where a secret stands in it. Reads it in pieces, however long it is. */
export async function sealLog(log: string, mask: Mask): Promise<Sealed> {
	const hash = createHash('sha256');
	let size = 0;
	let read = 0;
	let tail: Buffer = Buffer.alloc(0);
	const take = (bytes: Buffer): void => {
		hash.update(bytes);
		size += bytes.length;
		tail = Buffer.from(Buffer.concat([tail, bytes.subarray(-tailSize)]).subarray(-tailSize));
	};

	for await (const chunk of masked(log, mask, bytes => {
		read += bytes;
	})) {
		take(chunk);
	}

	// Each secret is longer than what stands in its place.
	if (size !== read) {
		const temporary = `${log}.masked`;
		await using handle = await open(temporary, 'w', 0o600);
		for await (const chunk of masked(log, mask)) {
			await handle.writeFile(chunk);
		}

		await rename(temporary, log);
	}

	return {tail: readTail(tail, size > tail.length), size, sha256: hash.digest('hex')};
}

async function * masked(log: string, mask: Mask, count: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
	const stream = mask.open();
	for await (const chunk of createReadStream(log, {highWaterMark: 1024 * 1024}) as AsyncIterable<Buffer>) {
		count(chunk.length);
		yield mask.empty ? chunk : stream.push(chunk);
	}

	yield stream.end();
}

/** As text of at most as many bytes; a character that was cut is left out. */
function readTail(bytes: Buffer, cut: boolean): string {
	let start = 0;
	while (cut && start < 3 && ((bytes[start] ?? 0) & 0xC0) === 0x80) {
		start++;
	}

	let text = bytes.subarray(start).toString();
	// Bytes that are no text grow when they are shown as such.
	while (Buffer.byteLength(text) > tailSize) {
		text = Buffer.from(text).subarray(-tailSize + 3).toString().replace(/^\u{FFFD}+/v, '');
	}

	return text;
}
