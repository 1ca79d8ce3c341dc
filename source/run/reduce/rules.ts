/** What conditions have set aside, when their answers do not count any more. */
import type {RunState} from '../state.js';
import type {Draft} from './draft.js';

/**
Opens what no answer sets aside by now. And an answer that says that an open step does not apply is asked for again, or
nobody could answer that step: it stands below another condition that had set it aside before, or has come with another text.
*/
export function reconsiderRules({state}: Draft, open: (id: string) => void): string[] {
	const {steps, places, conditions, doubts} = state;
	const opened: string[] = [];
	for (let against: ReadonlySet<string> | undefined; against === undefined || against.size > 0;) {
		const loose = steps.keys().filter(id => isLoose(id, state)).toArray();
		for (const id of loose) {
			open(id);
		}

		opened.push(...loose);
		against = new Set(places.keys().flatMap(id => steps.get(id)?.status === 'set-aside' ? [] : listAgainst(id, state)));
		for (const id of against) {
			conditions.delete(id);
			doubts.delete(id);
		}
	}

	return opened;
}

/** Set aside by an answer that is there no more. */
function isLoose(id: string, {steps, places, conditions}: Pick<RunState, 'steps' | 'conditions' | 'places'>): boolean {
	const {status, answers = []} = steps.get(id) ?? {};
	const {as, answer = ''} = answers.at(-1) ?? {};
	return status === 'set-aside' && as === 'rule' && !(conditions.has(answer) && places.get(id)?.conditions.includes(answer));
}

/** Conditions whose answers say that a step does not apply. */
function listAgainst(id: string, {conditions, places}: Pick<RunState, 'conditions' | 'places'>): string[] {
	const {conditions: asked = [], opposites = []} = places.get(id) ?? {};
	return asked.filter(condition => conditions.get(condition) === opposites.includes(condition));
}
