/**
A program of its own, in a session of its own, that runs the commands of one background step, whatever becomes of
Holdpoint, its terminal and its pipes, and writes down what came of it.

The request comes as the first line of standard input, since secrets are in it, and nothing runs before it is whole.
A service ends with this input, at the latest; a line before that says that its gate has ended.
*/
import process from 'node:process';
import {createInterface} from 'node:readline';
import {gateHasEnded} from './background-lines.js';
import {markProcess} from './processes.js';
import type {CommandRequest, Service} from './request.js';
import {startCommands} from './run.js';

let running: Service | undefined;
let isService = false;
let isStopped = false;
let hasGateEnded = false;

function stop(): void {
	isStopped = true;
	running?.stop();
}

async function run(line: string): Promise<void> {
	const request = JSON.parse(line) as CommandRequest;
	isService = request.commands.some(({background}) => background === 'gate');
	running = startCommands(request, markProcess(process.pid));
	if (isStopped) {
		running.stop();
	}

	try {
		await running.done;
	} finally {
		process.stdin.destroy();
	}
}

for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT'] as const) {
	// Meant for those who have a terminal.
	process.on(signal, () => undefined);
}

process.on('SIGTERM', stop);

const input = createInterface({input: process.stdin});
input.on('line', line => {
	if (!running) {
		void run(line);
	} else if (line === gateHasEnded) {
		hasGateEnded = true;
		running.end();
	}
});
input.on('close', () => {
	if (isService && !hasGateEnded) {
		stop();
	}
});
