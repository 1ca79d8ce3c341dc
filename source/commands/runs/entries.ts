/** Runs as they are listed: what is told of them without reading their checklists. */
import {isFault} from '../../journal/faults.js';
import {readWorkTree} from '../../journal/folder.js';
import {readJournal} from '../../journal/journal.js';
import {listRuns, type RunEntry} from '../../journal/runs.js';
import type {Place} from '../../repository/place.js';
import {describeOtherWorkTree} from '../../repository/work-trees.js';
import type {EventData} from '../../run/events.js';
import {tagToMake} from '../../run/phase.js';
import {UserError} from '../exit.js';

/** All of them, oldest start first. */
export async function readRuns(holdpointDirectory: string): Promise<readonly RunEntry[]> {
	const runs = await listRuns(holdpointDirectory);
	if (isFault(runs)) {
		throw new UserError(runs.sentence);
	}

	return runs;
}

/** Those that can be gone on with, the newest first. A broken journal is among them: opening it says what is wrong, where, and what to do. */
export function openAmong(runs: readonly RunEntry[]): RunEntry[] {
	return runs.filter(({start, last, fault}) => fault !== undefined || (start !== undefined && last?.type !== 'run-closed' && last?.type !== 'pushed')).toReversed();
}

/** Names of the open runs that are to make this tag. */
export async function openRunsFor(holdpointDirectory: string, tag: string): Promise<string[]> {
	const open = openAmong(await readRuns(holdpointDirectory));
	return open.flatMap(({start}) => start && tagToMake(start.data) === tag ? [start.data.name] : []);
}

type Outcome = EventData['run-closed']['outcome'];

/** How a run was closed; undefined: it goes on, or nobody can tell. Looked up quickly: the last event tells, but for what can follow a close. */
export async function outcomeOf({folder, last}: RunEntry): Promise<Outcome | undefined> {
	if (last?.type !== 'pushed') {
		return last?.type === 'run-closed' ? last.data.outcome : undefined;
	}

	const journal = await readJournal(folder);
	const closed = isFault(journal) ? undefined : journal.events.findLast(event => event.type === 'run-closed');
	return closed?.data.outcome;
}

/** Where a run was walked last, when that is another work tree than this one. */
export async function findOtherWorkTree(place: Place, folder: string): Promise<string | undefined> {
	const name = await readWorkTree(folder);
	return name === undefined ? undefined : describeOtherWorkTree(place, name);
}
