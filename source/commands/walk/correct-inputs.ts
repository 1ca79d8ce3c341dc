/** `--set` on coming back to a run: a corrected value wins over the one that the run has. */
import {showText} from '../../checklist/escape.js';
import type {Journal} from '../../journal/journal.js';
import type {Plan} from '../../run/plan.js';
import type {Walk} from '../../walk/view.js';
import {initialState, replay} from '../../run/reduce.js';
import {judgeCorrection} from '../../walk/effects/correct-input.js';
import {UserError} from '../exit.js';
import {readPairs, requireFitting} from '../inputs.js';

/** Before anything is asked or written: who answers a question is not sent away afterwards for a value that was wrong from the start. */
export async function requireCorrectable(set: readonly string[], {plan, journal, top}: {readonly plan: Plan; readonly journal: Journal; readonly top: string}): Promise<void> {
	const given = readPairs(set);
	requireFitting(plan.checklist.settings.inputs, given);
	const state = replay(initialState(plan), journal.events);
	for (const [name, value] of given) {
		const judged = state.values.get(name) === value ? undefined : await judgeCorrection({plan, state, top}, {name, value});
		if (judged && 'refusal' in judged) {
			throw refuse(name, judged.refusal);
		}
	}
}

/** Ends the program where one cannot be taken: to go on as if it counted would be a lie. */
export async function correctInputs(walk: Walk, set: readonly string[]): Promise<void> {
	for (const [name, value] of readPairs(set)) {
		const {values} = walk.getView().state;
		if (values.get(name) !== value && !await walk.act({type: 'correct', name, value})) {
			throw refuse(name, walk.getView().message?.text ?? '');
		}
	}
}

function refuse(name: string, why: string): UserError {
	return new UserError(`--set ${showText(name)}=…: ${showText(why)} Leave it out to go on.`);
}
