/** The names in a zip or tar archive, read by the handle that the file was hashed by. */
import {Buffer} from 'node:buffer';
import type {FileHandle} from 'node:fs/promises';
import {createGunzip} from 'node:zlib';
import {Readable} from 'node:stream';
import {fromRandomAccessReaderPromise, RandomAccessReader, type Entry} from 'yauzl';
import {listTar} from './tar.js';

/** Throws the sentence when it is no archive, or a damaged one. */
export async function listArchive(handle: FileHandle, size: number): Promise<string[]> {
	const {buffer} = await handle.read(Buffer.alloc(4), 0, 4, 0);
	if (buffer.readUInt32BE() === zipSign || buffer.readUInt32BE() === emptyZipSign) {
		return listZip(handle, size);
	}

	const bytes = chunksOf(handle, size);
	return listTar(buffer.readUInt16BE() === gzipSign ? unzip(bytes) : bytes);
}

const zipSign = 0x50_4B_03_04;
const emptyZipSign = 0x50_4B_05_06;
const gzipSign = 0x1F_8B;

const stretch = 1024 * 1024;

async function * chunksOf(handle: FileHandle, end: number, from = 0): AsyncGenerator<Uint8Array> {
	for (let at = from; at < end;) {
		// One stretch after the other.
		const {buffer, bytesRead} = await handle.read(Buffer.alloc(Math.min(stretch, end - at)), 0, Math.min(stretch, end - at), at);
		if (bytesRead === 0) {
			return;
		}

		at += bytesRead;
		yield buffer.subarray(0, bytesRead);
	}
}

async function * unzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const gunzip = createGunzip();
	const source = Readable.from(bytes);
	source.on('error', error => {
		gunzip.destroy(error);
	});
	try {
		yield * source.pipe(gunzip) as AsyncIterable<Uint8Array>;
	} catch (error) {
		throw new Error(`it is damaged (${error instanceof Error ? error.message : String(error)})`, {cause: error});
	} finally {
		gunzip.destroy();
		source.destroy();
	}
}

/** As yauzl wants it: by the one handle, never by the name. */
class HandleReader extends RandomAccessReader {
	readonly #handle: FileHandle;

	constructor(handle: FileHandle) {
		super();
		this.#handle = handle;
	}

	override _readStreamForRange(start: number, end: number): Readable {
		return Readable.from(chunksOf(this.#handle, end, start));
	}

	override close(callback: (error: Error | null) => void): void {
		// Who opened the handle closes it.
		callback(null);
	}
}

async function listZip(handle: FileHandle, size: number): Promise<string[]> {
	try {
		const zip = await fromRandomAccessReaderPromise(new HandleReader(handle), size, {lazyEntries: true, strictFileNames: true});
		const names: string[] = [];
		for await (const {fileName} of zip.eachEntry() as AsyncIterable<Entry>) {
			names.push(fileName);
		}

		return names;
	} catch (error) {
		throw new Error(`it is no whole zip archive (${error instanceof Error ? error.message : String(error)})`, {cause: error});
	}
}
