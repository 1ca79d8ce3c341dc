/** HEAD moved: what was seen or said on the commit before is stale, where the move is about it. */
import type {EventData} from '../events.js';
import {isSettled} from '../standing.js';
import type {Place} from '../state.js';
import {stepIn, type Draft} from './draft.js';
import {matchesGlob} from './path-globs.js';
import {reconsiderRules} from './rules.js';
import {ageSignatures} from './staleness.js';
import {ageUsers, forgetEarlier} from './value.js';

type Moved = EventData['head-moved'];

/** Whether a move is about a step of the checklist, or about one that it does not have. */
type Touches = (place: Place | undefined) => boolean;

/** Makes the other commit the one that counts. */
export function moveTo(draft: Draft, moved: Moved): void {
	const {state} = draft;
	const {to, tree, branch} = moved;
	const isAnother = to !== state.commit;
	const before = state.branch ?? null;
	state.commit = to;
	state.tree = tree;
	state.branch = branch ?? undefined;
	if (isAnother) {
		ageTouched(draft, describeMove(to), touchesOf(moved));
	}

	if (branch === before) {
		return;
	}

	// What names the branch is about it, whatever the commit and whichever paths have changed.
	ageUsers(draft, {name: 'branch', source: undefined, why: branch === null ? 'HEAD is on no branch' : `HEAD is on ${branch}`});
	forgetEarlier(draft, 'branch');
}

export function describeMove(to: string): string {
	return `HEAD moved to ${to.slice(0, 7)}`;
}

/** As many paths as an event holds: there may be more. */
const mostPaths = 1000;

/** Whether a move says what it changed, and everybody can look. */
export function saysWhatChanged({commits, paths, elsewhere}: Moved): boolean {
	return elsewhere !== true && paths.length < mostPaths && (paths.length > 0 || commits.length > 0);
}

/** Where nobody can say what changed, everything has. */
export function touchesOf(moved: Moved): Touches {
	const {paths} = moved;
	const isKnown = saysWhatChanged(moved);
	const known = new Map<readonly string[], boolean>();
	return place => {
		const about = place?.about ?? [];
		// What names the commit is about it, whichever paths have changed.
		if (!isKnown || about.length === 0 || place?.uses.has('commit')) {
			return true;
		}

		const touches = known.get(about) ?? paths.some(path => about.some(glob => matchesGlob(glob, path)));
		known.set(about, touches);
		return touches;
	};
}

/** Values stay; what a rule set aside is asked again with its rule. */
function ageTouched(draft: Draft, why: string, touches: Touches): void {
	const {steps, places} = draft.state;
	forgetConditions(draft, touches);
	reconsiderRules(draft, id => {
		Object.assign(stepIn(draft, id), {status: 'open', stale: why});
	});
	for (const [id, {status, answers, awaiting}] of steps) {
		const {as} = answers.at(-1) ?? {};
		if (!(status === 'set-aside' && as === 'rule') && touches(places.get(id))) {
			if (as !== 'value' && isSettled(status)) {
				Object.assign(stepIn(draft, id), {status: 'stale', stale: why, isMoved: true});
			} else if (awaiting) {
				stepIn(draft, id).stale = why;
			}
		}
	}

	const unchanged = new Set(places.values().flatMap(({path}) => path));
	for (const gate of places.values().filter(place => touches(place)).flatMap(({path}) => path)) {
		unchanged.delete(gate);
	}

	for (const gate of draft.standing.keys().filter(id => !unchanged.has(id))) {
		ageSignatures(draft, gate, {why});
	}
}

/** What hangs on a touched step is asked again. */
function forgetConditions({state: {conditions, doubts, places}}: Draft, touches: Touches): void {
	const untouched = new Set(places.values().flatMap(place => place.conditions));
	const naming = places.values().flatMap(({asked}) => [...asked].flatMap(([id, names]) => names.has('commit') ? [id] : []));
	for (const condition of [...places.values().filter(place => touches(place)).flatMap(place => place.conditions), ...naming]) {
		untouched.delete(condition);
	}

	for (const condition of conditions.keys().filter(id => !untouched.has(id))) {
		conditions.delete(condition);
	}

	doubts.clear();
}
