/** What a walk shows of itself: an immutable picture to render, and the acts that it takes. */
import type {Ways} from '../checklist/command-ways.js';
import type {Command} from '../checklist/command.js';
import type {LiveAttempts} from '../checks/request.js';
import type {LastTime} from '../run/attempts.js';
import type {Decision} from '../run/intents.js';
import type {Person, StatementReport} from '../run/events.js';
import type {Plan} from '../run/plan.js';
import type {RunState} from '../run/state.js';
import type {Consent} from './materials.js';

/** The running command of a step, as far as it has come. */
export type LiveOutput = {
	readonly step: string;
	readonly kind: 'check' | 'action';
	/** The last lines (at most 200), raw: `showOutput` cleans them. */
	readonly tail: readonly string[];
	readonly size: number;
	readonly statements: readonly StatementReport[];
	/** Index into `statements` of the one that runs now. */
	readonly running: number | undefined;
	/** Of a command that is repeated, how far it has come. */
	readonly attempts?: LiveAttempts | undefined;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	/** True after a stop was asked for. */
	readonly stopping: boolean;
};

export type Message = {
	readonly kind: 'refused' | 'fault' | 'said';
	readonly text: string;
};

/** Where the walk is as a whole. */
export type Stage =
	/** The checklist's commands must be seen and agreed to first. */
	| 'consent'
	| 'walking'
	/** After GO or NO-GO: seals, record commit and tag are being made, or wait for a key. */
	| 'finishing'
	/** Tagged or recorded; the push may be offered. */
	| 'finished';

/** One thing that finishing still has to do. */
export type Remaining = {
	/** In words: "Seal as release manager", "Commit the record", "Tag v1.0.0 at a1b2c3d". */
	readonly label: string;
	readonly done: boolean;
	/** For a seal: whose. */
	readonly role?: string;
};

export type PushOffer = {
	readonly remote: string;
	/** `branch main`, `tag v1.0.0`, `record ref …`, in words. */
	readonly refs: readonly string[];
	/** The same by hand. */
	readonly command: string;
};

export type WalkView = {
	/** With names and placeholders filled in, as far as the run knows what they stand for. */
	readonly plan: Plan;
	readonly state: RunState;
	readonly stage: Stage;
	/** What the walk waits for: at most one command at a time. */
	readonly live: LiveOutput | undefined;
	/** What runs beside it, the oldest first. */
	readonly background: readonly LiveOutput[];
	/** What is being done right now that takes time, in words. */
	readonly busy: string | undefined;
	readonly message: Message | undefined;
	/** Who has taken the run over, once somebody has: nothing is written here any more. */
	readonly successor?: string | undefined;
	/** How often the person was called for. */
	readonly rings: number;
	/** What changed while nobody looked, and what follows from it; said once at the start. */
	readonly changes: readonly string[];
	/** All commands that may run, for the consent screen. */
	readonly commands: ReadonlyArray<{readonly title: string; readonly command: Command}>;
	/** What those run of the repository, and what is new since the person last agreed; both shown with them. */
	readonly agreeing: Pick<Consent, 'scripts' | 'changes'>;
	readonly remaining: readonly Remaining[];
	/** Folder of the record, once it is committed. */
	readonly record: string | undefined;
	readonly push: PushOffer | undefined;
	readonly demo: boolean;
	/** Who drives the terminal. */
	readonly operator: Person;
	/** What was said in the attempt before this one: asked again, and shown beside the question. */
	readonly lastTime?: LastTime | undefined;
	/** Earliest time the clock of the header counts from, in milliseconds, and what it had counted before. */
	readonly clock: {readonly since: number; readonly before: number};
};

/** What the person asks of the walk; `initials` are the witness's. Everything that is refused or fails comes back as the view's message. */
export type WalkAct =
	| {readonly type: 'consent'}
	| {readonly type: 'confirm'; readonly steps: readonly string[]; readonly note?: string; readonly answer?: string; readonly byHand?: boolean; readonly initials?: string}
	| {readonly type: 'fail'; readonly step: string; readonly reason: string; readonly answer?: string}
	| {readonly type: 'set aside'; readonly steps: readonly string[]; readonly reason: string; readonly initials?: string}
	/** `carry`: what passed on an earlier commit is to count for this one. */
	| {readonly type: 'waive'; readonly step: string; readonly reason: string; readonly typedTag: string; readonly carry?: boolean}
	| {readonly type: 'reopen'; readonly steps: readonly string[]; readonly reason: string}
	| {readonly type: 'later'; readonly step: string}
	| {readonly type: 'enter'; readonly step: string; readonly value: string; readonly initials?: string}
	/** An input of the run has another value. */
	| {readonly type: 'correct'; readonly name: string; readonly value: string}
	/** Looks for the files of an evidence step; those out of reach are named by the person, one path each. */
	| {readonly type: 'record'; readonly step: string; readonly files?: readonly string[]}
	| {readonly type: 'start waiting'; readonly step: string}
	/** `Grace Hopper <grace@example.com>` */
	| {readonly type: 'witness'; readonly witness: string}
	| {readonly type: 'condition'; readonly condition: string; readonly holds: boolean}
	| {readonly type: 'note'; readonly about: string; readonly note: string}
	/** Runs the step's commands; `edited` replaces the text of the command with that index, `filled` says what placeholders stand for from now on, `ways` where and how they run. */
	| {readonly type: 'run'; readonly step: string; readonly edited?: ReadonlyMap<number, string>; readonly filled?: ReadonlyMap<string, string>; readonly ways?: Ways; readonly typedTag?: string}
	/** Runs the checks of a gate one after the other, until one needs somebody. */
	| {readonly type: 'run checks'; readonly gate: string}
	/** What runs for this step, or what the walk waits for. */
	| {readonly type: 'stop'; readonly step?: string}
	/** `key` names another key file than the operator's, for another person at this terminal. */
	| {readonly type: 'sign'; readonly step: string; readonly decision: 'approve' | 'reject'; readonly comment: string; readonly key?: string}
	| {readonly type: 'withdraw'; readonly step: string; readonly reason: string}
	| {readonly type: 'leave out'; readonly output: number; readonly leftOut: boolean}
	| {readonly type: 'decide'; readonly decision: Decision; readonly reasons: readonly string[]; readonly typedTag: string}
	| {readonly type: 'take back'; readonly reason: string}
	/** Goes on with seals, record and tag; `key` as for signing. */
	| {readonly type: 'finish'; readonly key?: string}
	| {readonly type: 'push'; readonly typedTag: string}
	| {readonly type: 'dismiss message'}
	| {readonly type: 'pause'; readonly why: string};

/** Lends the terminal to a program that asks for a passphrase; shows `what` first. */
export type HandOver = <T>(what: readonly string[], work: () => Promise<T>) => Promise<T>;

export type Walk = {
	getView: () => WalkView;
	/** Calls the listener after each change; what it returns stops that. */
	subscribe: (listener: () => void) => () => void;
	/** Resolves when the act is done, and on disk; true when it was taken. */
	act: (act: WalkAct) => Promise<boolean>;
	/** Who lends the terminal; until set, what needs a passphrase fails with a sentence. */
	setHandOver: (handOver: HandOver | undefined) => void;
	/** The whole log of an execution, to look at: path of the file. */
	logPath: (output: number) => string;
	/** Stops checks, lets go of locks. An action goes on. */
	close: () => Promise<void>;
};
