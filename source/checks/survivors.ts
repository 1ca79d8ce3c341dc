/** Commands that were running when Holdpoint was ended, and those that run without it. */
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {Observation} from '../run/events.js';
import {goOn} from './attempt.js';
import {collectEnded, watchedOf} from './collect.js';
import type {Cut} from './control.js';
import {openExecution, type Execution} from './execution.js';
import {filesOf} from './files.js';
import {followFile} from './output/follow.js';
import {readProcessFile, type ProcessFile} from './process-file.js';
import {
	isAlive,
	isMarkedGroupAlive,
	stopGroup,
	type ProcessMark,
} from './processes.js';
import type {CommandRequest, Running} from './request.js';

/** A step's commands, some process of which still lives. */
export type Survivor = ProcessMark & {
	readonly directory: string;
	readonly output: number;
	readonly startedAt: number;
	/** Who runs them and writes down what came of it; undefined: nobody but the command itself is left. */
	readonly keeper: ProcessMark | undefined;
};

/** Finds what is left of a step's commands; undefined when nothing of them lives or their end is known already. */
export async function findSurvivor(directory: string, output: number): Promise<Survivor | undefined> {
	const file = readProcessFile(filesOf(directory, output).process);
	if (!file || file.observation) {
		return undefined;
	}

	const last = file.commands.at(-1);
	const keeper = file.keeper && isAlive(file.keeper) ? file.keeper : undefined;
	if (keeper) {
		return {
			...last ?? keeper, startedAt: last?.startedAt ?? Date.now(), directory, output, keeper,
		};
	}

	return last && isMarkedGroupAlive(last)
		? {
			...last, directory, output, keeper,
		}
		: undefined;
}

/** How long a keeper may take: it gives its command 3 s, and a moment more to what is left of it. */
const patience = 8000;

/** SIGTERM to what is left of it, SIGKILL after 3 s. */
export async function stopSurvivor({keeper, directory, output}: Survivor): Promise<void> {
	if (keeper) {
		await stopKeeper(keeper);
	}

	// It may have started another command since it was found.
	const last = readProcessFile(filesOf(directory, output).process)?.commands.at(-1);
	if (last && isMarkedGroupAlive(last)) {
		await stopGroup(last.pid);
	}
}

/** It stops its commands itself, and writes down that it did. */
async function stopKeeper(keeper: ProcessMark): Promise<void> {
	const send = (signal: NodeJS.Signals): void => {
		if (isAlive(keeper)) {
			process.kill(keeper.pid, signal);
		}
	};

	send('SIGTERM');
	for (const until = performance.now() + patience; isAlive(keeper) && performance.now() < until;) {
		// Not a child of this process, so nothing tells when it ends.
		await delay(20);
	}

	send('SIGKILL');
}

/** What came of commands that nobody was there to see; `unknown` when nobody can know. The request is as it was then. */
export async function collect(directory: string, output: number, request: CommandRequest): Promise<Observation | 'running' | 'unknown'> {
	const file = readProcessFile(filesOf(directory, output).process);
	const last = file?.commands.at(-1);
	if (!file) {
		return 'unknown';
	}

	if (file.observation) {
		return file.observation;
	}

	if (isRunning(file)) {
		return 'running';
	}

	return last ? collectEnded(openExecution({...request, directory, output}), file) : 'unknown';
}

/** Shows what goes on, until it ends; `interrupted` when nobody can know how it did. */
export function followSurvivor(survivor: Survivor, request: CommandRequest): Running<Observation | 'interrupted'> {
	const {directory, output, startedAt, pid} = survivor;
	const execution = openExecution({...request, directory, output}, {startedAt});
	const leaving = new AbortController();
	let stopping: Promise<void> | undefined;
	const stop = (): void => {
		stopping ??= stopSurvivor(survivor);
	};

	execution.live.change({pid});
	return {
		subscribe: execution.live.subscribe,
		snapshot: execution.live.snapshot,
		stop,
		leave() {
			if (request.commands.some(({background}) => background === 'gate')) {
				stop();
			} else {
				leaving.abort();
			}
		},
		done: follow(execution, {
			keeper: survivor.keeper,
			async stopped() {
				await stopping;
				return stopping !== undefined;
			},
			leaving: leaving.signal,
		}),
	};
}

type Following = {
	/** Who runs the commands, when it was not Holdpoint. */
	readonly keeper: ProcessMark | undefined;
	/** When nothing is being stopped any more: whether they were. */
	readonly stopped: () => Promise<boolean>;
	/** Aborted when nobody looks any more; the commands are left alone. */
	readonly leaving: AbortSignal;
};

/** Follows commands by what is written of them, until nobody runs them any more. */
async function follow(execution: Execution, {keeper, stopped, leaving}: Following): Promise<Observation | 'interrupted'> {
	const {files, recent, look} = execution;
	const sources = execution.channel === 'split' ? [files.stdout, files.stderr] : [files.log];
	const followings = sources.map(source => followFile(source, recent.push, {look: async () => look(), leaving}));
	let seen = '';
	let file = readProcessFile(files.process);
	while (!leaving.aborted && (isMarkAlive(keeper) || (file && isRunning(file)))) {
		seen = file ? await showProgress(execution, file, seen) : seen;
		// Not a child of this process, so nothing tells when it ends.
		await delay(100, undefined, {signal: leaving}).catch(() => undefined);
		file = readProcessFile(files.process);
	}

	await goOn({leaving});
	await Promise.all(followings.map(async following => following.finish()));
	const cut: Cut | undefined = await stopped() ? {ending: 'stopped', why: 'was stopped'} : undefined;
	file = readProcessFile(files.process);
	execution.live.change({pid: undefined, running: undefined});
	if (!file || file.observation) {
		return file?.observation ?? 'interrupted';
	}

	const ended = await collectEnded(execution, file, cut);
	return ended === 'unknown' ? 'interrupted' : ended;
}

const isRunning = ({observation, keeper, commands}: ProcessFile): boolean =>
	observation === undefined && [keeper, commands.at(-1)].some(mark => isMarkAlive(mark));

const isMarkAlive = (mark: ProcessMark | undefined): boolean => mark !== undefined && isAlive(mark);

/** Looks at another command, or another attempt, as soon as it was started. */
async function showProgress(execution: Execution, {commands, attempts = []}: ProcessFile, seen: string): Promise<string> {
	const {request, files, live, look} = execution;
	const index = commands.length - 1;
	const [last, command] = [commands[index], request.commands[index]];
	if (!last || !command) {
		return seen;
	}

	const now = `${index} ${last.attempt ?? 1} ${attempts.length}`;
	if (now === seen) {
		return seen;
	}

	const {repetition} = command;
	const before = attempts.at(-1);
	live.change({
		pid: last.pid,
		attempts: repetition && {
			number: last.attempt ?? 1,
			times: repetition.times > 1 ? repetition.times : undefined,
			passed: attempts.filter(({ok}) => ok).length,
			why: before?.why ?? '',
			nextAt: undefined,
			endsAt: undefined,
		},
	});
	await look({
		command, watched: watchedOf(request, index), reports: '', end: undefined, ms: 0, files: files.of(index, last.attempt), index,
	});
	return now;
}
