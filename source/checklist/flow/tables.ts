/** Tables with a row for a gate or a step. */
import type {Table, TableRow} from 'mdast';
import {
	draftStep,
	type FillDraft,
	type Reading,
	type SectionDraft,
	type StatusRow,
	type StepDraft,
} from '../draft.js';
import {type Field, readFields} from '../items/fields.js';
import {rangeOf, wordsOf} from '../markdown.js';
import {readPassage} from '../passage.js';
import {noteBehind} from '../fences.js';

const signOffColumn = /\bsign|\bapprov|\bdone\b|\bok\b/iv;

const dateColumn = /\b(?:date|time)\b/iv;

type Place = {readonly header: string; readonly field: Field};

const isNumber = (text: string): boolean => (text.match(/\p{Letter}/gv) ?? []).length <= 1;

/** A row is called by its first cell; a number alone (`7`, `A1`) says nothing without the next one. */
const titleOf = ({children}: TableRow): string => {
	const [first, second] = children;
	const title = first ? wordsOf(first).replaceAll(/\[[ x]\]/giv, '').trim() : '';
	const more = second && isNumber(title) ? wordsOf(second) : '';
	return [title, more].filter(part => /[\p{Letter}\p{Number}]/v.test(part)).join(': ');
};

/** What a place in a row asks when no gate answers it. */
const stepOf = ({header, field}: Place, title: string, beginning: Pick<StepDraft, 'range' | 'note'>, alone: boolean): StepDraft => {
	const label = field.label === '' ? header : field.label;
	// A lone box is about the row; its column's name adds nothing.
	const about = alone && title !== '' && field.kind === 'box' ? field.label : label;
	const name = [title, about].filter((part, index, parts) => part !== '' && parts.indexOf(part) === index).join(': ');
	switch (field.kind) {
		case 'choice': {
			return draftStep({
				...beginning, title, start: field.from, alternatives: field.alternatives,
			});
		}

		case 'box': {
			return draftStep({
				...beginning, title: name, start: field.from, box: field.box, ticked: field.ticked,
			});
		}

		case 'blank': {
			return draftStep({
				...beginning, title: name, start: field.from, value: {label: name, blank: field.blank, evidence: /^evidence/iv.test(header)},
			});
		}
	}
};

/** The rows of a table that hold boxes or blanks. */
export const readTable = (reading: Reading, section: SectionDraft, table: Table): StatusRow[] => {
	const {source} = reading;
	const [head, ...rows] = table.children;
	const headers = head?.children.map(cell => wordsOf(cell)) ?? [];
	const note = noteBehind(source, rangeOf(table));
	return rows.flatMap(row => {
		const title = titleOf(row);
		const places = row.children.flatMap((cell, index): Place[] =>
			readFields(source, readPassage(source, cell)).flatMap(({fields}) => fields).map(field => ({header: headers[index] ?? '', field})));
		const choices = places.flatMap(({field}) => field.kind === 'choice' ? [field] : []);
		return places.length === 0
			? []
			: [{
				section,
				title,
				steps: places.map(place => stepOf(place, title, {range: rangeOf(row), note}, places.length === 1)),
				choices: choices.some(({alternatives}) => alternatives.some(({fails}) => fails)) ? choices : [],
				boxes: places.flatMap(({header, field}) => field.kind === 'box' && signOffColumn.test(header) ? [field] : []),
				dates: places.flatMap(({header, field}) => field.kind === 'blank' && dateColumn.test(header) ? [field] : []),
			}];
	});
};

/** What a row says once it follows a gate. */
export const fillsOfRow = (row: StatusRow, about: SectionDraft): FillDraft[] => [
	...row.choices.map((choice): FillDraft => ({
		about, what: 'result', blank: undefined, alternatives: choice.alternatives,
	})),
	...row.boxes.map((field): FillDraft => ({
		about, what: 'signed off', blank: undefined, alternatives: [{label: field.label, fails: false, box: field.box}],
	})),
	...row.dates.map((field): FillDraft => ({
		about, what: 'date', blank: field.blank, alternatives: [],
	})),
];

/** The steps of a row that follows a gate: those that the gate does not answer. */
export const stepsBeside = (row: StatusRow): StepDraft[] => {
	const answered = new Set([...row.choices, ...row.boxes, ...row.dates].map(({from}) => from));
	return row.steps.filter(({start}) => !answered.has(start));
};
