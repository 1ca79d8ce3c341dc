/** Commands that were running when Holdpoint was ended. */
import {createReadStream} from 'node:fs';
import {
	readFile,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';
import type {Observation} from '../run/events.js';
import type {Sources} from './channel.js';
import {readOutcome} from './ended.js';
import {openExecution, type Execution} from './execution.js';
import {filesOf, type CommandFiles} from './files.js';
import {followFile} from './follow.js';
import {watchedInterpreter} from './interpreters.js';
import {observe} from './observe.js';
import type {Source} from './observed.js';
import type {Outcome} from './outcome.js';
import {readBlock} from './block.js';
import {readProcessFile, writeProcessFile, type ProcessFile} from './process-file.js';
import {
	isAlive,
	isMarkedGroupAlive,
	stopGroup,
	type ProcessMark,
} from './processes.js';
import type {Watched} from './remarks.js';
import type {CommandRequest, Running} from './request.js';
import {sealLog} from './seal.js';
import type {ShellEnd} from './verdict.js';
import {watchBlock} from './watch.js';

/** The last command of a step, some process of which still lives. */
export type Survivor = ProcessMark & {readonly directory: string; readonly output: number; readonly startedAt: number};

export async function findSurvivor(directory: string, output: number): Promise<Survivor | undefined> {
	const file = readProcessFile(filesOf(directory, output).process);
	const last = file?.observation ? undefined : file?.commands.at(-1);
	return last && isMarkedGroupAlive(last) ? {...last, directory, output} : undefined;
}

/** SIGTERM to what is left of it, SIGKILL after 3 s. */
export async function stopSurvivor(survivor: Survivor): Promise<void> {
	if (isMarkedGroupAlive(survivor)) {
		await stopGroup(survivor.pid);
	}
}

/** What came of commands that nobody was there to see; `unknown` when nobody can know. The request is as it was then. */
export async function collect(directory: string, output: number, request: CommandRequest): Promise<Observation | 'running' | 'unknown'> {
	const file = readProcessFile(filesOf(directory, output).process);
	const last = file?.commands.at(-1);
	if (!file || !last) {
		return 'unknown';
	}

	if (file.observation) {
		return file.observation;
	}

	return isAlive(last) ? 'running' : collectEnded(openExecution({...request, directory, output}), file);
}

/** Shows an action that goes on, until it ends; `interrupted` when nobody can know how it did. */
export function followSurvivor(survivor: Survivor, request: CommandRequest): Running<Observation | 'interrupted'> {
	const {directory, output, startedAt, pid} = survivor;
	const execution = openExecution({...request, directory, output}, startedAt);
	const control: Control = {stopping: undefined};
	execution.live.change({pid});
	return {
		subscribe: execution.live.subscribe,
		snapshot: execution.live.snapshot,
		stop() {
			control.stopping ??= stopSurvivor(survivor);
		},
		done: follow(execution, survivor, control),
	};
}

type Control = {stopping: Promise<void> | undefined};

async function follow(execution: Execution, survivor: Survivor, control: Control): Promise<Observation | 'interrupted'> {
	const {files, recent, look, request} = execution;
	const file = readProcessFile(files.process);
	const index = (file?.commands.length ?? 0) - 1;
	const command = request.commands[index];
	if (!file || !command) {
		return 'interrupted';
	}

	await look({
		command, watched: watchedOf(request, index), reports: '', end: undefined, ms: 0, files: files.of(index),
	});
	const sources = execution.channel === 'split' ? [files.stdout, files.stderr] : [files.log];
	const followings = sources.map(source => followFile(source, recent.push, async () => look()));
	while (isAlive(survivor)) {
		// Not a child of this process, so nothing tells when it ends.
		await delay(100);
	}

	const {stopping} = control;
	await stopping;
	await Promise.all(followings.map(async following => following.finish()));
	const ended = await collectEnded(execution, file, stopping && {ending: 'stopped', why: 'was stopped'});
	return ended === 'unknown' ? 'interrupted' : ended;
}

async function collectEnded(execution: Execution, file: ProcessFile, cut?: Pick<ShellEnd, 'ending' | 'why'>): Promise<Observation | 'unknown'> {
	const {request, files, mask} = execution;
	const outcomes = await Promise.all(file.commands.map(async ({startedAt}, index) => readLeft(request, {
		index, startedAt, files: files.of(index), cut: index === file.commands.length - 1 ? cut : undefined,
	})));
	const known = outcomes.filter(outcome => outcome !== undefined);
	if (known.length < outcomes.length) {
		return 'unknown';
	}

	const sources = await readSources(execution, file);
	const observation = await observe({
		request, outcomes: known, mask, sources, sealed: await sealLog(files.log, mask),
	});
	writeProcessFile(files.process, {...file, observation});
	await rm(files.folder, {recursive: true, force: true});
	return observation;
}

type Left = {readonly index: number; readonly startedAt: number; readonly files: CommandFiles; readonly cut: Pick<ShellEnd, 'ending' | 'why'> | undefined};

/** Undefined when its status was never written. */
async function readLeft(request: CommandRequest, {index, startedAt, files, cut}: Left): Promise<Outcome | undefined> {
	const command = request.commands[index];
	const text = await readFile(files.status, 'utf8').catch(() => '');
	const status = /^\d+\n$/v.test(text) ? Number(text) : undefined;
	if (!command || (status === undefined && !cut)) {
		return undefined;
	}

	const written = status === undefined ? undefined : await stat(files.status);
	return readOutcome({
		command, watched: watchedOf(request, index), files, status, signal: status === undefined ? 'SIGKILL' : undefined, cut, ms: Math.max(0, (written?.mtimeMs ?? Date.now()) - startedAt),
	});
}

function watchedOf({commands}: CommandRequest, index: number): Watched | undefined {
	const command = commands[index];
	if (command?.interpreter !== watchedInterpreter) {
		return undefined;
	}

	const block = readBlock(command.text);
	return {block, points: watchBlock(block).points};
}

/** Of two streams nobody merged the end, so the log is made anew, one behind the other. */
async function readSources({channel, files}: Execution, {piped}: ProcessFile): Promise<Sources> {
	const missing: Source = {missing: piped ? 'Holdpoint, through which it went, was ended before' : 'it was not kept apart'};
	if (piped || channel === 'direct') {
		return {stdout: missing, stderr: missing, output: piped ? missing : {file: files.log}};
	}

	await writeFile(files.log, '', {mode: 0o600});
	for (const part of [files.stdout, files.stderr]) {
		// One behind the other.
		await writeFile(files.log, createReadStream(part), {flag: 'a'});
	}

	return {stdout: {file: files.stdout}, stderr: {file: files.stderr}, output: {file: files.log}};
}
