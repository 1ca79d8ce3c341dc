/** Small questions to Markdown's nodes: where they stand, and their words. */
import type {Nodes} from 'mdast';
import type {Range} from './model.js';

/** Every node of the parser has a position; one without is treated as empty. */
export const rangeOf = (node: Nodes): Range => ({from: node.position?.start.offset ?? 0, to: node.position?.end.offset ?? 0});

type Leaf = {readonly line: number; readonly text: string};

const lineBreak = /\r\n|[\n\r]/v;

const gatherLeaves = (node: Nodes, leaves: Leaf[]): Leaf[] => {
	const line = node.position?.start.line ?? 1;
	if ('children' in node) {
		for (const child of node.children) {
			gatherLeaves(child, leaves);
		}
	} else if ('alt' in node) {
		leaves.push({line, text: node.alt ?? ''});
	} else if (node.type === 'html') {
		leaves.push({line, text: /^<br/iv.test(node.value) ? ' ' : ''});
	} else if ('value' in node) {
		const texts = /[\n\r]/v.test(node.value) ? node.value.split(lineBreak) : [node.value];
		for (const [index, text] of texts.entries()) {
			leaves.push({line: line + index, text});
		}
	}

	return leaves;
};

const leavesOf = (node: Nodes): readonly Leaf[] => gatherLeaves(node, []);

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

export const onOneLine = (text: string): string => (/[^\S ]| {2}/v.test(text) ? text.replaceAll(/\s+/gv, ' ') : text).trim();

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
