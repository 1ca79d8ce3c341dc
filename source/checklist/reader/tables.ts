/** Tables. */
import type {
	AlignType,
	Table,
	TableCell,
	TableRow,
} from 'mdast';
import {Content} from './content.js';
import type {Lines, Read} from './leaves.js';
import {placeOf, beforeSpaces, type Line} from './lines.js';
import type {Page} from './page.js';
import {isDelimiter} from './paragraphs.js';
import {startOf} from './starts.js';

/** Offsets of the bars between a row's cells. */
const barsOf = (text: string, {from, to}: Line): number[] => {
	const bars: number[] = [];
	for (let at = from; at < to; at++) {
		if (text[at] === '\\' && at + 1 < to && /[\\\|]/v.test(text.charAt(at + 1))) {
			at++;
		} else if (text[at] === '|') {
			bars.push(at);
		}
	}

	return bars;
};

const unescaped = (cell: TableCell): TableCell => {
	const visit = (node: TableCell | TableCell['children'][number]): void => {
		if (node.type === 'inlineCode') {
			node.value = node.value.replaceAll(/\\(?<sign>[\\\|])/gv, (whole, sign: string) => sign === '|' ? sign : whole);
		}

		for (const child of 'children' in node ? node.children : []) {
			visit(child);
		}
	};

	visit(cell);
	return cell;
};

/** A cell's place, and where its words end; it begins at its bar, the first one where the row does. */
type CellPlace = {readonly from: number; readonly to: number; readonly wordsTo: number};

const readCell = (page: Page, line: Line, {from, to, wordsTo}: CellPlace): TableCell | undefined => {
	const {source} = page;
	let begin = source.text[from] === '|' ? from + 1 : from;
	while (begin < wordsTo && source.text[begin] === ' ') {
		begin++;
	}

	const end = beforeSpaces(source.text, begin, wordsTo);
	const children = begin < end ? page.read(new Content(source, [{...line, from: begin, to: end}])) : [];
	return children && unescaped({type: 'tableCell', children, position: placeOf(source, [line, from], [line, to])});
};

/** The last cell goes to the end of the row, with the bar that stands there. */
const readRow = (page: Page, line: Line): TableRow | undefined => {
	const {source} = page;
	const {text} = source;
	const end = beforeSpaces(text, line.from, line.to);
	const bars = barsOf(text, line);
	const isClosed = bars.at(-1) === end - 1;
	const begins = [...text[line.from] === '|' ? [] : [line.from], ...isClosed ? bars.slice(0, -1) : bars];
	if (begins.length === 0 || text.slice(line.from, line.to).includes('\t')) {
		return undefined;
	}

	const children = begins.map((from, index) => {
		const next = begins[index + 1];
		return readCell(page, line, {from, to: next ?? line.to, wordsTo: next ?? (isClosed ? end - 1 : end)});
	});
	return children.every(cell => cell !== undefined) ? {type: 'tableRow', children, position: placeOf(source, [line, line.from], [line, line.to])} : undefined;
};

const alignOf = (cell: string): AlignType => {
	const [left, right] = [cell.startsWith(':'), cell.endsWith(':')];
	return left ? (right ? 'center' : 'left') : (right ? 'right' : null);
};

/** The columns of the line below the head. */
const columnsOf = (line: string): AlignType[] | undefined => {
	const words = line.trim();
	return /^\|? *:?-+:? *(?:\| *:?-+:? *)*\|?$/v.test(words) ? words.replace(/^\|/v, '').replace(/\|$/v, '').split('|').map(cell => alignOf(cell.trim())) : undefined;
};

/** True when a table may begin here; `readTable` says whether it does. */
export const mayBeTable = ({source: {text}}: Page, {lines, at}: Lines): boolean => {
	const under = lines[at + 1];
	return under !== undefined && isDelimiter(text.slice(under.from, under.to));
};

export const readTable = (page: Page, {lines, at}: Lines): Read<Table> => {
	const {source} = page;
	const {text} = source;
	const [head, under] = lines.slice(at, at + 2);
	const align = under && columnsOf(text.slice(under.from, under.to));
	if (!head || !align || under.from !== startOf(text, under).at || startOf(text, under).kind !== 'text') {
		return undefined;
	}

	const rows: Line[] = [head];
	let next = at + 2;
	for (let line = lines[next]; line; line = lines[next]) {
		const {kind, indent} = startOf(text, line);
		if (kind !== 'text' || line.lazy) {
			if (['doubtful', 'indented', 'tag'].includes(kind) || line.lazy) {
				return undefined;
			}

			break;
		}

		if (indent > 0 || !text.slice(line.from, line.to).includes('|')) {
			return undefined;
		}

		rows.push(line);
		next++;
	}

	const children = rows.map(row => startOf(text, row).indent > 0 ? undefined : readRow(page, row));
	const last = rows.at(-1) ?? head;
	return children.every(row => row !== undefined) && children[0]?.children.length === align.length
		? {
			node: {
				type: 'table', align, children, position: placeOf(source, [head, head.from], [rows.length > 1 ? last : under, rows.length > 1 ? last.to : under.to]),
			}, next,
		}
		: undefined;
};
