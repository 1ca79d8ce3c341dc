/** What each label does to a step or a section. */
import type {ConditionDraft, Labelled} from '../draft.js';
import {readSpokenDuration} from '../durations.js';
import type {LabelName} from '../labels.js';
import {onOneLine} from '../markdown.js';
import {sliceOf} from '../source.js';
import {
	readForEach,
	readGlobs,
	readPhase,
	readRole,
	readYesNo,
} from './values.js';
import {
	evidence,
	expect,
	itemOf,
	judgementOf,
	sectionOf,
	signedBy,
	verdict,
	wait,
	type Said,
	type Verdict,
} from './steps.js';

type Meaning = {
	/** What the value has to be, for whoever wrote another. */
	readonly wants: string;
	/** A word of everyday prose: in a document that was not written for us nobody is told that it is no label. */
	readonly everyday?: true;
	/** Sets what the label says. */
	readonly apply: (said: Said) => Verdict;
};

const labelledOf = ({subject}: Said): Labelled => subject.kind === 'item' ? subject.item : subject.section;

/** Sets what is said once of a section or an item. */
const setOnce = <Key extends Exclude<keyof Labelled, 'requires'>>(labelled: Labelled, key: Key, value: Labelled[Key]): Verdict => {
	if (value === undefined) {
		return 'not of its kind';
	}

	if (labelled[key] !== undefined) {
		return 'again';
	}

	labelled[key] = value;
	return 'understood';
};

const requires = (said: Said): Verdict => {
	const titles = said.text.split(';').map(title => title.replaceAll(/[*`]/gv, '').trim()).filter(title => title !== '');
	labelledOf(said).requires.push(...titles.map(title => ({title, offset: said.label.value.from})));
	return verdict(titles.length > 0);
};

const blocking = (said: Said): Verdict => {
	const section = sectionOf(said);
	const isBlocking = readYesNo(said.text);
	if (section && isBlocking !== undefined) {
		section.blocking = isBlocking;
	}

	return verdict(section !== undefined && isBlocking !== undefined);
};

const when = (said: Said): Verdict => {
	const phase = readPhase(said.text);
	const item = itemOf(said);
	const section = sectionOf(said);
	if (item && phase !== undefined) {
		item.when = phase;
	} else if (section && phase !== undefined) {
		section.phase = phase;
		section.phaseSaid = true;
	}

	return verdict(phase !== undefined);
};

const onlyIf = (said: Said): Verdict => {
	const judgement = judgementOf(said);
	const condition: ConditionDraft | undefined = judgement && {
		text: `Only if \`${onOneLine(judgement.expression)}\``, line: judgement.line, oppositeOf: undefined, expression: judgement.expression,
	};
	return setOnce(labelledOf(said), 'onlyIf', condition);
};

/** The document itself is walked once. */
const forEach = (said: Said): Verdict => {
	const {reading: {source}, passage, label} = said;
	const isWhole = said.subject.kind === 'section' && said.subject.section.parent === undefined;
	return isWhole ? 'not of its kind' : setOnce(labelledOf(said), 'forEach', readForEach(source, passage, label));
};

const about = (said: Said): Verdict => {
	const {reading: {source, settings}, passage, label} = said;
	const section = sectionOf(said);
	const globs = readGlobs(source, passage, label);
	// Anybody may write "About: this release"; paths in back-ticks are ours.
	const looksLikePaths = (paths: readonly string[]): boolean => sliceOf(source, label.value).startsWith('`') && paths.every(path => /[*.\/]/v.test(path));
	if (!section || !globs || !(settings.own || looksLikePaths(globs))) {
		return 'not of its kind';
	}

	if (section.about.length > 0) {
		return 'again';
	}

	section.about = globs;
	return 'understood';
};

/** "By: Ada" is prose in a document that was not written for us; the one role that every document has is not. */
const by = (said: Said): Verdict => {
	const role = readRole(said.text);
	return setOnce(labelledOf(said), 'by', role === 'release manager' || said.reading.settings.own ? role : undefined);
};

const witness = (said: Said): Verdict => {
	const item = itemOf(said);
	if (!item || said.text.toLowerCase() !== 'required') {
		return 'not of its kind';
	}

	item.witness = true;
	return 'understood';
};

const judgement = 'an expectation in back-ticks';

export const meanings: Readonly<Record<LabelName, Meaning>> = {
	expect: {wants: judgement, apply: expect},
	evidence: {wants: 'file names in back-ticks, such as `dist/*.zip` or zip = `dist/*.zip` (newer than 7d), or a blank', apply: evidence},
	requires: {wants: 'titles of gates or steps, separated by ;', apply: requires},
	blocking: {wants: 'yes or no, for a section', apply: blocking},
	when: {wants: '"before the tag", "after the tag", "rolling back" or "no-go"', apply: when},
	'only if': {wants: judgement, everyday: true, apply: onlyIf},
	'for each': {wants: 'a name and values, such as arch in `x86_64, arm64`, for an item or a section with a heading', everyday: true, apply: forEach},
	wait: {wants: 'a duration such as 24h, or `until` a time with its zone, such as until 2026-12-01 09:00 UTC', everyday: true, apply: wait},
	fresh: {wants: 'a duration such as 15m', everyday: true, apply: said => setOnce(labelledOf(said), 'freshMs', readSpokenDuration(said.text))},
	about: {wants: 'paths inside the repository, such as `source/**`, for a section', everyday: true, apply: about},
	'waivable by': {wants: 'one role', everyday: true, apply: said => setOnce(labelledOf(said), 'waivableBy', readRole(said.text))},
	by: {wants: 'one role', everyday: true, apply: by},
	'signed by': {wants: 'a role, roles separated by commas, or a blank', apply: signedBy},
	witness: {wants: '"required", on an item', apply: witness},
};
