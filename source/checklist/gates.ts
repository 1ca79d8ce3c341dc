/** From the blocks of each section to its steps. */
import {addAll} from './add-all.js';
import {
	draftStep,
	draftsOf,
	type Reading,
	type SectionDraft,
	type StatusRow,
} from './draft.js';
import {readFlow} from './flow.js';
import {makeOptional} from './items/groups.js';
import {isOptionalTitle} from './items/items.js';
import {onOneLine, rangeOf, wordsOf} from './markdown.js';
import type {Range} from './model.js';
import {proseOf} from './flow/prose.js';
import {indentBefore, lineEndBehind} from './source.js';
import {fillsOfRow, stepsBeside} from './flow/tables.js';
import {isInstruction} from './flow/instructions.js';
import {
	introducesAfter,
	isNumbered,
	isSignOff,
	wordSet,
} from './titles.js';

const holdsSteps = ({steps, sections}: SectionDraft): boolean => steps.length > 0 || sections.some(section => holdsSteps(section));

const readSection = (reading: Reading, section: SectionDraft): void => {
	if (section.reads === 'nothing') {
		addAll(section.prose, section.blocks.flatMap(block => proseOf(block)));
		return;
	}

	const [first] = section.blocks;
	if (section.parent && section.phase === undefined && first?.type === 'paragraph' && introducesAfter(wordsOf(first))) {
		section.phase = 'after the tag';
	}

	readFlow(reading, {
		section, item: undefined, quoted: false, lists: 'by rule', into: section.steps,
	}, section.blocks);
};

/** A section as one confirmation: its title, or the paragraphs that it consists of. */
const confirmAsOne = ({source}: Reading, section: SectionDraft, title: string, range: Range): void => {
	section.steps.push(draftStep({
		title, start: range.from, range, note: {at: range.to, indent: indentBefore(source, range.from)},
	}));
};

const confirmTitle = (reading: Reading, section: SectionDraft): void => {
	confirmAsOne(reading, section, section.title, {from: section.start, to: section.headingEnd});
};

const confirmCriteria = (reading: Reading, section: SectionDraft): void => {
	const paragraphs = section.blocks.filter(({type}) => type === 'paragraph');
	const [first] = paragraphs;
	const last = paragraphs.at(-1);
	if (first && last) {
		const title = onOneLine(paragraphs.map(paragraph => wordsOf(paragraph)).join(' '));
		confirmAsOne(reading, section, title, {from: rangeOf(first).from, to: lineEndBehind(reading.source, rangeOf(last).to)});
	} else if (section.blocks.length > 0) {
		confirmTitle(reading, section);
	}
};

/** A title that is numbered, or tells what to do, without a step below it is one confirmation where lists are walked. */
const confirmTitles = (reading: Reading, section: SectionDraft): void => {
	for (const inner of section.sections) {
		confirmTitles(reading, inner);
	}

	if (section.parent && section.reads === 'all' && (isNumbered(section.title) || isInstruction(section.title)) && !holdsSteps(section)) {
		confirmTitle(reading, section);
	}
};

/** Where some of several numbered sections hold steps, all of them are a sequence: those without are one confirmation each. */
const confirmSequence = (reading: Reading, section: SectionDraft): void => {
	const numbered = section.sections.filter(({title, reads, part}) => isNumbered(title) && reads === 'all' && part === 'steps' && !isSignOff(title));
	for (const inner of numbered.some(one => holdsSteps(one)) ? numbered.filter(one => !holdsSteps(one)) : []) {
		confirmTitle(reading, inner);
	}

	for (const inner of section.sections) {
		confirmSequence(reading, inner);
	}
};

/** `## Extras (optional)`: what is below it may be set aside. */
const settleOptional = (reading: Reading, root: SectionDraft): void => {
	for (const section of draftsOf(root)) {
		if (section.parent && isOptionalTitle(section.title, reading.optionalWords)) {
			for (const inner of draftsOf(section)) {
				makeOptional(inner.steps);
			}
		}
	}
};

const withoutMeaning = new Set(['gate', 'the', 'a', 'an', 'of', 'and', 'or', 'for', 'to', 'in', 'on', 'hard', 'blocking']);

/** The gates by the words of their titles. */
const indexGates = (root: SectionDraft): Map<string, SectionDraft[]> => {
	const index = new Map<string, SectionDraft[]>();
	for (const section of draftsOf(root)) {
		if (section.parent && holdsSteps(section)) {
			for (const word of wordSet(section.title)) {
				index.set(word, [...(index.get(word) ?? []), section]);
			}
		}
	}

	return index;
};

const isAbove = (above: SectionDraft, section: SectionDraft | undefined): boolean => section !== undefined && (section === above || isAbove(above, section.parent));

/** The gate whose title shares most words with a row's first cell; undefined when two share as many. */
const gateOf = (row: StatusRow, index: ReadonlyMap<string, SectionDraft[]>): SectionDraft | undefined => {
	const shared = new Map<SectionDraft, number>();
	for (const word of wordSet(row.title)) {
		for (const gate of withoutMeaning.has(word) ? [] : (index.get(word) ?? [])) {
			if (!isAbove(gate, row.section)) {
				shared.set(gate, (shared.get(gate) ?? 0) + 1);
			}
		}
	}

	const most = Math.max(0, ...shared.values());
	const best = [...shared].filter(([, count]) => count === most).map(([gate]) => gate);
	return best.length === 1 ? best[0] : undefined;
};

const settleRows = (reading: Reading, root: SectionDraft): void => {
	const index = reading.rows.length > 0 ? indexGates(root) : new Map<string, SectionDraft[]>();
	for (const row of reading.rows) {
		const gate = row.choices.length > 0 ? gateOf(row, index) : undefined;
		addAll(row.section.steps, gate ? stepsBeside(row) : row.steps);
		addAll(row.section.fills, gate ? fillsOfRow(row, gate) : []);
	}
};

/** Reads the blocks of every section into its steps. */
export const readGates = (reading: Reading, root: SectionDraft): void => {
	for (const section of draftsOf(root)) {
		readSection(reading, section);
	}

	settleRows(reading, root);
	for (const section of draftsOf(root)) {
		section.steps.sort((one, other) => one.start - other.start);
		if (section.part === 'criteria' && section.reads === 'all' && !holdsSteps(section)) {
			confirmCriteria(reading, section);
		}
	}

	if (reading.mode === 'lists') {
		confirmTitles(reading, root);
	} else {
		confirmSequence(reading, root);
	}

	settleOptional(reading, root);
};
