/** What was read of a document, to be looked at by people and programs. */
import type {Command} from './command.js';
import type {Checklist, Section, Step} from './model.js';
import {showText} from './escape.js';
import {ownSteps, sectionsOf} from './outline.js';

const describeCommand = ({language, text, line, mode, timeoutMs, placeholders, irreversible, words}: Command) => ({
	language, text, line, mode, timeoutMs: timeoutMs ?? null, placeholders, irreversible, words,
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
		evidence: step.evidence.map(({name, glob, age}) => ({name: name ?? null, glob, age})),
		onlyIf: step.onlyIf?.expression ?? null,
		wait: step.wait ?? null,
		freshMs: step.freshMs ?? null,
		by: step.by ?? null,
		waivableBy: step.waivableBy ?? null,
		bindings: step.bindings,
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
	readonly onlyIf: string | null;
	readonly about: readonly string[];
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
	onlyIf: section.onlyIf?.expression ?? null,
	about: section.about,
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

/** An entry of the outline with the place where it stands. */
type Entry = {readonly offset: number; readonly lines: readonly string[]};

const sayOnlyIf = ({onlyIf}: Pick<Step, 'onlyIf'>): string => onlyIf?.text.replace(/^O/v, 'o') ?? '';

const stepEntries = (step: Step, depth: number): Entry[] => [
	{
		offset: step.start.offset,
		lines: [
			atLine(step.start.line, depth, withNotes(`${step.kind}: ${step.title}`, [
				step.signature?.role ?? '',
				step.alternatives.map(({label}) => label).join(' / '),
				step.optional ? 'optional' : '',
				step.condition ? `only where it applies: ${step.condition.text}` : '',
				sayOnlyIf(step),
				step.by === undefined ? '' : `by ${step.by}`,
			])),
			...step.commands.flatMap(command => commandLines(command, depth + 2)),
			...step.expectations.map(({expression, line}) => atLine(line, depth + 2, `expects ${expression}`)),
		],
	},
	...step.steps.flatMap(inner => stepEntries(inner, depth + 1)),
];

const holdsSteps = ({steps, sections}: Section): boolean => steps.length > 0 || sections.some(section => holdsSteps(section));

/** Subsections in order with the section's own steps, which can stand behind them; copies that `For each` makes keep together. */
const insideEntries = (section: Section, depth: number): Entry[] => [
	...section.steps.map(step => ({offset: step.start.offset, entries: stepEntries(step, depth)})),
	...section.sections.filter(inner => holdsSteps(inner)).map(inner => ({offset: inner.start.offset, entries: sectionEntries(inner, depth)})),
].toSorted((one, other) => one.offset - other.offset).flatMap(({entries}) => entries);

function sectionEntries(section: Section, depth: number): Entry[] {
	return [
		{
			offset: section.start.offset,
			lines: [
				...(depth > 0 ? [''] : []),
				atLine(section.start.line, depth, withNotes(section.title, [
					section.part === 'steps' ? (section.gate ? 'gate' : '') : section.part,
					section.blocking ? '' : 'not blocking',
					section.phase === 'before the tag' ? '' : section.phase,
					sayOnlyIf(section),
				])),
			],
		},
		...insideEntries(section, depth + 1),
	];
}

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
	const entries = sectionEntries(checklist.root, 0);
	const before = entries.filter(({offset}) => place === undefined || offset < place);
	const behind = entries.filter(({offset}) => place !== undefined && offset >= place);
	return [...before.flatMap(({lines}) => lines), '', atLine(undefined, 0, tagLine(checklist)), '', ...behind.flatMap(({lines}) => lines)];
};
