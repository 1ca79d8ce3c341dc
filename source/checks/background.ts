/** Commands that go on beside the walk, and without it. */
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type {Writable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import type {Observation, StartedCommand} from '../run/events.js';
import {gateHasEnded} from './background-lines.js';
import {settlePlace} from './evidence.js';
import {markProcess} from './processes.js';
import type {CommandRequest, Service} from './request.js';
import {followSurvivor} from './survivors.js';

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
Left behind, it is found by `findSurvivor` and looked at again by `followSurvivor`; a service is never left behind.
*/
export function startBackground(request: CommandRequest): Service<Observation | 'interrupted'> {
	const isService = backgroundOf(request.commands) === 'gate';
	const child = spawn(process.execPath, [program], {
		cwd: request.directory, detached: true, stdio: ['pipe', 'ignore', 'ignore'],
	});
	const {stdin} = child;
	// It can be gone before it has read everything; then it has started nothing.
	stdin.on('error', () => undefined);
	const sent = sendRequest(request, stdin);
	const failed = new Promise<never>((_resolve, reject) => {
		child.once('error', reject);
		sent.catch(reject);
	});
	child.unref();
	const keeper = markProcess(child.pid ?? 0);
	const {directory, output} = request;
	const followed = followSurvivor({
		...keeper, directory, output, startedAt: Date.now(), keeper,
	}, request);
	return {
		...followed,
		end() {
			void sent.then(() => {
				stdin.end(isService ? `${gateHasEnded}\n` : '');
			});
		},
		done: Promise.race([followed.done, failed]),
	};
}

/** A service is told over the same line that its gate has ended, so that stays open. */
async function sendRequest({evidence, ...request}: CommandRequest, stdin: Writable): Promise<void> {
	const settled = evidence && {...evidence, place: await settlePlace(evidence.place, [...evidence.own, ...evidence.named])};
	stdin.write(`${JSON.stringify({...request, evidence: settled})}\n`);
	if (backgroundOf(request.commands) !== 'gate') {
		stdin.end();
	}
}
