/** Coming back: what changed while nobody looked, each as an event, said before the walk goes on. */
import {
	collect,
	findSurvivor,
	followSurvivor,
	stopSurvivor,
} from '../checks/survivors.js';
import type {Observation} from '../run/events.js';
import type {PlannedStep} from '../run/plan.js';
import type {Execution} from '../run/state.js';
import {stateOf} from '../run/gates.js';
import {isRepositoryFault} from '../repository/faults.js';
import {finishStep, watch} from './commands.js';
import {stateOfRun, submit, type Engine} from './engine.js';
import {describeMove, findMove} from './head.js';
import {requestOf} from './request.js';

/** Comes to sentences for the person. */
export async function resumeRun(engine: Engine): Promise<string[]> {
	const {materials: {journal, driver, clock}} = engine;
	const {last, seq, closed} = stateOfRun(engine);
	const said = journal.torn === undefined ? [] : [journal.torn];
	// A run that was begun just now has nothing to come back to.
	if (closed !== undefined || last === undefined || seq === 0 || !isOld(engine)) {
		return said;
	}

	// First of all: what lies between the last event and this one is nobody's time.
	await submit(engine, {type: 'resume', gap: Math.max(0, clock().getTime() - Date.parse(last.at))});
	if (driver.from) {
		await submit(engine, {type: 'change driver', from: driver.from.sentence, why: driver.from.alive === true ? 'taken over' : 'its process was gone'});
		said.push(`The run was driven by ${driver.from.sentence}.`);
	}

	said.push(...await resumeCommands(engine), ...await resumeHead(engine));
	return said;
}

/** True when something besides the start stands in the journal, or a driver was there before. */
function isOld({materials: {journal, driver}}: Engine): boolean {
	return driver.from !== undefined || journal.events.some(({type, data}) => type !== 'run-started' && !(type === 'value-entered' && 'step' in data && data.step === ''));
}

async function resumeHead(engine: Engine): Promise<string[]> {
	const move = await findMove(engine.materials.facts.top, stateOfRun(engine), false);
	if (move === undefined || isRepositoryFault(move)) {
		return move === undefined ? [] : [move.sentence];
	}

	return await submit(engine, {type: 'move', moved: move}) ? [describeMove(move)] : [];
}

async function resumeCommands(engine: Engine): Promise<string[]> {
	const said: string[] = [];
	for (const planned of engine.session.plan.steps) {
		const state = stateOf(stateOfRun(engine), planned.step.id);
		const execution = state.status === 'running' ? state.executions.at(-1) : undefined;
		if (execution) {
			said.push(await resumeCommand(engine, planned, execution));
		}
	}

	return said;
}

/** A check that was in flight is stopped and open again; an action that lives is followed; what is gone is interrupted. */
async function resumeCommand(engine: Engine, planned: PlannedStep, {output, kind, commands}: Execution): Promise<string> {
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
