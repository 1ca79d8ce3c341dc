/** Commands that want the terminal for themselves: editors, passphrases, sudo. */
import process from 'node:process';
import {rm} from 'node:fs/promises';
import type {Observation, StartedCommand} from '../run/events.js';
import {startChild} from './child.js';
import {readOutcome} from './ended.js';
import {openExecution, prepareFiles, type Execution} from './execution.js';
import type {Source} from './observed.js';
import {observe} from './observe.js';
import {judgeOutcome, type Outcome} from './outcome.js';
import {environmentFor, isRefusal, prepareCommand} from './prepare.js';
import {writeProcessFile} from './process-file.js';
import type {CommandRequest} from './request.js';
import {sealLog} from './seal.js';

const unseen: Source = {missing: 'the command had the terminal for itself'};

/** The person sees and answers; only how it ended is recorded. The screen has to be suspended. */
export async function runOnTerminal(request: CommandRequest): Promise<Observation> {
	const execution = openExecution(request);
	const {files, outcomes, mask, processes} = execution;
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

	const observed = await observe({
		request, outcomes, mask, sealed: await sealLog(files.log, mask), sources: {stdout: unseen, stderr: unseen, output: unseen},
	});
	const observation: Observation = observed.ending === 'not started' ? observed : {...observed, ending: 'terminal'};
	writeProcessFile(files.process, {commands: processes, piped: false, observation});
	await rm(files.folder, {recursive: true, force: true});
	return observation;
}

async function runCommand({request, files, processes}: Execution, command: StartedCommand, index: number): Promise<Outcome> {
	const own = files.of(index);
	const prepared = await prepareCommand(request, command, own);
	if (isRefusal(prepared)) {
		return {
			command, watched: undefined, reports: '', end: {ending: 'not started', ...prepared}, ms: 0,
		};
	}

	const child = await startChild({
		prepared, files: own, environment: environmentFor(request), stdio: ['inherit', 'inherit', 'inherit'],
	});
	processes.push(child.started);
	writeProcessFile(files.process, {commands: processes, piped: false});
	child.go();
	const {code, signal} = await child.ended;
	return readOutcome({
		command, watched: prepared.watched, files: own, status: code, signal, cut: undefined, ms: Date.now() - child.started.startedAt,
	});
}
