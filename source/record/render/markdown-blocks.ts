/** The blocks of a Markdown text that hold no blocks themselves, and what the text leaves open at its end. */
import type {Nodes, Parents, RootContent} from 'mdast';
import type {Range} from '../../checklist/model.js';
import {rangeOf} from '../../checklist/markdown.js';

export type Block = {
	readonly type: Nodes['type'];
	readonly from: number;
	readonly to: number;
	/** The end of what stands inside a fence; for other blocks their beginning. */
	readonly formTo: number;
	/** Code spans and HTML within. */
	readonly spans: ReadonlyArray<{readonly type: 'inlineCode' | 'html'; readonly from: number; readonly to: number}>;
};

const kinds: ReadonlySet<string> = new Set(['paragraph', 'heading', 'code', 'html', 'table', 'definition', 'thematicBreak', 'yaml']);

/** In document order; they never overlap. */
export function listBlocks(text: string, tree: readonly RootContent[]): Block[] {
	const blocks: Block[] = [];
	const visit = (node: Nodes) => {
		if (kinds.has(node.type)) {
			blocks.push(describeBlock(node, text));
		} else if ('children' in node) {
			for (const child of node.children) {
				visit(child);
			}
		}
	};

	for (const node of tree) {
		visit(node);
	}

	return blocks;
}

function describeBlock(node: Nodes, text: string): Block {
	const {from, to} = rangeOf(node);
	return {
		type: node.type, from, to, formTo: node.type === 'code' ? endOfForm(text, {from, to}) : from, spans: 'children' in node ? spansOf(node) : [],
	};
}

function endOfForm(text: string, {from, to}: Range): number {
	const opening = /^\s*(?<run>`{3,}|~{3,})/v.exec(text.slice(from, to))?.groups?.run;
	if (opening === undefined) {
		return from;
	}

	const last = text.lastIndexOf('\n', to - 1) + 1;
	const isClosed = last > from && /^[\s>]*(?<run>`{3,}|~{3,})\s*$/v.exec(text.slice(last, to))?.groups?.run?.startsWith(opening) === true;
	return isClosed ? last - 1 : to;
}

function spansOf(parent: Parents): Block['spans'] {
	return parent.children.flatMap(child => child.type === 'inlineCode' || child.type === 'html'
		? [{type: child.type, ...rangeOf(child)}]
		: ('children' in child ? spansOf(child) : []));
}
