/** Lists and their items. */
import type {
	BlockContent,
	DefinitionContent,
	List,
	ListItem,
} from 'mdast';
import type {Lines, Read} from './leaves.js';
import {
	indentOf,
	inset,
	matchAt,
	placeOf,
	type Line,
} from './lines.js';
import type {Page} from './page.js';
import {
	endsParagraph,
	isBlank,
	skipBlank,
	startOf,
	type Start,
} from './starts.js';

export type Inside = {readonly children: Array<BlockContent | DefinitionContent>; readonly checked: boolean | null};

/** Reads the blocks in an item. */
type ReadInside = (page: Page, lines: readonly Line[], place: {readonly depth: number; readonly isItem: boolean}) => Inside | undefined;

const markerPattern = /(?<number>\d*)(?<sign>[\)*+\-.])/vy;

/** What an item begins with: what tells one list from another, its number, how far its content is indented, its first line without all that. */
type Marker = {readonly sign: string; readonly number: string; readonly width: number; readonly content: Line};

/** Undefined for an item that begins with indented code. */
const markerAt = (text: string, line: Line, {at, indent}: Start): Marker | undefined => {
	const {number = '', sign = ''} = matchAt(markerPattern, text, at)?.groups ?? {};
	const length = number.length + 1;
	const behind = {
		...line, from: at + length, column: line.column - line.rest + indent + length, rest: 0,
	};
	const space = indentOf(text, behind);
	const isEmpty = space.at === line.to;
	return !isEmpty && space.indent > 4
		? undefined
		: {
			sign, number, width: indent + length + (isEmpty ? 1 : space.indent), content: inset(text, behind, space.indent),
		};
};

/** What ends an item and the paragraph in it: another item of its list, or what ends any paragraph. */
const ends = (text: string, {kind, at}: Start, to: number, sign: string): boolean =>
	kind === 'item' ? matchAt(markerPattern, text, at)?.groups?.sign === sign || endsParagraph(text, at, to) : ['heading', 'fence', 'rule', 'quote', 'html'].includes(kind);

/** How a line stands to an item: in it, in it as long as a paragraph goes on, or behind it; undefined when the library has to be asked. */
type Standing = 'inside' | 'lazy' | 'behind' | undefined;

const standingOf = (text: string, line: Line, {width, sign}: Marker, isBehindBlank: boolean): Standing => {
	const start = startOf(text, line);
	if (start.kind === 'blank') {
		// So many spaces may belong to code.
		return start.indent >= width + 4 ? undefined : 'inside';
	}

	if (start.indent >= width) {
		return 'inside';
	}

	if (isBehindBlank) {
		return start.kind === 'doubtful' || start.kind === 'indented' ? undefined : 'behind';
	}

	return ends(text, start, line.to, sign) ? 'behind' : (start.kind === 'text' ? 'lazy' : undefined);
};

type ItemLines = {readonly inner: readonly Line[]; readonly next: number};

/** The lines of an item, without its indentation, and the line behind it. */
const linesOfItem = (text: string, {lines, at}: Lines, marker: Marker): ItemLines | undefined => {
	const inner: Line[] = [marker.content];
	let filled = 1;
	let next = at + 1;
	for (let line = lines[next]; line; line = lines[next]) {
		const standing = standingOf(text, line, marker, filled < inner.length);
		if (standing === undefined) {
			return undefined;
		}

		if (standing === 'behind') {
			break;
		}

		inner.push(standing === 'lazy' ? {...line, lazy: true} : inset(text, line, marker.width));
		filled = isBlank(text, line) ? filled : inner.length;
		next++;
	}

	return {inner: inner.slice(0, filled), next};
};

/** True when what follows an item that begins with nothing is certainly not its own. */
const isOver = (text: string, line: Line | undefined, {width}: Marker): boolean => {
	const start = line && startOf(text, line);
	return !start || (start.indent < width && start.kind !== 'doubtful');
};

type ReadItem = {readonly item: ListItem; readonly marker: Marker; readonly next: number};

const readItem = (page: Page, {lines, at}: Lines, {depth, sign, readInside}: {readonly depth: number; readonly sign: string | undefined; readonly readInside: ReadInside}): ReadItem | 'another list' | undefined => {
	const {source} = page;
	const line = lines[at];
	const start = line && startOf(source.text, line);
	const marker = line && start && markerAt(source.text, line, start);
	if (!marker) {
		return undefined;
	}

	if (sign !== undefined && sign !== marker.sign) {
		return 'another list';
	}

	if (marker.content.from === line.to) {
		return isOver(source.text, lines[skipBlank(source.text, lines, at + 1)], marker)
			? {
				item: {
					type: 'listItem', checked: null, children: [], position: placeOf(source, [line, start.at], [line, line.to]),
				}, marker, next: at + 1,
			}
			: undefined;
	}

	const found = linesOfItem(source.text, {lines, at}, marker);
	const last = found?.inner.at(-1);
	const inside = found && readInside(page, found.inner, {depth: depth + 1, isItem: true});
	return inside && last && {
		item: {type: 'listItem', ...inside, position: placeOf(source, [line, start.at], [last, last.to])}, marker, next: found.next,
	};
};

/** Items with the same marker. */
export const readList = (page: Page, {lines, at}: Lines, depth: number, readInside: ReadInside): Read<List> => {
	const {text} = page.source;
	const children: ListItem[] = [];
	let first: Marker | undefined;
	let next = at;
	for (let line = lines[next]; line && startOf(text, line).kind === 'item'; line = lines[next]) {
		const read = readItem(page, {lines, at: next}, {depth, sign: first?.sign, readInside});
		if (read === undefined) {
			return undefined;
		}

		if (read === 'another list') {
			break;
		}

		first ??= read.marker;
		children.push(read.item);
		next = skipBlank(text, lines, read.next);
	}

	const [start, end] = [children[0]?.position?.start, children.at(-1)?.position?.end];
	return first && start && end && {
		node: {
			type: 'list', ordered: first.number !== '', start: first.number === '' ? null : Number(first.number), children, position: {start, end},
		},
		next,
	};
};
