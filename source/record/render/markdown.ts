/**
Data from commands and people as Markdown that shows it and does nothing else: no HTML, links, images, mentions or
block structure of its own, and nothing invisible.

A *dialect* says how the same words are written at a place: as Markdown, or as plain text inside a form's fence.
*/
import {writeOut} from '../../checklist/escape.js';

export type Dialect = {
	/** Text of a person or a command, on one line. */
	readonly say: (text: string) => string;
	/** The same at the beginning of a line or list item. */
	readonly begin: (text: string) => string;
	/** A command, an expression, a path, an id, on one line. */
	readonly code: (text: string) => string;
	/** A word of our own that carries the message. */
	readonly strong: (word: string) => string;
};

/** On one line, with everything that would be invisible or would move the cursor shown. */
function flatten(text: string): string {
	const lines = text.split(/\r\n|[\n\r]/v);
	const hasWords = (line: string) => /[^\t ]/v.test(line);
	const first = lines.findIndex(line => hasWords(line));
	const last = lines.findLastIndex(line => hasWords(line));
	const line = lines.slice(Math.max(0, first), last + 1).join(' ⏎ ');
	return writeOut(line).trim();
}

/** A code span around one line; an empty text is said in words, because an empty span cannot be written. */
function codeSpan(text: string): string {
	const line = flatten(text);
	if (line === '') {
		return '(empty)';
	}

	const ticks = '`'.repeat(shortestFreeRun(line));
	const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
	return `${ticks}${padding}${line}${padding}${ticks}`;
}

/** A span is closed by a run of exactly its own length, so the first length that does not occur will do. */
function shortestFreeRun(line: string): number {
	const lengths = new Set((line.match(/`+/gv) ?? []).map(run => run.length));
	let length = 1;
	while (lengths.has(length)) {
		length++;
	}

	return length;
}

/** What hosts turn into links, mentions, references and pictures even where a backslash stands before it. */
const live = /@|:\/\/|www\.|mailto:|xmpp:|(?:^|[^\p{Letter}\p{Number}])[!#$%~][\p{Letter}\p{Number}]|gh-\d|:[\w+\-]+:/iv;
const special = /[$*<\[\\\]`\|~]|(?<![\p{Letter}\p{Number}])_|_(?![\p{Letter}\p{Number}])|&(?=[#a-z])/giv;

function escapeWords(text: string, quiet: (word: string) => string): string {
	return flatten(text).split(' ').map(word => live.test(word) ? quietWord(word) : quiet(word)).join(' ');
}

/**
Text inside a line that begins with words of our own. Words that a host would bring to life stand in code spans,
without vertical bars, so that they can stand in tables too.
*/
function escapeText(text: string): string {
	return escapeWords(text, word => word.replaceAll(special, String.raw`\$&`));
}

function quietWord(word: string): string {
	return word.split('|').map(part => part === '' ? '' : codeSpan(part)).join(String.raw`\|`);
}

/** Text that may come to stand at the beginning of a line, where more characters have a meaning. */
export function escapeLine(text: string): string {
	return escapeWords(text, word => word.replaceAll(special, String.raw`\$&`).replaceAll('>', String.raw`\>`))
		.replace(/^[#+\-:=]/v, String.raw`\$&`)
		.replace(/^(?<digits>\d+)(?=[\).])/v, '$<digits>\\');
}

export const markdown: Dialect = {
	say: escapeText, begin: escapeLine, code: codeSpan, strong: word => `**${word}**`,
};

/** Inside a form's fence: as it is, but for what could end the fence. */
export const plainForm: Dialect = {
	say: escapeForm, begin: escapeForm, code: escapeForm, strong: word => word,
};

export function escapeForm(text: string): string {
	return flatten(text).replaceAll(/`{3,}|~{3,}/gv, run => [...run].join(' '));
}

/** Where the document writes HTML, which no back-tick or backslash quiets. */
export function escapeHtml(text: string): string {
	const words = flatten(text).split(' ').map(word => {
		const escaped = word.replaceAll('&', '&#38;').replaceAll('<', '&#60;').replaceAll('>', '&#62;').replaceAll('"', '&#34;');
		return live.test(word) ? `<code>${escaped}</code>` : escaped;
	});
	return words.join(' ');
}

/** Several lines of output in a fence that nothing in them can end. */
export function fence(text: string, info: string): string {
	const lines = text.replace(/\n$/v, '').split('\n').map(line => writeOut(line.replace(/\r$/v, '')));
	const ticks = fenceFor(lines.join('\n'));
	return [`${ticks}${info}`, ...lines, ticks].join('\n');
}

/** Back-ticks, one more than the longest run in the text and at least three. */
export function fenceFor(text: string): string {
	const longest = Math.max(0, ...(text.match(/`+/gv) ?? []).map(run => run.length));
	return '`'.repeat(Math.max(3, longest + 1));
}
