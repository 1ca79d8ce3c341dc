/** Requests as the walk makes them, in a folder of their own. */
import {
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll} from 'vitest';
import type {CommandRequest} from '../../source/checks/request.js';
import {startCommands} from '../../source/checks/run.js';
import type {Observation, StartedCommand} from '../../source/run/events.js';

/** A work tree with a few files in it, and a run's folder beside it; removed when the file's tests are over. */
export function makePlace(): {readonly root: string; readonly directory: string} {
	const made = mkdtempSync(path.join(tmpdir(), 'holdpoint-checks-'));
	const top = realpathSync(made);
	const root = path.join(top, 'repository');
	const directory = path.join(top, 'run');
	mkdirSync(path.join(root, 'inside'), {recursive: true});
	mkdirSync(directory);
	writeFileSync(path.join(root, 'conf'), 'host = db.example.com\nport = 3306\n');
	writeFileSync(path.join(root, 'lib.sh'), 'greet() { echo hello; }\n');
	places.push(top);
	return {root, directory};
}

const places: string[] = [];

// eslint-disable-next-line unicorn/no-top-level-side-effects -- each file of tests loads this anew, and leaves no place behind
afterAll(() => {
	for (const place of places.splice(0)) {
		// Who was left behind may still write down what came of it.
		rmSync(place, {
			recursive: true, force: true, maxRetries: 10, retryDelay: 50,
		});
	}
});

export const bash = (text: string, rest: Partial<StartedCommand> = {}): StartedCommand => ({
	text, interpreter: 'bash', cwd: '', environment: [], line: 1, ...rest,
});

let outputs = 0;

export const requestOf = (place: {readonly root: string; readonly directory: string}, commands: readonly StartedCommand[], rest: Partial<CommandRequest> = {}): CommandRequest => ({
	mode: 'check',
	step: 'step',
	output: ++outputs,
	...place,
	commands,
	expectations: [],
	facts: {
		inputs: {}, values: {}, commit: 'c0ffee', branch: 'main', tag: 'v1.0.0', previous: undefined,
	},
	environment: {},
	secrets: [],
	...rest,
});

/** What is observed of commands in a place of their own. */
export const observe = async (commands: readonly StartedCommand[], rest: Partial<CommandRequest> = {}): Promise<Observation> => startCommands(requestOf(makePlace(), commands, rest)).done;
