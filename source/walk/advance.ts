/** What follows from what is known now, with nobody being asked: rules that can be judged, waits that begin and end. */
import {loadEffects} from './acts.js';
import {
	ring,
	say,
	stateOfRun,
	type Engine,
} from './engine.js';

/** One at a time, in the order in which it was asked for. */
export async function advance(engine: Engine): Promise<void> {
	const {plan} = engine.session;
	const hasAny = plan.steps.some(({step, conditions}) => step.kind === 'wait' || conditions.some(({expression}) => expression !== undefined));
	if (!hasAny || isOver(engine)) {
		return;
	}

	engine.advancing = engine.advancing.then(async () => advanceNow(engine));
	await engine.advancing;
}

function isOver(engine: Engine): boolean {
	const {closed, decision} = stateOfRun(engine);
	return closed !== undefined || decision !== undefined;
}

async function advanceNow(engine: Engine): Promise<void> {
	try {
		const {judgeConditions, followWaits} = await loadEffects();
		await judgeConditions(engine);
		ring(engine, await followWaits(engine));
	} catch (error) {
		say(engine, 'fault', error instanceof Error ? error.message : String(error));
	}
}
