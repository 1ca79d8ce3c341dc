/** Labels that add to a step, or are one by themselves: what is expected, pointed at, waited for, signed. */
import {addAll} from '../add-all.js';
import {
	draftStep,
	type Reading,
	type SectionDraft,
	type StepDraft,
} from '../draft.js';
import type {Label} from '../labels.js';
import {onOneLine} from '../markdown.js';
import type {Expectation, Step} from '../model.js';
import {bracedIn} from '../names-in-text.js';
import type {Passage} from '../passage.js';
import {
	isJudgement,
	readEvidence,
	readExpectation,
	readRoles,
	readWait,
} from './values.js';

/** What labels are about: the section in a paragraph, the item in an item. */
export type Subject =
	| {readonly kind: 'section'; readonly section: SectionDraft; readonly note: Step['note']; readonly into: StepDraft[]}
	| {readonly kind: 'item'; readonly item: StepDraft};

/** A label with its value and what it is about. */
export type Said = {
	readonly reading: Reading;
	readonly passage: Passage;
	readonly label: Label;
	readonly subject: Subject;
	/** The value on one line, without the full stop behind it. */
	readonly text: string;
};

/** `again`: the same was said of the same before, in other words. */
export type Verdict = 'understood' | 'not of its kind' | 'again';

export const verdict = (isUnderstood: boolean): Verdict => isUnderstood ? 'understood' : 'not of its kind';

export const itemOf = ({subject}: Said): StepDraft | undefined => subject.kind === 'item' ? subject.item : undefined;

export const sectionOf = ({subject}: Said): SectionDraft | undefined => subject.kind === 'section' ? subject.section : undefined;

/** In a paragraph, the step that the label is by itself. */
const addStep = ({label, subject}: Said, title: string, more: Partial<StepDraft>): void => {
	if (subject.kind === 'section') {
		subject.into.push(draftStep({
			title, identity: label.written, start: label.range.from, range: label.range, note: subject.note, ...more,
		}));
	}
};

/** What a machine judges by. In a document that was not written for us it has to look like that. */
export const judgementOf = ({reading: {source, settings, braced}, passage, label}: Said): Expectation | undefined => {
	const expectation = readExpectation(source, passage, label);
	if (!expectation || !(settings.own || isJudgement(expectation.expression))) {
		return undefined;
	}

	addAll(braced, bracedIn(expectation.expression).map(written => ({written, where: 'expectation', offset: label.range.from})));
	return expectation;
};

export const expect = (said: Said): Verdict => {
	const {label} = said;
	const expectation = judgementOf(said);
	if (!expectation) {
		return 'not of its kind';
	}

	itemOf(said)?.expectations.push(expectation);
	addStep(said, `${label.written}: ${onOneLine(expectation.expression)}`, {expectations: [expectation]});
	return 'understood';
};

export const evidence = (said: Said): Verdict => {
	const {reading: {source}, passage, label, text} = said;
	const files = readEvidence(source, passage, label);
	itemOf(said)?.evidence.push(...(files ?? []));
	if (files) {
		addStep(said, `${label.written}: ${text.replaceAll('`', '')}`, {evidence: files});
	}

	return verdict(files !== undefined);
};

export const wait = (said: Said): Verdict => {
	const waits = readWait(said.text);
	if (!waits) {
		return 'not of its kind';
	}

	const item = itemOf(said);
	if (item?.wait) {
		return 'again';
	}

	if (item) {
		item.wait = waits;
	} else {
		addStep(said, `${said.label.written}: ${said.text.replaceAll('`', '')}`, {wait: waits});
	}

	return 'understood';
};

const signatureStep = (label: Label, {role, count}: {readonly role: string; readonly count: number}, note: Step['note']): StepDraft => draftStep({
	title: `${label.written}: ${role}${count > 1 ? ` (${count})` : ''}`,
	identity: `${label.written} ${role}`,
	start: label.range.from,
	range: label.range,
	note,
	signature: {
		role, count, blank: undefined, seals: false,
	},
});

export const signedBy = ({reading: {settings}, label, subject, text}: Said): Verdict => {
	const roles = settings.own || /^signed/iv.test(label.written) ? readRoles(text) : undefined;
	const [first, ...others] = roles ?? [];
	if (!roles || !first) {
		return 'not of its kind';
	}

	if (subject.kind === 'section') {
		subject.into.push(...roles.map(role => signatureStep(label, role, subject.note)));
	} else if (others.length > 0 || subject.item.signature) {
		subject.item.steps.push(...roles.map(role => signatureStep(label, role, subject.item.note)));
	} else {
		subject.item.signature = {...first, blank: undefined, seals: false};
	}

	return 'understood';
};
