/** What the front matter can say. */

export type Input = {
	readonly name: string;
	readonly ask: string;
	readonly match: string | undefined;
	readonly choices: readonly string[];
	readonly default: string | undefined;
	readonly secret: boolean;
};

/** What the front matter says, with its defaults. */
export type Settings = {
	/** True when the document carries our own front matter. */
	readonly own: boolean;
	readonly release: string | undefined;
	/** With `{{version}}` in it; default `v{{version}}`, or the tag itself is asked for in a plain document. */
	readonly tag: string | undefined;
	readonly inputs: readonly Input[];
	readonly placeholders: ReadonlyArray<{readonly text: string; readonly value: string}>;
	/** Roles that sign GO: the front matter's, else those of the document's decision, else the release manager. */
	readonly decision: readonly string[];
	readonly order: 'strict' | 'free';
	readonly pair: 'required' | 'optional';
	readonly samePerson: boolean;
	readonly note: boolean;
	/** Folder of the records in the repository. */
	readonly record: string;
};
