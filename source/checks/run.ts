/** Running the commands of one step, and what came of it. */
import {rm} from 'node:fs/promises';
import type {Observation, StartedCommand} from '../run/events.js';
import {openChannel, type Channel} from './channel.js';
import {startChild, type Child} from './child.js';
import {readOutcome} from './ended.js';
import {openExecution, prepareFiles, type Execution} from './execution.js';
import {observe} from './observe.js';
import {judgeOutcome, type Outcome} from './outcome.js';
import {environmentFor, isRefusal, prepareCommand} from './prepare.js';
import {writeProcessFile} from './process-file.js';
import {isGroupAlive, stopGroup} from './processes.js';
import {readReports} from './reports.js';
import type {CommandRequest, Running} from './request.js';
import type {ShellEnd} from './verdict.js';

export {runOnTerminal} from './terminal.js';

type Cut = Pick<ShellEnd, 'ending' | 'why'>;

/** What Holdpoint does to a command from outside. */
type Control = {cut: Cut | undefined; stopping: Promise<void> | undefined; pid: number | undefined};

/** Starts the commands, one after the other; what could not start is observed as such. */
export function startCommands(request: CommandRequest): Running {
	const execution = openExecution(request);
	const control: Control = {cut: undefined, stopping: undefined, pid: undefined};
	return {
		subscribe: execution.live.subscribe,
		snapshot: execution.live.snapshot,
		stop() {
			cutShort(control, {ending: 'stopped', why: 'was stopped'});
		},
		done: run(execution, control),
	};
}

function cutShort(control: Control, cut: Cut): void {
	control.cut ??= cut;
	if (control.pid !== undefined) {
		control.stopping ??= stopGroup(control.pid);
	}
}

async function run(execution: Execution, control: Control): Promise<Observation> {
	const {request, files, recent, mask, look, outcomes} = execution;
	await prepareFiles(execution);
	const channel = await openChannel(execution.channel, {
		files, recent, mask, look: async () => look(), wanted: request.expectations.length > 0 || request.save !== undefined,
	});
	let printed;
	try {
		for (const [index, command] of request.commands.entries()) {
			// In order, and only as long as they pass.
			const outcome = await runCommand(execution, control, {command, index, channel});
			outcomes.push(outcome);
			if (!judgeOutcome(outcome).passed) {
				break;
			}
		}
	} finally {
		printed = await channel.finish();
	}

	const observation = await observe({
		request, outcomes, mask, sources: printed.sources, sealed: await printed.seal.close(files.log),
	});
	remember(execution, observation);
	await rm(files.folder, {recursive: true, force: true});
	return observation;
}

function remember({files, processes, channel}: Execution, observation?: Observation): void {
	writeProcessFile(files.process, {commands: processes, piped: channel === 'piped', ...(observation && {observation})});
}

type Place = {readonly command: StartedCommand; readonly index: number; readonly channel: Channel};

async function runCommand(execution: Execution, control: Control, {command, index, channel}: Place): Promise<Outcome> {
	const {request, files, look} = execution;
	const own = files.of(index);
	const notStarted = (why: string, line = command.line): Outcome => ({
		command, watched: undefined, reports: '', end: {ending: 'not started', why, line}, ms: 0,
	});
	const prepared = await prepareCommand(request, command, own);
	if (isRefusal(prepared)) {
		return notStarted(prepared.why, prepared.line);
	}

	const {watched} = prepared;
	if (control.cut) {
		return {
			command, watched, reports: '', end: {status: undefined, signal: undefined, ...control.cut}, ms: 0,
		};
	}

	let child;
	try {
		child = await startChild({
			prepared, files: own, environment: environmentFor(request), stdio: ['ignore', channel.stdout, channel.stderr],
		});
	} catch (error) {
		return notStarted(`The block could not be started: ${error instanceof Error ? error.message : String(error)}.`);
	}

	letGo(execution, child);
	await look({
		command, watched, reports: '', end: undefined, ms: 0, files: own,
	});
	const {code, signal} = await waitFor(child, control, command.timeoutMs);
	const ms = Date.now() - child.started.startedAt;
	const outcome = await readOutcome({
		command, watched, files: own, status: code, signal, cut: control.cut, ms,
	});
	await cleanUp(request.mode, child.started.pid, control, outcome.reports);
	execution.live.change({pid: undefined, running: undefined});
	return outcome;
}

/** Nothing runs before it is written down who does. */
function letGo(execution: Execution, {started, go, process: {stdio}}: Child): void {
	execution.processes.push(started);
	try {
		remember(execution);
	} catch (error) {
		stdio[3]?.destroy();
		throw error;
	}

	execution.live.change({pid: started.pid});
	go();
}

const longestTimer = (2 ** 31) - 1;

async function waitFor({started: {pid}, ended}: Child, control: Control, timeoutMs: number | undefined): ReturnType<() => Child['ended']> {
	control.pid = pid;
	const timer = timeoutMs === undefined
		? undefined
		: setTimeout(() => {
			cutShort(control, {ending: 'timed out', why: `timed out after ${timeoutMs / 1000} s`});
		}, Math.min(timeoutMs, longestTimer));
	if (control.cut) {
		// It was stopped while it was being started.
		cutShort(control, control.cut);
	}

	try {
		return await ended;
	} finally {
		clearTimeout(timer);
		await control.stopping;
		control.pid = undefined;
	}
}

/** A check leaves nobody behind; of an action only what its block left running without meaning to. */
async function cleanUp(mode: CommandRequest['mode'], pid: number, {cut}: Control, reports: string): Promise<void> {
	const left = mode === 'check' || cut !== undefined || readReports(reports).some(({kind}) => kind === 'stopped job');
	if (left && isGroupAlive(pid)) {
		await stopGroup(pid, 1000);
	}
}
