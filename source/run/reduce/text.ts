/** Another text of the checklist counts from here. */
import type {EventData} from '../events.js';
import type {Mark, StepState} from '../state.js';
import {answerStep, stepIn, type Draft} from './draft.js';
import {reconsiderRules} from './rules.js';
import {ageSignatures} from './staleness.js';
import {changeEarlier} from './value.js';
import {loseGrounds, openAnew} from './wait.js';

type Changed = EventData['checklist-changed'];

const reason = 'the checklist was changed';

/** Unchanged steps keep their results; what was signed was signed under the text before. */
export function takeText(draft: Draft, {digest, changed, kept = []}: Changed, mark: Mark): void {
	const {state, standing} = draft;
	const before = state.places;
	state.places = state.texts.get(digest) ?? before;
	// One that an earlier text had comes back without its result: what it does may be another thing now.
	const come = state.places.keys().filter(id => !before.has(id)).toArray();
	for (const id of [...changed, ...come]) {
		if (state.steps.has(id)) {
			openAnew(draft, id, {mark, reason});
		}
	}

	keepResults(draft, kept, new Set(changed));
	loseGrounds(draft);
	forgetConditions(state);
	reconsiderRules(draft, id => {
		answerStep(draft, id, {status: 'open', mark, reason});
	});
	for (const gate of standing.keys()) {
		ageSignatures(draft, gate, {why: reason});
	}
}

/** Steps that have moved go on under another id, and so does what hangs on them by their ids. */
function keepResults(draft: Draft, kept: NonNullable<Changed['kept']>, changed: ReadonlySet<string>): void {
	const ids = new Map(kept.map(({from, to}) => [from, to]));
	for (const {from, to} of kept) {
		const result = draft.state.steps.get(from);
		if (!result) {
			continue;
		}

		// What an earlier text had in its place stays before it.
		const {answers, executions, notes} = stepIn(draft, to);
		Object.assign(stepIn(draft, to), {
			...result,
			answers: [...answers, ...result.answers],
			executions: [...executions, ...result.executions],
			notes: [...notes, ...result.notes],
			wait: result.wait && moveGround(result.wait, ids),
		});
	}

	changeEarlier(draft, result => {
		const step = ids.get(result.step) ?? result.step;
		return draft.state.places.has(step) && !changed.has(step) ? [{...result, step}] : [];
	});
}

function moveGround(wait: NonNullable<StepState['wait']>, ids: ReadonlyMap<string, string>): StepState['wait'] {
	return {...wait, after: ids.get(wait.after) ?? wait.after};
}

/** What the text does not have any more is not answered when it comes back. */
function forgetConditions({conditions, doubts, places}: Draft['state']): void {
	const known = new Set(places.values().flatMap(place => place.conditions));
	for (const answers of [conditions, doubts]) {
		for (const id of answers.keys().filter(one => !known.has(one))) {
			answers.delete(id);
		}
	}
}
