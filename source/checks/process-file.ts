/** What stands beside a log: which processes were started for it and, once they are over, what was observed. */
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {randomBytes} from 'node:crypto';
import * as z from 'zod';
import type {Observation} from '../run/events.js';

const started = z.strictObject({
	pid: z.int().positive(),
	start: z.string(),
	boot: z.string(),
	/** Milliseconds since the epoch. */
	startedAt: z.number(),
});

const processFile = z.strictObject({
	version: z.literal(1),
	/** One for each command that was started, in order. */
	commands: z.array(started),
	/** The output went through Holdpoint, so what came after its end is lost. */
	piped: z.boolean(),
	observation: z.record(z.string(), z.unknown()).optional(),
});

export type StartedProcess = z.infer<typeof started>;
export type ProcessFile = {readonly commands: readonly StartedProcess[]; readonly piped: boolean; readonly observation?: Observation | undefined};

/** Undefined when there is none, or none that is whole. */
export function readProcessFile(file: string): ProcessFile | undefined {
	try {
		const {commands, piped, observation} = processFile.parse(JSON.parse(readFileSync(file, 'utf8')));
		// Written by `writeProcessFile` alone, whole or not at all; the journal checks it again.
		return {commands, piped, observation: observation as Observation | undefined};
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
