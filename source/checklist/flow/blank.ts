/** Blanks that Markdown takes for a rule. */
import type {ThematicBreak} from 'mdast';
import {draftStep} from '../draft.js';
import {noteBehind} from '../fences.js';
import {rangeOf} from '../markdown.js';
import {sliceOf} from '../source.js';
import type {FlowState} from './state.js';

/** A line of underscores is a rule for Markdown; right behind `Reason:` somebody should write on it. */
export const isBlank = ({reading, introduction}: FlowState, block: ThematicBreak): boolean =>
	introduction?.text.endsWith(':') === true && /^_{4,}$/v.test(sliceOf(reading.source, rangeOf(block)).trim());

export const readBlank = (state: FlowState, block: ThematicBreak): void => {
	const {reading, place, introduction} = state;
	const {from} = rangeOf(block);
	const range = {from, to: from + sliceOf(reading.source, rangeOf(block)).trim().length};
	const title = introduction?.text.replace(/:$/v, '') ?? '';
	place.into.push(draftStep({
		title,
		start: range.from,
		range,
		note: noteBehind(reading.source, range),
		value: {label: title, blank: {at: range}, evidence: false},
	}));
};
