/** Commands that go on beside the walk, and without it. */
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type {Writable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import type {Observation, StartedCommand} from '../run/events.js';
import {gateHasEnded} from './background-lines.js';
import {settlePlace} from './evidence.js';
import {openExecution} from './execution.js';
import {markProcess} from './processes.js';
import type {CommandRequest, Running} from './request.js';
import {
	follow,
	stopSurvivor,
	type Following,
	type Survivor,
} from './survivors.js';

/**
A background step that is looked at. `done` comes to what was observed, to `interrupted` when nobody can know how it
ended, and to `left` when nobody looks any more.
*/
export type Background = Running<Observation | 'interrupted' | 'left'> & {
	/** For a service: its gate has ended, however it did. It is stopped, and has passed if it ran until then. */
	readonly end: () => void;
	/** On leaving the walk: what is to go on goes on unseen; a service is stopped. `done` says when that has happened. */
	readonly leave: () => void;
};

/** How the step runs: beside the walk and without it, as a service until its gate ends, or (undefined) as others do. */
export function backgroundOf(commands: ReadonlyArray<Pick<StartedCommand, 'background'>>): StartedCommand['background'] {
	const kinds = commands.map(({background}) => background);
	return kinds.includes('gate') ? 'gate' : kinds.find(kind => kind !== undefined);
}

/** Beside this file, whatever it has become. */
const program = fileURLToPath(new URL(`background-keeper${path.extname(import.meta.url)}`, import.meta.url));

/**
Starts the commands of a background step in a program of their own, which runs them one after the other, keeps to their
times and attempts, and writes down what came of it, whether this process still lives or not. Others may run meanwhile.
*/
export function startBackground(request: CommandRequest): Background {
	const isService = backgroundOf(request.commands) === 'gate';
	const child = spawn(process.execPath, [program], {
		cwd: request.directory, detached: true, stdio: ['pipe', 'ignore', 'ignore'],
	});
	const {stdin} = child;
	const failed = new Promise<never>((_resolve, reject) => {
		child.once('error', reject);
	});
	// It can be gone before it has read everything; then it has started nothing.
	stdin.on('error', () => undefined);
	const sent = sendRequest(request, stdin);

	child.unref();
	const keeper = markProcess(child.pid ?? 0);
	const {directory, output} = request;
	const background = look(request, {
		...keeper, directory, output, startedAt: Date.now(), keeper,
	}, () => {
		void sent.then(() => {
			stdin.end(isService ? `${gateHasEnded}\n` : '');
		});
	});
	return {...background, done: Promise.race([background.done, failed])};
}

/** A service is told over the same line that its gate has ended, so that stays open. */
async function sendRequest({evidence, ...request}: CommandRequest, stdin: Writable): Promise<void> {
	const settled = evidence && {...evidence, place: await settlePlace(evidence.place, [...evidence.own, ...evidence.named])};
	stdin.write(`${JSON.stringify({...request, evidence: settled})}\n`);
	if (backgroundOf(request.commands) !== 'gate') {
		stdin.end();
	}
}

/** Looks again at a background step that goes on; `findSurvivor` finds it. */
export function followBackground(survivor: Survivor, request: CommandRequest): Background {
	const background = look({...request, directory: survivor.directory, output: survivor.output}, survivor, () => {
		background.stop();
	});
	return background;
}

function look(request: CommandRequest, survivor: Survivor, end: () => void): Background {
	const execution = openExecution(request, {startedAt: survivor.startedAt});
	const leaving = new AbortController();
	let stopping: Promise<void> | undefined;
	const stop = (): void => {
		stopping ??= stopSurvivor(survivor);
	};

	const following: Following = {
		keeper: survivor.keeper,
		async stopped() {
			await stopping;
			return stopping !== undefined;
		},
		leaving: leaving.signal,
	};
	return {
		subscribe: execution.live.subscribe,
		snapshot: execution.live.snapshot,
		stop,
		end,
		leave() {
			if (backgroundOf(request.commands) === 'gate') {
				stop();
			} else {
				leaving.abort();
			}
		},
		done: follow(execution, following),
	};
}
