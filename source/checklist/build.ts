import {
	draftsOf,
	saidPhase,
	stepDraftsOf,
	type SectionDraft,
	type StepDraft,
} from './draft.js';
import {digestOf, type Identities} from './identity.js';
import type {
	Condition,
	Fill,
	Phase,
	Section,
	Step,
	StepKind,
} from './model.js';
import type {Titles} from './requires.js';
import {positionAt, type Source} from './source.js';

export type Building = {
	readonly source: Source;
	readonly identities: Identities;
	readonly titles: Titles;
	/** Where the tag is made; what begins here or behind is after it. */
	readonly tagAt: number;
};

const kindOf = (draft: StepDraft): StepKind => {
	if (draft.group) {
		return 'group';
	}

	if (draft.signature) {
		return 'signature';
	}

	if (draft.alternatives.length > 0) {
		return 'choice';
	}

	if (draft.value) {
		return 'value';
	}

	const run = draft.commands.filter(({mode}) => mode !== 'manual');
	if (run.length > 0) {
		return run.every(({mode}) => mode === 'check') ? 'check' : 'action';
	}

	if (draft.expectations.length > 0) {
		return 'check';
	}

	return draft.evidence.length > 0 ? 'evidence' : 'confirm';
};

const fingerprintOf = ({commands, expectations, evidence}: StepDraft): string => digestOf(JSON.stringify([
	commands.map(({language, text, words}) => [language, text, words]),
	expectations.map(({expression}) => expression),
	evidence.map(({name, glob}) => [name ?? null, glob]),
]));

const conditionOf = ({condition}: StepDraft, {identities}: Building): Condition | undefined => condition && {
	id: identities.find(condition) ?? '',
	text: condition.text,
	line: condition.line,
	oppositeOf: condition.oppositeOf && identities.find(condition.oppositeOf),
	expression: undefined,
};

const phaseAt = (section: SectionDraft, offset: number, {tagAt}: Building): Phase =>
	saidPhase(section) ?? (section.part !== 'decision' && offset >= tagAt ? 'after the tag' : 'before the tag');

type Above = {readonly section: SectionDraft; readonly context: readonly string[]; readonly when: Phase | undefined};

const buildStep = (draft: StepDraft, above: Above, building: Building): Step => {
	const when = draft.when ?? above.when;
	const context = draft.title === '' ? above.context : [...above.context, draft.title];
	const steps = draft.steps.map(inner => buildStep(inner, {...above, context, when}, building));
	const own = when ?? phaseAt(above.section, draft.start, building);
	return {
		id: building.identities.of(draft),
		kind: kindOf(draft),
		title: draft.title,
		context: above.context,
		start: positionAt(building.source, draft.start),
		range: draft.range,
		optional: draft.optional,
		witness: draft.witness,
		ticked: draft.ticked,
		box: draft.box,
		commands: draft.commands,
		expectations: draft.expectations,
		expected: draft.expected,
		evidence: draft.evidence,
		value: draft.value,
		alternatives: draft.alternatives,
		signature: draft.signature,
		condition: conditionOf(draft, building),
		onlyIf: undefined,
		wait: undefined,
		freshMs: undefined,
		waivableBy: undefined,
		by: undefined,
		bindings: [],
		requires: building.titles.idsOf(draft.requires, draft),
		// A group is walked where the first of its items is, and asked after the last: it waits for those after the tag.
		phase: steps.length > 0 && steps.every(({phase}) => phase === 'after the tag') ? 'after the tag' : own,
		fingerprint: fingerprintOf(draft),
		asked: draft.asked,
		note: draft.note,
		steps,
	};
};

/** A section is after the tag when all its steps are. */
const sectionPhase = (draft: SectionDraft, inside: readonly Phase[], building: Building): Phase => {
	const said = saidPhase(draft);
	if (said !== undefined || inside.length === 0) {
		return said ?? phaseAt(draft, draft.start, building);
	}

	return inside.every(phase => phase === 'after the tag') ? 'after the tag' : 'before the tag';
};

type Built = {readonly section: Section; readonly phases: readonly Phase[]};

const build = (draft: SectionDraft, building: Building): Built => {
	const steps = draft.steps.map(step => buildStep(step, {section: draft, context: [], when: undefined}, building));
	const inner = draft.sections.map(section => build(section, building));
	const phases = [...new Set([...steps.map(({phase}) => phase), ...inner.flatMap(built => built.phases)])];
	return {
		phases,
		section: {
			id: building.identities.of(draft),
			title: draft.title,
			level: draft.level,
			start: positionAt(building.source, draft.start),
			range: draft.range,
			gate: draft.part !== 'decision' && phases.length > 0,
			part: draft.part,
			blocking: draft.blocking,
			onlyIf: undefined,
			about: [],
			phase: sectionPhase(draft, phases, building),
			requires: building.titles.idsOf(draft.requires, draft),
			prose: draft.prose.toSorted((one, other) => one.line - other.line),
			steps,
			sections: inner.map(({section}) => section),
		},
	};
};

export const buildSection = (root: SectionDraft, building: Building): Section => build(root, building).section;

/** The places to fill in, in document order. */
export const buildFills = (root: SectionDraft, {identities}: Building): Fill[] => {
	const placeOf = ({blank, alternatives}: Pick<Fill, 'blank' | 'alternatives'>): number => (blank?.at ?? alternatives[0]?.box.at)?.from ?? 0;
	return draftsOf(root).flatMap(({fills}) => fills)
		.map(({about, what, blank, alternatives}) => ({
			about: about && identities.of(about), what, blank, alternatives,
		}))
		.toSorted((one, other) => placeOf(one) - placeOf(other));
};

/** What consent is given to: every command with its language and fence words, in document order. */
export const digestCommands = (root: SectionDraft): string => digestOf(JSON.stringify(
	draftsOf(root).flatMap(({steps}) => stepDraftsOf(steps)).toSorted((one, other) => one.start - other.start)
		.flatMap(({commands}) => commands.map(({language, text, words}) => [language, text, words])),
));
