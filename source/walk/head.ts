/** Where HEAD is, against where the run thinks it is. */
import {isAncestor, readCommits} from '../repository/commits.js';
import {noCommits, readBranch, readHead} from '../repository/facts.js';
import {isRepositoryFault, type RepositoryFault} from '../repository/faults.js';
import type {EventData} from '../run/events.js';
import {isFollowUp} from '../run/phase.js';
import type {Plan} from '../run/plan.js';
import type {RunState} from '../run/state.js';

/**
What moved since the run last looked; undefined when nothing did. A decided run stays on its commit, and so does a follow-up.
`own` is true while one of the run's own actions may have moved it.
*/
export async function findMove(top: string, state: RunState, own: boolean): Promise<EventData['head-moved'] | RepositoryFault | undefined> {
	if (state.decision !== undefined || isFollowUp(state)) {
		return undefined;
	}

	const [head, now] = await Promise.all([readHead(top), readBranch(top)]);
	if (head === undefined || isRepositoryFault(head)) {
		// A branch that was deleted below the walk, or is yet to be born: nobody can tell what is being looked at.
		return head ?? noCommits(top);
	}

	const branch = now ?? null;
	const place = {
		from: state.commit, to: head.commit, tree: head.tree, branch, own,
	};
	if (head.commit === state.commit) {
		// Another branch takes the record then.
		return branch === (state.branch ?? null) ? undefined : {...place, commits: [], paths: []};
	}

	const [between, isAfter] = await Promise.all([readCommits(top, state.commit, head.commit), isAncestor(top, state.commit, head.commit)]);
	// A commit that is gone (a rebase, a shallow clone) leaves nothing to list; that HEAD moved is still a fact.
	const {commits, paths, files} = isRepositoryFault(between) ? {commits: [], paths: [], files: undefined} : between;
	return {
		...place, commits: [...commits], paths: [...paths], ...(files && {files: [...files]}), ...(!isAfter && {elsewhere: true}),
	};
}

/** One sentence about a move, for the screen. */
export function describeMove({from, to, branch, commits, own}: EventData['head-moved'], {sections}: Pick<Plan, 'sections'>): string {
	if (from === to) {
		return `HEAD is ${branch === null ? 'detached now' : `on ${branch} now`}, at the same commit${own ? ', by an action of this run' : ''}: only what names the branch is stale, and the record will be ${branch === null ? 'kept under its own ref, on no branch' : `committed to ${branch}`}.`;
	}

	const count = commits.length === 1 ? '1 commit' : `${commits.length}${commits.length === 50 ? ' or more' : ''} commits`;
	const kept = sections.values().some(({about}) => about.length > 0) ? ', but for what stands beside an `About` whose paths are as they were' : '';
	return `HEAD moved from ${from.slice(0, 7)} to ${to.slice(0, 7)} (${commits.length > 0 ? count : 'not a descendant'})${own ? ', by an action of this run' : ''}: what was seen on the other commit is stale${kept}.`;
}

const mostListed = 5;

/** The same, with the commits: for whoever was away. */
export function listMove(move: EventData['head-moved'], plan: Pick<Plan, 'sections'>): string {
	const {commits} = move;
	const more = commits.length > mostListed ? [`and ${commits.length - mostListed} more`] : [];
	const said = describeMove(move, plan);
	return commits.length === 0 ? said : `${said} Since then: ${[...commits.slice(0, mostListed), ...more].join('; ')}.`;
}
