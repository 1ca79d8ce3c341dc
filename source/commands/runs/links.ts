/** How the runs of a repository hang together: what follows a release, and the attempt that came after one. */
import {showText} from '../../checklist/escape.js';
import type {RunEntry} from '../../journal/runs.js';
import {outcomeOf} from './entries.js';
import type {FollowingRun} from './remains.js';

type Links = {
	/** Runs about what comes after the tag, and about rolling back. */
	readonly following: readonly FollowingRun[];
	/** The name of the next attempt. */
	readonly later: string | undefined;
};

export async function linksOf(entry: RunEntry, runs: readonly RunEntry[]): Promise<Links> {
	const release = entry.start?.data;
	const followers = release?.kind === 'release' ? runs.filter(({start}) => start && start.data.kind !== 'release' && start.data.tag === release.tag) : [];
	const following = await Promise.all(followers.map(async other => {
		const {name = '', kind = ''} = other.start?.data ?? {};
		return {name, kind, outcome: await outcomeOf(other)};
	}));
	const next = runs.findLast(({start}) => start?.data.earlier?.run === entry.run);
	return {following, later: next && showText(next.start?.data.name ?? '')};
}
