/** What the walk asks of this room, and what it can see while commands run. */
import type {Observation, StartedCommand, StatementReport} from '../run/events.js';
import type {Facts} from '../run/facts.js';
import type {EvidenceRequest} from './evidence/observe.js';

export type CommandRequest = {
	/** A check is judged and leaves no process behind; an action is let finish whatever happens to Holdpoint. */
	readonly mode: 'check' | 'action';
	/** The step's id. */
	readonly step: string;
	/** Number of the log. */
	readonly output: number;
	/** The run's folder; the log goes to `output/<n>.log` below it. */
	readonly directory: string;
	/** In order; the first that does not pass is the last that runs. Empty: only the expectations are judged. */
	readonly commands: readonly StartedCommand[];
	/** The name under which the trimmed standard output is kept. */
	readonly save?: string | undefined;
	/** CEL; empty: everything has to pass by itself. */
	readonly expectations: readonly string[];
	readonly facts: Facts;
	/** The top of the repository: where commands run, but for their `cwd`. */
	readonly root: string;
	/** What Holdpoint adds to the person's own environment. */
	readonly environment: Readonly<Record<string, string>>;
	/** Files that it wants, or that expectations may name. */
	readonly evidence?: EvidenceRequest | undefined;
	/** What was printed stays out of the record, but for its size and digest. */
	readonly private?: boolean;
	/** Values of secret inputs. With one of at least 8 characters nothing unmasked reaches the disk. */
	readonly secrets: readonly string[];
};

/** How far a command that is repeated has come. Times are in milliseconds since the epoch. */
export type LiveAttempts = {
	/** Of the attempt that runs, or ran last; from 1. */
	readonly number: number;
	/** How many there will be, where that is known. */
	readonly times: number | undefined;
	/** How many have passed. */
	readonly passed: number;
	/** Why the last one that ended did not pass; empty when it did. */
	readonly why: string;
	/** While none runs: when the next begins. */
	readonly nextAt: number | undefined;
	/** When `until` or `for` is over. */
	readonly endsAt: number | undefined;
};

export type LiveOutput = {
	/** The last lines as they were printed, at most 200, masked and not cleaned. */
	readonly tail: readonly string[];
	/** Bytes so far. */
	readonly size: number;
	/** Line ends so far. */
	readonly lines: number;
	/** Statements of the commands that were started; the one that runs stands as `not reached`, as those below it. */
	readonly statements: readonly StatementReport[];
	/** Index into `statements` of the one that runs now. */
	readonly running: number | undefined;
	/** Undefined: the command that runs is not a repeated one. */
	readonly attempts: LiveAttempts | undefined;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	/** Of the process group; undefined when nothing runs. */
	readonly pid: number | undefined;
};

/** What runs until somebody else has done with it. */
export type Service<Ending = Observation> = Running<Ending> & {
	/** Its gate has ended, however it did: it is stopped, and has passed if it ran until then. */
	readonly end: () => void;
};

export type Running<Ending = Observation> = {
	/** Calls back, at most some 30 times a second, when `snapshot` has changed. */
	readonly subscribe: (listener: () => void) => () => void;
	/** The same object until something has changed. */
	readonly snapshot: () => LiveOutput;
	/** SIGTERM to the process group, SIGKILL after 3 s; `done` says how it ended. */
	readonly stop: () => void;
	/**
	On leaving the walk: what must not outlive it, a check or a service, is stopped, and `done` says so; all else goes
	on unseen, `done` never comes, and nothing of it keeps this process from ending. `findSurvivor` finds it again.
	*/
	readonly leave: () => void;
	/** Rejects only when the run's folder cannot be written. */
	readonly done: Promise<Ending>;
};
