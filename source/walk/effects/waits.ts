/** Waits: begun when their time starts to count, ended when it is over, with nobody asked. */
import {decide} from '../../run/decide.js';
import {stateOf} from '../../run/gates.js';
import type {Intent} from '../../run/intents.js';
import type {PlannedStep} from '../../run/plan.js';
import {isRefusal} from '../../run/ruling.js';
import {findStepForward} from '../../run/waits.js';
import {
	ring,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {readUptime} from '../machine.js';
import {describeWaited} from '../unseen.js';

/** Comes to a sentence for each wait that is over. */
export async function followWaits(engine: Engine): Promise<string[]> {
	const said: string[] = [];
	for (const planned of waitsOf(engine)) {
		const {id, title} = planned.step;
		const machine = await readUptime();
		const before = stateOf(stateOfRun(engine), id).wait;
		const stepMs = findStepForward(before, {at: engine.materials.clock().toISOString(), machine});
		const isCounted = await tryTo(engine, {type: 'start wait', step: id, machine});
		if (before && isCounted) {
			said.push(`The clock was set forward by ${sayMinutes(stepMs)}, or this machine stood still so long: “${title}” is waited for as much longer. To pass it early is a waiver.`);
		}

		const {wait} = stateOf(stateOfRun(engine), id);
		if (!wait || !await tryTo(engine, {type: 'end wait', step: id})) {
			continue;
		}

		said.push(describeWaited(title));
		if (planned.step.wait?.kind === 'until' && stepMs > 0) {
			said.push(`The clock was set forward by ${sayMinutes(stepMs)} meanwhile: if it is wrong now, set it right, and reopen “${title}”.`);
		}
	}

	setAlarm(engine);
	return said;
}

function waitsOf({session: {plan}}: Engine): PlannedStep[] {
	return plan.steps.filter(({step}) => step.kind === 'wait');
}

const sayMinutes = (ms: number): string => `${Math.round(ms / 60_000)} min`;

/** What the rules would refuse is not tried: nobody asked for it. */
async function tryTo(engine: Engine, intent: Intent): Promise<boolean> {
	const {session: {plan}, materials: {clock}} = engine;
	return !isRefusal(decide(plan, stateOfRun(engine), intent, clock().toISOString())) && submit(engine, intent);
}

/** Timers know nothing of a clock that is set, nor of a machine that sleeps: a longer wait is looked at in between. */
const longestPause = 30_000;

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
	}, Math.min(delay + 1, longestPause));
	// Waiting keeps nobody's program alive.
	engine.alarm.unref();
}
