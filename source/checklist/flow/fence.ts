/** A fence in the flow of a section: whose command it is, or what else. */
import type {Code} from 'mdast';
import {addAll} from '../add-all.js';
import {draftStep, type StepDraft} from '../draft.js';
import {
	fenceKind,
	holdsOurWords,
	noteBehind,
	readCommand,
	warnOfBoxes,
	warnOfWords,
} from '../fences.js';
import {forbids} from '../items/items.js';
import {rangeOf} from '../markdown.js';
import type {Command} from '../command.js';
import {positionAt} from '../source.js';
import {proseOf} from './prose.js';
import {readForm, readShellList} from './forms.js';
import {
	addCommand,
	addEntries,
	announcesOutput,
	beginsExpected,
	forget,
	type FlowState,
} from './state.js';

const ownStep = ({reading, place, introduction}: FlowState, code: Code): StepDraft => draftStep({
	title: introduction && !introduction.expects && introduction.text !== '' ? introduction.text : (place.item?.title ?? place.section.title),
	start: rangeOf(code).from,
	range: rangeOf(code),
	note: noteBehind(reading.source, rangeOf(code)),
	condition: introduction?.condition,
	when: introduction?.phase,
});

/** A block that follows a list belongs to its last item; on a group it becomes a step inside it. */
const addToLast = (state: FlowState, code: Code, command: Command): StepDraft => {
	const {to} = rangeOf(code);
	for (const holder of state.last) {
		holder.range = {from: holder.range.from, to: Math.max(holder.range.to, to)};
	}

	const item = state.last.at(-1);
	const step = item?.group === false ? item : {...ownStep(state, code), title: item?.title ?? ''};
	addCommand(step, command, to);
	if (step !== item) {
		item?.steps.push(step);
		state.last = [...state.last, step];
	}

	return step;
};

const readCommandBlock = (state: FlowState, code: Code): void => {
	const {reading, place, introduction} = state;
	const {to} = rangeOf(code);
	const said = introduction?.text ?? place.item?.title ?? state.last.at(-1)?.title ?? '';
	if (place.quoted || state.behindText || forbids(said)) {
		addAll(place.section.prose, proseOf(code));
		warnOfWords(reading, code, place.quoted ? 'it stands in a quote' : 'the list above it is text');
		forget(state);
		return;
	}

	if (introduction && announcesOutput(introduction.text) && !holdsOurWords(code)) {
		showSample(state, code);
		return;
	}

	const command = readCommand(reading, code);
	if (place.item && !introduction?.condition) {
		addCommand(place.item, command, to);
		forget(state);
	} else if (state.last.length > 0) {
		state.commanded = addToLast(state, code, command);
		state.introduction = undefined;
	} else if (state.block) {
		addCommand(state.block, command, to);
	} else {
		const step = ownStep(state, code);
		addCommand(step, command, to);
		place.into.push(step);
		forget(state);
		state.block = step;
		state.commanded = step;
	}
};

/** Of the command before it, or of nobody's. */
const showSample = (state: FlowState, code: Code): void => {
	const {commanded, place} = state;
	if (commanded && commanded.commands.length > 0) {
		commanded.expected.push(code.value.replaceAll(/\r\n?/gv, '\n').trimEnd());
	} else {
		addAll(place.section.prose, proseOf(code));
	}

	forget(state);
};

const readPlainBlock = (state: FlowState, code: Code): void => {
	const {reading, place, introduction} = state;
	const form = readForm(reading, place.section, code);
	if (form) {
		addEntries(state, form, introduction?.condition);
		addAll(place.section.prose, form.texts.filter(({text}) => text.trim() !== '').map(({range, text}) => ({line: positionAt(reading.source, range.from).line, text: text.trim()})));
	} else {
		const said = code.value.replaceAll(/\r\n?/gv, '\n').trimEnd();
		if (state.commanded && (introduction?.expects === true || beginsExpected(said))) {
			state.commanded.expected.push(said);
		} else {
			addAll(place.section.prose, proseOf(code));
			warnOfBoxes(reading, rangeOf(code));
		}
	}

	forget(state);
};

/** Reads a fence as what it is: commands go to their step, forms and lists become steps, the rest is text. */
export const readFence = (state: FlowState, code: Code): void => {
	const {reading, place} = state;
	const kind = fenceKind(reading.source, code);
	switch (kind) {
		case 'command': {
			readCommandBlock(state, code);
			return;
		}

		case 'shell list': {
			warnOfWords(reading, code, 'its lines are boxes');
			addEntries(state, {steps: readShellList(reading, code), fills: [], texts: []}, state.introduction?.condition);
			forget(state);
			return;
		}

		case 'plain': {
			warnOfWords(reading, code, 'its fence names no language');
			readPlainBlock(state, code);
			return;
		}

		case 'content': {
			addAll(place.section.prose, proseOf(code));
			warnOfBoxes(reading, rangeOf(code));
			warnOfWords(reading, code, code.value.startsWith('#!') ? 'a block that begins with `#!` is a file' : `\`${code.lang}\` is no language that is run`);
			forget(state);
		}
	}
};
