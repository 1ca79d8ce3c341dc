/** Where a run looks for evidence, and how old it may be. */
import type {EvidencePlace} from '../../checks/evidence.js';
import {findTracked} from '../../repository/commits.js';
import type {RunState} from '../../run/state.js';
import type {Engine} from '../engine.js';

/** What was changed before the run's start, or before HEAD moved last, says nothing about the commit. */
function freshSince({started, moves}: RunState): number {
	const moved = moves.findLast(({from, to}) => from !== to);
	return Math.max(0, ...[started, moved].map(event => event ? Date.parse(event.mark.at) : 0));
}

export function evidencePlaceOf({materials: {facts}, session}: Engine): EvidencePlace {
	const state = session.state();
	return {
		top: facts.top,
		since: freshSince(state),
		tracked: async paths => findTracked(facts.top, state.commit, paths),
	};
}
