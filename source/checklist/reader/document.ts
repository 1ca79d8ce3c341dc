/** A whole document: read directly where that is certain, by the library where not. */
import type {Nodes, RootContent} from 'mdast';
import {readSource} from '../source.js';
import {readBlock} from './blocks.js';
import {askForFrontMatter, askLibrary} from './library.js';
import {linesOf, type Line} from './lines.js';
import {define, Page} from './page.js';
import {skipBlank, startOf} from './starts.js';

const shift = (node: Nodes, offset: number, line: number): void => {
	if (node.position) {
		for (const point of [node.position.start, node.position.end]) {
			point.offset = (point.offset ?? 0) + offset;
			point.line += line;
		}
	}

	if ('children' in node) {
		for (const child of node.children) {
			shift(child, offset, line);
		}
	}
};

/** What may be front matter, which holds whatever looks like Markdown. */
const frontMatter = /^-{3}[\t ]*[\n\r](?:[\s\S]*?[\n\r])??-{3}(?=[\t ]*(?:[\n\r]|$))/v;

const beginnings: ReadonlySet<string> = new Set(['text', 'heading', 'fence', 'rule', 'quote', 'html', 'tag']);

type Part = {readonly at: number; readonly blocks: RootContent[]};

/** Some lines of the document, and the number of the first one. */
type Piece = {readonly text: string; readonly at: number; readonly behind: string};

class DocumentReader {
	readonly #page: Page;
	readonly #lines: readonly Line[];
	/** The blocks, in the parts in which they were read, and the lines where these begin. */
	readonly #parts: Part[] = [];

	constructor(text: string) {
		const source = readSource(text);
		this.#page = new Page(source);
		this.#lines = linesOf(source);
	}

	/** A line that stands directly below other blocks is read with them; gives the line where they begin. */
	#paragraphAbove(at: number): number {
		const {text} = this.#page.source;
		let first = at;
		for (;;) {
			const line = this.#lines[first - 1];
			const last = line && startOf(text, line).kind !== 'blank' ? this.#parts.pop() : undefined;
			if (!last) {
				return first;
			}

			first = last.at;
		}
	}

	/** A line behind an empty one that begins at the margin ends every list, quote and paragraph; only fences and HTML can hold it. */
	#isCut(index: number): boolean {
		const {text} = this.#page.source;
		const [before, line] = [this.#lines[index - 1], this.#lines[index]];
		if (!before || !line || startOf(text, before).kind !== 'blank') {
			return false;
		}

		return !/^(?:[\t ]|\[\^|>[\t >]*[\d*+\-])/v.test(text.slice(line.from, line.to)) && beginnings.has(startOf(text, line).kind);
	}

	/** Asks the library about what begins at a line, up to where nothing of it can go on; gives the line behind it. */
	#ask(at: number): number {
		const {text} = this.#page.source;
		const lines = this.#lines;
		const begin = lines[at]?.from ?? 0;
		let next = at;
		for (let wanted = begin; ;) {
			do {
				next++;
			} while (next < lines.length && !(this.#isCut(next) && (lines[next]?.from ?? 0) >= wanted));

			const piece = {text: text.slice(begin, lines[next]?.from ?? text.length), at, behind: next < lines.length ? (text[lines[next]?.from ?? 0] === '>' ? '> more' : 'more') : ''};
			const labels = this.#page.labelsIn(piece.text);
			const blocks = this.#readPiece(piece, labels.values());
			if (blocks) {
				this.#parts.push({at, blocks});
				this.#page.doubt(labels, known => {
					blocks.splice(0, blocks.length, ...this.#readPiece(piece, known) ?? blocks);
				});
				return next;
			}

			wanted = begin + (piece.text.length * 2);
		}
	}

	/** The blocks of a part of the document; undefined when what follows could still be inside the last one: a fence or HTML that has not ended. */
	#readPiece({text, at, behind}: Piece, known: Iterable<string>): RootContent[] | undefined {
		// Nothing here is the beginning of the document, and only its end is the end.
		const before = `\n${define(known)}`;
		const blocks = askLibrary(before + text + behind).children.filter(({position}) => (position?.start.offset ?? 0) >= before.length);
		if (behind !== '' && blocks.pop()?.position?.start.offset !== before.length + text.length) {
			return undefined;
		}

		for (const block of blocks) {
			shift(block, (this.#lines[at]?.from ?? 0) - before.length, at - (before.split('\n').length - 1));
		}

		return blocks;
	}

	read(): RootContent[] {
		const page = this.#page;
		const lines = this.#lines;
		const front = frontMatter.exec(page.source.text)?.[0] ?? '';
		const first = front === '' ? 0 : readSource(front).lineStarts.length;
		for (let at = skipBlank(page.source.text, lines, first); at < lines.length; at = skipBlank(page.source.text, lines, at)) {
			const read = readBlock(page, {lines, at});
			if (read) {
				this.#parts.push({at, blocks: [read.node]});
			}

			at = read ? read.next : this.#ask(this.#paragraphAbove(at));
		}

		page.settleDoubts(this.#parts.flatMap(({blocks}) => blocks));
		return [...askForFrontMatter(front).children, ...this.#parts.flatMap(({blocks}) => blocks)];
	}
}

/** The blocks of a document, with positions that count from its beginning. */
export const readBlocks = (text: string): RootContent[] => new DocumentReader(text).read();
