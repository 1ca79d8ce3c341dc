/** What expectations are judged on. */
/** Where a text is read when an expectation names it, or why it cannot be had. */
export type Source =
	/** All of it, or the bytes `[from, to)`. */
	| {readonly file: string; readonly from?: number | undefined; readonly to?: number | undefined}
	| {readonly text: string}
	| {readonly parts: readonly Source[]}
	| {readonly missing: string};

/** What is known about a command; undefined fields cannot be named. */
export type ObservedCommand = ObservedRun & {
	/** Each run of a command that is repeated, or why they are not known; undefined: it ran once. */
	readonly runs?: readonly ObservedRun[] | {readonly missing: string} | undefined;
};

export type ObservedRun = {
	readonly exit: number | undefined;
	readonly seconds: number;
	readonly stdout: Source;
	readonly stderr: Source;
	readonly output: Source;
};

/** Why something cannot be had. */
export type Missing = {readonly missing: string};

/** A file of evidence, with what of it expressions name. */
export type ObservedFile = {
	/** From the top of the repository. */
	readonly path: string;
	readonly size: number;
	readonly content: Uint8Array | Missing;
	/** Names in an archive. */
	readonly entries: readonly string[] | Missing;
};

export type ObservedEvidence = {readonly newest: ObservedFile | Missing; readonly all: readonly ObservedFile[] | Missing};

export type Observed = {
	/** Undefined on a step without a command. */
	readonly command: ObservedCommand | undefined;
	readonly inputs: Readonly<Record<string, string>>;
	readonly values: Readonly<Record<string, string>>;
	/** By name. */
	readonly evidence?: Readonly<Record<string, ObservedEvidence>> | undefined;
	readonly commit: string | undefined;
	readonly branch: string | undefined;
	readonly tag: string | undefined;
	readonly previous: string | undefined;
};

/** `answer` is undefined where it could not be evaluated. */
export type Judgement = {readonly ok: boolean; readonly why: string; readonly answer: boolean | undefined};
