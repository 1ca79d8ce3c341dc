/** A small text editor as a pure reducer: a text and the place in it, always between graphemes. */
import {graphemesOf} from './columns.js';

export type Editor = {
	readonly text: string;
	/** Offset in UTF-16 code units. */
	readonly at: number;
};

export type Edit =
	| {readonly type: 'insert'; readonly text: string}
	| {readonly type: 'backspace' | 'delete' | 'left' | 'right' | 'up' | 'down' | 'line start' | 'line end' | 'delete word' | 'delete to line start' | 'delete to line end'};

export function startEditor(text = ''): Editor {
	return {text, at: text.length};
}

export function edit({text, at}: Editor, change: Edit): Editor {
	const before = text.slice(0, at);
	const after = text.slice(at);
	switch (change.type) {
		case 'insert': {
			return {text: before + change.text + after, at: at + change.text.length};
		}

		case 'backspace': {
			return cut(text, at - lastGrapheme(before), at);
		}

		case 'delete': {
			return cut(text, at, at + firstGrapheme(after));
		}

		case 'left': {
			return {text, at: at - lastGrapheme(before)};
		}

		case 'right': {
			return {text, at: at + firstGrapheme(after)};
		}

		case 'line start': {
			return {text, at: lineStart(before)};
		}

		case 'line end': {
			return {text, at: at + lineLength(after)};
		}

		case 'delete to line start': {
			return cut(text, lineStart(before), at);
		}

		case 'delete to line end': {
			// At the end of a line the line break itself goes, as in a shell.
			return cut(text, at, at + Math.max(lineLength(after), after.startsWith('\n') ? 1 : 0));
		}

		case 'delete word': {
			const start = Math.max(-1, ...[' ', '\n', '\t'].map(blank => before.trimEnd().lastIndexOf(blank))) + 1;
			return cut(text, start, at);
		}

		case 'up': {
			return moveLine({text, at}, -1);
		}

		case 'down': {
			return moveLine({text, at}, 1);
		}
	}
}

function cut(text: string, from: number, to: number): Editor {
	return {text: text.slice(0, from) + text.slice(to), at: from};
}

function lastGrapheme(text: string): number {
	return graphemesOf(text).at(-1)?.length ?? 0;
}

function firstGrapheme(text: string): number {
	return graphemesOf(text)[0]?.length ?? 0;
}

function lineStart(before: string): number {
	return before.lastIndexOf('\n') + 1;
}

function lineLength(after: string): number {
	const end = after.indexOf('\n');
	return end === -1 ? after.length : end;
}

/** Keeps the column, in graphemes. */
function moveLine({text, at}: Editor, by: -1 | 1): Editor {
	const {row, column} = placeOf({text, at});
	const lines = text.split('\n');
	const target = lines[row + by];
	if (target === undefined) {
		return {text, at};
	}

	const start = lines.slice(0, row + by).reduce((sum, line) => sum + line.length + 1, 0);
	return {text, at: start + graphemesOf(target).slice(0, graphemesOf(column).length).join('').length};
}

/** The row, counted from 0, and what of it stands before the place. */
export function placeOf({text, at}: Editor): {row: number; column: string} {
	const before = text.slice(0, at);
	const start = lineStart(before);
	return {row: before.slice(0, start).split('\n').length - 1, column: before.slice(start)};
}
