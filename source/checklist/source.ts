/** The document's text, and places in it. */
import type {Position, Range} from './model.js';

/** The decoded document with an index of its lines: every position is computed from an offset, never taken from elsewhere. */
export type Source = {readonly text: string; readonly lineStarts: readonly number[]};

export const readSource = (text: string): Source => {
	const lineStarts = [0];
	for (const match of text.matchAll(/\r\n|[\n\r]/gv)) {
		lineStarts.push(match.index + match[0].length);
	}

	return {text, lineStarts};
};

const lineIndexAt = ({lineStarts}: Source, offset: number): number => {
	let low = 0;
	let high = lineStarts.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((lineStarts[middle] ?? 0) <= offset) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}

	return low;
};

export const positionAt = (source: Source, offset: number): Position => {
	const index = lineIndexAt(source, offset);
	return {line: index + 1, column: offset - (source.lineStarts[index] ?? 0) + 1, offset};
};

const isEnding = (sign: string | undefined): boolean => sign === '\n' || sign === '\r';

/** The line around an offset, without its line ending. */
export const lineAround = (source: Source, offset: number): Range => {
	const index = lineIndexAt(source, offset);
	const from = source.lineStarts[index] ?? 0;
	let to = source.lineStarts[index + 1] ?? source.text.length;
	while (to > from && isEnding(source.text[to - 1])) {
		to--;
	}

	return {from, to};
};

/** The end of the line in which a range ends: a range that ends just behind a line ending ends on the line before. */
export const lineEndBehind = (source: Source, offset: number): number => {
	let end = offset;
	while (end > 0 && isEnding(source.text[end - 1])) {
		end--;
	}

	return lineAround(source, end).to;
};

/** What stands in front of an offset on its line, made fit to begin another line: quote signs stay, everything else becomes space. */
export const indentBefore = (source: Source, offset: number): string =>
	source.text.slice(lineAround(source, offset).from, offset).replaceAll(/[^\t >]/gv, ' ');

export const sliceOf = (source: Source, range: Range): string => source.text.slice(range.from, range.to);

/** The lines of a range as ranges, without their line endings. */
export const linesWithin = (source: Source, range: Range): Range[] => {
	const lines: Range[] = [];
	let {from} = range;
	for (const match of sliceOf(source, range).matchAll(/\r\n|[\n\r]/gv)) {
		lines.push({from, to: range.from + match.index});
		from = range.from + match.index + match[0].length;
	}

	lines.push({from, to: range.to});
	return lines;
};

/** Text without the given signs at its end. */
export const withoutEnd = (text: string, signs: string): string => {
	let end = text.length;
	while (end > 0 && signs.includes(text.charAt(end - 1))) {
		end--;
	}

	return text.slice(0, end);
};

/** What is made of every match of a global pattern. */
export const mapMatches = <T>(text: string, pattern: RegExp, map: (match: RegExpExecArray) => T): T[] => Array.from(text.matchAll(pattern), match => map(match));
