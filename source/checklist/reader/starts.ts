/** What begins on a line. */
import {indentOf, matchAt, type Line} from './lines.js';
import {tag} from './spans.js';

const blockTags = [
	'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer',
	'form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section',
	'summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul',
].join('|');

const end = String.raw`(?=[\n\r]|$)`;

const heading = new RegExp(`#{1,6}(?:(?= )|${end})`, 'vy');
const fence = new RegExp(`(?:\`{3,}[^\\n\\r\`]*${end}|~{3})`, 'vy');
const rule = new RegExp(String.raw`(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})${end}`, 'vy');
const item = new RegExp(String.raw`(?:[*+\-]|\d{1,9}[\).])(?:(?=[\t ])|${end})`, 'vy');
/** A heading or a rule with tabs. */
const tabbed = new RegExp(String.raw`#{1,6}\t|[*\-_][ *\-_]*\t[\t *\-_]*${end}`, 'vy');
const html = new RegExp(String.raw`<(?:!--|/?(?:${blockTags})(?=[\t\n\r >]|/>|$))`, 'ivy');
/** HTML that ends in other ways than at an empty line or with the end of a comment. */
const otherHtml = /<(?:[!?]|\/?(?:pre|script|style|textarea)(?=[\t\n\r >]|$))/ivy;
const tagAlone = new RegExp(String.raw`(?:${tag})[\t ]*${end}`, 'vy');

/** What a line begins: a `tag` alone is HTML where no paragraph goes on; `doubtful` is what is left to the library. */
type Beginning = 'blank' | 'text' | 'indented' | 'heading' | 'fence' | 'rule' | 'item' | 'quote' | 'html' | 'tag' | 'doubtful';

type Choices = ReadonlyArray<readonly [RegExp, Beginning]>;

const after = (signs: string, choices: Choices): Array<readonly [string, Choices]> => [...signs].map(sign => [sign, choices]);

/** By a line's first sign what it can begin: the first that stands there; else text. */
const choicesBySign: ReadonlyMap<string, Choices> = new Map([
	...after('>', [[/>/vy, 'quote']]),
	...after('#', [[heading, 'heading'], [tabbed, 'doubtful']]),
	...after('`~', [[fence, 'fence']]),
	...after('<', [[html, 'html'], [otherHtml, 'doubtful'], [tagAlone, 'tag']]),
	...after('*+-_0123456789', [[rule, 'rule'], [tabbed, 'doubtful'], [item, 'item']]),
]);

const beginningAt = (text: string, at: number): Beginning => choicesBySign.get(text.charAt(at))?.find(([pattern]) => matchAt(pattern, text, at))?.[1] ?? 'text';

export type Start = {readonly kind: Beginning; readonly at: number; readonly indent: number};

/** What a line begins, and where behind its white space. */
export const startOf = (text: string, line: Line): Start => {
	const {at, indent} = indentOf(text, line);
	if (at === line.to) {
		return {kind: 'blank', at, indent};
	}

	return {kind: indent > 3 ? 'indented' : beginningAt(text, at), at, indent};
};

export const isBlank = (text: string, line: Line): boolean => /^[\t ]*$/v.test(text.slice(line.from, line.to));

/** True for an item that ends the paragraph above it: it is not empty, and begins with 1 if with a number. */
export const endsParagraph = (text: string, at: number, to: number): boolean => /^(?:[*+\-]|1[\).])[\t ]+[^\t ]/v.test(text.slice(at, to));

/** The first line from here on that is not empty. */
export const skipBlank = (text: string, lines: readonly Line[], from: number): number => {
	let at = from;
	for (let line = lines[at]; line && isBlank(text, line); line = lines[at]) {
		at++;
	}

	return at;
};
