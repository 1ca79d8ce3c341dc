/** What an item says besides its labels. */
import type {Nodes} from 'mdast';
import {looseWordsOf, rangeOf} from '../markdown.js';
import type {Range} from '../model.js';
import {sliceOf, type Source} from '../source.js';

/** The words of a node but for those within some ranges: an item's text without its labels. */
export const wordsBeside = (source: Source, node: Nodes, ranges: readonly Range[]): string => {
	const parts: string[] = [];
	const visit = (inner: Nodes): void => {
		const range = rangeOf(inner);
		const hit = ranges.find(({from, to}) => range.from < to && range.to > from);
		if (!hit) {
			parts.push(looseWordsOf(inner));
		} else if ('children' in inner) {
			for (const child of inner.children) {
				visit(child);
			}
		} else if (inner.type === 'text') {
			parts.push(sliceOf(source, {from: range.from, to: Math.max(range.from, hit.from)}), sliceOf(source, {from: Math.min(range.to, hit.to), to: range.to}));
		}
	};

	visit(node);
	return parts.join('');
};
