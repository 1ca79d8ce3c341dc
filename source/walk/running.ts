/** What runs now: shown, stopped, and left alone or not when the walk is left. */
import type {CommandRequest, Running, Service} from '../checks/request.js';
import type {StartedCommand} from '../run/events.js';
import {say, type Engine} from './engine.js';
import type {LiveOutput} from './view.js';

type Watched<Ending> = Pick<CommandRequest, 'step' | 'mode'> & {
	readonly background: StartedCommand['background'];
	/** Writes down how it ended; only then nothing runs any more. */
	readonly conclude?: (ending: Ending | undefined) => Promise<void>;
};

/** Shows what runs until it ends; undefined when its end could not be observed, which is said. */
export async function watch<Ending>(engine: Engine, running: Running<Ending> | Service<Ending>, {step, mode, background, conclude}: Watched<Ending>): Promise<Ending | undefined> {
	let stopping = false;
	const show = () => {
		const {
			tail, size, statements, running: current, attempts, startedAt,
		} = running.snapshot();
		showLive(engine, background !== undefined, step, {
			step, kind: mode, tail, size, statements, running: current, attempts, startedAt, stopping,
		});
	};

	const unsubscribe = running.subscribe(show);
	engine.running.set(step, {
		leave: running.leave,
		end: background === 'gate' && 'end' in running ? running.end : undefined,
		background,
		kind: mode,
		stop() {
			stopping = true;
			running.stop();
			show();
		},
	});
	show();
	const done = async (): Promise<Ending | undefined> => {
		try {
			return await running.done;
		} catch (error) {
			say(engine, 'fault', `What the command printed could not be kept: ${error instanceof Error ? error.message : String(error)}. The step is interrupted.`);
			return undefined;
		}
	};

	try {
		const ending = await done();
		await conclude?.(ending);
		return ending;
	} finally {
		unsubscribe();
		engine.running.delete(step);
		showLive(engine, background !== undefined, step, undefined);
	}
}

function showLive({store}: Engine, isBackground: boolean, step: string, live: LiveOutput | undefined): void {
	if (!isBackground) {
		store.patch({live});
		return;
	}

	const others = store.get().background.filter(other => other.step !== step);
	store.patch({background: live ? [...others, live].toSorted((one, other) => one.startedAt - other.startedAt) : others});
}

/** Stops what runs for a step, or what the walk waits for. */
export function stopRunning({running}: Engine, step?: string): boolean {
	const found = step === undefined ? running.values().find(({background}) => background === undefined) : running.get(step);
	found?.stop();
	return found !== undefined;
}

/** On leaving: checks and services end with the walk; an action and what runs in the background go on and are found again. */
export async function leaveRunning(engine: Engine): Promise<void> {
	const ending = engine.running.entries().filter(([, {kind, background}]) => background === 'gate' || (kind === 'check' && background === undefined)).map(([step]) => step).toArray();
	for (const {leave} of engine.running.values()) {
		leave();
	}

	await untilGone(engine, ending);
}

/** When none of these steps' commands runs any more. */
export async function untilGone({running, store}: Engine, steps: readonly string[]): Promise<void> {
	if (steps.every(step => !running.has(step))) {
		return;
	}

	await new Promise<void>(resolve => {
		const unsubscribe = store.subscribe(() => {
			if (steps.some(step => running.has(step))) {
				return;
			}

			unsubscribe();
			resolve();
		});
	});
}
