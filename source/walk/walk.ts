/**
The engine: owns a run, turns what a person asks for into effects and events, and shows the picture to whoever subscribes.

Every answer is on disk before the picture says so.
*/
import {outputFile} from '../journal/folder.js';
import {conduct} from './acts.js';
import {leaveRunning} from './commands.js';
import {openEngine} from './engine.js';
import {prepareFinish} from './finish.js';
import type {Materials} from './materials.js';
import {resumeRun} from './resume.js';
import type {Walk} from './view.js';

/** Opens a run to be walked; what changed while nobody looked is in the picture's `changes`. */
export async function openWalk(materials: Materials): Promise<Walk> {
	const engine = openEngine(materials);
	const changes = await resumeRun(engine);
	engine.store.patch({changes: [...materials.said, ...changes]});
	await prepareFinish(engine);
	return {
		getView: engine.store.get,
		subscribe: engine.store.subscribe,
		act: async act => conduct(engine, act),
		setHandOver(handOver) {
			engine.handOver = handOver;
		},
		logPath: output => outputFile(materials.journal.folder, output),
		async close() {
			await leaveRunning(engine);
			await materials.driver.release();
		},
	};
}
