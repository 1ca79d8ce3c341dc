/** The end of a command, as it goes into the journal. */
import type {CommandRequest} from '../../checks/request.js';
import {readModified} from '../../repository/facts.js';
import {isRepositoryFault, type RepositoryFault} from '../../repository/faults.js';
import type {Observation} from '../../run/events.js';
import {stateOfRun, submit, type Engine} from '../engine.js';
import {recordMove} from '../follow-head.js';
import {findMove} from '../head.js';

/** What it did to HEAD is looked up before, so that both stand there at once. */
export async function finishStep(engine: Engine, observation: Observation, mode: CommandRequest['mode']): Promise<boolean> {
	const {facts, allowDirty} = engine.materials;
	const [move, modified] = await Promise.all([
		findMove(facts.top, stateOfRun(engine), mode === 'action'),
		!allowDirty && mode === 'check' && observation.ok ? readModified(facts.top) : [],
	]);
	const why = describeDirt(modified);
	const judged = why === undefined ? observation : {...observation, ok: false, why};
	const isTaken = await submit(engine, {type: 'finish', observation: judged});
	await recordMove(engine, move);
	return isTaken;
}

/** Why a result does not count; undefined when the work tree is the commit's. */
function describeDirt(modified: readonly string[] | RepositoryFault): string | undefined {
	if (isRepositoryFault(modified)) {
		return `Whether it ran on modified files is not known: ${modified.sentence}`;
	}

	return modified.length === 0 ? undefined : `It ran on modified tracked files (${modified.slice(0, 3).join(', ')}), not on the commit: commit or restore them and run it again.`;
}
