/** Coming back to a command that was in flight. */
import {
	collect,
	findSurvivor,
	followSurvivor,
	stopSurvivor,
} from '../checks/survivors.js';
import type {Observation} from '../run/events.js';
import {stateOf} from '../run/gates.js';
import type {PlannedStep} from '../run/plan.js';
import type {Execution} from '../run/state.js';
import {finishStep} from './commands.js';
import {stateOfRun, submit, type Engine} from './engine.js';
import {requestOf} from './request.js';
import {watch} from './running.js';

/** A check that was in flight is stopped and open again; an action that lives is followed; what is gone is interrupted. */
export async function resumeCommand(engine: Engine, planned: PlannedStep, {output, kind, commands}: Execution): Promise<string> {
	const {folder} = engine.materials.journal;
	const {title, id} = planned.step;
	const request = requestOf(engine, planned, {step: id, output, commands: [...commands]});
	const survivor = await findSurvivor(folder, output);
	if (kind === 'check') {
		if (survivor) {
			await stopSurvivor(survivor);
		}

		await interrupt(engine, id, output);
		return `“${title}” was being checked when Holdpoint ended: it has to run again.`;
	}

	const collected = await collect(folder, output, request);
	if (collected === 'running' && survivor) {
		void followToEnd(engine, planned, followSurvivor(survivor, request));
		return `“${title}” is still running; it is followed.`;
	}

	if (typeof collected === 'object') {
		await finishStep(engine, collected, 'action');
		return `“${title}” ended while Holdpoint was away: ${collected.ok ? 'its command succeeded' : collected.why}`;
	}

	await interrupt(engine, id, output);
	return `“${title}” was interrupted: nobody knows how it ended.`;
}

async function followToEnd(engine: Engine, {step: {id}}: PlannedStep, running: ReturnType<typeof followSurvivor>): Promise<void> {
	const ending = await watch<Observation | 'interrupted'>(engine, running, {step: id, mode: 'action'});
	const output = stateOf(stateOfRun(engine), id).executions.at(-1)?.output ?? 0;
	await (typeof ending === 'object' ? finishStep(engine, ending, 'action') : interrupt(engine, id, output));
}

async function interrupt(engine: Engine, step: string, output: number): Promise<void> {
	await submit(engine, {type: 'interrupt', interrupted: {step, output, tail: ''}});
}
