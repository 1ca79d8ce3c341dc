/** Forms in blocks of code. */
import type {Code} from 'mdast';
import {
	draftStep,
	type Reading,
	type SectionDraft,
	type StepDraft,
} from '../draft.js';
import {readEntries, type Entries} from '../items/entries.js';
import {contentLines, noteBehind} from '../fences.js';
import {readFields} from '../items/fields.js';
import {rangeOf} from '../markdown.js';
import {plainPassage} from '../passage.js';
import {isLetter} from '../fences/samples.js';
import {sliceOf} from '../source.js';

/** Reads a fence without a language as if its lines stood outside it; undefined: it holds no boxes, blanks or signature lines. */
export const readForm = (reading: Reading, section: SectionDraft, code: Code): Entries | undefined => {
	if (isLetter(code.value)) {
		return undefined;
	}

	const {source} = reading;
	const note = noteBehind(source, rangeOf(code));
	const lines = contentLines(source, code).flatMap(line => readFields(source, plainPassage(source, line)));
	const entries = readEntries(lines, {section, note, deciding: section.deciding});
	return entries.steps.length > 0 || entries.fills.length > 0 ? entries : undefined;
};

const listBox = /^[\t >]*- \[(?<tick>[ x])\]\s(?<text>.*)$/iv;

/** Reads the boxes of a shell block that is a list; what stands indented below a box belongs to it. */
export const readShellList = (reading: Reading, code: Code): StepDraft[] => {
	const {source} = reading;
	const steps: StepDraft[] = [];
	const note = noteBehind(source, rangeOf(code));
	for (const line of contentLines(source, code)) {
		const text = sliceOf(source, line);
		const match = listBox.exec(text);
		const {tick = '', text: title = ''} = match?.groups ?? {};
		const last = steps.at(-1);
		if (match) {
			const at = line.from + text.indexOf('[') + 1;
			steps.push(draftStep({
				title: title.trim(),
				start: line.from,
				range: line,
				note,
				ticked: tick.toLowerCase() === 'x',
				box: {at: {from: at, to: at + 1}, sign: false},
			}));
		} else if (last && /^\s+(?:→|expect)/iv.test(text)) {
			last.expected.push(text.trim());
		}
	}

	return steps;
};
