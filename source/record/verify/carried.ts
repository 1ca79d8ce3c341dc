/** Point 10, what was carried over: who waived it saw what was committed since, and the record shows that, so it has to be so. */
import {earlierStretches, movesSince} from '../../run/carrying.js';
import type {CarriedOver} from '../../run/event-fields.js';
import type {RunState} from '../../run/state.js';
import {isFault, type Fault} from '../record-fault.js';
import {count} from '../render/words.js';
import type {Walked} from './checklist.js';
import {openReader} from './objects.js';
import type {Checked, VerifyRequest} from './request.js';
import {checkTold, type Told} from './told-changes.js';

/** `starts`: where it may have begun. */
type Stretch = {readonly starts: readonly string[]; readonly to: string; readonly told: Told};

/** What stands waived now and was carried over. */
export function listCarriedOver({steps}: RunState): CarriedOver[] {
	return steps.values().flatMap(({status, answers}) => {
		const carried = status === 'waived' ? answers.at(-1)?.carried : undefined;
		return carried ? [carried] : [];
	}).toArray();
}

export async function checkCarriedOver({objects}: Pick<VerifyRequest, 'objects'>, {state}: Walked): Checked<Record<string, unknown>> {
	const carried = listCarriedOver(state);
	const stretches = new Map(carried.flatMap(one => listStretches(state, one)).map(stretch => [JSON.stringify(stretch), stretch])).values();
	const unseen: string[] = [];
	for (const {starts, to, told} of stretches) {
		const outcomes = [];
		for (const from of starts) {
			// Each has limits of its own: what cannot be looked up is said, and hinders nothing else.
			outcomes.push(await checkTold(openReader(objects, to.length), [from, to], told));
		}

		const wrong = outcomes.every(outcome => outcome !== undefined) ? outcomes.at(-1) : undefined;
		if (wrong && isLie(wrong)) {
			return wrong;
		}

		if (isFault(wrong)) {
			unseen.push(`${starts[0]?.slice(0, 12) ?? ''} and ${to.slice(0, 12)}`);
		}
	}

	return {detail: `${count(carried.length, 'result')} carried over; ${unseen.length === 0 ? 'what was committed since is as the journal says' : `what was committed between ${unseen.join(', ')} cannot be looked up in this repository`}`};
}

/** All else means that it is not here, or not to be read. */
function isLie({code}: Fault): boolean {
	return code === 'journal.move' || code === 'object.hash';
}

/** Where nobody knew what had changed, the journal says so, and there is nothing to hold against it. */
function listStretches(state: RunState, carried: CarriedOver): Stretch[] {
	const moves = movesSince(state, carried).map(({from, to, commits, paths, files, elsewhere}): Stretch => ({
		starts: [from], to, told: {
			commits, paths, files, isWhole: elsewhere !== true,
		},
	}));
	return [...listEarlier(state, carried), ...moves].filter(({starts, to, told: {commits, paths}}) => !starts.includes(to) && commits.length + paths.length > 0);
}

/** The attempt's own record is no change: what was committed after it begins there. */
function listEarlier(state: RunState, carried: CarriedOver): Stretch[] {
	const {commit: to = '', earlier} = state.started ?? {};
	const {commit = '', record = commit} = earlier ?? {};
	const [first, second] = earlierStretches(state, carried);
	if (!first) {
		return [];
	}

	const {from} = carried;
	return second
		? [{starts: [from], to: commit, told: {...first, isWhole: true}}, {starts: [record], to, told: {...second, isWhole: true}}]
		: [{starts: from === commit ? [from, record] : [from], to, told: {...first, isWhole: false}}];
}
