/** From events to the state: total, and the same whether events come one by one or all at once. */
import {commandEffects} from './reduce/command.js';
import {openDraft, type Draft} from './reduce/draft.js';
import type {Event, EventData, EventType} from './events.js';
import {placeSteps} from './values/places.js';
import {firstPlan, type Plan} from './plan.js';
import {runEffects} from './reduce/run.js';
import {ageAfter} from './reduce/staleness.js';
import type {Mark, RunState} from './state.js';
import {stepEffects} from './reduce/step.js';
import {evidenceEffects} from './reduce/evidence.js';
import {waitEffects} from './reduce/wait.js';

export function initialState(plan: Plan): RunState {
	const texts = new Map([...plan.earlier, plan].map(text => [text.checklist.digest, placeSteps(text)]));
	return {
		run: '',
		started: undefined,
		seq: 0,
		last: undefined,
		places: texts.get(firstPlan(plan).checklist.digest) ?? new Map(),
		texts,
		steps: new Map(),
		values: new Map(),
		conditions: new Map(),
		doubts: new Map(),
		signatures: [],
		seals: [],
		commit: '',
		tree: '',
		branch: undefined,
		moves: [],
		witness: undefined,
		notes: [],
		leftOut: new Set(),
		outputs: 0,
		paused: false,
		decision: undefined,
		record: undefined,
		tagged: undefined,
		closed: undefined,
		activeMs: 0,
	};
}

export function reduce(state: RunState, event: Event): RunState {
	return replay(state, [event]);
}

/** One copy of the state for any number of events. */
export function replay(state: RunState, events: Iterable<Event>): RunState {
	const draft = openDraft(state);
	for (const event of events) {
		apply(draft, event);
	}

	return draft.state;
}

/** Each event with the state before it. The state is only to be read before the next is asked for: it is the same one, going on. */
export function * replayStepwise(state: RunState, events: Iterable<Event>): Generator<{readonly before: RunState; readonly event: Event}> {
	const draft = openDraft(state);
	for (const event of events) {
		// An object of its own, because what is derived from a state is kept by it.
		yield {before: {...draft.state}, event};
		apply(draft, event);
	}
}

type AnyEffect = (draft: Draft, data: EventData[EventType], mark: Mark, event: Event) => void;

function apply(draft: Draft, event: Event): void {
	const mark: Mark = {at: event.at, by: event.by, seq: event.seq};
	countTime(draft, event);
	// First what the event makes stale, so that a new signature on the same step stands.
	ageAfter(draft, event);
	for (const effects of [runEffects, commandEffects, evidenceEffects, waitEffects, stepEffects]) {
		// The table's key and the event's type are the same word; the compiler cannot follow that.
		(effects[event.type] as AnyEffect | undefined)?.(draft, event.data, mark, event);
	}

	draft.state.seq = event.seq;
	draft.state.last = mark;
}

function countTime({state}: Draft, {type, at}: Event): void {
	// A resume says that nobody was there since the event before it; and clocks may jump back.
	if (type !== 'run-resumed' && state.last && !state.paused) {
		state.activeMs += Math.max(0, Date.parse(at) - Date.parse(state.last.at));
	}
}
