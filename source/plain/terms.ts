/** Under which terms a step passes, as lines: who answers and who waives, what it waits for, how long its pass counts, its files. */
import {describeUnanswered} from '../run/decide/find-step.js';
import {describeForeignRejection} from '../run/decide/signature.js';
import {freshUntil, isExpired} from '../run/freshness.js';
import {openCondition, stateOf} from '../run/gates.js';
import type {PlannedStep} from '../run/plan.js';
import {isInBackground} from '../run/standing.js';
import type {StepState} from '../run/state.js';
import {describeOddTime, findWaitGround} from '../run/waits.js';
import type {Standing} from './standing.js';
import {
	quote,
	sayCount,
	sayDuration,
	sayMoment,
	saySize,
	tell,
} from './words.js';

export function sayTerms(planned: PlannedStep, standing: Standing, now = Date.now()): string[] {
	const {step} = planned;
	const {plan, state} = standing;
	const condition = openCondition(planned, state);
	const rejection = describeForeignRejection(planned, plan, state);
	return [
		...(condition?.expression === undefined ? [] : [describeUnanswered(condition, state)]),
		...(step.witness ? ['It wants a witness.'] : []),
		...(step.by === undefined ? [] : [`It is answered by the ${step.by}.`]),
		...(step.waivableBy === undefined ? [] : [`The ${step.waivableBy} may waive it.`]),
		...(rejection === undefined ? [] : [rejection]),
		...sayBackground(stateOf(state, step.id)),
		...sayFreshness(planned, standing, now),
		...sayWait(planned, standing, now),
		...sayFiles(stateOf(state, step.id)),
	].map(text => `  ${tell(text)}`);
}

function sayBackground(now: StepState): string[] {
	const at = now.executions.at(-1)?.started.at;
	return at !== undefined && now.status === 'running' && isInBackground(now) ? [`It runs in the background since ${sayMoment(at)}; the walk goes on beside it.`] : [];
}

function sayFreshness(planned: PlannedStep, {state}: Standing, now: number): string[] {
	const until = freshUntil(planned, state);
	if (until === undefined) {
		return planned.step.freshMs === undefined ? [] : [`A pass counts for ${sayDuration(planned.step.freshMs)}.`];
	}

	return [isExpired(planned, state, now) ? 'It passed too long ago to count at the decision: it has to pass again.' : `Its pass counts for ${sayDuration(until - now)} more.`];
}

function sayWait(planned: PlannedStep, {plan, state}: Standing, now: number): string[] {
	const {step} = planned;
	const {wait, status} = stateOf(state, step.id);
	if (!step.wait) {
		return [];
	}

	if (wait) {
		const after = plan.byId.get(wait.after)?.step.title;
		const counted = after === undefined ? '' : `, counted from ${quote(after)}`;
		const remains = Date.parse(wait.until) - now;
		const counting = remains > 0 ? `${sayDuration(remains)} left, waits until` : 'Its time is over since';
		const odd = describeOddTime(planned, state, now);
		return [`${status === 'open' ? counting : 'Waited for until'} ${sayMoment(wait.until)}${counted}.`, ...(odd === undefined ? [] : [odd])];
	}

	const {after} = findWaitGround(planned, plan, state);
	const from = after ? `${quote(after.step.title)} has passed` : 'the gate starts';
	return status === 'open' ? [`${step.wait.kind === 'for' ? `To be waited for ${sayDuration(step.wait.ms)}` : `To be waited for until ${sayMoment(step.wait.at)}`}, from when ${from}.`] : [];
}

const mostFiles = 20;

function sayFiles({evidence}: StepState): string[] {
	return evidence.flatMap(({files, ok, why, kept}) => ok
		? [
			...files.slice(0, mostFiles).map(({path, size, sha256}) => `Recorded: ${path}, ${saySize(size)}, sha256 ${sha256}${kept ? '' : ', not kept'}`),
			...(files.length > mostFiles ? [`Recorded: ${sayCount(files.length - mostFiles, 'more file')}`] : []),
		]
		: [`Not recorded: ${why}`]);
}
