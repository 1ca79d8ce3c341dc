/** What checks need of the repository. Who asks need not be known: nothing is recorded or signed. */
import {readDuration} from '../../checklist/durations.js';
import {showText} from '../../checklist/escape.js';
import type {EvidencePlace} from '../../checks/evidence.js';
import {findTracked, readCommitTime} from '../../repository/commits.js';
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
	readonly evidence: EvidencePlace;
	/** Tracked files that differ from HEAD. */
	readonly modified: readonly string[];
};

/** `since`: a time, or how long ago; without it files count that are newer than the commit. */
export async function openPlace(repo: string, since: string | undefined): Promise<CheckPlace> {
	const [place, head, branch, previous, modified] = await Promise.all([
		readPlace(repo), readHead(repo), readBranch(repo), readPreviousTag(repo), readModified(repo),
	]);
	const known = orSay(place);
	const found = orSay(head);
	if (!found) {
		throw new UserError(noCommits(known.top).sentence);
	}

	return {
		...known,
		head: found,
		branch,
		previous,
		modified: orSay(modified),
		evidence: {
			top: known.top,
			since: since === undefined ? orSay(await readCommitTime(known.top, found.commit)) : readSince(since, Date.now()),
			tracked: async paths => findTracked(known.top, found.commit, paths),
		},
	};
}

function readSince(text: string, now: number): number {
	const ago = readDuration(text);
	const at = ago === undefined ? (/^\d{4}-\d{2}-\d{2}/v.test(text) ? Date.parse(text) : NaN) : now - ago;
	if (Number.isNaN(at)) {
		throw new UserError(`--since wants a time such as 2026-11-20T14:00:00Z, or how long ago, such as 2h or 7d; not ${showText(text)}.`);
	}

	return at;
}

function orSay<Found>(found: Found | RepositoryFault): Found {
	if (isRepositoryFault(found)) {
		throw new UserError(found.sentence);
	}

	return found;
}
