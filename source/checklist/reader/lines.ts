import type {Root} from 'mdast';
import type {Source} from '../source.js';

export type Position = NonNullable<Root['position']>;

/**
A line of a block: where it begins behind what belongs to the blocks around it, where it ends, and which line it is,
from 0. One that lacks what belongs to the blocks around it is theirs only as long as a paragraph goes on.
*/
export type Line = {readonly from: number; readonly to: number; readonly index: number; readonly lazy?: true};

/** All lines of a document, without their endings. */
export const linesOf = ({text, lineStarts}: Source): Line[] => lineStarts.map((from, index) => {
	let to = lineStarts[index + 1] ?? text.length;
	while (to > from && (text[to - 1] === '\n' || text[to - 1] === '\r')) {
		to--;
	}

	return {from, to, index};
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

/** A match that begins exactly there; the pattern is sticky. */
export const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
	pattern.lastIndex = at;
	return pattern.exec(text);
};
