/** What checks need of the repository. Who asks need not be known: nothing is recorded or signed. */
import {
	noCommits,
	readBranch,
	readHead,
	readModified,
	readPreviousTag,
	type Head,
} from '../../repository/facts.js';
import {isRepositoryFault, type RepositoryFault} from '../../repository/faults.js';
import {readPlace, type Place} from '../../repository/place.js';
import {UserError} from '../exit.js';

export type CheckPlace = Place & {
	readonly head: Head;
	readonly branch: string | undefined;
	readonly previous: string | undefined;
	/** Tracked files that differ from HEAD. */
	readonly modified: readonly string[];
};

export async function openPlace(repo: string): Promise<CheckPlace> {
	const [place, head, branch, previous, modified] = await Promise.all([
		readPlace(repo), readHead(repo), readBranch(repo), readPreviousTag(repo), readModified(repo),
	]);
	const known = orSay(place);
	const found = orSay(head);
	if (!found) {
		throw new UserError(noCommits(known.top).sentence);
	}

	return {
		...known, head: found, branch, previous, modified: orSay(modified),
	};
}

function orSay<Found>(found: Found | RepositoryFault): Found {
	if (isRepositoryFault(found)) {
		throw new UserError(found.sentence);
	}

	return found;
}
