/** Where HEAD is, against where the run thinks it is. */
import {isAncestor, readCommits} from '../repository/commits.js';
import {noCommits, readBranch, readHead} from '../repository/facts.js';
import {isRepositoryFault, type RepositoryFault} from '../repository/faults.js';
import type {EventData} from '../run/events.js';
import {isFollowUp} from '../run/phase.js';
import type {RunState} from '../run/state.js';

/**
What moved since the run last looked; undefined when nothing did. A decided run stays on its commit, and so does a follow-up.
`own` is true while one of the run's own actions may have moved it.
*/
export async function findMove(top: string, state: RunState, own: boolean): Promise<EventData['head-moved'] | RepositoryFault | undefined> {
	if (state.decision !== undefined || isFollowUp(state)) {
		return undefined;
	}

	const head = await readHead(top);
	if (head === undefined || isRepositoryFault(head)) {
		// A branch that was deleted below the walk, or is yet to be born: nobody can tell what is being looked at.
		return head ?? noCommits(top);
	}

	if (head.commit === state.commit) {
		return undefined;
	}

	const [between, branch, isAfter] = await Promise.all([readCommits(top, state.commit, head.commit), readBranch(top), isAncestor(top, state.commit, head.commit)]);
	// A commit that is gone (a rebase, a shallow clone) leaves nothing to list; that HEAD moved is still a fact.
	const {commits, paths, files} = isRepositoryFault(between) ? {commits: [], paths: [], files: undefined} : between;
	return {
		from: state.commit, to: head.commit, tree: head.tree, branch: branch ?? null, commits: [...commits], paths: [...paths], ...(files && {files: [...files]}), ...(!isAfter && {elsewhere: true}), own,
	};
}

/** One sentence about a move, for the screen. */
export function describeMove({from, to, commits, own}: EventData['head-moved']): string {
	const count = commits.length === 1 ? '1 commit' : `${commits.length}${commits.length === 50 ? ' or more' : ''} commits`;
	return `HEAD moved from ${from.slice(0, 7)} to ${to.slice(0, 7)} (${commits.length > 0 ? count : 'not a descendant'})${own ? ', by an action of this run' : ''}: what was seen on the other commit is stale.`;
}
