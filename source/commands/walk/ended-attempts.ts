/** The attempts at a release that ended without a GO: what a next one can come after. */
import type {RunEntry} from '../../journal/runs.js';
import type {EarlierAttempt} from '../../run/event-fields.js';
import {outcomeOf, readRuns} from '../runs/entries.js';

/** A run that was closed, and how. */
type Ended = {readonly run: RunEntry; readonly outcome: EarlierAttempt['outcome']};

/** Of each checklist the last release that was walked, where that ended without a GO; the newest first. */
export async function endedAttempts(runs: readonly RunEntry[]): Promise<Ended[]> {
	const last = new Map(releasesAmong(runs).map(entry => [entry.start?.data.checklist.path, entry] as const));
	return endedWithoutGo(last.values().toArray().toReversed());
}

/** The folder of the last attempt at a tag, where that ended without a GO. */
export async function findEnded(holdpointDirectory: string, tag: string): Promise<string | undefined> {
	const attempts = releasesAmong(await readRuns(holdpointDirectory));
	const [ended] = await endedWithoutGo(attempts.filter(({start}) => start?.data.tag === tag).slice(-1));
	return ended?.run.folder;
}

function releasesAmong(runs: readonly RunEntry[]): RunEntry[] {
	return runs.filter(({start}) => start?.data.kind === 'release' && !start.data.rehearsal);
}

async function endedWithoutGo(runs: readonly RunEntry[]): Promise<Ended[]> {
	const outcomes = await Promise.all(runs.map(async run => ({run, outcome: await outcomeOf(run)})));
	return outcomes.flatMap(({run, outcome}) => outcome === 'NO-GO' || outcome === 'abandoned' ? [{run, outcome}] : []);
}
