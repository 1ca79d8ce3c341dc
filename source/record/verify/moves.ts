/** Point 8, moves of HEAD: where a gate is about some paths only, what changed is read from git's trees, never from the journal. */
import type {Event} from '../../run/events.js';
import {saysWhatChanged} from '../../run/reduce/moves.js';
import {globsAbout} from '../../run/values/places.js';
import {firstPlan, planOfText, type Plan} from '../../run/plan.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import {findChanges} from './changes.js';
import type {Reader} from './objects.js';

type Moved = Extract<Event, {type: 'head-moved'}>;

export async function checkMoves(reader: Reader, plan: Plan, events: readonly Event[]): Promise<Fault | undefined> {
	for (const {seq, data} of movesThatCount(plan, events)) {
		const changes = await findChanges(reader, data.from, data.to);
		if (isFault(changes)) {
			return changes;
		}

		if (changes.map(({path}) => path).toSorted().join('\0') !== data.paths.toSorted().join('\0')) {
			return fault('journal.move', `Event ${seq} says that HEAD's move changed other paths than the two commits do.`);
		}
	}

	return undefined;
}

/** Those that left something as it was, and what they left is not stale by a later one that left nothing. */
function movesThatCount(plan: Plan, events: readonly Event[]): Moved[] {
	let inForce = firstPlan(plan);
	let counted: Moved[] = [];
	for (const event of events) {
		if (event.type === 'checklist-changed' && event.data.taken) {
			inForce = planOfText(plan, event.data.digest) ?? inForce;
		} else if (event.type === 'head-moved' && event.data.from !== event.data.to) {
			const text = inForce;
			const isPartial = saysWhatChanged(event.data) && text.steps.some(planned => globsAbout(planned, text).length > 0);
			counted = isPartial ? [...counted, event] : [];
		}
	}

	return counted;
}
