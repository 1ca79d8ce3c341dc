import {
	draftStep,
	report,
	type Reading,
	type SectionDraft,
	type StepDraft,
} from './draft.js';
import {
	readEvidence,
	readExpectation,
	readPhase,
	readRoles,
	readYesNo,
} from './label-values.js';
import {findLabels, type Label} from './labels.js';
import {onOneLine} from './markdown.js';
import type {Range, Step} from './model.js';
import type {Passage} from './passage.js';
import {sliceOf, withoutEnd} from './source.js';

/** What labels are about: the section in a paragraph, the item in an item. */
export type Subject =
	| {readonly kind: 'section'; readonly section: SectionDraft; readonly note: Step['note']; readonly into: StepDraft[]}
	| {readonly kind: 'item'; readonly item: StepDraft};

const signatureStep = (label: Label, role: string, count: number, note: Step['note']): StepDraft => draftStep({
	title: `${label.written}: ${role}${count > 1 ? ` (${count})` : ''}`,
	identity: `${label.written} ${role}`,
	start: label.range.from,
	range: label.range,
	note,
	signature: {
		role, count, blank: undefined, seals: false,
	},
});

/** Sets what one label says; false: its value is not of its kind. */
const apply = (reading: Reading, passage: Passage, label: Label, subject: Subject): boolean => {
	const {source, settings} = reading;
	const text = onOneLine(withoutEnd(sliceOf(source, label.value), ' \t\\.'));
	const about = subject.kind === 'item' ? subject.item : undefined;
	const section = subject.kind === 'section' ? subject.section : undefined;
	const own = (title: string, more: Partial<StepDraft>): void => {
		if (subject.kind === 'section') {
			subject.into.push(draftStep({
				title, identity: label.written, start: label.range.from, range: label.range, note: subject.note, ...more,
			}));
		}
	};

	switch (label.name) {
		case 'expect': {
			const expectation = readExpectation(source, passage, label);
			about?.expectations.push(...(expectation ? [expectation] : []));
			if (expectation) {
				own(`${label.written}: ${onOneLine(expectation.expression)}`, {expectations: [expectation]});
			}

			return expectation !== undefined;
		}

		case 'evidence': {
			const evidence = readEvidence(source, passage, label);
			about?.evidence.push(...(evidence ?? []));
			if (evidence) {
				own(`${label.written}: ${text.replaceAll('`', '')}`, {evidence});
			}

			return evidence !== undefined;
		}

		case 'requires': {
			const titles = text.split(';').map(title => title.replaceAll(/[*`]/gv, '').trim()).filter(title => title !== '');
			(about ?? section)?.requires.push(...titles.map(title => ({title, offset: label.value.from})));
			return titles.length > 0;
		}

		case 'blocking': {
			const blocking = readYesNo(text);
			if (section && blocking !== undefined) {
				section.blocking = blocking;
			}

			return section !== undefined && blocking !== undefined;
		}

		case 'when': {
			const phase = readPhase(text);
			if (about && phase !== undefined) {
				about.when = phase;
			} else if (section && phase !== undefined) {
				section.phase = phase;
				section.phaseSaid = true;
			}

			return phase !== undefined;
		}

		case 'later': {
			return false;
		}

		case 'witness': {
			if (about && text.toLowerCase() === 'required') {
				about.witness = true;
				return true;
			}

			return false;
		}

		case 'signed by': {
			const roles = settings.own || /^signed/iv.test(label.written) ? readRoles(text) : undefined;
			const note = subject.kind === 'item' ? subject.item.note : subject.note;
			const [first] = roles ?? [];
			if (about && first && roles?.length === 1) {
				about.signature = {...first, blank: undefined, seals: false};
			} else {
				(about?.steps ?? (subject.kind === 'section' ? subject.into : [])).push(...(roles ?? []).map(({role, count}) => signatureStep(label, role, count, note)));
			}

			return roles !== undefined;
		}
	}
};

/** The values that each label wants, for whoever wrote another. */
const wanted: Readonly<Record<Label['name'], string>> = {
	expect: 'an expectation in back-ticks',
	evidence: 'file names in back-ticks, such as `dist/*.zip`, or a blank',
	requires: 'titles of gates or steps, separated by ;',
	blocking: 'yes or no, for a section',
	when: '"before the tag", "after the tag", "rolling back" or "no-go"',
	'signed by': 'a role, roles separated by commas, or a blank',
	witness: '"required", on an item',
	later: 'a later version of this program',
};

const hasBlank = /_{3,}|\[(?:tbd|tba|todo|date|name)\]|\[[ x]\]/iv;

/** Applies a passage's labels and gives the ranges of those that were understood; the others are text, and said. */
export const readLabels = (reading: Reading, passage: Passage, subject: Subject, introduces: boolean): Range[] => {
	const understood: Range[] = [];
	for (const label of findLabels(passage, subject.kind === 'section')) {
		const value = sliceOf(reading.source, label.value);
		const isField = (label.name === 'signed by' || label.name === 'evidence') && hasBlank.test(value);
		// In a plain document the words of later labels are anybody's.
		if (isField || (label.name === 'later' && !reading.settings.own)) {
			continue;
		}

		if (apply(reading, passage, label, subject)) {
			understood.push(label.range);
		} else if ((value === '' || reading.settings.own || label.name !== 'signed by') && !(introduces && value === '')) {
			const message = `\`${label.written}\` wants ${wanted[label.name]}; this is read as text.`;
			report(reading, {severity: reading.settings.own ? 'error' : 'warning', rule: 'label-value', message}, label.range.from);
		}
	}

	return understood;
};
