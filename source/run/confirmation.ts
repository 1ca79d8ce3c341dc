/** What cannot be undone wants the tag's name typed. */
import type {Refusal} from './intents.js';
import type {RunState} from './state.js';

/** The tag, or the run's name where there is none. */
export function confirmationText(state: RunState): string {
	return state.started?.tag ?? state.started?.name ?? '';
}

export function isConfirmed(state: RunState, typed: string): boolean {
	const wanted = confirmationText(state);
	return wanted !== '' && typed.trim() === wanted;
}

export function unconfirmed(state: RunState): Refusal {
	return {refusal: `This cannot be undone: type ${confirmationText(state)} to confirm it.`};
}
