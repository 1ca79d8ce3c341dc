/** Running one block once. */
import {performance} from 'node:perf_hooks';
import type {StartedCommand} from '../run/events.js';
import type {Channel} from './output/channel.js';
import {startChild, type Child} from './child.js';
import {
	guardGroup,
	latenessMs,
	timedOut,
	type Control,
	type Cut,
} from './control.js';
import {readOutcome} from './ended.js';
import {remember, type Execution} from './execution.js';
import {notStarted, type Outcome} from './outcome.js';
import type {CommandFiles} from './files.js';
import {isRefusal, prepareCommand} from './prepare.js';
import type {Marks} from './process-file.js';
import {isGroupAlive, stopGroup} from './processes.js';
import {readReports} from './watch/reports.js';
import type {CommandRequest} from './request.js';
import {readStatus} from './status-file.js';

export type Place = {
	readonly command: StartedCommand;
	/** Among the step's commands. */
	readonly index: number;
	readonly channel: Channel;
};

/** Which run of it this is. */
export type Turn = {
	readonly number: number;
	readonly timeoutMs: number | undefined;
	/** Of a repeated command: where its output begins. */
	readonly from?: Marks | undefined;
};

export async function runAttempt(execution: Execution, control: Control, {command, index, channel}: Place, turn: Turn): Promise<Outcome> {
	const {request, files, look} = execution;
	const own = files.of(index, turn.number);
	const prepared = await prepareCommand(request, command, own);
	if (isRefusal(prepared)) {
		return notStarted(command, prepared.why, prepared.line);
	}

	const {watched} = prepared;
	await goOn(control);
	const cut = control.cut();
	if (cut) {
		return {
			command, watched, reports: '', end: {status: undefined, signal: undefined, ...cut}, ms: 0,
		};
	}

	let child;
	try {
		child = await startChild({
			prepared, files: own, stdio: ['ignore', channel.stdout, channel.stderr],
		});
	} catch (error) {
		return notStarted(command, `The block could not be started: ${error instanceof Error ? error.message : String(error)}.`);
	}

	const began = performance.now();
	letGo(execution, child, index, turn);
	await look({
		command, watched, reports: '', end: undefined, ms: 0, files: own, index,
	});
	const ended = await waitFor(child, control, turn.timeoutMs);
	const took = await measure(own, performance.now() - began);
	const tooLong = turn.timeoutMs !== undefined && took.exactMs > turn.timeoutMs ? timedOut(turn.timeoutMs, took.exactMs) : undefined;
	const outcome = await readOutcome({
		command, watched, files: own, status: ended.code, signal: ended.signal, cut: ended.cut ?? tooLong, ms: took.ms,
	});
	await cleanUp(request.mode, child.started.pid, ended.cut, outcome.reports);
	execution.live.change({pid: undefined, running: undefined});
	return outcome;
}

/** How long a command took. This process may have been stopped meanwhile, and seen its end much later: the command's keeper has its own time, a coarse one that goes on while the machine sleeps. */
async function measure(files: CommandFiles, seenMs: number): Promise<{readonly ms: number; readonly exactMs: number}> {
	const {ms = seenMs} = await readStatus(files);
	const exactMs = Math.min(ms, seenMs);
	return {exactMs, ms: seenMs - exactMs > latenessMs ? exactMs : seenMs};
}

/** Nothing runs before it is written down who does. */
function letGo(execution: Execution, {started, go, process: {stdio}}: Child, index: number, {number, from}: Turn): void {
	execution.processes[index] = {...started, ...(from && {attempt: number, from})};
	try {
		remember(execution);
	} catch (error) {
		stdio[3]?.destroy();
		throw error;
	}

	execution.live.change({pid: started.pid});
	go();
}

/** Comes to an end only where somebody waits for it. */
export async function goOn({leaving}: Pick<Control, 'leaving'>): Promise<void> {
	if (leaving.aborted) {
		await new Promise(() => {
			// It never comes.
		});
	}
}

async function waitFor({started: {pid}, ended, process: child}: Child, control: Control, timeoutMs: number | undefined) {
	const guard = guardGroup(pid, control, timeoutMs);
	control.leaving.addEventListener('abort', () => {
		child.unref();
	}, {once: true});
	try {
		const end = await ended;
		return {...end, cut: guard.cut()};
	} finally {
		await guard.release();
	}
}

/** A check leaves nobody behind; of an action only what its block left running without meaning to. */
async function cleanUp(mode: CommandRequest['mode'], pid: number, cut: Cut | undefined, reports: string): Promise<void> {
	const left = mode === 'check' || cut !== undefined || readReports(reports).some(({kind}) => kind === 'stopped job');
	if (left && isGroupAlive(pid)) {
		await stopGroup(pid, 1000);
	}
}
