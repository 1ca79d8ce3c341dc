/** Running the commands of one step, and what came of it. */
import {rm} from 'node:fs/promises';
import type {Observation} from '../run/events.js';
import {goOn} from './attempt.js';
import {openChannel} from './output/open-channel.js';
import {
	gateEnded,
	openControl,
	type Control,
} from './control.js';
import {
	openExecution,
	prepareFiles,
	remember,
	type Execution,
} from './execution.js';
import {observe} from './observe.js';
import type {ProcessMark} from './processes.js';
import type {Came} from './outcome.js';
import {runCommand} from './repeat.js';
import type {CommandRequest, Service} from './request.js';

export {runOnTerminal} from './terminal.js';

/** Starts the commands, one after the other; what could not start is observed as such. `keeper` is who runs nothing else. */
export function startCommands(request: CommandRequest, keeper?: ProcessMark): Service {
	const execution = openExecution(request, {keeper});
	const control = openControl();
	const stop = (): void => {
		control.end({ending: 'stopped', why: 'was stopped'});
	};

	return {
		subscribe: execution.live.subscribe,
		snapshot: execution.live.snapshot,
		stop,
		end() {
			void hasBegun(execution).then(() => {
				control.end(gateEnded);
			});
		},
		leave() {
			if (request.mode === 'check') {
				stop();
			} else {
				control.leave();
			}
		},
		done: run(execution, control),
	};
}

/** When the last command does something: a service that is not wanted any more at its start has not run yet. Never, when it ends before that. */
async function hasBegun({live, outcomes, request: {commands}}: Execution): Promise<void> {
	const isAtWork = () => outcomes.length === commands.length - 1 && live.snapshot().running !== undefined;
	const {promise, resolve} = Promise.withResolvers<undefined>();
	const look = () => {
		if (isAtWork()) {
			resolve(undefined);
		}
	};

	const unsubscribe = live.subscribe(look);
	look();
	await promise;
	unsubscribe();
}

async function run(execution: Execution, control: Control): Promise<Observation> {
	const {request, files, recent, mask, look} = execution;
	await prepareFiles(execution);
	if (execution.keeper) {
		remember(execution);
	}

	const channel = await openChannel(execution.channel, {
		files,
		recent,
		mask,
		look: async () => look(),
		leaving: control.leaving,
		wanted: request.expectations.length > 0 || request.save !== undefined || request.commands.some(({repetition}) => repetition?.same),
	});
	let came: Came | undefined;
	let seal;
	try {
		for (const [index, command] of request.commands.entries()) {
			// In order, and only as long as they pass.
			came = await runCommand(execution, control, {command, index, channel});
			if (!came.passed) {
				break;
			}
		}
	} finally {
		seal = await channel.finish();
	}

	await goOn(control);

	const observation = await observe(execution, {read: channel.sources, sealed: await seal.close(files.log), came});
	remember(execution, observation);
	await rm(files.folder, {recursive: true, force: true});
	return observation;
}
