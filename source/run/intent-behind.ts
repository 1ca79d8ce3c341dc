/** What somebody must have wanted for a fact to be in the journal: the way back from facts to the rules. */
import {confirmationText} from './confirmation.js';
import type {Fact} from './events.js';
import type {Intent} from './intents.js';
import type {RunState} from './state.js';

/** Undefined for what no rule of the walk makes: starting, effects that were observed, what another machine told. */
export function intentBehind(fact: Fact, state: RunState): Intent | undefined {
	// What was typed is not kept; that it was is the rule's to ask for when the fact is made.
	const typedTag = confirmationText(state);
	const {type, data} = fact;
	switch (type) {
		case 'value-entered': {
			return data.step === '' ? undefined : {type: 'enter value', step: data.step, value: data.value};
		}

		case 'step-confirmed': {
			return {type: 'confirm', ...data};
		}

		case 'step-failed': {
			return {type: 'fail', ...data};
		}

		case 'step-set-aside': {
			return data.by === 'person' ? {type: 'set aside', ...data} : undefined;
		}

		case 'step-waived': {
			return {type: 'waive', ...data};
		}

		case 'step-reopened': {
			return {type: 'reopen', ...data};
		}

		case 'step-left': {
			return {type: 'leave for later', ...data};
		}

		case 'condition-answered': {
			return {type: 'answer condition', condition: data.condition, holds: data.holds};
		}

		case 'check-started':
		case 'action-started': {
			return {type: 'start', started: data, typedTag};
		}

		case 'check-finished':
		case 'action-finished': {
			return {type: 'finish', observation: data};
		}

		case 'step-interrupted': {
			return {type: 'interrupt', interrupted: data};
		}

		case 'gate-signed': {
			return {type: 'sign', signed: data};
		}

		case 'signature-withdrawn': {
			return {type: 'withdraw signature', ...data};
		}

		case 'note-added': {
			return {type: 'note', ...data};
		}

		case 'head-moved': {
			return {type: 'move', moved: data};
		}

		case 'output-left-out': {
			return {type: 'leave output out', ...data};
		}

		case 'decision-made': {
			return {
				type: 'decide', decision: data.decision, reasons: data.reasons, typedTag,
			};
		}

		case 'decision-withdrawn': {
			return {type: 'take back decision', reason: data.reason};
		}

		case 'run-paused': {
			return {type: 'pause', why: data.why};
		}

		case 'run-resumed': {
			return {type: 'resume', gap: data.gap};
		}

		case 'driver-changed': {
			return {type: 'change driver', ...data};
		}

		case 'seal-signed': {
			return {type: 'seal', seal: data};
		}

		case 'record-committed': {
			return {type: 'record', record: data};
		}

		case 'tag-created': {
			return {type: 'tag', tag: data};
		}

		case 'pushed': {
			return {type: 'push', pushed: data};
		}

		case 'run-closed': {
			return {type: 'close', ...data, typedTag};
		}

		case 'run-started':
		case 'evidence-recorded':
		case 'evidence-changed':
		case 'wait-started':
		case 'wait-ended':
		case 'checklist-changed':
		case 'input-corrected':
		case 'signers-changed':
		case 'witness-joined':
		case 'handed-over': {
			return undefined;
		}
	}
}
