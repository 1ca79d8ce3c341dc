/** One request's commands while they run: what they share, and what is seen of them. */
import {mkdir, writeFile} from 'node:fs/promises';
import type {Observation} from '../run/events.js';
import type {ChannelKind} from './output/channel.js';
import {readReports} from './ended.js';
import {namesIn} from './expectations.js';
import {filesOf, type CommandFiles, type Files} from './files.js';
import {showLive, type Live} from './output/live.js';
import {judgeOutcome, type Outcome} from './outcome.js';
import {environmentFor} from './prepare.js';
import {writeProcessFile, type StartedProcess} from './process-file.js';
import type {ProcessMark} from './processes.js';
import {rememberRecent, type Recent} from './output/recent.js';
import {keepEnds} from './repetition.js';
import type {CommandRequest} from './request.js';
import {
	maskable,
	maskOf,
	secretsOf,
	type Mask,
} from './output/secrets.js';
import type {Ran} from './ran.js';
import type {Stretch} from './output/stretches.js';
import type {Verdict} from './verdict.js';

export type Execution = {
	readonly request: CommandRequest;
	readonly files: Files;
	readonly mask: Mask;
	readonly recent: Recent;
	readonly live: Live;
	readonly channel: ChannelKind;
	/** The process that runs nothing but this request. */
	readonly keeper: ProcessMark | undefined;
	/** Of the commands that were started, in order; of each command's attempts the last, as in the next two. */
	readonly processes: StartedProcess[];
	/** Of the commands that have ended. */
	readonly outcomes: Outcome[];
	/** What each of these printed. */
	readonly stretches: Stretch[];
	/** All attempts of repeated commands, in order. */
	readonly ran: Ran[];
	/** Looks what the running command has reported since. */
	readonly look: (running?: RunningCommand) => Promise<void>;
};

/** With its place among the step's commands. */
type RunningCommand = Outcome & {readonly index: number; readonly files: CommandFiles};

export type Opening = {readonly startedAt?: number; readonly keeper?: ProcessMark | undefined};

export function openExecution(request: CommandRequest, {startedAt = Date.now(), keeper}: Opening = {}): Execution {
	const mask = maskOf([...request.secrets, ...secretsOf(environmentFor(request))]);
	const recent = rememberRecent(mask);
	const live = showLive(recent, startedAt);
	const outcomes: Outcome[] = [];
	let running: RunningCommand | undefined;
	let reports = '';
	return {
		request,
		files: filesOf(request.directory, request.output),
		mask,
		recent,
		live,
		channel: channelFor(request),
		keeper,
		processes: [],
		outcomes,
		stretches: [],
		ran: [],
		async look(started) {
			running = started ?? running;
			const text = running ? await readReports(running.files) : reports;
			if (started !== undefined || text !== reports) {
				reports = text;
				live.change(seenOf([...outcomes, ...(running && running.index >= outcomes.length ? [{...running, reports}] : [])]));
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

/** Writes down who runs and how far they have come; at the end also what was observed. */
export function remember({files, processes, channel, keeper, ran}: Execution, observation?: Observation): void {
	writeProcessFile(files.process, {
		commands: processes,
		piped: channel === 'piped',
		...(keeper && {keeper}),
		...(ran.length > 0 && {attempts: keepEnds(ran.map(({attempt}) => attempt)), ended: ran.filter(({index}) => index === processes.length - 1).length}),
		...(observation && {observation}),
	});
}

const wantsApart = ['stdout', 'stderr', 'json', 'values', 'runs'];

function channelFor({commands, secrets, expectations, save}: CommandRequest): ChannelKind {
	if (maskable(secrets).length > 0) {
		return 'piped';
	}

	const apart = save !== undefined
		|| commands.some(({repetition}) => repetition?.same)
		|| expectations.some(expression => wantsApart.some(name => namesIn(expression).has(name)));
	return apart ? 'split' : 'direct';
}
