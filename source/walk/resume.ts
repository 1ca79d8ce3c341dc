/** Coming back: what changed while nobody looked, each as an event, said before the walk goes on. */
import {stateOf} from '../run/gates.js';
import {isRepositoryFault} from '../repository/faults.js';
import {loadEffects} from './acts.js';
import {describeClockBehind} from './clock.js';
import {
	standsOnEvidence,
	stateOfRun,
	submit,
	type Engine,
} from './engine.js';
import {findMove, listMove} from './head.js';
import {findRival} from './rival.js';
import {followSigners} from './signers.js';
import {listUnseen} from './unseen.js';

/** Comes to sentences for the person. */
export async function resumeRun(engine: Engine): Promise<string[]> {
	const {materials: {journal, driver, clock, signer}} = engine;
	const {last, seq, closed} = stateOfRun(engine);
	const said = journal.torn === undefined ? [] : [journal.torn];
	// A run that was begun just now has nothing to come back to.
	if (closed !== undefined || last === undefined || seq === 0 || !isOld(engine)) {
		return said;
	}

	const unseen = listUnseen(journal.events, engine.session.plan);
	// First of all: what lies between the last event and this one is nobody's time.
	await submit(engine, {type: 'resume', gap: Math.max(0, clock().getTime() - Date.parse(last.at)), key: signer.publicKey});
	const behind = describeClockBehind(engine, last.at);
	said.push(...behind === undefined ? [] : [`${behind} The clock was ahead then, or is behind now: set it right before anything counts by it.`]);
	if (driver.from) {
		await submit(engine, {type: 'change driver', from: driver.from.sentence, why: driver.from.alive === true ? 'taken over' : 'its process was gone'});
		said.push(`The run was driven by ${driver.from.sentence}.`);
	}

	// Evidence before HEAD: what both are about is said of both.
	said.push(...unseen, ...await resumeCommands(engine), ...await resumeEvidence(engine), ...await resumeHead(engine), ...await resumeSigners(engine), ...await resumePlaces(engine));
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

	return await submit(engine, {type: 'move', moved: move}) ? [listMove(move, engine.session.plan)] : [];
}

/** Also without a move: the program may have died between the two. */
async function resumeSigners(engine: Engine): Promise<string[]> {
	const said = await followSigners(engine);
	return said === undefined ? [] : [said];
}

async function resumeEvidence(engine: Engine): Promise<string[]> {
	if (!standsOnEvidence(engine)) {
		return [];
	}

	const {lookAtEvidenceAgain} = await loadEffects();
	return lookAtEvidenceAgain(engine);
}

async function resumePlaces(engine: Engine): Promise<string[]> {
	const rival = await findRival(engine);
	return rival === undefined ? [] : [rival];
}

async function resumeCommands(engine: Engine): Promise<string[]> {
	const said: string[] = [];
	for (const planned of engine.session.plan.steps) {
		const state = stateOf(stateOfRun(engine), planned.step.id);
		const execution = state.status === 'running' ? state.executions.at(-1) : undefined;
		if (!execution) {
			continue;
		}

		const {resumeCommand} = await loadEffects();
		said.push(await resumeCommand(engine, planned, execution));
	}

	return said;
}
