/** Commands that run beside the walk: followed to their end, and ended with their gate. */
import {setTimeout as delay} from 'node:timers/promises';
import type {Running, Service} from '../../checks/request.js';
import {findSurvivor} from '../../checks/survivors.js';
import type {Observation} from '../../run/events.js';
import {needsSomebody, stateOf} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {answeredBy} from '../../run/standing.js';
import type {Execution} from '../../run/state.js';
import {advance} from '../advance.js';
import {
	ring,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {untilGone, watch} from '../running.js';
import {finishStep} from './finish-step.js';

type Ended = Observation | 'interrupted';

/** Puts its end into the journal, whenever that comes, and calls for the person. */
export async function followToEnd(engine: Engine, {step: {id, title}}: PlannedStep, {kind, output, commands}: Pick<Execution, 'kind' | 'output' | 'commands'>, running: Running<Ended> | Service<Ended>): Promise<void> {
	const background = commands.find(command => command.background !== undefined)?.background;
	await watch<Ended>(engine, running, {
		step: id,
		mode: kind,
		background,
		async conclude(ending) {
			await (typeof ending === 'object' ? finishStep(engine, ending, kind) : submit(engine, {type: 'interrupt', interrupted: {step: id, output, tail: ''}}));
		},
	});
	const {status, awaiting} = stateOf(stateOfRun(engine), id);
	const said = background === undefined ? [] : [`“${title}” has ended: ${awaiting ? 'say whether its output is what was expected' : status}.`];
	ring(engine, [...said, ...await advance(engine)]);
}

/** A service has done its work when all else in its gate that does not come last is settled. */
export async function endServices(engine: Engine, which: 'those done with' | 'all'): Promise<void> {
	const {plan} = engine.session;
	const ending = engine.running.entries().filter(([id, {end}]) => end && (which === 'all' || isDoneWith(engine, plan.byId.get(id)))).toArray();
	for (const [, {end}] of ending) {
		end?.();
	}

	await untilGone(engine, which === 'all' ? ending.map(([id]) => id) : []);
}

/** A rule that sets a service's gate aside ends it, and is answered then. */
export function endServicesAgainst({session: {plan}, running, store}: Engine, condition: string, holds: boolean): void {
	// Whoever has taken over says when.
	if (store.get().successor !== undefined) {
		return;
	}

	for (const [id, {end}] of running) {
		const isAgainst = plan.byId.get(id)?.conditions.some(one => answeredBy(one) === condition && (one.oppositeOf !== undefined) === holds);
		if (isAgainst) {
			end?.();
		}
	}
}

function isDoneWith(engine: Engine, service: PlannedStep | undefined): boolean {
	const {session: {plan}, running} = engine;
	const state = stateOfRun(engine);
	const inside = plan.under.get(service?.section.id ?? '') ?? [];
	return inside.flatMap(index => plan.steps[index] ?? []).every(({step, phase}) => phase !== service?.phase
		|| step.kind === 'signature' || step.kind === 'choice' || running.get(step.id)?.background === 'gate' || !needsSomebody(step, state));
}

const patience = 5000;
const pause = 20;

/** A program that was started a moment ago is left only when it can be found again. */
export async function untilFound(engine: Engine): Promise<void> {
	const steps = engine.running.entries().filter(([, {background}]) => background === 'yes').map(([step]) => step).toArray();
	await Promise.all(steps.map(async step => findAgain(engine, step)));
}

async function findAgain({materials: {journal}, running, session}: Engine, step: string): Promise<void> {
	const output = stateOf(session.state(), step).executions.at(-1)?.output ?? 0;
	for (let waited = 0; waited < patience && running.has(step); waited += pause) {
		if (await findSurvivor(journal.folder, output)) {
			return;
		}

		await delay(pause);
	}
}
