/** A run as its folder has it, to be looked at: open or closed, driven by somebody or not. */
import {isFault} from '../../journal/faults.js';
import {readJournal} from '../../journal/journal.js';
import type {Attempt} from '../../run/attempts.js';
import type {Event} from '../../run/events.js';
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
