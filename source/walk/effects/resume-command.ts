/** Coming back to a command that was in flight. */
import {backgroundOf} from '../../checks/background.js';
import {
	collect,
	findSurvivor,
	followSurvivor,
	stopSurvivor,
} from '../../checks/survivors.js';
import type {PlannedStep} from '../../run/plan.js';
import type {Execution} from '../../run/state.js';
import {submit, type Engine} from '../engine.js';
import {followToEnd} from './background.js';
import {finishStep} from './finish-step.js';
import {requestOf} from './request.js';

/** A check that was in flight is stopped and open again; an action or a background command that lives is followed; what is gone is interrupted. */
export async function resumeCommand(engine: Engine, planned: PlannedStep, execution: Execution): Promise<string> {
	const {output, kind, commands} = execution;
	const {folder} = engine.materials.journal;
	const {title, id} = planned.step;
	const request = requestOf(engine, planned, {step: id, output, commands: [...commands]});
	const survivor = await findSurvivor(folder, output);
	if (kind === 'check' && backgroundOf(commands) === undefined) {
		if (survivor) {
			await stopSurvivor(survivor);
		}

		await interrupt(engine, id, output);
		return `“${title}” was being checked when Holdpoint ended: it has to run again.`;
	}

	const collected = await collect(folder, output, request);
	if (collected === 'running' && survivor) {
		void followToEnd(engine, planned, execution, followSurvivor(survivor, request));
		return `“${title}” is still running; it is followed.`;
	}

	if (typeof collected === 'object') {
		await finishStep(engine, collected, kind);
		return `“${title}” ended while Holdpoint was away: ${collected.ok ? 'its command succeeded' : collected.why}`;
	}

	await interrupt(engine, id, output);
	return `“${title}” was interrupted: nobody knows how it ended.`;
}

async function interrupt(engine: Engine, step: string, output: number): Promise<void> {
	await submit(engine, {type: 'interrupt', interrupted: {step, output, tail: ''}});
}
