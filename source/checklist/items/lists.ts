/** Lists: which of their items are steps, and of which kind. */
import type {
	List,
	ListItem,
	Paragraph,
	RootContent,
} from 'mdast';
import {addAll} from '../add-all.js';
import {
	draftStep,
	report,
	type ConditionDraft,
	type Reading,
	type SectionDraft,
	type StepDraft,
} from '../draft.js';
import {isOnlyLabels, readLabels} from '../labels/labelled.js';
import {onOneLine, rangeOf, wordsOf} from '../markdown.js';
import type {Subject} from '../labels/steps.js';
import type {Range} from '../model.js';
import {plainPassage, readPassage} from '../passage.js';
import {positionAt, type Source} from '../source.js';
import {isTextTitle} from '../titles.js';
import {hasWork, makeOptional, moveOwnWork} from './groups.js';
import {
	boxOf,
	firstParagraph,
	holdsCode,
	isBoldTitle,
	isCondition,
	isContents,
	isGroupCondition,
	isOneStep,
	isOptional,
	isOtherwise,
	isReference,
	isRemark,
	isStruck,
	isTask,
	isTicked,
	noteOf,
	textRangeOf,
} from './items.js';
import {readOwnFields} from './item-fields.js';
import {wordsBeside} from './words-beside.js';

/** How lists are read at a place: each by the rules, all their items, or their task items alone. */
export type ListReading = 'by rule' | 'walked' | 'tasks';

export type ListPlace = {
	readonly section: SectionDraft;
	/** The item that the list stands in. */
	readonly item: StepDraft | undefined;
	readonly walked: boolean;
	/** How lists inside the items are read. */
	readonly inside: ListReading;
	/** The condition that an `Otherwise:` at the beginning would turn round. */
	readonly condition: ConditionDraft | undefined;
};

/** Reads what is inside an item, below its first paragraph, into it; gives the last item in there, with those that hold it. */
export type ReadInside = (blocks: readonly RootContent[], item: StepDraft, lists: ListReading) => StepDraft[];

export type ListSteps = {
	readonly steps: StepDraft[];
	/** The last item and those that hold it, innermost last: a block that follows the list belongs to it. */
	readonly last: StepDraft[];
	readonly condition: ConditionDraft | undefined;
	/** Items that are text. */
	readonly texts: ListItem[];
};

export const holdsTask = (node: {readonly children?: readonly RootContent[]}): boolean => (node.children ?? []).some(child =>
	(child.type === 'listItem' && isTask(child)) || ('children' in child && holdsTask(child)));

const conditionOf = (reading: Reading, draft: StepDraft, before: ConditionDraft | undefined): ConditionDraft | undefined => {
	const {line} = positionAt(reading.source, draft.start);
	if (draft.steps.length > 0 ? isGroupCondition(draft.title) : isCondition(draft.title)) {
		return {text: draft.title, line, oppositeOf: undefined};
	}

	return before && isOtherwise(draft.title) ? {text: draft.title, line, oppositeOf: before} : undefined;
};

/** An item's text without its labels; one that is nothing else is called by them. */
const titleBeside = (source: Source, paragraph: Paragraph, understood: readonly Range[], box: StepDraft['box']): string => {
	const beside = onOneLine(wordsBeside(source, paragraph, box?.sign ? [...understood, box.at] : understood));
	return understood.length > 0 && !/[\p{Letter}\p{Number}]/v.test(beside) ? wordsOf(paragraph) : beside;
};

class ListReader {
	readonly result: {steps: StepDraft[]; last: StepDraft[]; condition: ConditionDraft | undefined; texts: ListItem[]};

	constructor(readonly reading: Reading, readonly place: ListPlace & {readonly contents: boolean}, readonly readInside: ReadInside) {
		this.result = {
			steps: [], last: [], condition: place.condition, texts: [],
		};
	}

	#finish(item: ListItem, draft: StepDraft, {stated, asked, bold, last}: {readonly stated: boolean; readonly asked: boolean; readonly bold: boolean; readonly last: StepDraft[]}): void {
		const {reading, result} = this;
		if (!asked && draft.steps.length === 0) {
			result.texts.push(item);
			result.last = [];
			return;
		}

		if (draft.title === '' && draft.commands.length === 0 && item.children.every(({type}) => type === 'list')) {
			// `- - [ ] a`: a list in an item that says nothing itself is part of the list around.
			addAll(result.steps, draft.steps);
			result.last = last;
			return;
		}

		if (draft.wait && (draft.value !== undefined || draft.alternatives.length > 0)) {
			report(reading, {severity: 'error', rule: 'label-value', message: 'An item that asks for something cannot wait as well: write `Wait` on an item of its own.'}, draft.start);
		}

		if (draft.title === '') {
			draft.title = onOneLine(draft.commands[0]?.text ?? '').slice(0, 80);
		}

		if (draft.steps.length > 0 || draft.commands.length > 0) {
			draft.condition = conditionOf(reading, draft, result.condition);
			result.condition = draft.condition ?? result.condition;
		}

		if (draft.steps.length > 0 || (draft.wait && (hasWork(draft) || draft.signature))) {
			draft.group = true;
			const paragraph = firstParagraph(item);
			const isTitle = !paragraph || bold || (draft.title.endsWith(':') && !holdsCode(paragraph));
			draft.asked = stated && !isTitle && !draft.condition;
			moveOwnWork(draft, reading.source);
			makeOptional(draft.optional ? draft.steps : []);
		}

		result.steps.push(draft);
		result.last = [draft, ...last];
	}

	/** What an item is about that is nothing but labels: what it stands in. */
	#around({note}: StepDraft): Subject {
		const {place: {item, section}, result} = this;
		return item
			? {kind: 'item', item}
			: {
				kind: 'section', section, note, into: result.steps,
			};
	}

	read(item: ListItem): void {
		const {reading, place} = this;
		const {source} = reading;
		const paragraph = firstParagraph(item);
		const range = rangeOf(item);
		const task = isTask(item);
		const draft = draftStep({
			title: '', start: range.from, range, note: noteOf(source, item), ticked: isTicked(item), box: boxOf(source, item),
		});
		const passage = paragraph ? readPassage(source, paragraph, textRangeOf(source, item)) : plainPassage(source, {from: range.from, to: range.from});
		const isAside = !task && !draft.box && item.children.length === 1 && isOnlyLabels(passage);
		const understood = readLabels(reading, passage, isAside ? this.#around(draft) : {kind: 'item', item: draft}, item.children.length > 1);
		if (isAside && understood.length > 0) {
			this.result.texts.push(item);
			return;
		}

		const title = paragraph ? titleBeside(source, paragraph, understood, draft.box) : '';
		// GFM wants words behind a box; one that stands alone in front of a block is called by its command.
		draft.title = /^\[[ x]\]$/iv.test(title) ? '' : title;
		const bold = isBoldTitle(draft.title, passage.bolds.filter(({from}) => understood.every(label => from < label.from || from >= label.to)).map(({text}) => text), reading.optionalWords);
		draft.optional = isOptional(draft.title, reading.optionalWords) || (paragraph !== undefined && isStruck(paragraph));
		const oneStep = place.walked && !task && isOneStep(draft.title) && !holdsTask({children: item.children.slice(1)});
		const last = this.readInside(item.children.slice(paragraph ? 1 : 0), draft, oneStep ? 'tasks' : place.inside);
		const asks = readOwnFields(reading, place.section, {item, draft, understood});
		const works = hasWork(draft) || draft.signature !== undefined || draft.wait !== undefined;
		const walked = place.walked && paragraph !== undefined && !isReference(paragraph) && !place.contents && !isRemark(draft.title) && !isTextTitle(draft.title);
		this.#finish(item, draft, {
			stated: task || walked, asked: task || walked || asks || works, bold, last,
		});
	}
}

/** Reads a list's items as steps, groups of steps, or text. */
export const readList = (reading: Reading, list: List, place: ListPlace, readInside: ReadInside): ListSteps => {
	const reader = new ListReader(reading, {...place, contents: isContents(list)}, readInside);
	for (const item of list.children) {
		reader.read(item);
	}

	return reader.result;
};
