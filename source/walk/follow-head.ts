/** HEAD and what hangs on it, looked at before something is recorded. */
import {isRepositoryFault} from '../repository/faults.js';
import {say, submit, type Engine} from './engine.js';
import {describeMove, findMove} from './head.js';
import {followSigners} from './signers.js';

/**
Looks where HEAD is before something is recorded, so that nothing is ever recorded for the wrong commit. False when it
had moved: the person should look again.
*/
export async function followHead(engine: Engine): Promise<boolean> {
	const move = await findMove(engine.materials.facts.top, engine.session.state(), false);
	return recordMove(engine, move, ' What you asked for was not done: look again first.');
}

/** False when there is a move, which is then in the journal, or when nobody could tell. `then`: what it means for what was going on. */
export async function recordMove(engine: Engine, move: Awaited<ReturnType<typeof findMove>>, then = ''): Promise<boolean> {
	if (move === undefined) {
		return true;
	}

	if (isRepositoryFault(move)) {
		say(engine, 'fault', move.sentence);
		return false;
	}

	if (await submit(engine, {type: 'move', moved: move})) {
		const changed = await followSigners(engine);
		say(engine, 'said', [describeMove(move, engine.session.plan), ...(changed === undefined ? [] : [changed])].join(' ') + then);
	}

	return false;
}
