/** Looks at a log by windows: only what is on the screen is read, however long the file is. */
import {Buffer} from 'node:buffer';
import {open, type FileHandle} from 'node:fs/promises';

/** Where a window lies: at the end, or some lines before a byte. */
export type LogPlace = 'end' | {readonly from: number; readonly back: number};

type LogLine = {
	/** The bytes `[from, to)` of the file, with the newline. */
	readonly from: number;
	readonly to: number;
	readonly text: string;
};

export type LogPage = {
	readonly lines: readonly LogLine[];
	/** The byte behind the last line shown. */
	readonly to: number;
	readonly size: number;
};

export const emptyPage: LogPage = {lines: [], to: 0, size: 0};

const newline = 10;
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
	const page = await readFrom(file, place, {rows, size});
	const isShort = place !== 'end' && page.lines.length < rows && (page.lines[0]?.from ?? 0) > 0;
	return isShort ? await readFrom(file, 'end', {rows, size}) : page;
}

async function readFrom(file: FileHandle, place: LogPlace, {rows, size}: {rows: number; size: number}): Promise<LogPage> {
	const start = place === 'end' ? await linesBefore(file, size, rows) : await linesBefore(file, Math.min(place.from, size), place.back);
	const lines = await linesAfter(file, start, {size, rows});
	return {lines, to: lines.at(-1)?.to ?? start, size};
}

/** Where the first line that contains the text begins, behind `from`; looks on from the start when there is none. */
export async function findInLog(path: string, sought: string, from: number): Promise<number | undefined> {
	await using file = await openLog(path);
	if (!file || sought === '') {
		return undefined;
	}

	const {size} = await file.stat();
	const text = Buffer.from(sought);
	const found = await seek(file, text, {from, to: size}) ?? await seek(file, text, {from: 0, to: Math.min(size, from + text.length)});
	return found === undefined ? undefined : await linesBefore(file, found + 1, 1);
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

type Chunk = Awaited<ReturnType<typeof readAt>>;

async function readAt(file: FileHandle, from: number, length: number) {
	const {buffer, bytesRead} = await file.read(Buffer.alloc(Math.max(0, length)), 0, Math.max(0, length), from);
	return buffer.subarray(0, bytesRead);
}

async function linesAfter(file: FileHandle, start: number, {size, rows}: {size: number; rows: number}): Promise<LogLine[]> {
	const lines: LogLine[] = [];
	let at = start;
	while (lines.length < rows && at < size) {
		const chunk = await readAt(file, at, Math.min(chunkSize, size - at));
		const found = splitChunk(chunk, {at, isLast: at + chunk.length >= size, most: rows - lines.length});
		lines.push(...found);
		at = lines.at(-1)?.to ?? size;
		// Nothing found in a whole chunk cannot be: a line is cut long before that.
		if (found.length === 0) {
			return lines;
		}
	}

	return lines;
}

/** The whole lines of a chunk that begins at a line's start, and pieces of those that are too long. */
function splitChunk(chunk: Chunk, {at, isLast, most}: {at: number; isLast: boolean; most: number}): LogLine[] {
	const lines: LogLine[] = [];
	let used = 0;
	while (lines.length < most && used < chunk.length) {
		const end = chunk.indexOf(newline, used);
		const isWhole = end !== -1 && end - used <= longestLine;
		if (!isWhole && !isLast && chunk.length - used <= longestLine) {
			return lines;
		}

		const textEnd = isWhole ? end : Math.min(chunk.length, used + longestLine);
		const to = isWhole ? end + 1 : textEnd;
		lines.push({from: at + used, to: at + to, text: chunk.toString('utf8', used, textEnd)});
		used = to;
	}

	return lines;
}

/** Where the line begins that is `count` lines before this place. */
async function linesBefore(file: FileHandle, place: number, count: number): Promise<number> {
	const stop = Math.max(0, place - farthest);
	let end = place;
	let left = count;
	while (left > 0 && end > stop) {
		const from = Math.max(stop, end - chunkSize);
		const chunk = await readAt(file, from, end - from);
		// The newline right before the place ends the line before it and begins none.
		const starts = lineStarts(chunk).map(start => from + start).filter(start => start < place);
		const found = starts.at(-left);
		if (found !== undefined) {
			return found;
		}

		left -= starts.length;
		end = from;
	}

	return left > 0 ? stop : place;
}

function lineStarts(chunk: Chunk): number[] {
	const starts: number[] = [];
	for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
		starts.push(at + 1);
	}

	return starts;
}

async function seek(file: FileHandle, sought: Chunk, {from, to}: {from: number; to: number}): Promise<number | undefined> {
	for (let at = from; at < to; at += chunkSize) {
		const chunk = await readAt(file, at, Math.min(chunkSize + sought.length, to - at));
		const found = chunk.indexOf(sought);
		if (found !== -1) {
			return at + found;
		}
	}

	return undefined;
}
