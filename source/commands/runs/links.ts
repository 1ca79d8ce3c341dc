/** How the runs of a repository hang together: what follows a release, and the attempt that came after one. */
import {showText} from '../../checklist/escape.js';
import type {RunEntry} from '../../journal/runs.js';
import type {EventData} from '../../run/events.js';
import {outcomeOf} from './read-run.js';
import type {FollowingRun} from './remains.js';

type Links = {
	/** Runs about what comes after the tag, and about rolling back. */
	readonly following: readonly FollowingRun[];
	/** The name of the next attempt. */
	readonly later: string | undefined;
};

export async function linksOf(entry: RunEntry, runs: readonly RunEntry[]): Promise<Links> {
	const release = startOf(entry);
	const followers = runs.filter(other => {
		const start = startOf(other);
		return release?.kind === 'release' && start !== undefined && start.kind !== 'release' && start.tag === release.tag;
	});
	const following = await Promise.all(followers.map(async other => {
		const {name = '', kind = ''} = startOf(other) ?? {};
		return {name, kind, outcome: await outcomeOf(other)};
	}));
	const next = runs.findLast(other => startOf(other)?.earlier?.run === entry.run);
	return {following, later: next && showText(startOf(next)?.name ?? '')};
}

export function startOf({first}: Pick<RunEntry, 'first'>): EventData['run-started'] | undefined {
	return first?.type === 'run-started' ? first.data : undefined;
}
