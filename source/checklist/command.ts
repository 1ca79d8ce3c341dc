/** A command as the document has it, and how it is to run. */

/** `check` decides by itself; `action` has effects; `manual` is only shown. */
export type CommandMode = 'check' | 'action' | 'manual';

/** How often a command runs before it is judged. Without any of it: once. */
export type Repetition = {
	/** `repeat=10`: so many times, and all must pass. */
	readonly times: number;
	/** `same`: with the same output each time. */
	readonly same: boolean;
	/** `every=10s`: from one start to the next. */
	readonly everyMs: number | undefined;
	/** `until=15m`: again until it passes or this time is up. */
	readonly untilMs: number | undefined;
	/** `for=24h`: again as long as this, and all must pass. */
	readonly forMs: number | undefined;
};

export const once: Repetition = {
	times: 1, same: false, everyMs: undefined, untilMs: undefined, forMs: undefined,
};

export type Command = {
	/** The language as written in the fence: `bash`, `sh`, `powershell` … */
	readonly language: string;
	/** What would run: prompts and the item's indentation taken off, CRLF turned into LF. */
	readonly text: string;
	/** The line of the fence that opens the block. */
	readonly line: number;
	readonly mode: CommandMode;
	readonly irreversible: boolean;
	/** Milliseconds; undefined: no limit. A check has 10 minutes by default. */
	readonly timeoutMs: number | undefined;
	/** Texts such as `<backup_dir>` that must be replaced before it can run, each once, in order. */
	readonly placeholders: readonly string[];
	/** Inside the repository; undefined: its top. */
	readonly cwd: string | undefined;
	readonly tty: boolean;
	/** The name under which its trimmed output is kept. */
	readonly save: string | undefined;
	readonly repetition: Repetition;
	/** `fresh=15m`: a pass older than this at the decision is stale. */
	readonly freshMs: number | undefined;
	/** `yes` goes on without Holdpoint and is collected on resume; `gate` is a service that ends with its gate. */
	readonly background: 'no' | 'yes' | 'gate';
	/** Its output stays out of the record; the digest stays in. */
	readonly private: boolean;
	/** This command's fence words, as written: part of the fingerprint. */
	readonly words: readonly string[];
};
