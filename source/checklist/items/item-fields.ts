/** What an item itself asks for besides being confirmed. */
import type {ListItem} from 'mdast';
import {addAll} from '../add-all.js';
import type {Reading, SectionDraft, StepDraft} from '../draft.js';
import type {Range} from '../model.js';
import {plainPassage, readPassage} from '../passage.js';
import {readEntries} from './entries.js';
import {readFields, type FieldLine} from './fields.js';
import {
	boxOf,
	firstParagraph,
	isTask,
	textRangeOf,
	withBox,
} from './items.js';

const linesOfItem = (reading: Reading, item: ListItem, understood: readonly Range[]): {readonly lines: FieldLine[]; readonly takesBox: boolean} => {
	const paragraph = firstParagraph(item);
	if (!paragraph) {
		return {lines: [], takesBox: false};
	}

	const {source} = reading;
	const box = boxOf(source, item);
	const whole = box ? withBox(source, paragraph, box) : undefined;
	const lines = readFields(source, whole ? plainPassage(source, whole) : readPassage(source, paragraph, textRangeOf(source, item)));
	// A lone box inside a sentence is text there: the item has its own.
	const kept = lines.map(line => ({...line, fields: line.fields.filter(field => field.kind !== 'box' && understood.every(({from, to}) => !(field.from >= from && field.from < to)))}));
	return {lines: kept, takesBox: whole !== undefined};
};

/** Blanks, choices and signature lines in an item's own text: one makes the item its step, several stand below it. */
export const readOwnFields = (reading: Reading, section: SectionDraft, own: {readonly item: ListItem; readonly draft: StepDraft; readonly understood: readonly Range[]}): boolean => {
	const {item, draft, understood} = own;
	const {lines, takesBox} = linesOfItem(reading, item, understood);
	const entries = readEntries(lines, {section, note: draft.note, deciding: !isTask(item) && section.deciding});
	const [only] = entries.steps;
	// In `- [ ] PASS [ ] FAIL` the item's box is the first alternative.
	draft.box = takesBox && entries.steps.some(({alternatives}) => alternatives.length > 0) ? undefined : draft.box;
	if (only && entries.steps.length === 1 && draft.steps.length === 0) {
		draft.value = only.value;
		draft.alternatives = only.alternatives;
		draft.signature = only.signature ?? draft.signature;
		draft.title = takesBox || !isTask(item) ? only.title : draft.title.replace(/(?<!_)_{3,}$/v, '').replace(/[ :]{1,2}$/v, '');
		addAll(section.fills, entries.fills.map(fill => fill.about === only ? {...fill, about: draft} : fill));
	} else {
		addAll(draft.steps, entries.steps);
		addAll(section.fills, entries.fills);
	}

	return entries.steps.length > 0;
};
