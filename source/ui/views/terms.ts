/** Under which terms a step passes: who answers and who waives, what it waits for, how long its pass counts, on which files it stands. */
import {holds} from '../../run/decide/authority.js';
import {describeUnanswered} from '../../run/decide/find-step.js';
import {describeForeignRejection} from '../../run/decide/signature.js';
import {freshUntil, isExpired} from '../../run/freshness.js';
import {isSettled, openCondition, stateOf} from '../../run/gates.js';
import type {PlannedStep} from '../../run/plan.js';
import {lineToSign} from '../../run/roles.js';
import type {RunState, Waiting} from '../../run/state.js';
import {describeOddTime, findWaitGround} from '../../run/waits.js';
import {
	paragraph,
	span,
	told,
	type Line,
} from '../lines.js';
import type {Scene} from '../picture.js';
import {
	sayCount,
	sayDuration,
	sayMoment,
	saySize,
} from '../words.js';

const indent = ' '.repeat(4);

/** In a few words each. */
export function nameTerms({step}: PlannedStep, state: RunState): string[] {
	const {status} = stateOf(state, step.id);
	return [
		...(step.witness ? ['wants a witness'] : []),
		...(step.by === undefined ? [] : [`answered by the ${step.by}`]),
		...(step.waivableBy === undefined || isSettled(status) ? [] : [`may be waived by the ${step.waivableBy}`]),
		...(step.freshMs === undefined ? [] : [`a pass counts for ${sayDuration(step.freshMs)}`]),
	];
}

export function drawTerms(planned: PlannedStep, scene: Scene, width: number): Line[] {
	const {plan, state} = scene.view;
	const condition = openCondition(planned, state);
	const unknown = condition?.expression === undefined ? [] : paragraph(describeUnanswered(condition, state), width, {tone: 'warn', indent});
	const waiting = sayWaiting(planned, scene);
	const odd = describeOddTime(planned, state, scene.now);
	const rejection = describeForeignRejection(planned, plan, state);
	return [
		...unknown,
		...(rejection === undefined ? [] : paragraph(rejection, width, {tone: 'warn', indent})),
		...drawHands(planned, scene, width),
		...(waiting === undefined ? [] : paragraph(waiting, width, {indent})),
		...(odd === undefined ? [] : paragraph(odd, width, {tone: 'warn', indent})),
		...drawFreshness(planned, scene, width),
		...drawFiles(planned, scene),
	];
}

/** The line that somebody else pastes to sign, where the person here cannot, or not alone. */
function drawHands({step}: PlannedStep, scene: Scene, width: number): Line[] {
	const {plan, state} = scene.view;
	const {role, count} = step.signature ?? {role: '', count: 0};
	const isForOthers = count > 1 || !holds(plan.operator, role);
	const isWaiting = stateOf(state, step.id).status === 'open';
	return isWaiting && isForOthers && count > 0 && state.started?.signers
		? drawLineToSign(count > 1 ? `${count} people as ${role}` : `the ${role}`, role, scene, width)
		: [];
}

/** What somebody who has not this terminal types at their own. */
export function drawLineToSign(whom: string, role: string, {view: {state}}: Scene, width: number): Line[] {
	return [
		...paragraph(`Waits for ${whom}. At their own terminal they paste:`, width, {indent}),
		...paragraph(lineToSign(state.started, role), width, {tone: 'current', indent: ' '.repeat(6)}),
	];
}

/** What remains of a wait, in milliseconds; undefined: it has not begun, or is settled. */
export function remainsOf({step}: PlannedStep, {view: {state}, now}: Pick<Scene, 'view' | 'now'>): number | undefined {
	const {wait, status} = stateOf(state, step.id);
	return wait && status === 'open' ? Math.max(0, Date.parse(wait.until) - now) : undefined;
}

function sayWaiting(planned: PlannedStep, scene: Scene): string | undefined {
	const {plan, state} = scene.view;
	const {step} = planned;
	if (!step.wait) {
		return undefined;
	}

	const {wait, status} = stateOf(state, step.id);
	const remains = remainsOf(planned, scene);
	if (wait) {
		return remains === 0 ? `Its time is over since ${sayMoment(wait.until)}${sayGround(wait, scene)}.` : `${remains === undefined ? 'Was waited for' : `${sayDuration(remains)} left, waits`} until ${sayMoment(wait.until)}${sayGround(wait, scene)}.`;
	}

	const {after} = findWaitGround(planned, plan, state);
	return status === 'open'
		? `${step.wait.kind === 'for' ? `To be waited for ${sayDuration(step.wait.ms)}` : `To be waited for until ${sayMoment(step.wait.at)}`}, from when ${after ? `“${after.step.title}” has passed` : 'the gate starts'}.`
		: undefined;
}

function sayGround({after}: Waiting, {view: {plan}}: Scene): string {
	const title = plan.byId.get(after)?.step.title;
	return title === undefined ? '' : `, counted from “${title}”`;
}

function drawFreshness(planned: PlannedStep, {view: {state}, now}: Scene, width: number): Line[] {
	const until = freshUntil(planned, state);
	if (until === undefined) {
		return [];
	}

	return isExpired(planned, state, now)
		? paragraph('It passed too long ago to count at the decision: it has to pass again.', width, {tone: 'warn', indent})
		: paragraph(`Its pass counts for ${sayDuration(until - now)} more.`, width, {tone: 'quiet', indent});
}

const mostFiles = 6;

/** As they were recorded last: what is stale carries no tick. */
function drawFiles({step}: PlannedStep, {view: {state}, signs}: Scene): Line[] {
	const {evidence, status} = stateOf(state, step.id);
	const {sign, tone} = signs.steps[status === 'stale' ? 'stale' : 'passed'];
	return evidence.flatMap(({files, kept}): Line[] => {
		const rest = files.length > mostFiles ? [[span(`${indent}  and ${sayCount(files.length - mostFiles, 'more file')}`, 'quiet')]] : [];
		return [
			...files.slice(0, mostFiles).map(({path, size, sha256}): Line => [
				span(`${indent}${sign} `, tone),
				told(path),
				span(` ${signs.dot} ${saySize(size)} ${signs.dot} sha256 ${sha256.slice(0, 12)}${kept ? '' : ` ${signs.dot} not kept`}`, 'quiet'),
			]),
			...rest,
		];
	});
}
