/** Where in the document something may be put, so that all around it keeps its meaning, and how it is written there. */
import type {Range} from '../../checklist/model.js';
import {
	escapeForm,
	escapeHtml,
	escapeLine,
	markdown,
	plainForm,
	type Dialect,
} from './markdown.js';
import {fitList} from './fill-lists.js';
import type {Block} from './markdown-blocks.js';

/** One line that the record adds, and lines that belong to it. */
export type Line = {readonly text: string; readonly inner?: readonly Line[]};

/** What is said about a place of the document. The words are chosen once it is known how they are written there. */
export type Remark = {
	readonly at: number;
	readonly indent: string;
	/** `shared`: other remarks stand at the same place, or the place is not the step's own line. */
	readonly tell: (dialect: Dialect, shared: boolean) => readonly Line[];
};

export type Spot = {
	/** The end of a line. */
	readonly at: number;
	readonly form: boolean;
	readonly blankBefore: boolean;
	readonly blankAfter: boolean;
	/** With its space; empty: every line is a paragraph, because a list would swallow what follows. */
	readonly bullet: string;
	readonly indent: string;
};

/** How a value is written where it fills a blank. */
export function writeValue(value: string, {from, to}: Range, blocks: readonly Block[]): string {
	const block = blockAt(blocks, from);
	const span = block?.spans.find(inner => inner.from <= from && to <= inner.to)?.type;
	if (block?.type === 'code') {
		return escapeForm(value);
	}

	if (span === 'html' || block?.type === 'html') {
		return escapeHtml(value);
	}

	return span === 'inlineCode' ? escapeForm(value).replaceAll('`', '\'') : escapeLine(value);
}

export function dialectOf({form}: Spot): Dialect {
	return form ? plainForm : markdown;
}

/** Finds the end of the line after which a remark stands, without cutting a paragraph or a table. */
export function findSpot(text: string, blocks: readonly Block[], {at, indent}: Pick<Remark, 'at' | 'indent'>): Spot {
	const line = lastLineWithText(text, at);
	const block = blockAt(blocks, line) ?? blockAt(blocks, lineStart(text, line));
	const form = block !== undefined && line > block.from && line <= block.formTo;
	const end = block && !form ? Math.max(line, lineEnd(text, block.to)) : line;
	const column = block ? block.from - lineStart(text, block.from) : 0;
	if (form) {
		return {
			at: end, form, bullet: '» ', indent: indent.trim() === '' ? indent.padEnd(column) : indent, blankBefore: false, blankAfter: false,
		};
	}

	const fitted = fitList(text, end, indent);
	return {
		...fitted,
		at: end,
		form,
		blankBefore: block?.type === 'html' || block?.type === 'table',
		blankAfter: fitted.bullet === '' || wouldContinue(text, blocks, end, indent),
	};
}

/** Binary search: documents have thousands of blocks. */
function blockAt(blocks: readonly Block[], offset: number): Block | undefined {
	let low = 0;
	let high = blocks.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if ((blocks[middle]?.to ?? 0) < offset) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	const found = blocks[low];
	return found && found.from <= offset ? found : undefined;
}

function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
	const newline = text.indexOf('\n', offset);
	const end = newline === -1 ? text.length : newline;
	return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** A remark stands right below what it is about, above the empty lines. */
function lastLineWithText(text: string, at: number): number {
	let end = lineEnd(text, at > 0 && text[at - 1] === '\n' ? at - 1 : at);
	while (end > 0 && text.slice(lineStart(text, end), end).trim() === '') {
		end = lineEnd(text, Math.max(0, lineStart(text, end) - 1));
		if (lineStart(text, end) === 0) {
			break;
		}
	}

	return text[end - 1] === '\r' ? end - 1 : end;
}

/** A paragraph that follows without an empty line would become part of the remark. */
function wouldContinue(text: string, blocks: readonly Block[], end: number, indent: string): boolean {
	const next = text.indexOf('\n', end) + 1;
	if (next === 0) {
		return false;
	}

	const line = text.slice(next, lineEnd(text, next));
	const marked = line.startsWith(indent) ? indent.length : 0;
	const first = next + marked + (line.length - marked - line.slice(marked).trimStart().length);
	const block = line.trim() === '' ? undefined : blockAt(blocks, first);
	return block?.from === first && ['paragraph', 'html', 'table', 'definition'].includes(block.type);
}
