/** The rules about the run as a whole: decision, seals, record, tag. */
import {reportDecision} from './decision.js';
import type {Ruling} from './decide.js';
import {isConfirmed, unconfirmed} from './confirmation.js';
import {walkedSteps, stateOf} from './gates.js';
import type {Intent} from './intents.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

export type RunIntent = Extract<Intent, {
	type:
		| 'note'
		| 'finish'
		| 'interrupt'
		| 'leave output out'
		| 'move'
		| 'decide'
		| 'take back decision'
		| 'seal'
		| 'record'
		| 'tag'
		| 'push'
		| 'pause'
		| 'resume'
		| 'change driver'
		| 'close';
}>;

export function decideRun(plan: Plan, state: RunState, intent: RunIntent): Ruling {
	switch (intent.type) {
		case 'note': {
			return intent.note.trim() === ''
				? {refusal: 'An empty comment says nothing; write a word, a link or a file.'}
				: [{type: 'note-added', data: {about: intent.about, note: intent.note.trim()}}];
		}

		case 'finish': {
			return finish(state, intent);
		}

		case 'interrupt': {
			return [{type: 'step-interrupted', data: intent.interrupted}];
		}

		case 'leave output out': {
			return [{type: 'output-left-out', data: {output: intent.output, leftOut: intent.leftOut}}];
		}

		case 'move': {
			return [{type: 'head-moved', data: intent.moved}];
		}

		case 'decide': {
			return makeDecision(plan, state, intent);
		}

		case 'take back decision': {
			return takeBack(state, intent);
		}

		case 'seal': {
			return state.decision ? [{type: 'seal-signed', data: intent.seal}] : {refusal: 'There is no decision to seal.'};
		}

		case 'record': {
			return state.decision ? [{type: 'record-committed', data: intent.record}] : {refusal: 'There is no decision to record.'};
		}

		case 'tag': {
			return state.decision?.decision === 'GO' && state.record
				? [{type: 'tag-created', data: intent.tag}]
				: {refusal: 'Only a recorded GO is tagged.'};
		}

		case 'push': {
			return [{type: 'pushed', data: intent.pushed}];
		}

		case 'pause': {
			return [{type: 'run-paused', data: {why: intent.why}}];
		}

		case 'resume': {
			return [{type: 'run-resumed', data: {gap: intent.gap}}];
		}

		case 'change driver': {
			return [{type: 'driver-changed', data: {from: intent.from, why: intent.why}}];
		}

		case 'close': {
			return close(state, intent);
		}
	}
}

function finish(state: RunState, {observation}: Extract<Intent, {type: 'finish'}>): Ruling {
	const execution = stateOf(state, observation.step).executions.find(({output}) => output === observation.output);
	if (!execution || execution.finished) {
		return {refusal: `There is no running command with the number ${observation.output}.`};
	}

	return [{type: execution.kind === 'check' ? 'check-finished' : 'action-finished', data: observation}];
}

function makeDecision(plan: Plan, state: RunState, {decision, reasons, typedTag}: Extract<Intent, {type: 'decide'}>): Ruling {
	if (state.decision) {
		return {refusal: `${state.decision.decision} is decided already.`};
	}

	const running = walkedSteps(plan).find(({step}) => stateOf(state, step.id).status === 'running');
	if (running) {
		return {refusal: `“${running.step.title}” is still running.`};
	}

	if (!isConfirmed(state, typedTag)) {
		return unconfirmed(state);
	}

	const given = reasons.map(reason => reason.trim()).filter(reason => reason !== '');
	if (decision === 'NO-GO' && given.length === 0) {
		return {refusal: 'NO-GO needs at least one blocking issue, in words.'};
	}

	const {obstacle} = reportDecision(plan, state);
	if (decision === 'GO' && obstacle !== undefined) {
		return {refusal: obstacle};
	}

	if (decision === 'GO' && state.started?.rehearsal) {
		return {refusal: 'A rehearsal cannot become a release.'};
	}

	const leftOut = [...state.leftOut].toSorted((one, other) => one - other);
	return [{type: 'decision-made', data: {decision, reasons: given, leftOut}}];
}

function takeBack(state: RunState, {reason}: Extract<Intent, {type: 'take back decision'}>): Ruling {
	if (!state.decision) {
		return {refusal: 'Nothing is decided yet.'};
	}

	if (state.record) {
		return {refusal: 'The record is committed: the decision stands. A new run can decide anew.'};
	}

	return reason.trim() === ''
		? {refusal: 'Say why the decision is taken back.'}
		: [{type: 'decision-withdrawn', data: {reason: reason.trim()}}];
}

function close(state: RunState, {outcome, reason, typedTag}: Extract<Intent, {type: 'close'}>): Ruling {
	if (outcome !== 'abandoned') {
		return state.record ? [{type: 'run-closed', data: {outcome, reason}}] : {refusal: 'The record comes first.'};
	}

	if (state.record) {
		return {refusal: 'The record is committed; there is nothing left to abandon.'};
	}

	if (reason.trim() === '') {
		return {refusal: 'Say why the run is abandoned.'};
	}

	return isConfirmed(state, typedTag ?? '') ? [{type: 'run-closed', data: {outcome, reason: reason.trim()}}] : unconfirmed(state);
}
