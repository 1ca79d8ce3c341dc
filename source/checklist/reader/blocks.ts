/** Blocks of Markdown, read directly; what is not certain is left to the library. */
import type {
	BlockContent,
	Blockquote,
	DefinitionContent,
	RootContent,
} from 'mdast';
import {
	readCode,
	readDefinition,
	readHeading,
	readHtml,
	readIndented,
	readRule,
	type Lines,
	type Read,
} from './leaves.js';
import {inset, placeOf, type Line} from './lines.js';
import {readList, type Inside} from './lists.js';
import type {Page} from './page.js';
import {readFirstParagraph, readParagraph} from './paragraphs.js';
import {mayBeTable, readTable} from './tables.js';
import {
	isBlank,
	skipBlank,
	startOf,
	type Start,
} from './starts.js';

/** Blocks in one another; what is deeper is left to the library. */
const deepest = 20;

/** A line of a quote without its sign and one column of white space behind it. */
const behindSign = (text: string, line: Line, {at, indent}: Start): Line => {
	const inside = {
		...line, from: at + 1, column: line.column - line.rest + indent + 1, rest: 0,
	};
	return /[\t ]/v.test(text.charAt(at + 1)) ? inset(text, inside, 1) : inside;
};

/** Lines that begin with `>`. */
const readQuote = (page: Page, {lines, at}: Lines, depth: number): Read<Blockquote> => {
	const {text} = page.source;
	const inner: Line[] = [];
	let next = at;
	for (let line = lines[next]; line; line = lines[next]) {
		const start = startOf(text, line);
		if (['blank', 'heading', 'fence', 'rule', 'html'].includes(start.kind)) {
			break;
		}

		if (start.kind !== 'quote' && start.kind !== 'text') {
			return undefined;
		}

		// What stands directly below may still belong to the paragraph above.
		inner.push(start.kind === 'quote' ? behindSign(text, line, start) : {...line, lazy: true});
		next++;
	}

	const [first, last] = [lines[at], lines[next - 1]];
	const inside = readInside(page, inner, {depth: depth + 1, isItem: false});
	// Lists in quotes do not end where other lists end when something follows, even if it is empty.
	const list = inside?.children.findIndex(({type}) => type === 'list') ?? -1;
	const isSure = inside && (list === -1 || (list === inside.children.length - 1 && inner.every(line => !isBlank(text, line))));
	return first && last && isSure
		? {node: {type: 'blockquote', children: inside.children, position: placeOf(page.source, [first, startOf(text, first).at], [last, last.to])}, next}
		: undefined;
};

/** Reads one block; undefined when the library has to be asked. */
export const readBlock = (page: Page, {lines, at}: Lines, depth = 0): Read => {
	const line = lines[at];
	if (!line || line.lazy || depth > deepest) {
		return undefined;
	}

	const start = startOf(page.source.text, line);
	const place = {
		lines, at, line, start,
	};
	switch (start.kind) {
		case 'heading': {
			return readHeading(page, place);
		}

		case 'rule': {
			return readRule(page, place);
		}

		case 'fence': {
			return readCode(page, place);
		}

		case 'html':
		case 'tag': {
			return readHtml(page, place);
		}

		case 'quote': {
			return readQuote(page, place, depth);
		}

		case 'item': {
			return readList(page, place, depth, readInside);
		}

		case 'text': {
			return mayBeTable(page, place) ? readTable(page, place) : readDefinition(page, place) ?? readParagraph(page, place);
		}

		case 'indented': {
			return readIndented(page, place);
		}

		case 'blank':
		case 'doubtful': {
			return undefined;
		}
	}
};

const isInside = (node: RootContent): node is BlockContent | DefinitionContent => node.type !== 'yaml';

/** What the library takes for a list in some places and for words in others. */
const beginsLate = /^[\t ]*(?:(?!1[\).])\d{1,9}[\).](?:[\t ]|$)|(?:[*+\-]|1[\).])[\t ]*$)/v;

/** The blocks in a quote or an item; an item that begins with a box is a task. */
const readInside = (page: Page, lines: readonly Line[], {depth, isItem}: {readonly depth: number; readonly isItem: boolean}): Inside | undefined => {
	const children: RootContent[] = [];
	const [line] = lines;
	if (line && beginsLate.test(page.source.text.slice(line.from, line.to))) {
		return undefined;
	}

	let checked: boolean | null = null;
	let at = skipBlank(page.source.text, lines, 0);

	if (line && isItem && depth <= deepest) {
		const place = {
			lines, at, line, start: startOf(page.source.text, line),
		};
		if (place.start.kind === 'text' && page.source.text[place.start.at] === '[' && !mayBeTable(page, place) && !readDefinition(page, place)) {
			const first = readFirstParagraph(page, place);
			if (!first.read) {
				return undefined;
			}

			({checked} = first);
			children.push(first.read.node);
			at = skipBlank(page.source.text, lines, first.read.next);
		}
	}

	while (at < lines.length) {
		const read = readBlock(page, {lines, at}, depth);
		if (!read) {
			return undefined;
		}

		children.push(read.node);
		at = skipBlank(page.source.text, lines, read.next);
	}

	return children.every(child => isInside(child)) ? {children, checked} : undefined;
};
