/** What a seed asks of its checklist: written down from reading the seed, never from our own output. */
export type SeedParts = {
	/** The file in `checklists/`. */
	readonly file: string;
	readonly tag: string;
	readonly decision: readonly string[];
	/** Titles of its sections, in the seed's order: each a word or more that the checklist's title holds. */
	readonly sections: readonly string[];
	/** Requirements, items and remarks: words that stand in a step or beside one. */
	readonly says: readonly string[];
	/** Parts of commands, in any order. */
	readonly commands: readonly string[];
	/** Limits and answers that an expectation holds, each as `section: text`. */
	readonly limits: ReadonlyArray<readonly [section: string, expectation: string]>;
	readonly evidence: readonly string[];
	/** Gates that are signed, and as what. */
	readonly signed: ReadonlyArray<readonly [section: string, role: string]>;
	readonly requires: ReadonlyArray<readonly [section: string, before: string]>;
	readonly afterTheTag: readonly string[];
	readonly rollingBack: readonly string[];
	readonly notBlocking: readonly string[];
	/** Fence words that a command carries, each with a part of the command. */
	readonly words: ReadonlyArray<readonly [command: string, word: string]>;
};
