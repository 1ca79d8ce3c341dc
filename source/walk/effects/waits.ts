/** Waits: begun when their time starts to count, ended when it is over, with nobody asked. */
import {decide} from '../../run/decide.js';
import {stateOf} from '../../run/gates.js';
import type {Intent} from '../../run/intents.js';
import type {PlannedStep} from '../../run/plan.js';
import {isRefusal} from '../../run/ruling.js';
import {
	ring,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {describeWaited} from '../unseen.js';

/** Comes to a sentence for each wait that is over. */
export async function followWaits(engine: Engine): Promise<string[]> {
	const said: string[] = [];
	for (const planned of waitsOf(engine)) {
		const {id, title} = planned.step;
		if (stateOf(stateOfRun(engine), id).wait === undefined) {
			await tryTo(engine, {type: 'start wait', step: id});
		}

		const {wait} = stateOf(stateOfRun(engine), id);
		if (wait && await tryTo(engine, {type: 'end wait', step: id})) {
			said.push(describeWaited(title));
		}
	}

	setAlarm(engine);
	return said;
}

function waitsOf({session: {plan}}: Engine): PlannedStep[] {
	return plan.steps.filter(({step}) => step.kind === 'wait');
}

/** What the rules would refuse is not tried: nobody asked for it. */
async function tryTo(engine: Engine, intent: Intent): Promise<boolean> {
	const {session: {plan}, materials: {clock}} = engine;
	return !isRefusal(decide(plan, stateOfRun(engine), intent, clock().toISOString())) && submit(engine, intent);
}

/** Timers go no further; a longer wait is looked at in between. */
const longestTimer = (2 ** 31) - 1;

function setAlarm(engine: Engine): void {
	clearTimeout(engine.alarm);
	engine.alarm = undefined;
	const state = stateOfRun(engine);
	const now = engine.materials.clock().getTime();
	// What is over and could not be ended waits for somebody, not for the time.
	const ends = waitsOf(engine).flatMap(({step: {id}}) => Date.parse(stateOf(state, id).wait?.until ?? '')).filter(until => until > now);
	if (ends.length === 0 || state.decision) {
		return;
	}

	const delay = Math.min(...ends) - now;
	engine.alarm = setTimeout(() => {
		void followWaits(engine).then(said => {
			ring(engine, said);
		});
	}, Math.min(delay + 1, longestTimer));
	// Waiting keeps nobody's program alive.
	engine.alarm.unref();
}
