/** What could be offered for a step; the rules then say which of it is. */
import type {Intent, Offer} from './intents.js';
import type {PlannedStep} from './plan.js';
import {hadPassed, stateOf} from './standing.js';
import type {RunState} from './state.js';

/** An offer, and an intent like the one that it comes to. */
export type Candidate = {readonly offer: Offer; readonly intent: Intent};

/** Words that stand in for what the person will type: the rules want some. */
export const words = '…';

export function offer(act: Offer['act'], key: Offer['key'], label: string, asks: Offer['asks'] = 'nothing'): Offer {
	return {
		act, key, label, asks,
	};
}

/** What a person says about a command that ran, was interrupted, or was done by hand. */
export function judgementCandidates({step}: PlannedStep, state: RunState): Candidate[] {
	const now = stateOf(state, step.id);
	const yes: Intent = {type: 'confirm', steps: [step.id], note: words};
	if (state.started?.rehearsal) {
		return [{offer: offer('yes', 'y', 'Seen: a rehearsal does not run it'), intent: yes}];
	}

	const no: Intent = {type: 'fail', step: step.id, reason: words};
	if (now.awaiting) {
		return [
			{offer: offer('yes', 'y', 'Yes, that is what was expected'), intent: yes},
			{offer: offer('no', 'n', 'No, failed…', 'reason'), intent: no},
		];
	}

	if (now.status === 'interrupted') {
		return [
			{offer: offer('worked', 'y', 'It had worked'), intent: {...yes, byHand: true}},
			{offer: offer('had failed', 'n', 'It had failed…', 'reason'), intent: no},
		];
	}

	return [
		...(hadPassed(now)
			? [
				{offer: offer('still holds', 'y', 'It still holds'), intent: yes},
				{offer: offer('no', 'n', 'It holds no longer…', 'reason'), intent: no},
			]
			: []),
		{offer: offer('by hand', 'h', 'Done by hand…', 'reason'), intent: {...yes, byHand: true}},
	];
}
