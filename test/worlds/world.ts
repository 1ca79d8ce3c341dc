/** A world: a set-up in which all of a checklist passes, and for each of its checks a change that it alone must notice. */

/** Files by their path from the world's folder: `project/` is the repository, `bin/` is in front on the path. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

export type Change = {
	readonly write?: Files;
	readonly remove?: readonly string[];
	/** Files that are older than the release's commit. */
	readonly old?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	/** What the world's servers do wrong; each knows its own. */
	readonly fault?: string;
	/** Git commands in the project, and what takes them back. */
	readonly git?: ReadonlyArray<readonly string[]>;
	readonly ungit?: ReadonlyArray<readonly string[]>;
};

export type Variant = Change & {
	/** The gate that is checked: words of its title. */
	readonly gate: string;
	/** Titles of what fails: the check that is meant, then those that cannot but fail with it, as they read the same thing. */
	readonly fails: readonly [string, ...string[]];
};

/** A world that stands. */
export type Place = {
	readonly folder: string;
	/** What the servers are to do wrong at the moment. */
	readonly faults: ReadonlySet<string>;
	/** Runs a program of this machine in the world's folder, as the world's person. */
	readonly run: (program: string, ...args: readonly string[]) => Promise<void>;
};

/** What a service adds to the world. */
type Service = {
	readonly set?: Readonly<Record<string, string>>;
	readonly environment?: Readonly<Record<string, string>>;
	readonly write?: Files;
	readonly stop: () => Promise<void>;
};

export type World = {
	/** The file in `checklists/`. */
	readonly file: string;
	/** Programs of this machine that its commands call: nothing else of it is on the path. */
	readonly tools: readonly string[];
	/** Further things that have to be there: a name, and a command that succeeds where it is. */
	readonly needs?: ReadonlyArray<readonly [name: string, program: string, ...args: readonly string[]]>;
	readonly set: Readonly<Record<string, string>>;
	readonly environment?: Readonly<Record<string, string>>;
	/** Under `project/`, committed. */
	readonly committed: Files;
	/** Written after the commit; the names that end in `bin/…` are programs. */
	readonly write: Files;
	/** Starts what runs beside the checklist, before its first check. */
	readonly start?: (place: Place) => Promise<Service>;
	/** Gates after the tag that are checked too. */
	readonly afterTheTag: readonly string[];
	readonly variants: readonly Variant[];
};
