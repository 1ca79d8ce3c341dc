/** The state while events are being applied to it: the outer layer is open to writing, inner values are replaced. */
import type {Event, EventData, EventType} from './events.js';
import {openStep} from './gates.js';
import type {
	Answer,
	Mark,
	RunState,
	StepState,
} from './state.js';

export type Draft = {-readonly [K in keyof RunState]: RunState[K]} & {
	steps: Map<string, StepState>;
	values: Map<string, string>;
	conditions: Map<string, boolean>;
	leftOut: Set<number>;
};

/** What each type of event does to the draft; a type that is not here only counts as history. */
export type Effects = {readonly [T in EventType]?: (draft: Draft, data: EventData[T], mark: Mark, event: Event) => void};

export function openDraft(state: RunState): Draft {
	return {
		...state,
		steps: new Map(state.steps),
		values: new Map(state.values),
		conditions: new Map(state.conditions),
		leftOut: new Set(state.leftOut),
	};
}

export function changeStep(draft: Draft, id: string, next: (state: StepState) => Partial<StepState>): void {
	const state = draft.steps.get(id) ?? openStep;
	draft.steps.set(id, {...state, ...next(state)});
}

const emptyAnswer = {
	answer: '', reason: '', note: '', together: false, byHand: false, as: '', output: undefined, witness: undefined,
} as const;

/** An answer sets the status; the ones before it stay. */
export function answerStep(draft: Draft, id: string, given: Partial<Answer> & Pick<Answer, 'status' | 'mark'>): void {
	changeStep(draft, id, state => ({
		status: given.status, answers: [...state.answers, {...emptyAnswer, ...given}], awaiting: false, stale: '', later: false,
	}));
}
