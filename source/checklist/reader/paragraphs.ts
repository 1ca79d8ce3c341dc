/** Paragraphs, and headings with an underline. */
import type {Heading, Paragraph} from 'mdast';
import {Content} from './content.js';
import type {Place, Read} from './leaves.js';
import {placeOf, pointAt, type Line} from './lines.js';
import type {Page} from './page.js';
import {endsParagraph, startOf} from './starts.js';

const underline = /^ {0,3}(?<sign>=+|-+) *$/v;

const delimiterLike = /^[\t \-:\|]+$/v;

/** True for a line that could stand below the head of a table. */
export const isDelimiter = (text: string): boolean => delimiterLike.test(text) && text.includes('-') && /[:\|]/v.test(text);

/** What may be the definition of a reference or of a footnote. */
const definitionLike = /^\[[\s\S]*\]:/v;

type ParagraphLines = {readonly own: readonly Line[]; readonly under: Line | undefined; readonly next: number};

/** The lines up to what ends them: an empty line, an underline, another block. */
const linesOfParagraph = (text: string, {lines, line, at, start}: Place): ParagraphLines | undefined => {
	const own: Line[] = [{...line, from: start.at}];
	let next = at + 1;
	for (let other = lines[next]; other; other = lines[next]) {
		const begin = startOf(text, other);
		const words = text.slice(other.from, other.to);
		if (!other.lazy && begin.kind !== 'blank' && underline.test(words)) {
			return {own, under: other, next: next + 1};
		}

		if (begin.kind === 'doubtful' || isDelimiter(words) || (other.lazy && underline.test(words))) {
			return undefined;
		}

		// An empty item, or one that does not begin with 1, ends no paragraph.
		const isWords = begin.kind === 'text' || begin.kind === 'indented' || begin.kind === 'tag' || (begin.kind === 'item' && !endsParagraph(text, begin.at, other.to));
		if (!isWords) {
			break;
		}

		own.push(other);
		next++;
	}

	return {own, under: undefined, next};
};

const box = /^\[(?<tick>[\t x])\](?:[\t ]*$|(?<gap>[\t ]+)(?=[^\t ]))/iv;

/** The first paragraph of an item, and what stands in its box if it has one: that makes a task of the item. */
export const readFirstParagraph = (page: Page, place: Place): {readonly read: Read; readonly checked: boolean | null} => {
	const {tick, gap} = box.exec(page.source.text.slice(place.start.at, place.line.to))?.groups ?? {};
	if (tick === undefined) {
		return {read: readParagraph(page, place), checked: null};
	}

	if (gap === undefined) {
		// A box alone is words, as long as nothing stands on the next line.
		const read = readParagraph(page, place);
		return {read: read?.next === place.at + 1 && read.node.type === 'paragraph' ? read : undefined, checked: null};
	}

	const checked = tick.toLowerCase() === 'x';
	const read = readParagraph(page, {...place, start: {...place.start, at: place.start.at + 4}});
	if (!read?.node.position || read.node.type !== 'paragraph') {
		return {read: undefined, checked};
	}

	// Only words move the beginning of the paragraph behind the box, and what looks like a reference may turn out to be words.
	const [first] = read.node.children;
	if (first?.type.endsWith('Reference')) {
		return {read: undefined, checked};
	}

	if (first?.type !== 'text') {
		read.node.position.start = pointAt(page.source, place.line.index, place.start.at);
	}

	return {read, checked};
};

/** Lines of running text; with an underline they are a heading. */
export const readParagraph = (page: Page, place: Place): Read<Paragraph | Heading> => {
	const {source} = page;
	const {line, start} = place;
	const found = linesOfParagraph(source.text, place);
	const content = found && new Content(source, found.own);
	const children = content && !definitionLike.test(content.text) ? page.read(content) : undefined;
	if (!found || !children) {
		return undefined;
	}

	const {own, under, next} = found;
	const last = own.at(-1) ?? line;
	const position = placeOf(source, [line, start.at], under ? [under, under.to] : [last, last.to]);
	const sign = under && underline.exec(source.text.slice(under.from, under.to))?.groups?.sign;
	return {
		node: sign === undefined
			? {type: 'paragraph', children, position}
			: {
				type: 'heading', depth: sign.startsWith('=') ? 1 : 2, children, position,
			},
		next,
	};
};
