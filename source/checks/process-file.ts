/** What stands beside a log: which processes were started for it and, once they are over, what was observed. */
import {
	readFileSync,
	renameSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {randomBytes} from 'node:crypto';
import path from 'node:path';
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
	/** Where it was written: a copy of it elsewhere tells of processes that are not its own. */
	place: z.string().optional(),
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
		const {observation, place, ...known} = processFile.parse(JSON.parse(readFileSync(file, 'utf8')));
		if (place !== undefined && isCopy(file, place)) {
			known.keeper = undefined;
			known.commands = known.commands.map(command => ({...command, boot: nowhere}));
		}

		// Written by `writeProcessFile` alone, whole or not at all; the journal checks it again.
		return {...known, observation: observation as Observation | undefined};
	} catch {
		return undefined;
	}
}

/** Of a start of the machine at which nothing was started. */
const nowhere = 'nowhere';

/** What was only moved is not there any more. The folders are compared: the file is written anew again and again. */
function isCopy(file: string, place: string): boolean {
	if (file === place) {
		return false;
	}

	const [here, there] = [file, place].map(name => statSync(path.dirname(name), {throwIfNoEntry: false}));
	return here !== undefined && there !== undefined && (here.ino !== there.ino || here.dev !== there.dev);
}

/** Whole or not at all. Not synced: it is of no use once the machine has gone down. */
export function writeProcessFile(file: string, content: ProcessFile): void {
	const temporary = `${file}.${randomBytes(6).toString('hex')}`;
	writeFileSync(temporary, JSON.stringify({version: 1, place: file, ...content}), {mode: 0o600});
	renameSync(temporary, file);
}
