/** What is known about a project, and what its way of building calls for in a checklist. */

/** The texts of the files at the top of the repository that say how the project is built, by name. */
export type ProjectFiles = ReadonlyMap<string, string>;

/** An item of the checklist: a question for a person, or with a block something that a machine does. */
export type Item = {
	readonly title: string;
	readonly expect?: string;
	readonly block?: {readonly words: string; readonly lines: readonly string[]};
	/** What a person should see in the output. */
	readonly expected?: string;
};

export type Part = {
	/** What the project calls itself. */
	readonly name: string | undefined;
	/** In brackets behind titles where several ways of building come together. */
	readonly tool: string;
	readonly code: readonly Item[];
	readonly package: readonly Item[];
	readonly publication: readonly Item[];
	readonly rollback: readonly Item[];
};

export const check = (title: string, command: string, timeout?: string): Item => ({title, block: {words: timeout === undefined ? 'check' : `check timeout=${timeout}`, lines: [command]}});

/** Publishing asks for passwords and codes of its own, so it gets the terminal. */
export const publish = (where: string, command: string): Item => ({title: `Publish to ${where}`, block: {words: 'irreversible tty', lines: [command]}});
