import type {List, ListItem} from 'mdast';
import {readInside} from './blocks.js';
import type {Lines, Read} from './leaves.js';
import {matchAt, placeOf, type Line} from './lines.js';
import type {Page} from './page.js';
import {isBlank, startOf, type Start} from './starts.js';

const markerPattern = /(?<number>\d*)(?<sign>[\)*+\-.])(?<space> *)/vy;

type Marker = {readonly sign: string; readonly number: string; readonly width: number};

/** The marker of an item and how far its content is indented; undefined for items that begin with nothing or with indented code. */
const markerAt = (text: string, {at, indent}: Start, to: number): Marker | undefined => {
	const {number = '', sign = '', space = ''} = matchAt(markerPattern, text, at)?.groups ?? {};
	const length = number.length + sign.length + space.length;
	return at + length >= to || space.length > 4 || text[at + length] === '\t' ? undefined : {sign, number, width: indent + length};
};

const beginsItem = /^(?:(?:[*+\-]|1[\).]) *[^ ]|\d+(?<sign>[\).]) *[^ ])/v;

/** What ends a paragraph that stands above it, whatever the paragraph is in. */
const ends = (text: string, {kind, at}: Start, to: number, sign: string): boolean => {
	if (kind === 'item') {
		const match = beginsItem.exec(text.slice(at, to));
		return match !== null && (match.groups?.sign ?? sign) === sign;
	}

	return ['heading', 'fence', 'rule', 'quote', 'html'].includes(kind);
};

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
	const inner: Line[] = [];
	let filled = 0;
	let next = at;
	for (let line = lines[next]; line; line = lines[next]) {
		const standing = next === at ? 'inside' : standingOf(text, line, marker, filled < inner.length);
		if (standing === undefined) {
			return undefined;
		}

		if (standing === 'behind') {
			break;
		}

		inner.push(standing === 'lazy' ? {...line, lazy: true} : {...line, from: Math.min(line.from + marker.width, line.to)});
		filled = isBlank(text, line) ? filled : inner.length;
		next++;
	}

	return {inner: inner.slice(0, filled), next};
};

type ReadItem = {readonly item: ListItem; readonly marker: Marker; readonly next: number};

const readItem = (page: Page, {lines, at}: Lines, {depth, sign}: {readonly depth: number; readonly sign: string | undefined}): ReadItem | 'another list' | undefined => {
	const {source} = page;
	const line = lines[at];
	const start = line && startOf(source.text, line);
	const marker = line && start && markerAt(source.text, start, line.to);
	if (marker && sign !== undefined && sign !== marker.sign) {
		return 'another list';
	}

	const found = marker && linesOfItem(source.text, {lines, at}, marker);
	const last = found?.inner.at(-1);
	const inside = found && readInside(page, found.inner, {depth: depth + 1, isItem: true});
	return inside && last && {
		item: {type: 'listItem', ...inside, position: placeOf(source, [line, start.at], [last, last.to])}, marker, next: found.next,
	};
};

/** Items with the same marker. */
export const readList = (page: Page, {lines, at}: Lines, depth: number): Read<List> => {
	const {text} = page.source;
	const children: ListItem[] = [];
	let first: Marker | undefined;
	let next = at;
	for (let line = lines[next]; line; line = lines[next]) {
		if (startOf(text, line).kind !== 'item') {
			break;
		}

		const read = readItem(page, {lines, at: next}, {depth, sign: first?.sign});
		if (read === undefined) {
			return undefined;
		}

		if (read === 'another list') {
			break;
		}

		first ??= read.marker;
		children.push(read.item);
		next = read.next;
	}

	const [start, end] = [children[0]?.position?.start, children.at(-1)?.position?.end];
	return first && start && end && {
		node: {
			type: 'list', ordered: first.number !== '', start: first.number === '' ? null : Number(first.number), children, position: {start, end},
		},
		next,
	};
};
