/** What a command left behind about its end. */
import {readFile} from 'node:fs/promises';
import type {StartedCommand} from '../run/events.js';
import type {CommandFiles} from './files.js';
import {endOf, type NotStarted, type Outcome} from './outcome.js';
import type {Watched} from './watch/remarks.js';
import type {ShellEnd} from './verdict.js';

export type Ended = {
	readonly command: StartedCommand;
	readonly watched: Watched | undefined;
	readonly files: CommandFiles;
	/** As the keeper got it from the shell; undefined when it was ended itself. */
	readonly status: number | undefined;
	readonly signal: string | undefined;
	readonly cut: Pick<ShellEnd, 'ending' | 'why'> | undefined;
	readonly ms: number;
};

export async function readOutcome({command, watched, files, status, signal, cut, ms}: Ended): Promise<Outcome> {
	const [reports, fault] = await Promise.all([readReports(files), findFault(files, command.line)]);
	return {
		command, watched, reports, end: (cut ? undefined : fault) ?? endOf(status, signal, reports, cut), ms,
	};
}

/** The text so far; a file that is not there yet holds none. */
export async function readReports({report}: CommandFiles): Promise<string> {
	return readFile(report, 'utf8').catch(() => '');
}

/** What bash said first when it looked at the block before running it. */
async function findFault({faults, block}: CommandFiles, first: number): Promise<NotStarted | undefined> {
	const text = await readFile(faults, 'utf8').catch(() => '');
	if (text === '') {
		return undefined;
	}

	const {file = block, line = '1', message = 'it gives no reason'} = /^(?<file>.*): line (?<line>\d+): (?<message>.*)$/mv.exec(text)?.groups ?? {};
	const what = file === block ? 'bash cannot read this block' : 'This block cannot be watched';
	return {ending: 'not started', why: `${what}: ${message}.`, line: first + Number(line) - 1};
}
