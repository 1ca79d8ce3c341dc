/** Where a run stands: what `reduce` makes of the events. Everything the screen and the record need is derived from this. */
import type {CarriedOver, Uptime} from './event-fields.js';
import type {
	EventData,
	EvidenceFile,
	Observation,
	Participant,
	Person,
	StartedCommand,
} from './events.js';

export const stepStatuses = ['open', 'running', 'interrupted', 'passed', 'failed', 'set-aside', 'waived', 'stale'] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** Who, when and at which event. */
export type Mark = {readonly at: string; readonly by: Person; readonly seq: number};

/** One run of a step's commands. */
export type Execution = {
	readonly output: number;
	readonly kind: 'check' | 'action';
	readonly started: Mark;
	readonly commands: readonly StartedCommand[];
	/** Undefined while it runs or when nobody knows how it ended. */
	readonly finished: (Observation & {readonly mark: Mark}) | undefined;
	readonly interrupted: boolean;
};

/** An answer that was given and what became of it; earlier ones stay. */
export type Answer = {
	readonly status: StepStatus;
	readonly mark: Mark;
	/** Value, choice's label, signer, the condition that a rule set it aside by, or empty. */
	readonly answer: string;
	/** Why it failed, was set aside, waived, reopened. */
	readonly reason: string;
	readonly note: string;
	readonly together: boolean;
	readonly byHand: boolean;
	/** For a waiver or signature: the role; for set aside: `rule` or `person`; for a value: `value`. */
	readonly as: string;
	/** The log of the execution that it came from. */
	readonly output: number | undefined;
	readonly witness: Participant | undefined;
	/** For a waiver: the earlier result that it lets count. */
	readonly carried: CarriedOver | undefined;
};

export type Note = {readonly note: string; readonly mark: Mark};

/** A note about a gate (its id) or about the run (empty). */
export type RunNote = Note & {readonly about: string};

/** Files of an evidence step as they were recorded. */
type RecordedEvidence = {
	readonly name: string;
	readonly files: readonly EvidenceFile[];
	readonly ok: boolean;
	readonly why: string;
	readonly kept: boolean;
	/** The event, and whether the one right behind it records what else the step points at. */
	readonly seq: number;
	readonly more: boolean;
};

/** A wait that has begun; `after`: the step that it counts from, or empty; `machine`: how long that was up then. */
export type Waiting = {readonly until: string; readonly after: string; readonly mark: Mark; readonly machine: Uptime | undefined};

/** What about a step's place in the checklist says what an event does to it. */
export type Place = {
	/** Ids of the sections around it, outermost first. */
	readonly path: readonly string[];
	/** Globs of the paths that it is about: the innermost section's that names any. Empty: all. */
	readonly about: readonly string[];
	/** Names of the values that its commands, expectations and texts use. */
	readonly uses: ReadonlySet<string>;
	/** Ids of the conditions that it hangs on. */
	readonly conditions: readonly string[];
	/** Those of them that stand against it when they hold: it is below their `Otherwise:`. */
	readonly opposites: readonly string[];
	/** Ids of the waits behind it in its section. */
	readonly waits: readonly string[];
	/** Of a wait that counts from a step: ids of the steps above it in its section, the nearest first. */
	readonly above: readonly string[];
	/** Whether it is for a role to answer. */
	readonly role: boolean;
	/** The same of the conditions above it, by their ids. */
	readonly asked: ReadonlyMap<string, ReadonlySet<string>>;
	/** How many globs it points at. */
	readonly evidence: number;
};

export type StepState = {
	readonly status: StepStatus;
	/** All that was said, the earlier ones too; the last gives the status. */
	readonly answers: readonly Answer[];
	readonly executions: readonly Execution[];
	readonly notes: readonly Note[];
	/** An action whose command succeeded and that waits for a person's judgement. */
	readonly awaiting: boolean;
	/** Why it is stale, in words. */
	readonly stale: string;
	/** Of a stale step: nothing but HEAD has moved since it was settled. */
	readonly isMoved: boolean;
	/** Put off with `l`. */
	readonly later: boolean;
	/** What was last recorded, in the checklist's order. */
	readonly evidence: readonly RecordedEvidence[];
	readonly wait: Waiting | undefined;
};

export type Signature = EventData['gate-signed'] & {readonly mark: Mark; readonly withdrawn: boolean; readonly stale: boolean};
export type Seal = EventData['seal-signed'] & {readonly mark: Mark; readonly void: boolean};

type Outcome = EventData['run-closed'] & {readonly mark: Mark};

export type RunState = {
	/** Empty before `run-started`. */
	readonly run: string;
	/** What the run started with, and what of that was changed since. */
	readonly started: (EventData['run-started'] & {readonly mark: Mark}) | undefined;
	readonly seq: number;
	/** The last event. */
	readonly last: Mark | undefined;
	/** Of each step of the checklist that counts now: what a new result can make stale. */
	readonly places: ReadonlyMap<string, Place>;
	/** The same of every text that the run goes by at some time, by its digest. */
	readonly texts: ReadonlyMap<string, ReadonlyMap<string, Place>>;
	readonly steps: ReadonlyMap<string, StepState>;
	/** Values and inputs by name; secrets never. */
	readonly values: ReadonlyMap<string, string>;
	readonly conditions: ReadonlyMap<string, boolean>;
	/** Conditions that a machine could not answer, and why. */
	readonly doubts: ReadonlyMap<string, string>;
	readonly signatures: readonly Signature[];
	readonly seals: readonly Seal[];
	/** The commit that counts: the last one the run knows. */
	readonly commit: string;
	readonly tree: string;
	readonly branch: string | undefined;
	readonly moves: ReadonlyArray<EventData['head-moved'] & {readonly mark: Mark}>;
	readonly witness: Participant | undefined;
	readonly notes: readonly RunNote[];
	readonly leftOut: ReadonlySet<number>;
	/** How many logs there are. */
	readonly outputs: number;
	readonly paused: boolean;
	readonly decision: (EventData['decision-made'] & {readonly mark: Mark}) | undefined;
	readonly record: EventData['record-committed'] | undefined;
	readonly tagged: EventData['tag-created'] | undefined;
	readonly closed: Outcome | undefined;
	/** Sum of milliseconds between events while the run was not paused. */
	readonly activeMs: number;
};
