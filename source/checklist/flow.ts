/** A section's blocks in order: what each comes to depends on what stood before it. */
import type {
	List,
	Nodes,
	Paragraph,
	RootContent,
	Table,
} from 'mdast';
import {addAll} from './add-all.js';
import {saidPhase, type Reading, type StepDraft} from './draft.js';
import {readEntries} from './items/entries.js';
import {fenceKind, warnOfBoxes} from './fences.js';
import {readFields} from './items/fields.js';
import {isBlank, readBlank} from './flow/blank.js';
import {readFence} from './flow/fence.js';
import {
	addEntries,
	announcesOutput,
	beginFlow,
	beginsExpected,
	forget,
	isComment,
	type FlowPlace,
	type FlowState,
	type Introduction,
} from './flow/state.js';
import {isCondition, isOtherwise} from './items/items.js';
import {readLabels} from './labels/labelled.js';
import {readList} from './items/lists.js';
import {linesOf, rangeOf, wordsOf} from './markdown.js';
import type {Phase} from './model.js';
import {readPassage} from './passage.js';
import {proseOf} from './flow/prose.js';
import {indentBefore, lineEndBehind, positionAt} from './source.js';
import {readSignOff} from './flow/sign-off-table.js';
import {readTable} from './flow/tables.js';
import {labelPhase} from './titles.js';

/** The phase that a label in front of a list or block calls for, where its section is not in it anyway. */
const introducedPhase = ({place}: FlowState, text: string): Phase | undefined => {
	const phase = labelPhase(text);
	return phase === saidPhase(place.section) ? undefined : phase;
};

const introductionOf = (state: FlowState, node: Paragraph, text: string): Introduction => {
	const {line} = positionAt(state.reading.source, rangeOf(node).from);
	if (isCondition(text)) {
		return {
			text, condition: {text, line, oppositeOf: undefined}, phase: undefined, expects: false,
		};
	}

	const opposite = state.condition && isOtherwise(text) ? {text, line, oppositeOf: state.condition} : undefined;
	return {
		text, condition: opposite, phase: introducedPhase(state, text), expects: beginsExpected(text) || announcesOutput(text),
	};
};

const isIntroducing = (next: Nodes | undefined): boolean => next?.type === 'list' || next?.type === 'code' || next?.type === 'table';

const readParagraph = (state: FlowState, node: Paragraph, next: RootContent | undefined): void => {
	const {reading, place} = state;
	const {source} = reading;
	const range = rangeOf(node);
	const note = {at: lineEndBehind(source, range.to), indent: indentBefore(source, range.from)};
	const passage = readPassage(source, node);
	const before = place.into.length;
	const understood = readLabels(reading, passage, place.item
		? {kind: 'item', item: place.item}
		: {
			kind: 'section', section: place.section, note, into: place.into,
		}, isIntroducing(next));
	const told = new Set(place.into.slice(before).map(({range: {from}}) => positionAt(source, from).line));
	const lines = readFields(source, passage).map(line => ({...line, fields: line.fields.filter(field => understood.every(({from, to}) => !(field.from >= from && field.from < to)))}));
	const entries = readEntries(lines, {section: place.section, note, deciding: place.section.deciding});
	addEntries(state, entries);
	const asked = new Set(lines.filter(({fields}) => fields.length > 0).map(line => positionAt(source, line.range.from).line));
	// A line that is a step by itself stands there.
	const said = linesOf(node).filter(({line, text}) => text !== '' && !asked.has(line) && !told.has(line));
	const {commanded} = state;
	forget(state);
	if (understood.length > 0 || place.into.length > before) {
		addAll(place.section.prose, said);
		return;
	}

	state.introduction = introductionOf(state, node, wordsOf(node));
	// What is expected of a command is shown with it, and not once more above the next step.
	if (!commanded || !state.introduction.expects) {
		addAll(place.section.prose, said);
	} else if (!(next?.type === 'code' && state.introduction.text.endsWith(':') && (fenceKind(source, next) === 'plain' || announcesOutput(state.introduction.text)))) {
		commanded.expected.push(said.map(({text}) => text).join('\n'));
	}
};

/** Every item is walked in a document without task items, in criteria, and where an item holds a command. */
const isWalked = ({reading, place}: FlowState, list: List, next: RootContent | undefined): boolean => {
	if (place.lists !== 'by rule') {
		return place.lists === 'walked';
	}

	if (place.section.reads !== 'all' || place.quoted) {
		return false;
	}

	const isCommand = (block: RootContent | undefined): boolean => block?.type === 'code' && fenceKind(reading.source, block) === 'command';
	return reading.mode === 'lists' || place.section.part === 'criteria'
		|| list.children.some(item => item.children.some(block => isCommand(block))) || (isCommand(next) && !place.item);
};

const readItems = (state: FlowState, list: List, next: RootContent | undefined): void => {
	const {reading, place, introduction} = state;
	const {section} = place;
	const walked = isWalked(state, list, next);
	const inside = walked && place.lists === 'by rule' && (reading.mode === 'lists' || section.part === 'criteria') ? 'walked' : place.lists;
	const {steps, last, condition, texts} = readList(
		reading, list, {
			section, item: place.item, walked, inside, condition: state.condition,
		}, (blocks, item, lists) => readFlow(reading, {
			section, item, quoted: place.quoted, lists, into: item.steps,
		}, blocks),
	);
	for (const step of steps) {
		step.condition ??= introduction?.condition;
		step.when ??= introduction?.phase;
	}

	addAll(place.into, steps);
	addAll(section.prose, texts.flatMap(item => proseOf(item)));
	forget(state);
	state.last = last;
	state.behindText = last.length === 0;
	state.condition = introduction?.condition ?? condition ?? state.condition;
	const owner = last.at(-1);
	state.commanded = place.item ?? (owner && owner.commands.length > 0 ? owner : undefined);
};

const readRows = (state: FlowState, table: Table): void => {
	const {reading, place} = state;
	const signOff = readSignOff(reading, place.section, table);
	if (signOff) {
		addEntries(state, signOff);
		forget(state);
		return;
	}

	const rows = readTable(reading, place.section, table);
	if (rows.length === 0) {
		addAll(place.section.prose, proseOf(table));
	}

	addAll(reading.rows, rows);
	forget(state);
};

/** Quotes are read for their task items; of comments only boxes are said; everything else is text. */
const readOther = (state: FlowState, block: RootContent): void => {
	const {reading, place} = state;
	if (block.type === 'blockquote' || block.type === 'footnoteDefinition') {
		readFlow(reading, {...place, quoted: true}, block.children);
	} else if (block.type === 'thematicBreak' && isBlank(state, block)) {
		readBlank(state, block);
	} else if (block.type === 'html' && isComment(block)) {
		warnOfBoxes(reading, rangeOf(block));
	} else {
		addAll(place.section.prose, proseOf(block));
	}

	forget(state);
};

const readBlock = (state: FlowState, block: RootContent, next: RootContent | undefined): void => {
	if (block.type === 'paragraph') {
		readParagraph(state, block, next);
	} else if (block.type === 'list') {
		readItems(state, block, next);
	} else {
		readLeaf(state, block);
	}
};

const readLeaf = (state: FlowState, block: RootContent): void => {
	if (block.type === 'code') {
		readFence(state, block);
	} else if (block.type === 'table') {
		readRows(state, block);
	} else {
		readOther(state, block);
	}
};

/** Reads blocks in order; gives the item that stands last in them, below those that hold it. */
export const readFlow = (reading: Reading, place: FlowPlace, blocks: readonly RootContent[]): StepDraft[] => {
	const state = beginFlow(reading, place);
	for (const [index, block] of blocks.entries()) {
		readBlock(state, block, blocks[index + 1]);
	}

	return state.last;
};
