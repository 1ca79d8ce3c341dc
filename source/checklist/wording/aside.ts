/** Labels that say when and how often a step is walked, and not what is done: whoever changes them changes no result. */
import type {Paragraph} from 'mdast';
import {readSpokenDuration} from '../durations.js';
import {findLabels, type Label} from '../labels.js';
import {readForEach, readPhase} from '../labels/values.js';
import {onOneLine} from '../markdown.js';
import type {Range} from '../model.js';
import {readPassage, type Passage} from '../passage.js';
import {sliceOf, withoutEnd, type Source} from '../source.js';

/** As they are understood; what could not be taken at its word is text like any other. */
const isAside = (label: Label, source: Source, passage: Passage): boolean => {
	const text = onOneLine(withoutEnd(sliceOf(source, label.value), ' \t\\.'));
	return label.name === 'for each'
		? readForEach(source, passage, label) !== undefined
		: (label.name === 'requires' && text !== '') || (label.name === 'when' && readPhase(text) !== undefined) || (label.name === 'fresh' && readSpokenDuration(text) !== undefined);
};

/** With the spaces behind it: words end where the next label begins. */
const withSpaces = ({text}: Source, {from, to}: Range): Range => ({from, to: to + (/^\s*/v.exec(text.slice(to, to + 100))?.[0].length ?? 0)});

export const asideIn = (source: Source, paragraph: Paragraph): Range[] => {
	const passage = readPassage(source, paragraph);
	return findLabels(passage, false).filter(label => isAside(label, source, passage)).map(({range}) => withSpaces(source, range));
};
