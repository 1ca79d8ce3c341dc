/** What came of commands from what they left behind. */
import {createReadStream} from 'node:fs';
import {
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import type {Observation} from '../run/events.js';
import {readBlock} from './shell/block.js';
import type {Cut} from './control.js';
import {readOutcome} from './ended.js';
import type {Execution} from './execution.js';
import type {CommandFiles} from './files.js';
import {watchedInterpreter} from './shell/interpreters.js';
import type {Source} from './observed.js';
import {observe} from './observe.js';
import {judgeOutcome, type Came, type Outcome} from './outcome.js';
import {
	writeProcessFile,
	type ProcessFile,
	type StartedProcess,
} from './process-file.js';
import type {Watched} from './watch/remarks.js';
import {nameAttempt} from './repetition.js';
import type {CommandRequest} from './request.js';
import {readStatus} from './status-file.js';
import {sealLog} from './output/seal.js';
import type {Sources} from './output/stretches.js';
import {watchBlock} from './watch.js';

/** Only for commands of which nothing runs any more. `cut`: what Holdpoint did to the last of them. */
export async function collectEnded(execution: Execution, file: ProcessFile, cut?: Cut): Promise<Observation | 'unknown'> {
	const {request, files, mask} = execution;
	const last = file.commands.length - 1;
	const outcomes = await Promise.all(file.commands.map(async (started, index) => readLeft(request, {
		index, started, files: files.of(index, started.attempt), cut: index === last ? cut : undefined,
	})));
	const known = outcomes.filter(outcome => outcome !== undefined);
	if (known.length < outcomes.length) {
		return 'unknown';
	}

	execution.outcomes.splice(0, Infinity, ...known);
	const read = await openSources(execution, file);
	const observation = await observe(execution, {
		read: () => read,
		sealed: await sealLog(files.log, mask),
		came: takeAttempts(execution, file),
		runs: file.commands[last]?.attempt === undefined ? undefined : {missing: 'Holdpoint was ended meanwhile'},
	});
	writeProcessFile(files.process, {...file, observation});
	await rm(files.folder, {recursive: true, force: true});
	return observation;
}

type Left = {readonly index: number; readonly started: StartedProcess; readonly files: CommandFiles; readonly cut: Cut | undefined};

/** Undefined when its status was never written. */
async function readLeft(request: CommandRequest, {index, started: {startedAt}, files, cut}: Left): Promise<Outcome | undefined> {
	const command = request.commands[index];
	const {status, ms} = await readStatus(files);
	if (!command || (status === undefined && !cut)) {
		return undefined;
	}

	const written = status === undefined ? undefined : await stat(files.status);
	return readOutcome({
		command,
		watched: watchedOf(request, index),
		files,
		status,
		signal: status === undefined ? 'SIGKILL' : undefined,
		cut,
		ms: ms ?? Math.max(0, (written?.mtimeMs ?? Date.now()) - startedAt),
	});
}

/** As it was when it was started. */
export function watchedOf({commands}: CommandRequest, index: number): Watched | undefined {
	const command = commands[index];
	if (command?.interpreter !== watchedInterpreter) {
		return undefined;
	}

	const block = readBlock(command.text);
	return {block, points: watchBlock(block).points};
}

/** Takes up the attempts that are known, and says so when nobody started those that were still to come. */
function takeAttempts({request, outcomes, ran}: Execution, {commands, attempts = [], ended = 0}: ProcessFile): Came | undefined {
	const index = commands.length - 1;
	const [started, outcome, repetition] = [commands[index], outcomes[index], request.commands[index]?.repetition];
	if (!outcome || !repetition || !started?.from || started.attempt === undefined) {
		return undefined;
	}

	const number = started.attempt;
	const {passed, exit, why} = judgeOutcome(outcome);
	const stretch = {from: started.from, to: undefined};
	ran.push(...attempts.map(attempt => ({index, attempt, stretch})));
	// It may have been written down already: Holdpoint was ended between two attempts.
	if (ended < number) {
		ran.push({
			index,
			attempt: {
				at: new Date(started.startedAt).toISOString(), ms: Math.round(outcome.ms), exit: exit ?? null, ok: passed, why,
			},
			stretch,
		});
	}

	const isComplete = repetition.untilMs !== undefined || (repetition.forMs === undefined && number >= repetition.times);
	return !passed || isComplete ? undefined : {passed: false, why: `Holdpoint was ended during ${nameAttempt(number, repetition)}, and nobody started the next.`};
}

/** Of two streams nobody merged the end, so the log is made anew, one behind the other. */
async function openSources({channel, files}: Execution, {piped, commands}: ProcessFile): Promise<Sources> {
	const {from} = commands.at(-1) ?? {};
	const missing: Source = {missing: piped ? 'Holdpoint, through which it went, was ended before' : 'it was not kept apart'};
	if (piped || channel === 'direct') {
		return {stdout: missing, stderr: missing, output: piped ? missing : {file: files.log, from: from?.output}};
	}

	await writeFile(files.log, '', {mode: 0o600});
	for (const part of [files.stdout, files.stderr]) {
		// One behind the other.
		await writeFile(files.log, createReadStream(part), {flag: 'a'});
	}

	const stdout: Source = {file: files.stdout, from: from?.stdout};
	const stderr: Source = {file: files.stderr, from: from?.stderr};
	return {stdout, stderr, output: {parts: [stdout, stderr]}};
}
