/** The table at the end of many documents: who signs, as what. */
import type {Table, TableCell, TableRow} from 'mdast';
import {
	draftStep,
	type FillDraft,
	type Reading,
	type SectionDraft,
	type StepDraft,
} from '../draft.js';
import type {Entries} from '../items/entries.js';
import {noteBehind} from '../fences.js';
import {readFields, type Field} from '../items/fields.js';
import {rangeOf, wordsOf} from '../markdown.js';
import type {Blank} from '../model.js';
import {readPassage} from '../passage.js';
import {normaliseRole} from '../role.js';
import {sliceOf, type Source} from '../source.js';

const columns = {
	role: /\b(?:role|team|function|title|position|department|area|stakeholder)\b/iv,
	name: /\b(?:name|approver|approved by|signed by|signatory)\b/iv,
	signature: /\b(?:signature|signed|sign[ \-]?off|initials)\b/iv,
	date: /\b(?:date|time)\b/iv,
};

type Columns = Readonly<Record<keyof typeof columns, number>>;

const columnsOf = ({children}: TableRow): Columns => {
	const headers = children.map(cell => wordsOf(cell));
	const find = (pattern: RegExp): number => headers.findIndex(header => pattern.test(header));
	return {
		role: Math.max(0, find(columns.role)), name: find(columns.name), signature: find(columns.signature), date: find(columns.date),
	};
};

const fieldsOf = (source: Source, cell: TableCell): Field[] => readFields(source, readPassage(source, cell)).flatMap(({fields}) => fields);

/** The blank in a cell; an empty cell is one, behind its bar and the space. */
const blankIn = (source: Source, cell: TableCell | undefined): Blank | undefined => {
	if (!cell) {
		return undefined;
	}

	const range = rangeOf(cell);
	const inside = /^\|(?<space>[\t ]*)\|?$/v.exec(sliceOf(source, range))?.groups?.space;
	if (inside !== undefined) {
		const at = range.from + 1 + Math.min(1, inside.length);
		return {at: {from: at, to: at}};
	}

	return fieldsOf(source, cell).flatMap(field => field.kind === 'blank' ? [field.blank] : [])[0];
};

type Row = {readonly step: StepDraft; readonly fills: readonly FillDraft[]};

const readRow = (source: Source, row: TableRow, at: Columns, {section, note}: {readonly section: SectionDraft; readonly note: StepDraft['note']}): Row | undefined => {
	const {children: cells} = row;
	const blankAt = (column: number): Blank | undefined => column === at.role ? undefined : blankIn(source, cells[column]);
	const [roleCell] = cells.slice(at.role);
	const role = roleCell ? wordsOf(roleCell) : '';
	const name = blankAt(at.name);
	const blank = name ?? blankAt(at.signature);
	if (!blank || !/\p{Letter}/v.test(role)) {
		return undefined;
	}

	const range = rangeOf(row);
	const step = draftStep({
		title: role,
		start: range.from,
		range,
		note,
		signature: {
			role: normaliseRole(role), count: 1, blank, seals: false,
		},
	});
	const beside = (what: FillDraft['what'], column: number): FillDraft[] => {
		const found = blankAt(column);
		return found
			? [{
				about: step, what, blank: found, alternatives: [],
			}]
			: [];
	};

	const choices = cells.flatMap(cell => fieldsOf(source, cell)).flatMap(field => field.kind === 'choice' ? [field] : []);
	return {
		step,
		fills: [
			...(name ? beside('signed off', at.signature) : []),
			...beside('date', at.date),
			...choices.map(({alternatives}): FillDraft => ({
				about: section, what: 'result', blank: undefined, alternatives,
			})),
		],
	};
};

/** Reads a table of who signs, in a section called sign-off or decision; undefined: no row waits for a name. */
export const readSignOff = ({source}: Reading, section: SectionDraft, table: Table): Entries | undefined => {
	const [head, ...rows] = table.children;
	const at = head && section.deciding ? columnsOf(head) : undefined;
	if (!at || Math.max(at.name, at.signature) < 0) {
		return undefined;
	}

	const place = {section, note: noteBehind(source, rangeOf(table))};
	const read = rows.flatMap(row => readRow(source, row, at, place) ?? []);
	return read.length === 0 ? undefined : {steps: read.map(({step}) => step), fills: read.flatMap(({fills}) => fills), texts: []};
};
