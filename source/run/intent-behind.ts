/** What somebody must have wanted for a fact to be in the journal: the way back from facts to the rules. */
import {confirmationText} from './confirmation.js';
import type {EventData, Fact, Participant} from './events.js';
import type {FoundEvidence, Intent} from './intents.js';
import {planOfText, type Plan} from './plan.js';
import {stateOf} from './standing.js';
import type {RunState} from './state.js';
import {initialsOf} from './witness.js';

/** Undefined for what no rule of the walk makes: starting, a text that was not taken. `plan` knows all texts that the run went by. */
export function intentBehind(fact: Fact, plan: Plan, state: RunState): Intent | undefined {
	// What was typed is not kept; that it was is the rule's to ask for when the fact is made.
	const typedTag = confirmationText(state);
	const {type, data} = fact;
	switch (type) {
		case 'value-entered': {
			return data.step === ''
				? {type: 'fill in', name: data.name, value: data.value}
				: {
					type: 'enter value', step: data.step, value: data.value, ...initialsIn(data),
				};
		}

		case 'step-confirmed': {
			return {type: 'confirm', ...data, ...initialsIn(data)};
		}

		case 'step-failed': {
			return {type: 'fail', ...data};
		}

		case 'step-set-aside': {
			return {type: 'set aside', ...data, ...initialsIn(data)};
		}

		case 'step-waived': {
			return {
				type: 'waive', step: data.step, reason: data.reason, carry: data.carried !== undefined, typedTag,
			};
		}

		case 'step-reopened': {
			return {type: 'reopen', ...data};
		}

		case 'step-left': {
			return {type: 'leave for later', ...data};
		}

		case 'condition-answered': {
			return conditionBehind(data, plan);
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
			return {type: 'resume', ...data};
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

		case 'evidence-recorded': {
			return {type: 'record evidence', step: data.step, found: foundBehind(data, plan, state)};
		}

		case 'evidence-changed': {
			return {type: 'change evidence', ...data};
		}

		case 'wait-started': {
			return {
				type: 'start wait', step: data.step, byHand: data.after === undefined, machine: data.machine,
			};
		}

		case 'wait-ended': {
			return {type: 'end wait', step: data.step};
		}

		case 'witness-joined': {
			return {type: 'join', witness: data.witness};
		}

		case 'checklist-changed': {
			const to = data.taken ? planOfText(plan, data.digest) : undefined;
			return to && {
				type: 'change checklist', to, taken: true, keep: data.kept !== undefined,
			};
		}

		case 'input-corrected': {
			return {type: 'correct input', name: data.name, value: data.value};
		}

		case 'signers-changed': {
			return {type: 'change signers', signers: {digest: data.digest, version: data.version, project: state.started?.project ?? ''}};
		}

		case 'run-started':
		case 'handed-over': {
			return undefined;
		}
	}
}

/** The initials are not kept; who agreed is. */
function initialsIn({witness}: {readonly witness?: Participant | undefined}): {initials?: string} {
	return witness ? {initials: initialsOf(witness)} : {};
}

function conditionBehind({condition, holds, why}: EventData['condition-answered'], plan: Plan): Intent {
	const isJudged = plan.steps.some(({questions}) => questions.some(({id, expression}) => id === condition && expression !== undefined));
	return isJudged
		? {
			type: 'judge condition', condition, holds: why === undefined ? holds : undefined, why: why ?? '',
		}
		: {type: 'answer condition', condition, holds};
}

/** What was recorded before it at once, this, and what is to follow, which does not matter to it. */
function foundBehind({step, more, ...data}: EventData['evidence-recorded'], plan: Plan, state: RunState): FoundEvidence[] {
	const {evidence} = stateOf(state, step);
	const last = evidence.at(-1);
	const before: readonly FoundEvidence[] = last?.more && last.seq === state.seq ? evidence : [];
	const found: FoundEvidence = {...data, ok: data.ok ?? true, why: data.why ?? ''};
	const rest = plan.byId.get(step)?.step.evidence.slice(before.length + 1) ?? [];
	return [...before, found, ...rest.map(({name = ''}) => ({
		name, files: [], ok: false, why: 'follows',
	}))];
}
