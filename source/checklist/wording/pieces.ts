/** What stands in a document's blocks, part by part: words, and what is shown beside them or stands behind a link. */
import type {Nodes, RootContent} from 'mdast';
import {contentLines} from '../fences.js';
import {looseWordsOf, rangeOf, wordsOf} from '../markdown.js';
import type {Range} from '../model.js';
import {
	linesWithin,
	positionAt,
	sliceOf,
	type Source,
} from '../source.js';
import {foldText} from '../titles.js';
import {asideIn} from './aside.js';

/** A part of one line; what is exact counts letter by letter. */
export type Piece = Range & {readonly text: string; readonly exact: boolean};

/** What the blocks behind it are about: `For Linux:`. */
export type Introduction = Range & {readonly text: string};

const inline: ReadonlySet<Nodes['type']> = new Set(['delete', 'emphasis', 'link', 'linkReference', 'strong']);

const introducedTypes: ReadonlySet<Nodes['type']> = new Set(['code', 'list', 'table']);

const summary = /<summary[^<>]{0,200}>(?<title>[^<]*)/iv;

const introductionOf = (block: Nodes): string => {
	if (block.type === 'paragraph') {
		const words = wordsOf(block);
		return words.endsWith(':') || block.children.every(child => child.type === 'strong') ? foldText(words) : '';
	}

	return block.type === 'html' ? foldText(summary.exec(block.value)?.groups?.title ?? '') : '';
};

export class Pieces {
	readonly #urls = new Map<string, string>();
	readonly #footnotes = new Map<string, string>();
	/** Labels of the paragraph that is read which are no part of what a step says. */
	#aside: readonly Range[] = [];
	readonly all: Piece[] = [];
	readonly introductions: Introduction[] = [];

	/** Commands have a fingerprint; they are known by their lines. */
	constructor(readonly source: Source, readonly commandLines: ReadonlySet<number>, blocks: readonly RootContent[]) {
		this.#define(blocks);
		this.#readBlocks(blocks);
	}

	/** Of two with one name the first one counts. */
	#define(nodes: readonly Nodes[]): void {
		for (const node of nodes) {
			if (node.type === 'definition') {
				this.#urls.set(node.identifier, this.#urls.get(node.identifier) ?? node.url);
			} else if (node.type === 'footnoteDefinition') {
				this.#footnotes.set(node.identifier, this.#footnotes.get(node.identifier) ?? node.children.map(child => looseWordsOf(child)).join(' '));
			} else if ('children' in node && node.type !== 'paragraph') {
				this.#define(node.children);
			}
		}
	}

	#readBlocks(blocks: readonly Nodes[]): void {
		let introduction = '';
		for (const block of blocks) {
			if (introducedTypes.has(block.type)) {
				this.introductions.push({...rangeOf(block), text: introduction});
			} else {
				introduction = introductionOf(block);
			}

			this.#read(block);
		}
	}

	#add(text: string, range: Range, exact: boolean): void {
		if (this.#aside.every(label => range.from < label.from || range.to > label.to)) {
			this.all.push({...range, text, exact});
		}
	}

	/** A piece for each line: in a form every line may be a step. */
	#addLines(text: string, lines: readonly Range[], exact: boolean): void {
		for (const [index, one] of text.split(/\r\n|[\n\r]/v).entries()) {
			this.#add(index === 0 && !exact ? one : `\n${one}`, lines[index] ?? lines.at(-1) ?? {from: 0, to: 0}, exact);
		}
	}

	#urlOf(node: Nodes): string | undefined {
		if (node.type === 'linkReference' || node.type === 'imageReference') {
			return this.#urls.get(node.identifier) ?? '';
		}

		return node.type === 'link' || node.type === 'image' ? node.url : undefined;
	}

	/** What counts letter by letter in a node without others in it, or behind those in it. */
	#exactOf(node: Nodes): string | undefined {
		if (node.type === 'break') {
			return ' ';
		}

		if (node.type === 'inlineCode') {
			return `\`${node.value}\``;
		}

		if (node.type === 'html') {
			return /^\s*<(?:!--|br\b)/iv.test(node.value) ? ' ' : node.value;
		}

		const url = this.#urlOf(node);
		return url === undefined ? (node.type === 'delete' ? '~~' : undefined) : `${'alt' in node ? node.alt ?? '' : ''}(${url})`;
	}

	#read(node: Nodes): void {
		const range = rangeOf(node);
		if (node.type === 'text') {
			this.#addLines(node.value, linesWithin(this.source, range), false);
		} else if (node.type === 'code') {
			this.#readCode(node.value, node);
		} else if ('children' in node) {
			this.#readInside(node);
		} else if (node.type === 'footnoteReference') {
			this.#add(` ${this.#footnotes.get(node.identifier) ?? ''} `, range, false);
		}

		const exact = this.#exactOf(node);
		if (exact !== undefined) {
			this.#add(exact, {from: range.to - 1, to: range.to}, true);
		}
	}

	#readCode(text: string, code: Extract<Nodes, {type: 'code'}>): void {
		const range = rangeOf(code);
		if (this.commandLines.has(positionAt(this.source, range.from).line)) {
			return;
		}

		const isFence = /^[`~]/v.test(sliceOf(this.source, range));
		// How far a line stands to the right can be all that it says.
		this.#addLines(text.replaceAll(/[\t ]/gv, '\u{2423}'), isFence ? contentLines(this.source, code) : linesWithin(this.source, range), true);
	}

	#readInside(node: Extract<Nodes, {children: unknown}>): void {
		if (node.type === 'paragraph') {
			this.#aside = asideIn(this.source, node);
		}

		const before = this.all.length;
		this.#readBlocks(node.children);
		const first = this.all[before];
		if (first && !inline.has(node.type)) {
			this.all[before] = {...first, text: `\n${first.text}`};
		}
	}
}
