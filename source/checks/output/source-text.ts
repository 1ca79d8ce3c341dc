/** Reading what was printed, where a thread of its own is not needed. */
import {Buffer} from 'node:buffer';
import {createHash, type Hash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {open} from 'node:fs/promises';
import type {Source} from '../observed.js';

/** Undefined when it cannot be had, or is more than so many bytes. */
export async function readSourceText(source: Source, most: number): Promise<string | undefined> {
	const bytes = await readSourceBytes(source, most);
	return bytes?.toString();
}

async function readSourceBytes(source: Source, most: number): Promise<Buffer | undefined> {
	if ('missing' in source) {
		return undefined;
	}

	if ('parts' in source) {
		const parts = await Promise.all(source.parts.map(async part => readSourceBytes(part, most)));
		const known = parts.filter(part => part !== undefined);
		const whole = Buffer.concat(known);
		return known.length < parts.length || whole.length > most ? undefined : whole;
	}

	const bytes = 'text' in source ? Buffer.from(source.text) : await readStretch(source, most + 1);
	return bytes.length > most ? undefined : bytes;
}

async function readStretch({file, from = 0, to = Infinity}: Extract<Source, {readonly file: string}>, most: number): Promise<Buffer> {
	await using handle = await open(file, 'r');
	const buffer = Buffer.alloc(Math.max(0, Math.min(most, to - from)));
	let length = 0;
	for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
		// One piece follows the other.
		({bytesRead} = await handle.read(buffer, length, buffer.length - length, from + length));
	}

	return buffer.subarray(0, length);
}

/** SHA-256, hex; undefined when it cannot be had. */
export async function digestSource(source: Source): Promise<string | undefined> {
	const hash = createHash('sha256');
	return await feed(hash, source) ? hash.digest('hex') : undefined;
}

async function feed(hash: Hash, source: Source): Promise<boolean> {
	if ('missing' in source) {
		return false;
	}

	if ('text' in source) {
		hash.update(source.text);
		return true;
	}

	if ('parts' in source) {
		for (const part of source.parts) {
			if (!await feed(hash, part)) {
				return false;
			}
		}

		return true;
	}

	const {file, from = 0, to = Infinity} = source;
	if (to > from) {
		for await (const chunk of createReadStream(file, {start: from, end: to - 1}) as AsyncIterable<Uint8Array>) {
			hash.update(chunk);
		}
	}

	return true;
}
