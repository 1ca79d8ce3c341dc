/** What runs now: shown, stopped, and left alone or not when the walk is left. */
import type {CommandRequest, Running} from '../checks/request.js';
import {say, type Engine} from './engine.js';

/** Shows what runs until it ends; undefined when its end could not be observed, which is said. */
export async function watch<Ending>(engine: Engine, running: Running<Ending>, {step, mode}: Pick<CommandRequest, 'step' | 'mode'>): Promise<Ending | undefined> {
	const {store} = engine;
	let stopping = false;
	const show = () => {
		const {
			tail, size, statements, running: current, attempts, startedAt,
		} = running.snapshot();
		store.patch({
			live: {
				step, kind: mode, tail, size, statements, running: current, attempts, startedAt, stopping,
			},
		});
	};

	const unsubscribe = running.subscribe(show);
	engine.stopRunning = () => {
		stopping = true;
		running.stop();
		show();
	};

	engine.leaveRunning = running.leave;
	show();
	try {
		return await running.done;
	} catch (error) {
		say(engine, 'fault', `What the command printed could not be kept: ${error instanceof Error ? error.message : String(error)}. The step is interrupted.`);
		return undefined;
	} finally {
		unsubscribe();
		engine.stopRunning = undefined;
		engine.leaveRunning = undefined;
		store.patch({live: undefined});
	}
}

export function stopRunning(engine: Engine): boolean {
	engine.stopRunning?.();
	return engine.stopRunning !== undefined;
}

/** On leaving: a check ends with the walk, an action goes on and is found again. */
export async function leaveRunning(engine: Engine): Promise<void> {
	const {live} = engine.store.get();
	engine.leaveRunning?.();
	if (live?.kind !== 'check' || !engine.stopRunning) {
		return;
	}

	await new Promise<void>(resolve => {
		const unsubscribe = engine.store.subscribe(() => {
			if (engine.store.get().live !== undefined) {
				return;
			}

			unsubscribe();
			resolve();
		});
	});
}
