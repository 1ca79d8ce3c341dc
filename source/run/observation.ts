/** What was seen of a step’s commands: how they were started, what came of them, statement by statement and file by file. */
import * as z from 'zod';
import {
	count,
	hex256,
	id,
	text,
	time,
} from './event-fields.js';

export const startedCommand = z.strictObject({
	text,
	interpreter: text,
	/** Relative to the top of the repository; empty: the top. */
	cwd: text,
	/** Names of the variables that Holdpoint adds; never values. */
	environment: z.array(text),
	line: count,
	timeoutMs: count.optional(),
	tty: z.boolean().optional(),
	/** True when the person edited it before it ran. */
	edited: z.boolean().optional(),
	repetition: z.strictObject({
		times: count, same: z.boolean(), everyMs: count.optional(), untilMs: count.optional(), forMs: count.optional(),
	}).optional(),
	background: z.enum(['yes', 'gate']).optional(),
});
export type StartedCommand = z.infer<typeof startedCommand>;

/** One top-level statement of a block and how it ended. `status` null: not reached, or no report. */
const statement = z.strictObject({
	line: count,
	text,
	status: z.int().nullable(),
	ms: count,
	/** `asked` marks a statement that answers a question ("no" is then an answer). */
	verdict: z.enum(['passed', 'failed', 'could not be checked', 'not reached']),
	why: text.optional(),
});
export type StatementReport = z.infer<typeof statement>;

export const evidenceFile = z.strictObject({path: text, size: count, sha256: hex256});
export type EvidenceFile = z.infer<typeof evidenceFile>;

/** One run of a command that is repeated. */
export const attemptSchema = z.strictObject({
	at: time, ms: count, exit: z.int().nullable(), ok: z.boolean(), why: text,
});
export type Attempt = z.infer<typeof attemptSchema>;

const judgedExpectation = z.strictObject({expression: text, ok: z.boolean(), why: text});
export type JudgedExpectation = z.infer<typeof judgedExpectation>;

/** What running the commands of one step came to. */
const observation = {
	step: id,
	/** Number of the log, `output/<n>.log`. */
	output: count,
	ok: z.boolean(),
	/** One sentence when not ok. */
	why: text,
	ending: z.enum(['exited', 'signalled', 'timed out', 'stopped', 'not started', 'terminal']),
	exit: z.int().nullable(),
	signal: text.nullable(),
	ms: count,
	statements: z.array(statement),
	expectations: z.array(judgedExpectation),
	/** The end of the masked output, at most 4 KiB. */
	tail: text,
	size: count,
	sha256: hex256,
	/** Name and trimmed output of a `save=` command. */
	saved: z.strictObject({name: text, value: text}).optional(),
	private: z.boolean().optional(),
	/** All runs of a command that is repeated; the first and the last 50 of more than 100. */
	attempts: z.array(attemptSchema).optional(),
	/** The files that expectations were about, as they were read. */
	evidence: z.array(z.strictObject({name: text, files: z.array(evidenceFile)})).optional(),
};
export const observationSchema = z.strictObject(observation);
export type Observation = z.infer<typeof observationSchema>;
