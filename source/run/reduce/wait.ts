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
		if (!own.wait || own.status !== 'open' || Date.parse(mark.at) < Date.parse(own.wait.until)) {
			return;
		}

		answerStep(draft, step, {status: 'passed', mark, as: 'wait'});
		restartWaits(draft, step, 'done');
	},

	'step-reopened'(draft, {steps}) {
		for (const step of steps) {
			restartWaits(draft, step, 'anew');
			stepIn(draft, step).wait = undefined;
		}
	},

	'step-failed'(draft, {step}) {
		restartWaits(draft, step, 'anew');
	},

	'step-interrupted'(draft, {step}) {
		restartWaits(draft, step, 'anew');
	},

	'action-started'(draft, {step}) {
		restartWaits(draft, step, 'anew');
	},

	'check-finished'(draft, {step, ok}) {
		restartWaits(draft, step, ok ? 'done' : 'anew');
	},

	'step-confirmed'(draft, {steps}) {
		for (const step of steps) {
			restartWaits(draft, step, 'done');
		}
	},

	'value-entered'(draft, {step}) {
		restartWaits(draft, step, 'done');
	},

	'evidence-recorded'(draft, {step}) {
		restartWaits(draft, step, 'done');
	},

	'step-waived'(draft, {step}) {
		restartWaits(draft, step, 'done');
	},
};

/** Its text is another one now: it is open, and what it or another step has waited for so far counts no more. */
export function openAnew(draft: Draft, step: string, {mark, reason}: {readonly mark: Mark; readonly reason: string}): void {
	restartWaits(draft, step, 'anew');
	answerStep(draft, step, {status: 'open', mark, reason});
	stepIn(draft, step).wait = undefined;
}

/** A wait whose ground the new text does not have above it counts from another one. */
export function loseGrounds(draft: Draft): void {
	for (const [id, {above}] of draft.state.places) {
		const after = draft.state.steps.get(id)?.wait?.after ?? '';
		if (after !== '' && !above.includes(after)) {
			startOver(draft, id, 'what it counts from is not above it any more');
		}
	}
}

/**
What was waited for after something that is done anew counts from then. And what did not apply when the wait began, and
is done by now, stands nearer to it than what it counts from.
*/
function restartWaits(draft: Draft, step: string, how: 'anew' | 'done'): void {
	const {places, steps} = draft.state;
	for (const id of places.get(step)?.waits ?? []) {
		const wait = steps.get(id)?.wait;
		const above = places.get(id)?.above ?? [];
		const place = above.indexOf(step);
		if (!wait || place === -1) {
			continue;
		}

		const ground = above.indexOf(wait.after);
		if (ground === -1 || place < ground) {
			startOver(draft, id, 'what it counts from was done after it began');
		} else if (how === 'anew' && place === ground) {
			startOver(draft, id, 'what it counts from was done again');
		}
	}
}

function startOver(draft: Draft, id: string, why: string): void {
	stepIn(draft, id).wait = undefined;
	ageStep(draft, id, why);
	restartWaits(draft, id, 'anew');
}
