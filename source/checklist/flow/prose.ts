/** What is shown beside the steps, and asks for nothing. */
import type {Code, Nodes} from 'mdast';
import {linesOf, wordsOf, type TextLine} from '../markdown.js';

const lineOf = (node: Nodes): number => node.position?.start.line ?? 1;

const silent = new Set<Nodes['type']>(['html', 'yaml', 'definition', 'thematicBreak']);

const containers = new Set<Nodes['type']>(['blockquote', 'footnoteDefinition', 'list', 'table']);

const codeLines = (code: Code): TextLine[] => {
	const lines = code.value.split(/\r\n|[\n\r]/v);
	// The fence's own line comes first; indented code has none.
	const first = (code.position?.end.line ?? 1) - lineOf(code) >= lines.length ? lineOf(code) + 1 : lineOf(code);
	return lines.map((text, index) => ({line: first + index, text}));
};

/** Blocks that ask for nothing, as lines of plain text with the lines where they stand. */
export const proseOf = (node: Nodes): TextLine[] => {
	if (silent.has(node.type)) {
		return [];
	}

	if (node.type === 'code') {
		return codeLines(node);
	}

	if (node.type === 'tableRow') {
		return [{line: lineOf(node), text: node.children.map(cell => wordsOf(cell)).join(' │ ')}];
	}

	if (node.type === 'listItem') {
		return node.children.flatMap(child => proseOf(child)).map(({line, text}, index) => ({line, text: index === 0 ? `- ${text}` : `  ${text}`}));
	}

	if ('children' in node && containers.has(node.type)) {
		return node.children.flatMap((child: Nodes) => proseOf(child));
	}

	return linesOf(node).filter(({text}) => text !== '');
};
