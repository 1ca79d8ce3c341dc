/** One run in memory: its journal, its rules, and the state that they come to. */
import {isFault} from '../journal/faults.js';
import type {Journal} from '../journal/journal.js';
import {decide} from '../run/decide.js';
import type {Event, Fact, Person} from '../run/events.js';
import type {Intent, Refusal} from '../run/intents.js';
import type {Operator, Plan} from '../run/plan.js';
import {initialState, replay} from '../run/reduce.js';
import type {RunState} from '../run/state.js';
import {ifDriving, type Driving} from './driving.js';

type Outcome =
	| {readonly kind: 'taken'; readonly written: readonly Event[]}
	| {readonly kind: 'refused'; readonly text: string}
	| {readonly kind: 'fault'; readonly text: string};

/** Asked under the journal's lock, with all its events and what they come to. */
export type Objection = (events: readonly Event[], current: RunState) => string | undefined;

export type Session = {
	/** With the operator as the signers file that counts now has them. */
	readonly plan: Plan;
	readonly operate: (operator: Operator) => void;
	readonly journal: Journal;
	readonly by: Person;
	/** All events so far, in order. */
	readonly events: () => readonly Event[];
	readonly state: () => RunState;
	/** Asks the rules, on disk before it resolves; the state is the new one then. `unless` may refuse by what stands in the journal by then. */
	readonly submit: (intent: Intent, unless?: Objection) => Promise<Outcome>;
	/** Reads what others have written. */
	readonly refresh: () => Promise<Outcome>;
};

type Opened = Pick<Session, 'by' | 'journal' | 'plan'> & {
	readonly driver: Driving;
	readonly changed: (news: readonly Event[]) => void;
};

export function openSession({plan: opened, journal, by, driver, changed}: Opened): Session {
	let plan = opened;
	const events: Event[] = [...journal.events];
	let state = replay(initialState(plan), events);

	const append = async (propose: (current: RunState, at: string, news: readonly Event[]) => Promise<readonly Fact[] | Refusal>): Promise<Outcome> => {
		// The rules are asked on the state with what others wrote meanwhile, under the journal's lock.
		const appended = await journal.append<Refusal>(by, async (news, at) => propose(replay(state, news), at, news));
		if (isFault(appended)) {
			return {kind: 'fault', text: appended.sentence};
		}

		const all = [...appended.news, ...appended.written];
		if (all.length > 0) {
			events.push(...all);
			state = replay(state, all);
			changed(appended.news);
		}

		return appended.refusal
			? {kind: 'refused', text: appended.refusal.refusal}
			: {kind: 'taken', written: appended.written};
	};

	return {
		get plan() {
			return plan;
		},
		operate(operator) {
			plan = {...plan, operator};
			changed([]);
		},
		journal,
		by,
		events: () => events,
		state: () => state,
		submit: async (intent, unless) => append(async (current, at, news) => ifDriving(driver, () => {
			const refusal = unless?.([...events, ...news], current);
			return refusal === undefined ? decide(plan, current, intent, at) : {refusal};
		})),
		refresh: async () => append(async () => []),
	};
}
