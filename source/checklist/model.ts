/**
The checklist as data: what reading a Markdown document yields.

Everything that the record fills in later is known here as a range of the source text, so that filling in
never has to read the Markdown again.
*/

import type {Command} from './command.js';
import type {RuleName} from './rules.js';
import type {Settings} from './settings.js';

/** Where something stands. Line and column count from 1, the offset from 0 in UTF-16 code units. */
export type Position = {readonly line: number; readonly column: number; readonly offset: number};

/** A half-open range `[from, to)` of offsets into `Checklist.text`. */
export type Range = {readonly from: number; readonly to: number};

export type StepKind = 'confirm' | 'check' | 'action' | 'value' | 'choice' | 'evidence' | 'wait' | 'signature' | 'group';

export const phases = ['before the tag', 'after the tag', 'rolling back', 'no-go'] as const;
export type Phase = (typeof phases)[number];

export type Diagnostic = {
	readonly severity: 'error' | 'warning';
	readonly rule: RuleName;
	readonly message: string;
	/** What to do about it, in a sentence, where that is known. */
	readonly fix?: string | undefined;
	readonly line: number;
	readonly column: number;
};

export type Expectation = {readonly expression: string; readonly line: number; readonly column: number};

export type Evidence = {
	/** The name of the newest match in expectations. */
	readonly name: string | undefined;
	/** With `/` between folders and `*` where the document has `<word>`. */
	readonly glob: string;
	readonly line: number;
	/** Newer than the run's start, of any age, or newer than so many milliseconds. */
	readonly age: 'run' | 'any' | number;
};

/** May not pass before: so long after the step above it passed (else after its gate's start), or until a time (ISO 8601). */
export type Wait = {readonly kind: 'for'; readonly ms: number} | {readonly kind: 'until'; readonly at: string};

/** `For each`: what the name stands for in this copy of the step. */
export type Binding = {readonly name: string; readonly value: string};

/** One alternative of a choice: `[ ] PASS`. */
export type Alternative = {
	readonly label: string;
	/** FAIL, NO and NO-GO fail the step. */
	readonly fails: boolean;
	readonly box: Box;
};

/** A box to tick: `[ ]` (the range is the one character between the brackets) or a sign such as `⬜` (the range is the sign). */
export type Box = {readonly at: Range; readonly sign: boolean};

/** A blank to fill in: `______`, `[TBD]`, or an empty range behind a label where something has to be put. */
export type Blank = {readonly at: Range};

export type Value = {
	/** How the question reads: the label in front of the blank. */
	readonly label: string;
	readonly blank: Blank;
	/** Evidence blanks take a text, a link or a file. */
	readonly evidence: boolean;
};

export type SignatureLine = {
	readonly role: string;
	/** By how many different people. */
	readonly count: number;
	/** Where the name goes; undefined when the line names roles and leaves no blank. */
	readonly blank: Blank | undefined;
	/** True for the lines of the decision: they are seals, not gate signatures. */
	readonly seals: boolean;
};

/** "If …:" above a list or block, or on a group: asked once; no sets all of it aside, with the steps below. Steps of one list share one. */
export type Condition = {
	readonly id: string;
	readonly text: string;
	readonly line: number;
	/** For `Otherwise:` the condition whose opposite it is. */
	readonly oppositeOf: string | undefined;
	/** `Only if`: CEL over inputs and values, answered by a machine; undefined: a person is asked. */
	readonly expression: string | undefined;
};

export type Step = {
	/** Titles above and own text, normalised, counted among equals: never a position. */
	readonly id: string;
	readonly kind: StepKind;
	/** As plain text, on one line. */
	readonly title: string;
	/** The texts of the groups above, outermost first; they stand in the question. */
	readonly context: readonly string[];
	readonly start: Position;
	/** What the step covers in the text, with its blocks and nested items. */
	readonly range: Range;
	readonly optional: boolean;
	readonly witness: boolean;
	/** Ticked in the file; asked like any other. */
	readonly ticked: boolean;
	readonly box: Box | undefined;
	/** Several blocks of one item run in order; all must pass. A group has none: what stands on it is a step inside it. */
	readonly commands: readonly Command[];
	readonly expectations: readonly Expectation[];
	/** What a person should see, in the document's own words, beside a command. */
	readonly expected: readonly string[];
	readonly evidence: readonly Evidence[];
	readonly value: Value | undefined;
	readonly alternatives: readonly Alternative[];
	readonly signature: SignatureLine | undefined;
	readonly condition: Condition | undefined;
	readonly onlyIf: Condition | undefined;
	readonly wait: Wait | undefined;
	/** A pass older than this at the decision is stale: its label's, else the shortest of its commands'. */
	readonly freshMs: number | undefined;
	/** The role that may waive it, its own or from above. Undefined: nobody, in a document with our front matter. */
	readonly waivableBy: string | undefined;
	/** The role that may answer it, its own or from above. */
	readonly by: string | undefined;
	/** What `For each` names stand for in it, outermost first; they are variables of its commands and `{{name}}` in its text. */
	readonly bindings: readonly Binding[];
	/** Ids of sections or steps that must have passed before. */
	readonly requires: readonly string[];
	/** A phase of its own where it differs from its section's: the step where the tag is made and what stands below it are after the tag. */
	readonly phase: Phase;
	/** Command, fence words, expectation and evidence as one digest: results hang on it. */
	readonly fingerprint: string;
	/** A group is asked itself, after its items, unless its text is only a title. */
	readonly asked: boolean;
	/** Where the record puts what it says about this step, and the indentation of those lines. */
	readonly note: {readonly at: number; readonly indent: string};
	readonly steps: readonly Step[];
};

/** `criteria` are confirmed at the decision; `decision` holds the seals and is no gate. */
export type SectionPart = 'steps' | 'criteria' | 'decision';

export type Section = {
	readonly id: string;
	readonly title: string;
	/** 0 for the document itself, whose title is its single first heading of level 1. */
	readonly level: number;
	readonly start: Position;
	readonly range: Range;
	/** Holds steps, its own or further down, and is not the decision. */
	readonly gate: boolean;
	readonly part: SectionPart;
	readonly blocking: boolean;
	readonly onlyIf: Condition | undefined;
	/** Globs: only a change of these paths makes the gate stale. Empty: any change does. */
	readonly about: readonly string[];
	readonly phase: Phase;
	/** Ids of the gates, or steps, that must have passed before this one starts. */
	readonly requires: readonly string[];
	/** Prose of the section that is shown beside its steps, as plain text lines with their source lines. */
	readonly prose: ReadonlyArray<{readonly line: number; readonly text: string}>;
	readonly steps: readonly Step[];
	readonly sections: readonly Section[];
};

/** A place that is filled in from the run's state and never asked. */
export type Fill = {
	/** What it is about: a gate's id, a signature step's id, or undefined for the whole run. */
	readonly about: string | undefined;
	readonly what: 'date' | 'status' | 'result' | 'signed off' | 'release' | 'blocking issues' | 'decision';
	/** For a date or status: the blank. */
	readonly blank: Blank | undefined;
	/** For a result: the boxes to choose from. */
	readonly alternatives: readonly Alternative[];
};

/** Where Holdpoint decides, seals, tags: the first step, heading or block that makes the release's tag. */
export type TagPlace = {
	/** The step or section that stands for it; undefined: at the end of what is before the tag. */
	readonly id: string | undefined;
	readonly line: number | undefined;
	/** Further candidates, by id; several are asked once. */
	readonly others: readonly string[];
	readonly none: boolean;
};

export type Checklist = {
	readonly title: string;
	/** SHA-256 of the document's bytes, hex. */
	readonly digest: string;
	/** SHA-256 over all commands, hex: what consent is given to. */
	readonly commandsDigest: string;
	/** The document decoded from UTF-8, without a byte order mark; all ranges are offsets into it. */
	readonly text: string;
	readonly settings: Settings;
	/** The front matter's range, when there is any. */
	readonly frontMatter: Range | undefined;
	readonly root: Section;
	/** Of sections and steps that `For each` walks more than once, in the same place of the text: the ids of all copies by that of the first. */
	readonly copies: ReadonlyMap<string, readonly string[]>;
	readonly tagPlace: TagPlace;
	readonly fills: readonly Fill[];
	readonly diagnostics: readonly Diagnostic[];
	/** A version that the document's own title names, such as `v0.1.0`. */
	readonly namedVersion: string | undefined;
};
