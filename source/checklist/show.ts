import type {
	Checklist,
	Command,
	Section,
	Step,
} from './model.js';
import {showText} from './escape.js';
import {ownSteps, sectionsOf} from './outline.js';

const describeCommand = ({language, text, line, mode, timeoutMs, placeholders, irreversible}: Command) => ({
	language, text, line, mode, timeoutMs: timeoutMs ?? null, placeholders, irreversible,
});

/** A step without those below it; `command` is the first of its commands. */
const describeOwn = (step: Step) => {
	const commands = step.commands.map(command => describeCommand(command));
	return {
		id: step.id,
		kind: step.kind,
		title: step.title,
		line: step.start.line,
		optional: step.optional,
		witness: step.witness,
		when: step.phase,
		command: commands[0] ?? null,
		commands,
		expectations: step.expectations.map(({expression}) => expression),
		evidence: step.evidence.map(({name, glob}) => ({name: name ?? null, glob})),
		role: step.signature?.role ?? null,
		requires: step.requires,
	};
};

type StepDescription = ReturnType<typeof describeOwn> & {readonly steps: readonly StepDescription[]};

const describeStep = (step: Step): StepDescription => ({...describeOwn(step), steps: step.steps.map(inner => describeStep(inner))});

type SectionDescription = {
	readonly id: string;
	readonly title: string;
	readonly level: number;
	readonly line: number;
	readonly gate: boolean;
	readonly part: Section['part'];
	readonly blocking: boolean;
	readonly when: Section['phase'];
	readonly requires: readonly string[];
	readonly steps: readonly StepDescription[];
	readonly sections: readonly SectionDescription[];
};

const describeSection = (section: Section): SectionDescription => ({
	id: section.id,
	title: section.title,
	level: section.level,
	line: section.start.line,
	gate: section.gate,
	part: section.part,
	blocking: section.blocking,
	when: section.phase,
	requires: section.requires,
	steps: section.steps.map(step => describeStep(step)),
	sections: section.sections.map(inner => describeSection(inner)),
});

/** The outline for programs: JSON-ready, fields are only ever added. `sections` holds the document itself, with its sections inside. */
export const describeChecklist = ({title, digest, commandsDigest, settings, root, tagPlace, diagnostics}: Checklist) => ({
	title,
	digest,
	commandsDigest,
	release: settings.release ?? null,
	tag: settings.tag ?? null,
	inputs: settings.inputs.map(({name, ask, choices, secret}) => ({
		name, ask, choices, secret,
	})),
	tagPlace: {
		id: tagPlace.id ?? null, line: tagPlace.line ?? null, others: tagPlace.others, none: tagPlace.none,
	},
	sections: [describeSection(root)],
	diagnostics,
});

/** Line numbers stand in a column of their own. */
const atLine = (line: number | undefined, depth: number, text: string): string => `${String(line ?? '').padStart(5)}  ${'  '.repeat(depth)}${showText(text)}`.trimEnd();

const withNotes = (text: string, notes: readonly string[]): string => {
	const said = notes.filter(note => note !== '');
	return said.length > 0 ? `${text}  (${said.join('; ')})` : text;
};

const commandLines = (command: Command, depth: number): string[] => [
	atLine(command.line, depth, withNotes(command.language, [
		command.mode, command.irreversible ? 'cannot be undone' : '', command.placeholders.length > 0 ? `to be filled in: ${command.placeholders.join(' ')}` : '',
	])),
	...command.text.split('\n').map(line => atLine(undefined, depth + 1, line)),
];

/** An entry of the outline with the place where it stands, because a section's own steps can stand behind its subsections. */
type Entry = {readonly offset: number; readonly lines: readonly string[]};

const stepEntries = (step: Step, depth: number): Entry[] => [
	{
		offset: step.start.offset,
		lines: [
			atLine(step.start.line, depth, withNotes(`${step.kind}: ${step.title}`, [
				step.signature?.role ?? '',
				step.alternatives.map(({label}) => label).join(' / '),
				step.optional ? 'optional' : '',
				step.condition ? `only where it applies: ${step.condition.text}` : '',
			])),
			...step.commands.flatMap(command => commandLines(command, depth + 2)),
			...step.expectations.map(({expression, line}) => atLine(line, depth + 2, `expects ${expression}`)),
		],
	},
	...step.steps.flatMap(inner => stepEntries(inner, depth + 1)),
];

const holdsSteps = ({steps, sections}: Section): boolean => steps.length > 0 || sections.some(section => holdsSteps(section));

const sectionEntries = (section: Section, depth: number): Entry[] => [
	{
		offset: section.start.offset,
		lines: [
			...(depth > 0 ? [''] : []),
			atLine(section.start.line, depth, withNotes(section.title, [
				section.part === 'steps' ? (section.gate ? 'gate' : '') : section.part,
				section.blocking ? '' : 'not blocking',
				section.phase === 'before the tag' ? '' : section.phase,
			])),
		],
	},
	...section.steps.flatMap(step => stepEntries(step, depth + 1)),
	...section.sections.filter(inner => holdsSteps(inner)).flatMap(inner => sectionEntries(inner, depth + 1)),
];

const offsetOf = ({root, tagPlace}: Checklist): number | undefined => [...sectionsOf(root)].flatMap(section => [section, ...ownSteps(section)])
	.find(({id}) => id === tagPlace.id)?.start.offset;

const tagLine = (checklist: Checklist): string => {
	const {tagPlace} = checklist;
	if (tagPlace.none) {
		return 'This checklist ends in a record without a tag.';
	}

	return tagPlace.id === undefined ? '──── the tag is made when everything before it has passed ────' : '──── the tag is made here; what follows is after it ────';
};

/** The outline for people: one line each, line numbers first, control characters shown. */
export const outlineText = (checklist: Checklist): string[] => {
	const place = offsetOf(checklist);
	const entries = sectionEntries(checklist.root, 0).toSorted((one, other) => one.offset - other.offset);
	const before = entries.filter(({offset}) => place === undefined || offset < place);
	const behind = entries.filter(({offset}) => place !== undefined && offset >= place);
	return [...before.flatMap(({lines}) => lines), '', atLine(undefined, 0, tagLine(checklist)), '', ...behind.flatMap(({lines}) => lines)];
};
