/**
The engine: owns a run, turns what a person asks for into effects and events, and shows the picture to whoever subscribes.

Every answer is on disk before the picture says so.
*/
import {outputFile} from '../journal/folder.js';
import {conduct, loadEffects} from './acts.js';
import {advance} from './advance.js';
import {
	isDriving,
	openEngine,
	ring,
	type Engine,
} from './engine.js';
import {freeLeftLocks} from './git-locks.js';
import type {Materials} from './materials.js';
import {watchJournal} from './others.js';
import {resumeRun} from './resume.js';
import {leaveRunning} from './running.js';
import type {Walk} from './view.js';

/** Who subscribes has shown the first picture. What acts need must not be looked for only when this program was replaced by a newer one. */
function loadSoon(): void {
	setImmediate(() => {
		// What is missing is said when an act needs it.
		Promise.all([loadEffects(), import('execa')]).catch(() => undefined);
	});
}

/** What was signed at another terminal is in the picture, and what follows from it. */
async function readOthers(engine: Engine): Promise<void> {
	const {store, session} = engine;
	const {seq} = session.state();
	await session.refresh();
	if (session.state().seq === seq || store.get().successor !== undefined) {
		return;
	}

	if (!await isDriving(engine)) {
		store.patch({rings: store.get().rings + 1});
		return;
	}

	if (session.state().decision && store.get().busy === undefined) {
		const {prepareFinish} = await loadEffects();
		await prepareFinish(engine);
	}

	ring(engine, await advance(engine));
}

/** Opens a run to be walked; what changed while nobody looked is in the picture's `changes`. */
export async function openWalk(materials: Materials): Promise<Walk> {
	const engine = openEngine(materials);
	const changes = [...await freeLeftLocks(materials), ...await resumeRun(engine), ...await advance(engine)];
	engine.store.patch({changes: [...materials.said, ...changes]});
	if (engine.session.state().decision) {
		const {prepareFinish} = await loadEffects();
		await prepareFinish(engine);
	}

	const unwatch = watchJournal(materials.journal.folder, () => {
		void readOthers(engine);
	});
	return {
		getView: engine.store.get,
		subscribe(listener) {
			loadSoon();
			return engine.store.subscribe(listener);
		},
		async act(act) {
			if (engine.store.get().message) {
				// It was said before this was asked for.
				engine.store.patch({message: undefined});
			}

			const isTaken = await conduct(engine, act);
			ring(engine, await advance(engine));
			return isTaken;
		},
		setHandOver(handOver) {
			engine.handOver = handOver;
		},
		logPath: output => outputFile(materials.journal.folder, output),
		async close() {
			unwatch();
			clearTimeout(engine.alarm);
			if (engine.store.get().background.length > 0) {
				const {untilFound} = await loadEffects();
				await untilFound(engine);
			}

			await leaveRunning(engine);
			await materials.driver.release();
		},
	};
}
