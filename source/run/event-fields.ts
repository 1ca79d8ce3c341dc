/** What fields of events are made of. */
import * as z from 'zod';

export const hex256 = z.string().regex(/^[\da-f]{64}$/v);
export const objectId = z.string().regex(/^(?:[\da-f]{40}|[\da-f]{64})$/v);
/** 128 random bits, hex. */
export const runId = z.string().regex(/^[\da-f]{32}$/v);
export const id = z.string().min(1);
export const text = z.string();
export const count = z.int().nonnegative();
export const time = z.iso.datetime({precision: 3});

/** A line of a diffstat. */
const changedFile = z.strictObject({
	path: text, added: count, removed: count, binary: z.boolean().optional(),
});
export type ChangedFile = z.infer<typeof changedFile>;

/** What lies between two commits. */
export const commitsBetween = z.strictObject({
	/** Subjects with short ids, newest first, at most 50. */
	commits: z.array(text),
	/** Paths that differ, at most 1000. */
	paths: z.array(text),
	/** The same paths with how many lines differ. */
	files: z.array(changedFile).optional(),
});

/** How long a machine had been up, by the clock that nobody sets; `boot` tells one start of one machine from all others. */
export const uptime = z.strictObject({boot: text, ms: count});
export type Uptime = z.infer<typeof uptime>;

/** A result that a waiver carries over: the event by which the step passed, on which commit, and the commit that it is to count for. */
export const carriedOver = z.strictObject({
	passed: z.int().positive(),
	from: objectId,
	to: objectId,
	/** Of the earlier attempt in which it passed; without it, in this run. */
	run: runId.optional(),
});
export type CarriedOver = z.infer<typeof carriedOver>;

/** A result of an earlier attempt that could be carried over: found out by a machine. */
const earlierResult = z.strictObject({
	step: id,
	/** What the step was then: its command, fence words, expectation and evidence. */
	fingerprint: text,
	run: runId,
	passed: z.int().positive(),
	commit: objectId,
	at: time,
});

/** The attempt at the same release that came before, and ended without a GO. */
export const earlierAttempt = z.strictObject({
	run: runId,
	name: text,
	outcome: z.enum(['NO-GO', 'abandoned']),
	/** Blocking issues, or why it was abandoned. */
	reasons: z.array(text),
	at: time,
	/** The last one that it knew. */
	commit: objectId,
	/** The record commit and the digest of its bundle; an abandoned attempt leaves none. */
	record: objectId.optional(),
	bundle: hex256.optional(),
	results: z.array(earlierResult),
	/** From each commit of these results to the one that this run starts on. */
	since: z.array(z.strictObject({from: objectId, ...commitsBetween.shape})),
});
export type EarlierAttempt = z.infer<typeof earlierAttempt>;
