/** What each kind of key brings to signing. */
import type {SigningFault} from './fault.js';
import type {Ending, Environment} from './program.js';

/** What a maker works on: the message stands in `message` of the directory, which is fresh and only ours. */
export type Making = {readonly directory: string; readonly bytes: Uint8Array; readonly namespace: string};

type Start = {readonly args: readonly string[]; readonly environment: Environment};

/** How one kind of key signs. */
export type Maker = {
	/** A start that asks nobody, and one that may ask at the terminal. */
	readonly silent: Start;
	readonly person: Start;
	readonly isTouched: boolean;
	readonly wantsPerson: (ending: Ending) => boolean;
	/** Ends what the program would leave behind at the terminal when it is stopped there. */
	readonly release: (ending: Ending) => Promise<void>;
	/** What to say where somebody is wanted and nobody is there. */
	readonly alone: string;
	readonly diagnose: (ending: Ending) => Promise<SigningFault>;
	/** The signature that was written, in its one form, when it is the right key's over these very bytes; rejects when there is none. */
	readonly take: () => Promise<{readonly armored: string} | {readonly wrong: string}>;
};
