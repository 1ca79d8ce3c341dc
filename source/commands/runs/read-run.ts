/** A run as its folder has it, to be looked at: open or closed, driven by somebody or not. */
import {isFault} from '../../journal/faults.js';
import {readJournal} from '../../journal/journal.js';
import type {RunEntry} from '../../journal/runs.js';
import type {Attempt} from '../../run/attempts.js';
import type {Event, EventData} from '../../run/events.js';
import {initialState, replay} from '../../run/reduce.js';
import {UserError} from '../exit.js';
import {readPlan} from './read-plan.js';

export type ReadRun = Attempt & {readonly events: readonly Event[]};

export async function readRun(folder: string): Promise<ReadRun> {
	const journal = await readJournal(folder);
	if (isFault(journal)) {
		throw new UserError(journal.sentence);
	}

	const plan = await readPlan(folder, journal.events);
	return {plan, state: replay(initialState(plan), journal.events), events: journal.events};
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
