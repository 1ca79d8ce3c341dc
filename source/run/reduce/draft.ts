/**
The state while events are being applied to it. Everything in it that is written to has been copied first, once for
any number of events, so that a long journal costs what it is long and earlier states stay as they were.
*/
import type {CarriedOver} from '../event-fields.js';
import type {
	Event,
	EventData,
	EventType,
	Participant,
} from '../events.js';
import {openStep} from '../standing.js';
import type {
	Answer,
	Execution,
	Mark,
	Note,
	RunNote,
	RunState,
	Seal,
	Signature,
	StepState,
} from '../state.js';

type Writable<T> = {-readonly [K in keyof T]: T[K]};

export type StepDraft = Writable<StepState> & {answers: Answer[]; executions: Execution[]; notes: Note[]};

type OpenState = Writable<RunState> & {
	steps: Map<string, StepState>;
	values: Map<string, string>;
	conditions: Map<string, boolean>;
	doubts: Map<string, string>;
	signatures: Signature[];
	seals: Seal[];
	moves: Array<RunState['moves'][number]>;
	notes: RunNote[];
	leftOut: Set<number>;
};

export type Draft = {
	readonly state: OpenState;
	/** The steps that are this draft's own. */
	readonly own: Map<string, StepDraft>;
	/** Places in `state.signatures` of those that count, by gate. */
	readonly standing: Map<string, Set<number>>;
};

/** What each type of event does to the draft; a type that is not here only counts as history. */
export type Effects = {readonly [T in EventType]?: (draft: Draft, data: EventData[T], mark: Mark, event: Event) => void};

export function openDraft(state: RunState): Draft {
	const draft: Draft = {
		state: {
			...state,
			steps: new Map(state.steps),
			values: new Map(state.values),
			conditions: new Map(state.conditions),
			doubts: new Map(state.doubts),
			signatures: [...state.signatures],
			seals: [...state.seals],
			moves: [...state.moves],
			notes: [...state.notes],
			leftOut: new Set(state.leftOut),
		},
		own: new Map(),
		standing: new Map(),
	};
	for (const [place, {gate, withdrawn, stale}] of state.signatures.entries()) {
		if (!withdrawn && !stale) {
			countSignature(draft, gate, place);
		}
	}

	return draft;
}

export function countSignature({standing}: Draft, gate: string, place: number): void {
	standing.set(gate, (standing.get(gate) ?? new Set()).add(place));
}

/** The step, open to writing. A step that the checklist does not have is kept too: it is history. */
export function stepIn({state, own}: Draft, id: string): StepDraft {
	const known = own.get(id);
	if (known) {
		return known;
	}

	const step = state.steps.get(id) ?? openStep;
	const copy: StepDraft = {
		...step, answers: [...step.answers], executions: [...step.executions], notes: [...step.notes],
	};
	own.set(id, copy);
	state.steps.set(id, copy);
	return copy;
}

type Given = {
	readonly status: Answer['status'];
	readonly mark: Mark;
	readonly answer?: string;
	readonly reason?: string;
	readonly note?: string;
	readonly together?: boolean;
	readonly byHand?: boolean;
	readonly as?: string;
	readonly output?: number;
	readonly witness?: Participant;
	readonly carried?: CarriedOver | undefined;
};

/** An answer sets the status; the ones before it stay. */
export function answerStep(draft: Draft, id: string, given: Given): void {
	const step = stepIn(draft, id);
	step.answers.push({
		answer: '', reason: '', note: '', together: false, byHand: false, as: '', output: undefined, witness: undefined, carried: undefined, ...given,
	});
	step.status = given.status;
	step.awaiting = false;
	step.stale = '';
	step.isMoved = false;
	step.later = false;
}
