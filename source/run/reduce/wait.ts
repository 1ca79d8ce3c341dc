import type {Mark} from '../state.js';
import {
	answerStep,
	stepIn,
	type Draft,
	type Effects,
} from './draft.js';
import {ageStep} from './staleness.js';

/** What time does. */
export const waitEffects: Effects = {
	'wait-started'(draft, {step, until, after = '', machine}, mark) {
		const own = stepIn(draft, step);
		own.wait = {
			until, after, mark, machine,
		};
		own.later = false;
	},

	'wait-ended'(draft, {step}, mark) {
		const own = stepIn(draft, step);
		// Whoever wrote the event: before its time a wait is not over.
		if (own.wait && own.status === 'open' && Date.parse(mark.at) >= Date.parse(own.wait.until)) {
			answerStep(draft, step, {status: 'passed', mark, as: 'wait'});
		}
	},

	'step-reopened'(draft, {steps}) {
		for (const step of steps) {
			restartWaits(draft, step);
			stepIn(draft, step).wait = undefined;
		}
	},

	'step-failed'(draft, {step}) {
		restartWaits(draft, step);
	},

	'step-interrupted'(draft, {step}) {
		restartWaits(draft, step);
	},

	'action-started'(draft, {step}) {
		restartWaits(draft, step);
	},

	'check-finished'(draft, {step, ok}) {
		if (!ok) {
			restartWaits(draft, step);
		}
	},
};

/** Its text is another one now: it is open, and what it or another step has waited for so far counts no more. */
export function openAnew(draft: Draft, step: string, {mark, reason}: {readonly mark: Mark; readonly reason: string}): void {
	restartWaits(draft, step);
	answerStep(draft, step, {status: 'open', mark, reason});
	stepIn(draft, step).wait = undefined;
}

/** What was waited for after something that is done again counts from then. */
function restartWaits(draft: Draft, step: string): void {
	for (const id of draft.state.places.get(step)?.waits ?? []) {
		if (draft.state.steps.get(id)?.wait?.after !== step) {
			continue;
		}

		stepIn(draft, id).wait = undefined;
		ageStep(draft, id, 'what it counts from was done again');
	}
}
