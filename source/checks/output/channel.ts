/** The ways that output can take from a command to its log. */
import type {Files} from '../files.js';
import type {Marks} from '../process-file.js';
import type {Recent} from './recent.js';
import type {Seal} from './seal.js';
import type {Mask} from './secrets.js';
import type {Sources, Stretch} from './stretches.js';

export type Channel = {
	/** Descriptors for the command. */
	readonly stdout: number;
	readonly stderr: number;
	/** How much was printed until now; all of it has arrived then. */
	readonly mark: () => Promise<Marks>;
	/** Puts a line of ours into the log. */
	readonly note: (line: string) => Promise<void>;
	/** What was printed in these stretches. */
	readonly sources: (stretches: readonly Stretch[]) => Sources;
	/** All that was printed has arrived. Rejects when the log could not be written. */
	readonly finish: () => Promise<Seal>;
};

/**
`direct`: both streams in one file, which is the log. `split`: a file for each, and a log of both as they arrive.
`piped`: through this process, masked before anything reaches the disk.
*/
export type ChannelKind = 'direct' | 'split' | 'piped';

export type Opening = {
	readonly files: Files;
	readonly recent: Recent;
	readonly mask: Mask;
	readonly look: () => Promise<void>;
	readonly leaving: AbortSignal;
	/** Somebody will read what was printed. */
	readonly wanted: boolean;
};
