/** Lines of a document, and how they are indented. */
import type {Root} from 'mdast';
import type {Source} from '../source.js';

export type Position = NonNullable<Root['position']>;

/**
A line of a block: where it begins behind what belongs to the blocks around it, where it ends, and which line it is,
from 0. A tab before it may belong to the blocks around only in part: `rest` is how many columns of it are left. One
that lacks what belongs to the blocks around it is `lazy`: theirs only as long as a paragraph goes on.
*/
export type Line = {
	readonly from: number;
	readonly to: number;
	readonly index: number;
	/** The column on which `from` stands, from 0. */
	readonly column: number;
	readonly rest: number;
	readonly lazy: boolean;
};

/** All lines of a document, without their endings. */
export const linesOf = ({text, lineStarts}: Source): Line[] => lineStarts.map((from, index) => {
	let to = lineStarts[index + 1] ?? text.length;
	while (to > from && (text[to - 1] === '\n' || text[to - 1] === '\r')) {
		to--;
	}

	return {
		from, to, index, column: 0, rest: 0, lazy: false,
	};
});

/** The line's ending: two signs, one, or none in the last line. */
export const endingOf = ({text, lineStarts}: Source, {to, index}: Line): string => text.slice(to, lineStarts[index + 1] ?? text.length);

export const pointAt = ({lineStarts}: Source, index: number, offset: number): Position['start'] => ({line: index + 1, column: offset - (lineStarts[index] ?? 0) + 1, offset});

type LineOffset = readonly [Line, number];

/** The place of what begins on one line and ends on another. */
export const placeOf = (source: Source, [first, from]: LineOffset, [last, to]: LineOffset): Position => ({start: pointAt(source, first.index, from), end: pointAt(source, last.index, to)});

/** The first offset in a stretch of text at which no space stands. */
export const behindSpaces = (text: string, from: number, to: number): number => {
	let at = from;
	while (at < to && text[at] === ' ') {
		at++;
	}

	return at;
};

/** The end of a stretch of text without the spaces there. */
export const beforeSpaces = (text: string, from: number, to: number): number => {
	let at = to;
	while (at > from && text[at - 1] === ' ') {
		at--;
	}

	return at;
};

const tabStop = 4;

/** The columns that a sign takes which stands on a column. */
const widthAt = (sign: string, column: number): number => sign === '\t' ? tabStop - (column % tabStop) : 1;

/** Where a line goes on behind white space, and how many columns that takes. */
export const indentOf = (text: string, line: Line): {readonly at: number; readonly indent: number} => {
	let at = line.from;
	let {column} = line;
	for (let sign = text.charAt(at); at < line.to && (sign === ' ' || sign === '\t'); sign = text.charAt(at)) {
		column += widthAt(sign, column);
		at++;
	}

	return {at, indent: line.rest + column - line.column};
};

/** The line without so many columns of white space at its beginning, or without all that is there. */
export const inset = (text: string, line: Line, width: number): Line => {
	let {from, column} = line;
	let rest = line.rest - width;
	while (rest < 0 && from < line.to) {
		const taken = widthAt(text.charAt(from), column);
		column += taken;
		rest += taken;
		from++;
	}

	return {
		...line, from, column, rest: Math.max(0, rest),
	};
};

/** A match that begins exactly there; the pattern is sticky. */
export const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
	pattern.lastIndex = at;
	return pattern.exec(text);
};
