/** From a place in a command's text to the place in the document. */
import type {Command} from './command.js';
import {withoutEnd, type Source} from './source.js';

/** Where the fence of a command begins. */
export const fenceOffset = ({text, lineStarts}: Source, {line}: Command): number => {
	const start = lineStarts[line - 1] ?? 0;
	const fence = /`{3}|~{3}/v.exec(text.slice(start, lineStarts[line] ?? text.length));
	return start + (fence?.index ?? 0);
};

/**
A place within a command, line and column counted from 1, as an offset in the document.

A command's lines keep their order there, behind indentation, quote signs and prompts, with output between them.
*/
export const offsetInBlock = ({text, lineStarts}: Source, command: Command, {line, column}: {readonly line: number; readonly column: number}): number => {
	const endOf = (index: number): number => {
		const start = lineStarts[index] ?? text.length;
		return start + withoutEnd(text.slice(start, lineStarts[index + 1] ?? text.length), '\r\n').length;
	};

	let index = command.line - 1;
	for (const wanted of command.text.split('\n').slice(0, line)) {
		do {
			index++;
		} while (index < lineStarts.length && !text.slice(lineStarts[index], endOf(index)).endsWith(wanted));
	}

	const wanted = command.text.split('\n')[line - 1] ?? '';
	return index < lineStarts.length ? endOf(index) - wanted.length + column - 1 : fenceOffset({text, lineStarts}, command);
};
