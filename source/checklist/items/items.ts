/** Small questions to a list item. */
import type {
	List,
	ListItem,
	Nodes,
	Paragraph,
} from 'mdast';
import type {Box, Range} from '../model.js';
import {onOneLine, rangeOf, wordsOf} from '../markdown.js';
import {
	indentBefore,
	lineAround,
	lineEndBehind,
	sliceOf,
	type Source,
} from '../source.js';

export const firstParagraph = (item: ListItem): Paragraph | undefined => {
	const [first] = item.children;
	return first?.type === 'paragraph' ? first : undefined;
};

const signs = /[□▢◻☐☑⬜]\u{FE0F}?/gv;

/** The sign in front of `- ☐ text`, ticked by hand or not: people write it where GFM wants `[ ]`. Two of them are a choice. */
const signOf = (item: ListItem): Range | undefined => {
	const paragraph = firstParagraph(item);
	const [first] = paragraph?.children ?? [];
	const sign = first?.type === 'text' ? /^[□▢◻☐☑⬜]\u{FE0F}?(?=\s)/v.exec(first.value) : null;
	if (!paragraph || !first || sign === null || wordsOf(paragraph).match(signs)?.length !== 1) {
		return undefined;
	}

	const {from} = rangeOf(first);
	return {from, to: from + sign[0].length};
};

/** True for an item with a box in front, in brackets or as a sign. */
export const isTask = (item: ListItem): boolean => typeof item.checked === 'boolean' || signOf(item) !== undefined;

/** True for an item whose box somebody has ticked in the file. */
export const isTicked = (item: ListItem): boolean => {
	const [first] = signOf(item) ? firstParagraph(item)?.children ?? [] : [];
	return item.checked === true || (first?.type === 'text' && first.value.startsWith('☑'));
};

/** Where a task item's box is and where its text begins: the parser's paragraph begins at the box when code or bold text follows it. */
const taskOf = (source: Source, item: ListItem): {readonly inside: Range; readonly text: Range} | undefined => {
	const paragraph = firstParagraph(item);
	if (!paragraph || typeof item.checked !== 'boolean') {
		return undefined;
	}

	const {from} = rangeOf(item);
	const range = rangeOf(paragraph);
	const before = /\[(?<inside>[^\[\]]*)\][\s>]*$/v.exec(source.text.slice(from, range.from));
	if (before !== null) {
		const at = from + before.index + 1;
		return {inside: {from: at, to: at + (before.groups?.inside?.length ?? 0)}, text: range};
	}

	const close = source.text.indexOf(']', range.from);
	const to = close + 1 + (/^[\s>]*/v.exec(source.text.slice(close + 1, range.to))?.[0].length ?? 0);
	return {inside: {from: range.from + 1, to: close}, text: {from: to, to: Math.max(to, range.to)}};
};

/** The box in front of a task item's text; undefined where the box's inside is a line ending and cannot hold a tick. */
export const boxOf = (source: Source, item: ListItem): Box | undefined => {
	const sign = signOf(item);
	if (sign) {
		return {at: sign, sign: true};
	}

	const task = taskOf(source, item);
	return task && /^[\t x]$/iv.test(sliceOf(source, task.inside)) ? {at: task.inside, sign: false} : undefined;
};

/** The range of an item's own text, behind its box. */
export const textRangeOf = (source: Source, item: ListItem): Range => {
	const paragraph = firstParagraph(item);
	const {from} = rangeOf(item);
	const range = paragraph ? rangeOf(paragraph) : {from, to: from};
	return taskOf(source, item)?.text ?? {from: signOf(item)?.to ?? range.from, to: range.to};
};

/** The indentation that keeps a line inside this item. */
const contentIndent = (source: Source, offset: number): string => {
	const before = indentBefore(source, offset);
	const line = source.text.slice(offset, lineAround(source, offset).to);
	const match = /^(?<marker>[*+\-]|\d{1,9}[\).])(?<space>[\t ]*)(?<rest>\S?)/v.exec(line);
	const marker = match?.groups?.marker?.length ?? 1;
	let space = 0;
	let column = before.length + marker;
	for (const sign of match?.groups?.space ?? '') {
		const width = sign === '\t' ? 4 - (column % 4) : 1;
		column += width;
		space += width;
	}

	// More than four columns are indented code inside the item: the content begins one column behind the marker.
	const gap = space <= 4 && (match?.groups?.rest ?? '') !== '' ? space : 1;
	return before + ' '.repeat(marker + gap);
};

/** Behind the item's first paragraph: in front of whatever is nested in it. */
export const noteOf = (source: Source, item: ListItem): {readonly at: number; readonly indent: string} => {
	const {from} = rangeOf(item);
	const [first] = item.children;
	const indent = contentIndent(source, from);
	const at = first && first.type !== 'list' ? lineEndBehind(source, rangeOf(first).to) : lineAround(source, from).to;
	return {at, indent};
};

/** True when an item says nothing but code or a link: it is text of its group. */
export const isReference = (paragraph: Paragraph): boolean => {
	const parts = paragraph.children.filter(child => child.type !== 'text' || /[\p{Letter}\p{Number}]/v.test(child.value));
	return parts.length > 0 && parts.every(({type}) => ['inlineCode', 'link', 'linkReference'].includes(type));
};

/** True for a table of contents: several items, and each begins with a link within the document. */
export const isContents = ({children}: List): boolean => children.length > 1 && children.every(item => {
	const link = firstParagraph(item)?.children[0];
	return link?.type === 'link' && link.url.startsWith('#');
});

const holds = (node: Nodes, type: Nodes['type']): boolean => node.type === type || ('children' in node && node.children.some(child => holds(child, type)));

export const holdsCode = (paragraph: Paragraph): boolean => holds(paragraph, 'inlineCode');

const optionalWords = ['optional', 'if any', 'if needed', 'if applicable'];

const withoutOptional = (text: string, words: readonly string[]): string => {
	let rest = text;
	for (const word of [...optionalWords, ...words]) {
		rest = rest.replaceAll(`(${word})`, ' ').replaceAll(`(${word.charAt(0).toUpperCase()}${word.slice(1)})`, ' ');
	}

	return rest;
};

const lettersOf = (text: string): string => (text.match(/[\p{Letter}\p{Number}]/gv) ?? []).join('');

/** True when a text is only a bold title, signs and "(if applicable)" aside. */
export const isBoldTitle = (title: string, bolds: readonly string[], words: readonly string[]): boolean => {
	const bold = lettersOf(withoutOptional(bolds.join(' '), words));
	return bold !== '' && bold === lettersOf(withoutOptional(title, words));
};

/** May be set aside without a reason: `(optional)`, `Optional: …`, and the front matter's own words. */
export const isOptional = (title: string, words: readonly string[]): boolean => {
	const text = onOneLine(title).toLowerCase();
	if (/\((?:optional(?:ly)?|if any|if needed|if applicable)\)/v.test(text) || /^\P{Letter}*optional:/v.test(text)) {
		return true;
	}

	const bare = text.replace(/^[^\p{Letter}\p{Number}]*/v, '');
	return words.map(word => word.toLowerCase()).some(word => text.includes(`(${word})`) || text.includes(`[${word}]`)
		|| (bare.startsWith(word) && /^\s*(?:[\-:–—]|$)/v.test(bare.slice(word.length))));
};

/** A section may be set aside when its title says so: `Extras (optional)`, `Optional enhancements`. */
export const isOptionalTitle = (title: string, words: readonly string[]): boolean => isOptional(title, words) || /^\P{Letter}*optional\b/iv.test(title);

/** True for items that only say something: notes and warnings. */
export const isRemark = (title: string): boolean => /^(?:note|warning)\b|^⚠/iv.test(title);

/** True for an item that is struck through as a whole: somebody has crossed it out. */
export const isStruck = ({children}: Paragraph): boolean => children.every(child => child.type === 'delete' || (child.type === 'text' && child.value.trim() === ''));

/** True for text such as "Never run this:": the block behind it is only shown. */
export const forbids = (text: string): boolean => /(?:^|[!.:] |⚠\P{Letter}{0,5})(?:please )?(?:do not|don['’]t|never) (?:ever )?(?:run|use|execute|do|type|try|push)(?: (?:this|these|the following|any of these))?(?: commands?)?:$/iv.test(text.trim());

/** True for a group that is one step: what follows only completes its sentence. */
export const isOneStep = (title: string): boolean => /\b(?:when|any of|such as|from|include|including):$/iv.test(title.trim());

export const isCondition = (title: string): boolean => /^if\b.*:$/iv.test(title.trim());

/** In a list the sentence may end in a comma, and what is nested completes it. */
export const isGroupCondition = (title: string): boolean => /^if\b.*[,:]$/iv.test(title.trim());

export const isOtherwise = (title: string): boolean => /^otherwise\b.*:$/iv.test(title.trim());

/** The paragraph with the box in front of it, for items such as `- [ ] PASS [ ] FAIL`. */
export const withBox = (source: Source, paragraph: Paragraph, box: Box): Range | undefined => {
	const range = {from: box.at.from - 1, to: Math.max(box.at.to, rangeOf(paragraph).to)};
	return /^\[[ x]\]\s*(?:pass|go|yes|approved?|fail|no)[\s,\/\|]*\[[ x]\]/iv.test(sliceOf(source, range)) ? range : undefined;
};
