/** Asks the rules again about a journal that is there already: a fact that they would not have made does not count. */
import {canonicalJson} from './chain.js';
import {decide} from './decide.js';
import type {Event} from './events.js';
import {intentBehind} from './intent-behind.js';
import type {Operator, Plan} from './plan.js';
import {initialState, replayStepwise} from './reduce.js';
import {isRefusal} from './ruling.js';

export type Breach = {readonly event: Event; readonly why: string};

/**
The first event that the rules refuse. What was walked by an earlier text of the checklist is not judged by the last one:
its results count only where that text kept the step as it was. `operatorOf` says who drove when an event was written.
*/
export function findBreach(plan: Plan, events: readonly Event[], operatorOf = (_event: Event): Operator => plan.operator): Breach | undefined {
	const judgedFrom = events.findLastIndex(event => event.type === 'checklist-changed' && event.data.taken) + 1;
	for (const {before, event} of replayStepwise(initialState(plan), events)) {
		const intent = event.seq > judgedFrom && event.seq > 1 ? intentBehind(event, plan, before) : undefined;
		if (!intent) {
			continue;
		}

		const ruling = decide({...plan, operator: operatorOf(event)}, before, intent, event.at);
		if (isRefusal(ruling)) {
			return {event, why: ruling.refusal};
		}

		const {type, data} = event;
		if (ruling.every(fact => canonicalJson(fact) !== canonicalJson({type, data}))) {
			return {event, why: 'The rules make something else of it.'};
		}
	}

	return undefined;
}
