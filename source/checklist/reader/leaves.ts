/** Blocks that hold no others. */
import type {
	Code,
	Definition,
	Heading,
	Html,
	RootContent,
	ThematicBreak,
} from 'mdast';
import type {Source} from '../source.js';
import {Content} from './content.js';
import {normaliseLabel} from './label.js';
import {
	beforeSpaces,
	behindSpaces,
	endingOf,
	indentOf,
	placeOf,
	type Line,
} from './lines.js';
import type {Page} from './page.js';
import {behindRun, holdsEntity} from './spans.js';
import {isBlank, startOf, type Start} from './starts.js';

/** The lines of a document or of a block in it, and the one that is looked at. */
export type Lines = {readonly lines: readonly Line[]; readonly at: number};

/** A line where a block begins, and how it does. */
export type Place = Lines & {readonly line: Line; readonly start: Start};

/** A block and the line behind it; undefined when the library has to be asked. */
export type Read<T extends RootContent = RootContent> = {readonly node: T; readonly next: number} | undefined;

/** One line: `# Title`. */
export const readHeading = (page: Page, {line, at, start}: Place): Read<Heading> => {
	const {source} = page;
	const {text} = source;
	const depth = behindRun(text, start.at) - start.at;
	const from = behindSpaces(text, start.at + depth, line.to);
	let to = beforeSpaces(text, from, line.to);
	const words = text.slice(from, to);
	const closing = words.length - (/[^#]#*$/v.exec(words)?.index ?? -1) - 1;
	if (closing > 0 && text[to - closing - 1] === ' ') {
		to = beforeSpaces(text, from, to - closing);
	}

	if (to === from || closing === words.length || words.includes('\t')) {
		return undefined;
	}

	const children = page.read(new Content(source, [{...line, from, to}]));
	return children && {
		node: {
			type: 'heading', depth: depth as Heading['depth'], children, position: placeOf(source, [line, start.at], [line, line.to]),
		},
		next: at + 1,
	};
};

/** One line: `---`. */
export const readRule = ({source}: Page, {line, at, start}: Place): Read<ThematicBreak> => ({
	node: {type: 'thematicBreak', position: placeOf(source, [line, start.at], [line, line.to])}, next: at + 1,
});

const definition = /^\[(?<label>[^\[\\\]]+)\]: +(?<url>[^\s\p{Control}"'\(\)<>\\]+) *$/v;

/** One line: `[label]: address`. */
export const readDefinition = ({source}: Page, {lines, line, at, start}: Place): Read<Definition> => {
	const {label = '', url = ''} = definition.exec(source.text.slice(start.at, line.to))?.groups ?? {};
	const under = lines[at + 1];
	// A title may stand in the next line.
	const isAlone = !under || isBlank(source.text, under) || source.text[under.from] === '[';
	return !isAlone || holdsEntity(url) || start.indent > 0 || label.length > 900 || label.startsWith('^') || label.trim() === ''
		? undefined
		: {
			node: {
				type: 'definition', identifier: normaliseLabel(label).toLowerCase(), label, title: null, url, position: placeOf(source, [line, start.at], [line, beforeSpaces(source.text, line.from, line.to)]),
			},
			next: at + 1,
		};
};

/** Lines as one text, each without some of the spaces it begins with. */
const joined = (source: Source, lines: readonly Line[], indent: number): string =>
	lines.map((line, index) => source.text.slice(behindSpaces(source.text, line.from, Math.min(line.to, line.from + indent)), line.to) + (index < lines.length - 1 ? endingOf(source, line) : '')).join('');

const findFrom = (lines: readonly Line[], from: number, is: (line: Line) => boolean): number => {
	for (let at = from; at < lines.length; at++) {
		const line = lines[at];
		if (line && is(line)) {
			return at;
		}
	}

	return -1;
};

const isClosing = (text: string, line: Line, fence: string): boolean => {
	const {at, indent} = indentOf(text, line);
	return indent < 4 && text.startsWith(fence, at) && /^[\t ]*$/v.test(text.slice(behindRun(text, at), line.to));
};

/** Lines between two fences; one that is never closed is left to the library. */
export const readCode = ({source}: Page, {lines, line, at, start}: Place): Read<Code> => {
	const {text} = source;
	const behind = behindRun(text, start.at);
	const info = text.slice(behind, line.to).replaceAll(/^[\t ]+/gv, '');
	const close = findFrom(lines, at + 1, other => isClosing(text, other, text.slice(start.at, behind)));
	const end = lines[close];
	const body = lines.slice(at + 1, close);
	if (!end || body.some(({lazy}) => lazy) || /[&\\]/v.test(info) || body.some(({from, rest}) => rest > 0 || (start.indent > 0 && text[from] === '\t'))) {
		return undefined;
	}

	const lang = /^[^\t ]+/v.exec(info)?.[0] ?? null;
	const meta = info.slice(lang?.length ?? 0).replace(/^[\t ]+/v, '');
	return {
		node: {
			type: 'code', lang, meta: meta === '' ? null : meta, value: joined(source, body, start.indent), position: placeOf(source, [line, start.at], [end, end.to]),
		},
		next: close + 1,
	};
};

const isIndented = (text: string, {from, to, lazy, rest}: Line): boolean => !lazy && rest === 0 && to >= from + 4 && text.startsWith(' '.repeat(4), from);

/** Lines that are indented by four spaces, with empty ones among them. */
export const readIndented = ({source}: Page, {lines, line, at}: Place): Read<Code> => {
	const {text} = source;
	const end = findFrom(lines, at, other => !isIndented(text, other) && !isBlank(text, other));
	const found = lines.slice(at, end === -1 ? lines.length : end);
	const body = found.slice(0, found.findLastIndex(other => !isBlank(text, other)) + 1);
	const last = body.at(-1) ?? line;
	const next = lines[end];
	// Spaces on an empty line may belong to the code, and the library takes some of what follows for something else.
	const isSure = body.length > 0 && (!next || (body.length < found.length && ['text', 'heading', 'fence'].includes(startOf(text, next).kind)))
		&& found.every(({from, to}) => to === from || !/^\s*$|\t/v.test(text.slice(from, to)));
	return isSure
		? {
			node: {
				type: 'code', lang: null, meta: null, value: joined(source, body, 4), position: placeOf(source, [line, line.from], [last, last.to]),
			},
			next: at + body.length,
		}
		: undefined;
};

/** A comment up to the line that ends it, or an element up to an empty line. */
export const readHtml = ({source}: Page, {lines, line, at, start}: Place): Read<Html> => {
	const {text} = source;
	const isComment = text.startsWith('<!--', start.at);
	const found = findFrom(lines, at, other => isComment
		? text.slice(other === line ? start.at + 2 : other.from, other.to).includes('-->')
		: isBlank(text, other));
	if (start.indent > 0 || (isComment && found === -1)) {
		return undefined;
	}

	const next = isComment ? found + 1 : (found === -1 ? lines.length : found);
	const body = lines.slice(at, next);
	const last = body.at(-1) ?? line;
	if (body.some(({lazy, rest}) => lazy || rest > 0)) {
		return undefined;
	}

	return {node: {type: 'html', value: joined(source, body, 0), position: placeOf(source, [line, start.at], [last, last.to])}, next};
};
