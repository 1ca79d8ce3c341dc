/** What the rules answer: facts, or why not. */
import type {Fact} from './events.js';
import type {Refusal} from './intents.js';

export type Ruling = readonly Fact[] | Refusal;

export function isRefusal(ruling: Ruling): ruling is Refusal {
	return 'refusal' in ruling;
}
