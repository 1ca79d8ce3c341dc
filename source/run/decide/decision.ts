/** The decision, taking it back, and the end of the run. */
import {isConfirmed, unconfirmed} from '../confirmation.js';
import type {Ruling} from '../ruling.js';
import {reportDecision} from '../decision.js';
import {describeExpired} from '../freshness.js';
import type {Intent} from '../intents.js';
import {makesTag} from '../phase.js';
import type {Plan} from '../plan.js';
import {findRunningStep} from '../standing.js';
import type {RunState} from '../state.js';
import {describeOverEarly} from '../waits.js';

export function makeDecision(plan: Plan, state: RunState, {decision, reasons, typedTag}: Extract<Intent, {type: 'decide'}>, at: string): Ruling {
	if (state.decision) {
		return {refusal: `${state.decision.decision} is decided already.`};
	}

	const running = findRunningStep(plan, state);
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

	const obstacle = reportDecision(plan, state).obstacle ?? describeExpired(plan, state, Date.parse(at)) ?? describeOverEarly(plan, state, Date.parse(at));
	if (decision === 'GO' && obstacle !== undefined) {
		return {refusal: obstacle};
	}

	const leftOut = [...state.leftOut].toSorted((one, other) => one - other);
	return [{type: 'decision-made', data: {decision, reasons: given, leftOut}}];
}

export function takeBack(state: RunState, {reason}: Extract<Intent, {type: 'take back decision'}>): Ruling {
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

export function close(state: RunState, intent: Extract<Intent, {type: 'close'}>): Ruling {
	const {outcome, reason} = intent;
	if (outcome === 'abandoned') {
		return abandon(state, intent);
	}

	if (!state.started?.rehearsal && !state.record) {
		return {refusal: 'The record comes first.'};
	}

	if (state.decision?.decision !== outcome) {
		return {refusal: `${state.decision?.decision ?? 'Nothing'} is decided, not ${outcome}.`};
	}

	return makesTag(state) && !state.tagged
		? {refusal: 'The tag comes first.'}
		: [{type: 'run-closed', data: {outcome, reason: reason.trim()}}];
}

function abandon(state: RunState, {reason, typedTag = ''}: Extract<Intent, {type: 'close'}>): Ruling {
	if (state.record) {
		return {refusal: 'The record is committed; there is nothing left to abandon.'};
	}

	if (reason.trim() === '') {
		return {refusal: 'Say why the run is abandoned.'};
	}

	return isConfirmed(state, typedTag) ? [{type: 'run-closed', data: {outcome: 'abandoned', reason: reason.trim()}}] : unconfirmed(state);
}
