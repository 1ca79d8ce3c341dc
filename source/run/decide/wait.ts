/** When a wait begins and when it is over. */
import type {Uptime} from '../event-fields.js';
import type {Intent} from '../intents.js';
import type {Plan} from '../plan.js';
import type {Ruling} from '../ruling.js';
import {describeSettled, stateOf} from '../standing.js';
import type {RunState} from '../state.js';
import {findStepForward, findWaitGround} from '../waits.js';
import {findStep} from './find-step.js';

export function startWait(plan: Plan, state: RunState, {step: id, byHand = false, machine}: Extract<Intent, {type: 'start wait'}>, at: string): Ruling {
	const planned = findStep(plan, state, id);
	if ('refusal' in planned) {
		return planned;
	}

	const {wait} = planned.step;
	if (!wait) {
		return {refusal: 'There is nothing to wait for here.'};
	}

	const now = stateOf(state, id);
	const stepMs = wait.kind === 'for' && now.status === 'open' ? findStepForward(now.wait, {at, machine}) : 0;
	if (now.wait && stepMs > 0) {
		const {until, after} = now.wait;
		return begin({
			step: id, until: later(until, stepMs), after, machine,
		});
	}

	const settled = describeSettled(now) ?? (now.wait === undefined && now.status !== 'stale' ? undefined : 'It has been waited for already; reopen it to wait anew.');
	if (settled !== undefined) {
		return {refusal: settled};
	}

	if (wait.kind === 'until') {
		return begin({
			step: id, until: wait.at, after: '', machine,
		});
	}

	const {after, at: ground} = findWaitGround(planned, plan, state);
	if (after && byHand) {
		return {refusal: `It counts from “${after.step.title}” by itself.`};
	}

	const from = ground ?? (byHand ? at : undefined);
	return from === undefined
		? {refusal: after ? `It counts from “${after.step.title}”, which has not passed.` : 'It counts from when the gate starts, and other steps come before that.'}
		: begin({
			step: id, until: later(from, wait.ms), after: after?.step.id ?? '', machine,
		});
}

function begin({step, until, after, machine}: {readonly step: string; readonly until: string; readonly after: string; readonly machine: Uptime | undefined}): Ruling {
	return [{
		type: 'wait-started', data: {
			step, until, ...(after !== '' && {after}), ...(machine && {machine}),
		},
	}];
}

const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

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
