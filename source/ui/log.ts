/** Looks at a log by windows: only what is on the screen is read, however long the file is. */
import {Buffer} from 'node:buffer';
import {open, type FileHandle} from 'node:fs/promises';

/** Where a window lies: at the end, from a byte, or some lines before a byte. */
export type LogPlace = 'end' | {readonly from: number; readonly back: number};

export type LogPage = {
	readonly lines: ReadonlyArray<{readonly from: number; readonly text: string}>;
	/** The byte behind the last line shown. */
	readonly to: number;
	readonly size: number;
};

export const emptyPage: LogPage = {lines: [], to: 0, size: 0};

const chunkSize = 64 * 1024;
/** A line that is longer is shown in pieces. */
const longestLine = 8 * 1024;
/** How far back the beginning of a line is looked for. */
const farthest = 1024 * 1024;

/** Reads the lines of one screen. A file that is not there yet is an empty one. */
export async function readPage(path: string, place: LogPlace, rows: number): Promise<LogPage> {
	await using file = await openLog(path);
	if (!file) {
		return emptyPage;
	}

	const {size} = await file.stat();
	const start = place === 'end' ? await linesBefore(file, size, rows) : await linesBefore(file, Math.min(place.from, size), place.back);
	const lines = await linesAfter(file, start, size, rows);
	const isShort = place !== 'end' && lines.length < rows && start > 0;
	return isShort ? readPage(path, 'end', rows) : {lines: lines.map(({from, text}) => ({from, text})), to: lines.at(-1)?.to ?? start, size};
}

/** Where the first line that contains the text begins, behind `from`; looks on from the start when there is none. */
export async function findInLog(path: string, sought: string, from: number): Promise<number | undefined> {
	await using file = await openLog(path);
	if (!file || sought === '') {
		return undefined;
	}

	const {size} = await file.stat();
	const text = Buffer.from(sought);
	return await seek(file, text, from, size) ?? seek(file, text, 0, Math.min(size, from + text.length));
}

async function openLog(path: string): Promise<FileHandle | undefined> {
	try {
		return await open(path);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

async function readAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
	const {buffer, bytesRead} = await file.read(Buffer.alloc(Math.max(0, length)), 0, Math.max(0, length), from);
	return buffer.subarray(0, bytesRead);
}

async function linesAfter(file: FileHandle, start: number, size: number, rows: number) {
	const lines: Array<{from: number; to: number; text: string}> = [];
	let at = start;
	while (lines.length < rows && at < size) {
		const chunk = await readAt(file, at, Math.min(chunkSize, size - at));
		let used = 0;
		while (lines.length < rows && used < chunk.length) {
			const newline = chunk.indexOf(10, used);
			const isWhole = newline !== -1 && newline - used <= longestLine;
			const isLast = at + chunk.length >= size || chunk.length - used > longestLine;
			if (!isWhole && !isLast) {
				break;
			}

			const end = isWhole ? newline : Math.min(chunk.length, used + longestLine);
			const to = isWhole ? newline + 1 : end;
			lines.push({from: at + used, to: at + to, text: chunk.subarray(used, end).toString().replace(/\r$/v, '')});
			used = to;
		}

		at += used;
	}

	return lines;
}

/** Where the line begins that is `count` lines before this place. */
async function linesBefore(file: FileHandle, place: number, count: number): Promise<number> {
	if (count === 0) {
		return place;
	}

	let end = place;
	let left = count;
	const stop = Math.max(0, place - farthest);
	while (end > stop) {
		const from = Math.max(stop, end - chunkSize);

		const chunk = await readAt(file, from, end - from);
		for (let at = chunk.length - 1; at >= 0; at -= 1) {
			// The newline right before the place ends the line before it and begins none.
			if (!(chunk[at] === 10 && from + at + 1 < place)) {
				continue;
			}

			left -= 1;
			if (left === 0) {
				return from + at + 1;
			}
		}

		end = from;
	}

	return stop;
}

async function seek(file: FileHandle, sought: Buffer, from: number, to: number): Promise<number | undefined> {
	for (let at = from; at < to; at += chunkSize) {
		const chunk = await readAt(file, at, Math.min(chunkSize + sought.length, to - at));
		const found = chunk.indexOf(sought);
		if (found !== -1) {
			return linesBefore(file, at + found + 1, 1);
		}
	}

	return undefined;
}
