/** What sections and steps are while the document is still being read. */
import type {RootContent} from 'mdast';
import type {Field} from './items/fields.js';
import type {Command} from './command.js';
import type {
	Alternative,
	Box,
	Diagnostic,
	Evidence,
	Expectation,
	Fill,
	Phase,
	Range,
	SectionPart,
	SignatureLine,
	Step,
	Value,
	Wait,
} from './model.js';
import type {Settings} from './settings.js';
import {type Source, positionAt} from './source.js';
import type {TextLine} from './markdown.js';

/** A condition before it has an id. */
export type ConditionDraft = {
	readonly text: string;
	readonly line: number;
	readonly oppositeOf: ConditionDraft | undefined;
	/** CEL, for one that a machine answers. */
	readonly expression?: string;
};

/** What a title in `Requires` says, and where; or a step that is known without words. */
export type Requirement = {readonly title: string; readonly offset: number} | {readonly step: StepDraft};

/** `For each`: the name, what it stands for in turn, and where that is said. */
export type ForEach = {readonly name: string; readonly values: readonly string[]; readonly offset: number};

/** What labels say alike of a section and of a step. */
export type Labelled = {
	onlyIf: ConditionDraft | undefined;
	forEach: ForEach | undefined;
	freshMs: number | undefined;
	waivableBy: string | undefined;
	by: string | undefined;
	readonly requires: Requirement[];
};

/** A step while the document is being read: no id, phase or kind yet. */
export type StepDraft = Labelled & {
	title: string;
	/** The text that identifies it, where that is not the title. */
	identity: string | undefined;
	readonly start: number;
	range: Range;
	optional: boolean;
	witness: boolean;
	ticked: boolean;
	box: Box | undefined;
	readonly commands: Command[];
	readonly expectations: Expectation[];
	readonly expected: string[];
	readonly evidence: Evidence[];
	value: Value | undefined;
	alternatives: readonly Alternative[];
	signature: SignatureLine | undefined;
	condition: ConditionDraft | undefined;
	wait: Wait | undefined;
	/** The phase that a label or the step's place in a form says. */
	when: Phase | undefined;
	group: boolean;
	asked: boolean;
	note: Step['note'];
	readonly steps: StepDraft[];
};

export type FillDraft = {
	readonly about: StepDraft | SectionDraft | undefined;
	readonly what: Fill['what'];
	readonly blank: Fill['blank'];
	readonly alternatives: readonly Alternative[];
};

/** A section while the document is being read. */
export type SectionDraft = Labelled & {
	readonly title: string;
	readonly level: number;
	readonly start: number;
	range: Range;
	/** Where what is said about a section without steps goes. */
	readonly headingEnd: number;
	readonly parent: SectionDraft | undefined;
	readonly blocks: RootContent[];
	readonly sections: SectionDraft[];
	readonly steps: StepDraft[];
	readonly fills: FillDraft[];
	readonly prose: TextLine[];
	about: readonly string[];
	part: SectionPart;
	/** Called decision or sign-off: a choice of GO or NO-GO here is the decision itself. */
	readonly deciding: boolean;
	blocking: boolean;
	/** The phase that the title, an introduction or a label says. */
	phase: Phase | undefined;
	/** True when a label said so: nothing overrides it. */
	phaseSaid: boolean;
	/** What is read of it: everything, no lists (a section called overview, notes …), or nothing (front matter `text`). */
	readonly reads: 'all' | 'no lists' | 'nothing';
};

/** A table row with boxes or blanks, before it is known whether it follows a gate. */
export type StatusRow = {
	readonly section: SectionDraft;
	readonly title: string;
	readonly choices: ReadonlyArray<Field & {readonly kind: 'choice'}>;
	readonly boxes: ReadonlyArray<Field & {readonly kind: 'box'}>;
	readonly dates: ReadonlyArray<Field & {readonly kind: 'blank'}>;
	/** The steps that the row is when no gate answers it. */
	readonly steps: readonly StepDraft[];
};

/** A name in braces where nothing is put in, as it is written. */
export type Braced = {readonly written: string; readonly where: 'expectation' | 'command'; readonly offset: number};

/** What is the same for the whole document while it is read. */
export type Reading = {
	readonly source: Source;
	readonly settings: Settings;
	readonly mode: 'tasks' | 'lists';
	readonly optionalWords: readonly string[];
	readonly diagnostics: Diagnostic[];
	readonly rows: StatusRow[];
	readonly braced: Braced[];
};

/** Adds a diagnostic; `offset` is what it is about. */
export const report = (reading: Reading, finding: Pick<Diagnostic, 'severity' | 'rule' | 'message' | 'fix'>, offset: number): void => {
	const {line, column} = positionAt(reading.source, offset);
	reading.diagnostics.push({...finding, line, column});
};

type Beginning = Pick<StepDraft, 'title' | 'start' | 'range' | 'note'> & Partial<StepDraft>;

export const draftStep = (beginning: Beginning): StepDraft => ({
	identity: undefined,
	optional: false,
	witness: false,
	ticked: false,
	box: undefined,
	commands: [],
	expectations: [],
	expected: [],
	evidence: [],
	value: undefined,
	alternatives: [],
	signature: undefined,
	condition: undefined,
	onlyIf: undefined,
	forEach: undefined,
	wait: undefined,
	freshMs: undefined,
	waivableBy: undefined,
	by: undefined,
	requires: [],
	when: undefined,
	group: false,
	asked: true,
	steps: [],
	...beginning,
});

/** Every section in document order, the given one first. */
export const draftsOf = (section: SectionDraft): SectionDraft[] => [section, ...section.sections.flatMap(inner => draftsOf(inner))];

/** Steps and those below them. */
export const stepDraftsOf = (steps: readonly StepDraft[]): StepDraft[] => steps.flatMap(step => [step, ...stepDraftsOf(step.steps)]);

/** The phase that the section's name, introduction or label gives, its own or from above. */
export const saidPhase = (section: SectionDraft | undefined): Phase | undefined => section && (section.phase ?? saidPhase(section.parent));
