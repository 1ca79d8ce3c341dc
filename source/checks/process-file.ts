/** What stands beside a log: which processes were started for it and, once they are over, what was observed. */
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {randomBytes} from 'node:crypto';
import * as z from 'zod';
import type {Attempt, Observation} from '../run/events.js';
import {attemptSchema as attempt} from '../run/observation.js';
import type {ProcessMark} from './processes.js';

const mark = z.strictObject({pid: z.int().positive(), start: z.string(), boot: z.string()});
const count = z.int().nonnegative();
const marks = z.strictObject({stdout: count, stderr: count, output: count});

const started = z.strictObject({
	...mark.shape,
	/** Milliseconds since the epoch. */
	startedAt: z.number(),
	/** Of a command that is repeated: which attempt it is, and where its output begins. */
	attempt: z.int().positive().optional(),
	from: marks.optional(),
});

const processFile = z.strictObject({
	version: z.literal(1),
	/** One for each command that was started, in order; of its attempts the last. */
	commands: z.array(started),
	/** Those of repeated commands that have ended, but for the middle ones of very many. */
	attempts: z.array(attempt).optional(),
	/** How many those are, of the command that was started last. */
	ended: count.optional(),
	/** Who runs them when it is not the walk itself. */
	keeper: mark.optional(),
	/** The output went through Holdpoint, so what came after its end is lost. */
	piped: z.boolean(),
	observation: z.record(z.string(), z.unknown()).optional(),
});

export type StartedProcess = z.infer<typeof started>;
/** How much had been printed. */
export type Marks = Readonly<z.infer<typeof marks>>;
export type ProcessFile = {
	readonly commands: readonly StartedProcess[];
	readonly attempts?: readonly Attempt[] | undefined;
	readonly ended?: number | undefined;
	readonly keeper?: ProcessMark | undefined;
	readonly piped: boolean;
	readonly observation?: Observation | undefined;
};

/** Undefined when there is none, or none that is whole. */
export function readProcessFile(file: string): ProcessFile | undefined {
	try {
		const {observation, ...known} = processFile.parse(JSON.parse(readFileSync(file, 'utf8')));
		// Written by `writeProcessFile` alone, whole or not at all; the journal checks it again.
		return {...known, observation: observation as Observation | undefined};
	} catch {
		return undefined;
	}
}

/** Whole or not at all. Not synced: it is of no use once the machine has gone down. */
export function writeProcessFile(file: string, content: ProcessFile): void {
	const temporary = `${file}.${randomBytes(6).toString('hex')}`;
	writeFileSync(temporary, JSON.stringify({version: 1, ...content}), {mode: 0o600});
	renameSync(temporary, file);
}
