/** What is remembered from one block of a section to the next. */
import type {Html} from 'mdast';
import {addAll} from '../add-all.js';
import type {
	ConditionDraft,
	Reading,
	SectionDraft,
	StepDraft,
} from '../draft.js';
import type {Entries} from '../items/entries.js';
import type {ListReading} from '../items/lists.js';
import {expectedInComments} from '../fences/command-text.js';
import type {Command} from '../command.js';
import type {Phase} from '../model.js';

export type FlowPlace = {
	readonly section: SectionDraft;
	/** The item that the blocks are inside. */
	readonly item: StepDraft | undefined;
	readonly quoted: boolean;
	readonly lists: ListReading;
	readonly into: StepDraft[];
};

/** The paragraph directly before a block. */
export type Introduction = {
	readonly text: string;
	readonly condition: ConditionDraft | undefined;
	/** The phase that it calls for: `**Rollback:**` in front of a block or list. */
	readonly phase: Phase | undefined;
	/** It announces what should be seen. */
	readonly expects: boolean;
};

/** What stood before: it decides who owns a command, what is expected of whom, and what a condition holds for. */
export type FlowState = {
	readonly reading: Reading;
	readonly place: FlowPlace;
	introduction: Introduction | undefined;
	/** The item that directly precedes, below those that hold it. */
	last: StepDraft[];
	/** The step of its own whose block directly precedes. */
	block: StepDraft | undefined;
	/** The step with commands that "Expected …" is about. */
	commanded: StepDraft | undefined;
	/** The condition that `Otherwise:` turns round. */
	condition: ConditionDraft | undefined;
	/** A list that is text directly precedes: so is its block. */
	behindText: boolean;
};

export const beginFlow = (reading: Reading, place: FlowPlace): FlowState => ({
	reading, place, introduction: undefined, last: [], block: undefined, commanded: place.item, condition: undefined, behindText: false,
});

/** Nothing directly precedes the next block. */
export const forget = (state: FlowState): void => {
	state.introduction = undefined;
	state.last = [];
	state.block = undefined;
	state.behindText = false;
};

export const addEntries = ({place}: FlowState, entries: Entries, condition?: ConditionDraft): void => {
	for (const step of entries.steps) {
		step.condition ??= condition;
	}

	addAll(place.into, entries.steps);
	addAll(place.section.fills, entries.fills);
};

export const addCommand = (step: StepDraft, command: Command, end: number): void => {
	step.commands.push(command);
	step.expected.push(...expectedInComments(command.text));
	step.range = {from: step.range.from, to: Math.max(step.range.to, end)};
};

export const beginsExpected = (text: string): boolean => /^(?:\P{Letter}*expect(?:ed|s)?\b|\s*→)/iv.test(text);

const lastSentence = (text: string): string => text.split(/[!.?]\s/v).at(-1)?.trim() ?? '';

/** `Output:`, `Expected response:`, `The output should look like this:` */
const namesOutput = /^(?:(?:an?|command|console|example|expected|its|possible|sample|terminal|the|this|typical)\s){0,4}(?:expected|outputs?|response)(?:\s(?:are|is|looks?|should (?:be|look)|will (?:be|look))\b[^:]{0,60})?:$/iv;

/** `You should see:`, `This will print something like:` */
const tellsOutput = /\b(?:you (?:should|will) (?:(?:also|now|then) )?see|(?:command|it|output|script|that|this|which) (?:should|will|would) (?:(?:now|then) )?(?:look like|output|print|report))\b[^:]{0,80}(?<!\b(?:by|run|running|using|via|when|with)):$/iv;

/** True for text that announces what the command before it prints: the block behind it is that, in whatever language. */
export const announcesOutput = (text: string): boolean => {
	const sentence = lastSentence(text);
	return namesOutput.test(sentence) || tellsOutput.test(sentence);
};

export const isComment = (html: Html): boolean => /^\s*<!--/v.test(html.value);
