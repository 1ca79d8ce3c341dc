/** "If …:" is asked once, `Only if` is answered by a machine; no sets aside all that it stands above. */
import type {Condition} from '../../checklist/model.js';
import type {Ruling} from '../ruling.js';
import type {Intent} from '../intents.js';
import {isWalked} from '../phase.js';
import type {Plan, PlannedStep} from '../plan.js';
import {findObstacle} from '../requirements.js';
import {answeredBy, findWhetherApplies, stateOf} from '../standing.js';
import type {RunState} from '../state.js';
import {describeUnanswered} from './find-step.js';

type Below = {readonly planned: PlannedStep; readonly own: Condition; readonly place: number};

export function answerCondition(plan: Plan, state: RunState, {condition, holds}: Extract<Intent, {type: 'answer condition'}>): Ruling {
	const below = findBelow(plan, condition);
	const judged = below[0]?.planned.questions[below[0].place];
	const refusal = judged?.expression === undefined
		? findReasonAgainstAsking(below, plan, state)
		: `Nobody is asked about that: “${judged.text}” is answered by Holdpoint.`;
	return refusal === undefined ? settle(below, state, {condition, holds}) : {refusal};
}

/** What a machine makes of an expression. What it cannot tell holds nothing and sets nothing aside. */
export function judgeCondition(plan: Plan, state: RunState, {condition, holds, why}: Extract<Intent, {type: 'judge condition'}>): Ruling {
	const below = findBelow(plan, condition);
	const judged = below[0]?.planned.questions[below[0].place];
	const refusal = findReasonAgainstAnswering(below, plan, state) ?? (judged?.expression === undefined ? 'This is for a person to say.' : undefined);
	if (refusal !== undefined) {
		return {refusal};
	}

	if (holds !== undefined) {
		return settle(below, state, {condition, holds});
	}

	return state.doubts.get(condition) === why
		? {refusal: alreadySaid}
		: [{
			type: 'condition-answered', data: {
				condition, holds: false, steps: [], reason: `cannot be told: ${judged?.text ?? ''}`, why,
			},
		}];
}

/** What a machine answers, by ids. */
export function listRules(plan: Plan): Map<string, Condition> {
	return new Map(plan.steps.flatMap(({conditions}) => conditions.flatMap(condition => condition.expression === undefined ? [] : [[condition.id, condition] as const])));
}

/** The conditions that a machine can judge now: nothing above them is open or stands against them. */
export function conditionsToJudge(plan: Plan, state: RunState): Condition[] {
	return listRules(plan).values().filter(({id}) => findReasonAgainstAnswering(findBelow(plan, id), plan, state) === undefined).toArray();
}

const alreadySaid = 'That is what was said already.';

function findBelow(plan: Plan, condition: string): Below[] {
	return plan.steps.flatMap(planned => {
		const place = planned.conditions.findIndex(one => answeredBy(one) === condition);
		const own = planned.conditions[place];
		return own ? [{planned, own, place}] : [];
	});
}

function settle(below: readonly Below[], state: RunState, {condition, holds}: {condition: string; holds: boolean}): Ruling {
	if (state.conditions.get(condition) === holds) {
		return {refusal: alreadySaid};
	}

	const away = below.filter(({planned, own}) => (own.oppositeOf !== undefined) === holds && !isAwayByAnother(planned, condition, state));
	const running = away.find(({planned}) => stateOf(state, planned.step.id).status === 'running');
	if (running) {
		return {refusal: `“${running.planned.step.title}” is still running.`};
	}

	const asked = below[0]?.planned.questions[below[0].place];
	return [{
		type: 'condition-answered',
		data: {
			condition, holds, steps: away.map(({planned}) => planned.step.id), reason: `${holds ? 'applies' : 'does not apply'}: ${asked?.text ?? ''}`,
		},
	}];
}

/** A person is asked where the walk is; a machine answers as soon as it can. */
function findReasonAgainstAsking(below: readonly Below[], plan: Plan, state: RunState): string | undefined {
	const now = findForNow(below, plan);
	return findReasonAgainstAnswering(below, plan, state) ?? (now && findObstacle(now.planned, plan, state));
}

function findForNow(below: readonly Below[], plan: Plan): Below | undefined {
	return below.find(({planned}) => isWalked(planned, plan));
}

function findReasonAgainstAnswering(below: readonly Below[], plan: Plan, state: RunState): string | undefined {
	if (below.length === 0) {
		return 'The checklist has no such condition.';
	}

	const now = findForNow(below, plan);
	if (!now) {
		return 'What this is about is not for this run.';
	}

	const above = now.planned.conditions.slice(0, now.place).find(outer => findWhetherApplies(outer, state) !== true);
	if (!above) {
		return undefined;
	}

	return findWhetherApplies(above, state) === false
		? `It stands below “${above.text}”, which does not apply.`
		: describeUnanswered(now.planned.questions[now.planned.conditions.indexOf(above)] ?? above, state);
}

/** What another condition set aside stays with that one, whatever is said here. */
function isAwayByAnother({step}: PlannedStep, condition: string, state: RunState): boolean {
	const {status, answers} = stateOf(state, step.id);
	const last = answers.at(-1);
	return status === 'set-aside' && last?.as === 'rule' && last.answer !== condition;
}
