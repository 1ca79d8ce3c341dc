/** What every act of a walk works with: the session, the picture, and one way to say what went wrong. */
import {isRepositoryFault} from '../repository/faults.js';
import type {Intent} from '../run/intents.js';
import type {RunState} from '../run/state.js';
import {describeMove, findMove} from './head.js';
import type {Materials} from './materials.js';
import {openSession, type Session} from './session.js';
import {openStore, type Store} from './store.js';
import {pictureOf, stageOf} from './picture.js';
import type {HandOver, Message} from './view.js';

export type Engine = {
	readonly materials: Materials;
	readonly session: Session;
	readonly store: Store;
	/** Who lends the terminal, while somebody does. */
	handOver: HandOver | undefined;
	/** How to stop what runs now. */
	stopRunning: (() => void) | undefined;
};

export function openEngine(materials: Materials): Engine {
	const {plan, journal, by} = materials;
	const session = openSession({
		plan,
		journal,
		by,
		changed() {
			store.patch({state: session.state(), stage: stageOf(session.state(), store.get().stage)});
		},
	});
	const store = openStore(pictureOf(materials, session.state()));
	return {
		materials, session, store, handOver: undefined, stopRunning: undefined,
	};
}

export function stateOfRun({session}: Engine): RunState {
	return session.state();
}

export function say({store}: Engine, kind: Message['kind'], text: string): void {
	store.patch({message: {kind, text}});
}

/** Asks the rules; what they or the disk refuse is said. */
export async function submit(engine: Engine, intent: Intent): Promise<boolean> {
	const outcome = await engine.session.submit(intent);
	if (outcome.kind !== 'taken') {
		say(engine, outcome.kind, outcome.text);
	}

	return outcome.kind === 'taken';
}

/**
Looks where HEAD is before something is recorded, so that nothing is ever recorded for the wrong commit. False when it
had moved: the person should look again.
*/
export async function followHead(engine: Engine): Promise<boolean> {
	const move = await findMove(engine.materials.facts.top, engine.session.state(), false);
	return recordMove(engine, move);
}

/** False when there is a move, which is then in the journal, or when nobody could tell. */
export async function recordMove(engine: Engine, move: Awaited<ReturnType<typeof findMove>>): Promise<boolean> {
	if (move === undefined) {
		return true;
	}

	if (isRepositoryFault(move)) {
		say(engine, 'fault', move.sentence);
		return false;
	}

	if (await submit(engine, {type: 'move', moved: move})) {
		say(engine, 'said', describeMove(move));
	}

	return false;
}
