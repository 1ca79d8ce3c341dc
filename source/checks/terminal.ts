/** Commands that want the terminal for themselves: editors, passphrases, sudo. */
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {rm} from 'node:fs/promises';
import type {Observation, StartedCommand} from '../run/events.js';
import {startChild} from './child.js';
import {readOutcome} from './ended.js';
import {
	openExecution,
	prepareFiles,
	remember,
	type Execution,
} from './execution.js';
import type {Source} from './observed.js';
import {observe} from './observe.js';
import {judgeOutcome, notStarted, type Outcome} from './outcome.js';
import {isRefusal, prepareCommand} from './prepare.js';
import type {CommandRequest} from './request.js';
import {sealLog} from './output/seal.js';

const unseen: Source = {missing: 'the command had the terminal for itself'};

/** The person sees and answers; only how it ended is recorded, and it runs once. The screen has to be suspended. */
export async function runOnTerminal(request: CommandRequest): Promise<Observation> {
	const execution = openExecution(request);
	const {files, outcomes, mask} = execution;
	await prepareFiles(execution);
	// Ctrl-C is meant for the command.
	const ignore = (): void => undefined;
	process.on('SIGINT', ignore);
	try {
		for (const [index, command] of request.commands.entries()) {
			// In order, and only as long as they pass.

			const outcome = await runCommand(execution, command, index);
			outcomes.push(outcome);
			if (!judgeOutcome(outcome).passed) {
				break;
			}
		}
	} finally {
		process.off('SIGINT', ignore);
	}

	const observed = await observe(execution, {sealed: await sealLog(files.log, mask), read: () => ({stdout: unseen, stderr: unseen, output: unseen})});
	const observation: Observation = observed.ending === 'not started' ? observed : {...observed, ending: 'terminal'};
	remember(execution, observation);
	await rm(files.folder, {recursive: true, force: true});
	return observation;
}

async function runCommand(execution: Execution, command: StartedCommand, index: number): Promise<Outcome> {
	const {request, files, processes} = execution;
	const own = files.of(index);
	const prepared = command.repetition ? {why: 'A block that has the terminal runs once: leave `repeat`, `until` and `for` out.', line: command.line} : await prepareCommand(request, command, own);
	if (isRefusal(prepared)) {
		return notStarted(command, prepared.why, prepared.line);
	}

	const child = await startChild({
		prepared, files: own, stdio: ['inherit', 'inherit', 'inherit'],
	});
	const began = performance.now();
	processes.push(child.started);
	remember(execution);
	child.go();
	const {code, signal} = await child.ended;
	return readOutcome({
		command, watched: prepared.watched, files: own, status: code, signal, cut: undefined, ms: performance.now() - began,
	});
}
