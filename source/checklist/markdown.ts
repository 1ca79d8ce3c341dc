import {type CompileContext, type Extension, fromMarkdown} from 'mdast-util-from-markdown';
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {frontmatter} from 'micromark-extension-frontmatter';
import {gfm} from 'micromark-extension-gfm';
import type {Nodes, Root, RootContent} from 'mdast';
import type {Range} from './model.js';

/** Behind an empty item the parser takes a box for a task's that stands in no item, and then marks whatever is around it. */
const markTask = ({stack}: CompileContext, checked: boolean): void => {
	const item = stack.at(-2);
	if (item?.type === 'listItem') {
		item.checked = checked;
	}
};

const tasks: Extension = {
	exit: {
		taskListCheckValueChecked() {
			markTask(this, true);
		},
		taskListCheckValueUnchecked() {
			markTask(this, false);
		},
	},
};

const parse = (text: string): Root => fromMarkdown(text, {
	extensions: [gfm(), frontmatter()],
	mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(), tasks],
});

/** The parser takes more than linear time, so long documents are read in pieces that begin at headings. */
const pieceLength = 32_768;

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

/** True when a heading behind this piece could still be inside its last block: a fence or HTML that has not ended. */
const isOpen = (blocks: readonly RootContent[], length: number): boolean => {
	const last = blocks.at(-1);
	return last !== undefined && ['code', 'html', 'yaml'].includes(last.type) && (last.position?.end.offset ?? 0) >= length - 1;
};

/** The blocks of a document, with positions that count from its beginning. */
export const readBlocks = (text: string): RootContent[] => {
	if (text.length <= pieceLength) {
		return parse(text).children;
	}

	const blocks: RootContent[] = [];
	let from = 0;
	let line = 0;
	let wanted = pieceLength;
	// A column-0 heading behind a blank line ends every list, quote and paragraph; only fences and HTML can hold it.
	for (const match of [...text.matchAll(/(?<=\n[\t ]*\r?\n)#{1,6} /gv), {index: text.length}]) {
		if (match.index < text.length && match.index - from < wanted) {
			continue;
		}

		const piece = text.slice(from, match.index);
		const inner = parse(piece).children;
		if (match.index < text.length && isOpen(inner, piece.length)) {
			wanted = piece.length * 2;
			continue;
		}

		for (const block of inner) {
			shift(block, from, line);
			blocks.push(block);
		}

		line += piece.split(/\r\n|[\n\r]/v).length - 1;
		from = match.index;
		wanted = pieceLength;
	}

	return blocks;
};

/** Every node of the parser has a position; one without is treated as empty. */
export const rangeOf = (node: Nodes): Range => ({from: node.position?.start.offset ?? 0, to: node.position?.end.offset ?? 0});

type Leaf = {readonly line: number; readonly text: string};

const lineBreak = /\r\n|[\n\r]/v;

function * leavesOf(node: Nodes): Generator<Leaf> {
	const line = node.position?.start.line ?? 1;
	if ('children' in node) {
		for (const child of node.children) {
			yield * leavesOf(child);
		}
	} else if ('alt' in node) {
		yield {line, text: node.alt ?? ''};
	} else if (node.type === 'html') {
		yield {line, text: /^<br/iv.test(node.value) ? ' ' : ''};
	} else if ('value' in node) {
		for (const [index, text] of node.value.split(lineBreak).entries()) {
			yield {line: line + index, text};
		}
	}
}

export type TextLine = {readonly line: number; readonly text: string};

/** The words of a node, without marks, line by line as they stand in the source. */
export const linesOf = (node: Nodes): TextLine[] => {
	const lines = new Map<number, string[]>();
	for (const {line, text} of leavesOf(node)) {
		const known = lines.get(line);
		if (known) {
			known.push(text);
		} else {
			lines.set(line, [text]);
		}
	}

	return [...lines].map(([line, parts]) => ({line, text: parts.join('').trim()}));
};

export const onOneLine = (text: string): string => text.replaceAll(/\s+/gv, ' ').trim();

/** The words of a node, without marks, with the spaces around them. */
export const looseWordsOf = (node: Nodes): string => {
	const parts: string[] = [];
	let line: number | undefined;
	for (const leaf of leavesOf(node)) {
		parts.push(line !== undefined && leaf.line > line ? ' ' : '', leaf.text);
		line = leaf.line;
	}

	return parts.join('');
};

/** The words of a node, without marks, on one line. */
export const wordsOf = (node: Nodes): string => onOneLine(looseWordsOf(node));
