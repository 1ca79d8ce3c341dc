/** Exit codes, one meaning each per command (terminal.md). */
export const exits = {
	done: 0,
	/** NO-GO, REJECTED, errors found. */
	no: 1,
	usage: 2,
	/** Paused, or INCOMPLETE. */
	notYet: 3,
	/** UNANCHORED or SELF-SIGNED. */
	unanchored: 4,
	interrupted: 130,
} as const;

export type Exit = (typeof exits)[keyof typeof exits];

/** Something that the person can mend: said in a sentence, without a stack. */
export class UserError extends Error {
	constructor(message: string, readonly exit: Exit = exits.usage) {
		super(message);
	}
}

/** A file of preferences that cannot be read as ours is said, and never overwritten. */
export class PreferencesError extends Error {}
