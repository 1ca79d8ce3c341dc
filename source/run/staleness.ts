/** What a change makes stale, and nothing more than that. */
import {changeStep, type Draft} from './draft.js';
import type {Event, EventType} from './events.js';

/** HEAD moved: all that was seen or said on the other commit. Values stay; what a rule set aside is asked again with its rule. */
export function ageEverything(draft: Draft, why: string): void {
	for (const [id, {status, answers}] of draft.steps) {
		const as = answers.at(-1)?.as;
		if (status === 'set-aside' && as === 'rule') {
			changeStep(draft, id, () => ({status: 'open', stale: why}));
		} else if (as !== 'value' && ['passed', 'waived', 'set-aside'].includes(status)) {
			changeStep(draft, id, () => ({status: 'stale', stale: why}));
		}
	}

	draft.conditions.clear();
	draft.signatures = draft.signatures.map(signature => ({...signature, stale: true}));
}

const results: ReadonlySet<EventType> = new Set([
	'value-entered',
	'check-finished',
	'action-finished',
	'step-interrupted',
	'step-confirmed',
	'step-failed',
	'step-set-aside',
	'step-waived',
	'step-reopened',
	'condition-answered',
	'evidence-recorded',
	'evidence-changed',
]);

/** A new result in a gate after its approval makes the approval stale. */
export function ageSignatures(draft: Draft, {type, data}: Event): void {
	if (draft.signatures.length === 0 || !results.has(type)) {
		return;
	}

	const changed = 'steps' in data ? data.steps : ('step' in data ? [data.step] : []);
	const touched = new Set<string>(changed.flatMap(id => draft.paths.get(id) ?? []));
	draft.signatures = draft.signatures.map(signature => {
		if (signature.stale || signature.withdrawn || !touched.has(signature.gate)) {
			return signature;
		}

		if (changed.includes(signature.step)) {
			return {...signature, withdrawn: true};
		}

		changeStep(draft, signature.step, () => ({status: 'stale', stale: 'something in the gate changed after the signature'}));
		return {...signature, stale: true};
	});
}
