/** A passage's labels, applied to what they are about. */
import {report, type Reading} from '../draft.js';
import {findLabels, type Label} from '../labels.js';
import {onOneLine} from '../markdown.js';
import type {Range} from '../model.js';
import type {Passage} from '../passage.js';
import {sliceOf, withoutEnd} from '../source.js';
import type {Subject, Verdict} from './steps.js';
import {meanings} from './meanings.js';

const hasBlank = /_{3,}|\[(?:tbd|tba|todo|date|name)\]|\[[ x]\]/iv;

/** A label that could not be taken at its word is text; where somebody meant it as ours, that is said. */
const sayWhy = (reading: Reading, label: Label, verdict: Exclude<Verdict, 'understood'>): void => {
	const {own} = reading.settings;
	const {wants, everyday} = meanings[label.name];
	if (!own && everyday && verdict === 'not of its kind') {
		return;
	}

	const message = verdict === 'again'
		? `\`${label.written}\` was said before; this one is read as text.`
		: `\`${label.written}\` wants ${wants}; this is read as text.`;
	report(reading, {severity: own ? 'error' : 'warning', rule: 'label-value', message}, label.range.from);
};

/** True for a passage without a word besides its labels and their values. */
export const isOnlyLabels = (passage: Passage): boolean => {
	let beside = passage.masked;
	for (const {range: {from, to}} of findLabels(passage, false)) {
		beside = beside.slice(0, from - passage.range.from) + ' '.repeat(to - from) + beside.slice(to - passage.range.from);
	}

	return beside !== passage.masked && !/[\p{Letter}\p{Number}\u{FFFC}]/v.test(beside);
};

/** Applies a passage's labels and gives the ranges of those that were understood; the others are text, and said. */
export const readLabels = (reading: Reading, passage: Passage, subject: Subject, introduces: boolean): Range[] => {
	const understood: Range[] = [];
	for (const label of findLabels(passage, subject.kind === 'section')) {
		const value = sliceOf(reading.source, label.value);
		const isSigning = label.name === 'signed by';
		if ((isSigning || label.name === 'evidence') && hasBlank.test(value)) {
			continue;
		}

		const verdict = meanings[label.name].apply({
			reading, passage, label, subject, text: onOneLine(withoutEnd(value, ' \t\\.')),
		});
		if (verdict === 'understood') {
			understood.push(label.range);
		} else if (value === '' ? !introduces : reading.settings.own || !isSigning) {
			sayWhy(reading, label, verdict);
		}
	}

	return understood;
};
