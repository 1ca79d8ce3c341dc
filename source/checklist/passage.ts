/** Running text with its places in the source: what stands in code, links and HTML is masked, so that nothing is found in it. */
import type {Nodes} from 'mdast';
import type {Range} from './model.js';
import {rangeOf, wordsOf} from './markdown.js';
import {sliceOf, type Source} from './source.js';

type Span = Range & {readonly text: string};

/** A stretch of running text: what a paragraph, a table cell or a form line says, with its places in the source. */
export type Passage = {
	readonly range: Range;
	/** The source of the range; what stands in code, links and HTML is replaced so that nothing is found in it. */
	readonly masked: string;
	readonly codes: readonly Span[];
	readonly bolds: readonly Span[];
};

const filler = '\u{FFFC}';

const hidden = new Set<Nodes['type']>(['link', 'linkReference', 'image', 'imageReference', 'html']);

const onlyBlank = /^`+ ?_{3,} ?`+$/v;

/** Reads a paragraph's or cell's inline nodes; a code span that holds only underscores is a blank like any other. */
export const readPassage = (source: Source, node: Nodes, range: Range = rangeOf(node)): Passage => {
	const codes: Span[] = [];
	const bolds: Span[] = [];
	const pieces: string[] = [];
	let at = range.from;
	const mask = (place: Range): void => {
		const from = Math.max(at, place.from);
		const to = Math.max(from, place.to);
		pieces.push(source.text.slice(at, from), filler.repeat(to - from));
		at = to;
	};

	const visit = (inner: Nodes): void => {
		const place = rangeOf(inner);
		if (inner.type === 'inlineCode') {
			// Code over two lines reads as if on one.
			codes.push({...place, text: inner.value.replaceAll(/\r\n|[\n\r]/gv, ' ')});
		}

		const hides = inner.type === 'inlineCode' ? !onlyBlank.test(sliceOf(source, place)) : hidden.has(inner.type);
		if (hides) {
			mask(place);
			return;
		}

		if (inner.type === 'strong') {
			bolds.push({...place, text: wordsOf(inner)});
		}

		if ('children' in inner) {
			for (const child of inner.children) {
				visit(child);
			}
		}
	};

	visit(node);
	pieces.push(source.text.slice(at, range.to));
	return {
		range, masked: pieces.join(''), codes, bolds,
	};
};

/** A line of a form: no marks, everything is what it seems. */
export const plainPassage = (source: Source, range: Range): Passage => ({
	range, masked: sliceOf(source, range), codes: [], bolds: [],
});
