/** When a wait begins and when it is over. */
import type {Intent} from '../intents.js';
import type {Plan} from '../plan.js';
import type {Ruling} from '../ruling.js';
import {describeSettled, stateOf} from '../standing.js';
import type {RunState} from '../state.js';
import {findWaitGround} from '../waits.js';
import {findStep} from './find-step.js';

export function startWait(plan: Plan, state: RunState, {step: id, byHand = false}: Extract<Intent, {type: 'start wait'}>, at: string): Ruling {
	const planned = findStep(plan, state, id);
	if ('refusal' in planned) {
		return planned;
	}

	const {wait} = planned.step;
	if (!wait) {
		return {refusal: 'There is nothing to wait for here.'};
	}

	const now = stateOf(state, id);
	const settled = describeSettled(now) ?? (now.wait === undefined && now.status !== 'stale' ? undefined : 'It has been waited for already; reopen it to wait anew.');
	if (settled !== undefined) {
		return {refusal: settled};
	}

	if (wait.kind === 'until') {
		return [{type: 'wait-started', data: {step: id, until: wait.at}}];
	}

	const {after, at: ground} = findWaitGround(planned, plan, state);
	if (after && byHand) {
		return {refusal: `It counts from “${after.step.title}” by itself.`};
	}

	const from = ground ?? (byHand ? at : undefined);
	return from === undefined
		? {refusal: after ? `It counts from “${after.step.title}”, which has not passed.` : 'It counts from when the gate starts, and other steps come before that.'}
		: [{type: 'wait-started', data: {step: id, until: new Date(Date.parse(from) + wait.ms).toISOString(), ...(after && {after: after.step.id})}}];
}

export function endWait(plan: Plan, state: RunState, {step: id}: Extract<Intent, {type: 'end wait'}>, at: string): Ruling {
	const planned = findStep(plan, state, id);
	if ('refusal' in planned) {
		return planned;
	}

	const now = stateOf(state, id);
	const settled = describeSettled(now);
	if (settled !== undefined) {
		return {refusal: settled};
	}

	if (!now.wait) {
		return {refusal: 'This wait has not begun.'};
	}

	if (now.status === 'stale') {
		return {refusal: 'It was over, and what it was about has changed since: a person says whether it still holds.'};
	}

	return Date.parse(at) >= Date.parse(now.wait.until)
		? [{type: 'wait-ended', data: {step: id}}]
		: {refusal: `It is waited until ${now.wait.until}; to pass it early is a waiver.`};
}
