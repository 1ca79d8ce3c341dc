/** What a change makes stale, and nothing more than that. */
import type {Event, EventType} from '../events.js';
import {isSettled} from '../standing.js';
import {stepIn, type Draft} from './draft.js';

/** A fact that a settled step was about has changed; `isMoved`: only who may answer for it has, so that its result could still be carried over. */
export function ageStep(draft: Draft, id: string, why: string, isMoved = false): void {
	const status = draft.state.steps.get(id)?.status;
	if (status !== undefined && isSettled(status)) {
		Object.assign(stepIn(draft, id), {status: 'stale', stale: why, isMoved});
	} else if (status === 'stale' && !isMoved) {
		stepIn(draft, id).isMoved = false;
	}
}

const afterwards = 'something in the gate changed after the signature';

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
	'wait-ended',
]);

/** A new result in a gate after its approval makes the approval stale. */
export function ageAfter(draft: Draft, {type, data}: Event): void {
	if (results.has(type)) {
		ageAround(draft, 'steps' in data ? data.steps : ('step' in data ? [data.step] : []));
	} else if (type === 'gate-signed' || type === 'signature-withdrawn') {
		// Signatures beside it are about the same results; those of the gates around it are about this one too.
		for (const gate of draft.state.places.get(data.step)?.path.slice(0, -1) ?? []) {
			ageSignatures(draft, gate, {why: afterwards});
		}
	}
}

/** Signatures of the gates around these steps. */
export function ageAround(draft: Draft, changed: Iterable<string>): void {
	if (draft.standing.size === 0) {
		return;
	}

	const steps = new Set(changed);
	const gates = new Set([...steps].flatMap(id => draft.state.places.get(id)?.path ?? []));
	for (const gate of gates) {
		ageSignatures(draft, gate, {why: afterwards, changed: steps});
	}
}

export function ageSignatures(draft: Draft, gate: string, {why, changed}: {why: string; changed?: ReadonlySet<string>}): void {
	const {state: {signatures, steps}, standing} = draft;
	for (const place of standing.get(gate) ?? []) {
		const signature = signatures[place];
		if (signature && changed?.has(signature.step)) {
			signatures[place] = {...signature, withdrawn: true};
		} else if (signature) {
			signatures[place] = {...signature, stale: true};
			if (signature.step !== '' && steps.get(signature.step)?.status !== 'stale') {
				Object.assign(stepIn(draft, signature.step), {status: 'stale', stale: why});
			}
		}
	}

	standing.delete(gate);
}
