/** What follows from what is known now, with nobody being asked: rules that can be judged, waits that begin and end. */
import {loadEffects} from './acts.js';
import {say, stateOfRun, type Engine} from './engine.js';

/** One at a time, in the order in which it was asked for. Comes to what the person should be told. */
export async function advance(engine: Engine): Promise<readonly string[]> {
	const {plan} = engine.session;
	const hasAny = plan.steps.some(({step, conditions}) => step.kind === 'wait' || conditions.some(({expression}) => expression !== undefined));
	if ((!hasAny && engine.running.size === 0) || isOver(engine)) {
		return [];
	}

	engine.advancing = engine.advancing.then(async () => advanceNow(engine));
	return engine.advancing;
}

function isOver(engine: Engine): boolean {
	const {closed, decision} = stateOfRun(engine);
	return closed !== undefined || decision !== undefined;
}

async function advanceNow(engine: Engine): Promise<readonly string[]> {
	try {
		const {judgeConditions, followWaits, endServices} = await loadEffects();
		await judgeConditions(engine);
		await endServices(engine, 'those done with');
		return await followWaits(engine);
	} catch (error) {
		say(engine, 'fault', error instanceof Error ? error.message : String(error));
		return [];
	}
}
