/** One request's commands while they run: what they share, and what is seen of them. */
import {mkdir, writeFile} from 'node:fs/promises';
import type {ChannelKind} from './channel.js';
import {readReports} from './ended.js';
import {namesIn} from './expectations.js';
import {filesOf, type CommandFiles, type Files} from './files.js';
import {showLive, type Live} from './live.js';
import {judgeOutcome, type Outcome} from './outcome.js';
import {environmentFor} from './prepare.js';
import type {StartedProcess} from './process-file.js';
import {rememberRecent, type Recent} from './recent.js';
import type {CommandRequest} from './request.js';
import {
	maskable,
	maskOf,
	secretsOf,
	type Mask,
} from './secrets.js';
import type {Verdict} from './verdict.js';

export type Execution = {
	readonly request: CommandRequest;
	readonly files: Files;
	readonly mask: Mask;
	readonly recent: Recent;
	readonly live: Live;
	readonly channel: ChannelKind;
	/** Of the commands that were started, in order. */
	readonly processes: StartedProcess[];
	/** Of the commands that have ended. */
	readonly outcomes: Outcome[];
	/** Looks what the running command has reported since. */
	readonly look: (running?: Outcome & {readonly files: CommandFiles}) => Promise<void>;
};

export function openExecution(request: CommandRequest, startedAt = Date.now()): Execution {
	const mask = maskOf([...request.secrets, ...secretsOf(environmentFor(request))]);
	const recent = rememberRecent(mask);
	const live = showLive(recent, startedAt);
	const outcomes: Outcome[] = [];
	let running: (Outcome & {readonly files: CommandFiles}) | undefined;
	let reports = '';
	return {
		request,
		files: filesOf(request.directory, request.output),
		mask,
		recent,
		live,
		channel: channelFor(request),
		processes: [],
		outcomes,
		async look(started) {
			running = started ?? running;
			const text = running && running.end === undefined ? await readReports(running.files) : reports;
			if (started !== undefined || text !== reports) {
				reports = text;
				live.change(seenOf([...outcomes, ...(running && outcomes.every(({command}) => command !== running?.command) ? [{...running, reports}] : [])]));
			} else {
				live.change();
			}
		},
	};
}

function seenOf(outcomes: readonly Outcome[]): Pick<Verdict, 'statements' | 'running'> {
	const verdicts = outcomes.map(outcome => judgeOutcome(outcome));
	const last = verdicts.at(-1);
	const before = verdicts.slice(0, -1).flatMap(({statements}) => statements);
	return {
		statements: [...before, ...last?.statements ?? []],
		running: last?.running === undefined ? undefined : before.length + last.running,
	};
}

/** Makes the folder and an empty log. */
export async function prepareFiles({files}: Execution): Promise<void> {
	await mkdir(files.folder, {recursive: true, mode: 0o700});
	await writeFile(files.log, '', {mode: 0o600});
}

const wantsApart = ['stdout', 'stderr', 'json', 'values', 'runs'];

function channelFor({secrets, expectations, save}: CommandRequest): ChannelKind {
	if (maskable(secrets).length > 0) {
		return 'piped';
	}

	const apart = save !== undefined || expectations.some(expression => wantsApart.some(name => namesIn(expression).has(name)));
	return apart ? 'split' : 'direct';
}
