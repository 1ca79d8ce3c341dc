/** The last step of reading: from drafts, spread out and with ids, to the checklist. */
import {bindingsOf, type Copies, type Copy} from './copies.js';
import {
	draftsOf,
	saidPhase,
	stepDraftsOf,
	type ConditionDraft,
	type Labelled,
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
import {fillBindings} from './names-in-text.js';
import type {Titles} from './requires.js';
import {positionAt, type Source} from './source.js';

export type Building = {
	readonly source: Source;
	readonly identities: Identities;
	readonly copies: Copies;
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

	if (draft.evidence.length > 0) {
		return 'evidence';
	}

	return draft.wait ? 'wait' : 'confirm';
};

const fingerprintOf = ({commands, expectations, evidence, wait}: StepDraft): string => digestOf(JSON.stringify([
	commands.map(({language, text, words}) => [language, text, words]),
	expectations.map(({expression}) => expression),
	evidence.map(({name, glob, age}) => [name ?? null, glob, age]),
	...(wait ? [wait] : []),
]));

/** Steps of one list share a condition, so its id is that of the copy around them. */
const conditionOf = (condition: ConditionDraft | undefined, {identities}: Building, suffix: string): Condition | undefined => condition && {
	id: `${identities.find(condition) ?? ''}${suffix}`,
	text: condition.text,
	line: condition.line,
	oppositeOf: condition.oppositeOf && `${identities.find(condition.oppositeOf) ?? ''}${suffix}`,
	expression: condition.expression,
};

const phaseAt = (section: SectionDraft, offset: number, {tagAt}: Building): Phase =>
	saidPhase(section) ?? (section.part !== 'decision' && offset >= tagAt ? 'after the tag' : 'before the tag');

type Above = Inherited & {
	readonly section: SectionDraft;
	readonly context: readonly string[];
	readonly when: Phase | undefined;
	readonly suffix: string;
};

/** What labels of a section or group say for everything in it. */
type Inherited = Pick<Step, 'by' | 'waivableBy' | 'freshMs'>;

const inheritFrom = ({by, waivableBy, freshMs}: Labelled, above: Inherited): Inherited => ({
	by: by ?? above.by, waivableBy: waivableBy ?? above.waivableBy, freshMs: freshMs ?? above.freshMs,
});

/** Its own label's, else the shortest of its commands', else that of what is around it. */
const freshOf = ({freshMs, commands}: StepDraft, above: Inherited): number | undefined => {
	const said = commands.map(command => command.freshMs).filter(ms => ms !== undefined);
	return freshMs ?? (said.length > 0 ? Math.min(...said) : above.freshMs);
};

const buildStep = (copy: Copy<StepDraft>, above: Above, building: Building): Step => {
	const {draft, title} = copy;
	const bindings = bindingsOf(copy);
	const fill = (text: string): string => fillBindings(text, bindings);
	const when = draft.when ?? above.when;
	const context = title === '' ? above.context : [...above.context, title];
	const inherited = inheritFrom(draft, above);
	const inside: Above = {
		...inherited, section: above.section, context, when, suffix: copy.suffix,
	};
	const steps = copy.steps.map(inner => buildStep(inner, inside, building));
	const own = when ?? phaseAt(above.section, draft.start, building);
	return {
		id: copy.id,
		kind: kindOf(draft),
		title,
		context: above.context,
		start: positionAt(building.source, draft.start),
		range: draft.range,
		optional: draft.optional,
		witness: draft.witness,
		ticked: draft.ticked,
		box: draft.box,
		commands: draft.commands,
		expectations: draft.expectations,
		expected: draft.expected.map(text => fill(text)),
		evidence: draft.evidence.map(one => ({...one, glob: fill(one.glob)})),
		value: draft.value && {...draft.value, label: fill(draft.value.label)},
		alternatives: draft.alternatives,
		signature: draft.signature,
		condition: conditionOf(draft.condition, building, above.suffix),
		onlyIf: conditionOf(draft.onlyIf, building, copy.suffix),
		wait: draft.wait,
		freshMs: freshOf(draft, above),
		waivableBy: inherited.waivableBy,
		by: inherited.by,
		bindings,
		requires: building.titles.idsOf(copy),
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

const build = (copy: Copy<SectionDraft>, above: Inherited, building: Building): Built => {
	const {draft, suffix} = copy;
	const inherited = inheritFrom(draft, above);
	const steps = copy.steps.map(step => buildStep(step, {
		...inherited, section: draft, context: [], when: undefined, suffix,
	}, building));
	const inner = copy.sections.map(section => build(section, inherited, building));
	const phases = [...new Set([...steps.map(({phase}) => phase), ...inner.flatMap(built => built.phases)])];
	return {
		phases,
		section: {
			id: copy.id,
			title: copy.title,
			level: draft.level,
			start: positionAt(building.source, draft.start),
			range: draft.range,
			gate: draft.part !== 'decision' && phases.length > 0,
			part: draft.part,
			blocking: draft.blocking,
			onlyIf: conditionOf(draft.onlyIf, building, suffix),
			about: draft.about,
			phase: sectionPhase(draft, phases, building),
			requires: building.titles.idsOf(copy),
			prose: draft.prose.map(({line, text}) => ({line, text: fillBindings(text, bindingsOf(copy))})).toSorted((one, other) => one.line - other.line),
			steps,
			sections: inner.map(({section}) => section),
		},
	};
};

const nothing: Inherited = {by: undefined, waivableBy: undefined, freshMs: undefined};

export const buildSection = (building: Building): Section => build(building.copies.root, nothing, building).section;

/** The places to fill in, in document order. */
export const buildFills = (root: SectionDraft, {copies}: Building): Fill[] => {
	const placeOf = ({blank, alternatives}: Pick<Fill, 'blank' | 'alternatives'>): number => (blank?.at ?? alternatives[0]?.box.at)?.from ?? 0;
	return draftsOf(root).flatMap(({fills}) => fills)
		.map(({about, what, blank, alternatives}) => ({
			about: about && copies.idOf(about), what, blank, alternatives,
		}))
		.toSorted((one, other) => placeOf(one) - placeOf(other));
};

/** Over every command with its language and fence words, in document order. */
export const digestCommands = (root: SectionDraft): string => digestOf(JSON.stringify(
	draftsOf(root).flatMap(({steps}) => stepDraftsOf(steps)).toSorted((one, other) => one.start - other.start)
		.flatMap(({commands}) => commands.map(({language, text, words}) => [language, text, words])),
));
