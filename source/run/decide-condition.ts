/** "If …:" is asked once; no sets aside all that it stands above. */
import type {Condition} from '../checklist/model.js';
import type {Ruling} from './ruling.js';
import type {Intent} from './intents.js';
import type {Plan, PlannedStep} from './plan.js';
import {findObstacle} from './requirements.js';
import {answeredBy, findWhetherApplies, stateOf} from './standing.js';
import type {RunState} from './state.js';

type Below = {readonly planned: PlannedStep; readonly own: Condition; readonly place: number};

export function answerCondition(plan: Plan, state: RunState, {condition, holds}: Extract<Intent, {type: 'answer condition'}>): Ruling {
	const below = plan.steps.flatMap((planned): Below[] => {
		const place = planned.conditions.findIndex(one => answeredBy(one) === condition);
		const own = planned.conditions[place];
		return own ? [{planned, own, place}] : [];
	});
	const refusal = findReasonAgainstAnswering(below, plan, state);
	if (refusal !== undefined) {
		return {refusal};
	}

	if (state.conditions.get(condition) === holds) {
		return {refusal: 'That is what was said already.'};
	}

	const away = below.filter(({planned, own}) => (own.oppositeOf !== undefined) === holds && !isAwayByAnother(planned, condition, state));
	const asked = below[0]?.planned.questions[below[0].place];
	return [{
		type: 'condition-answered',
		data: {
			condition, holds, steps: away.map(({planned}) => planned.step.id), reason: `${holds ? 'applies' : 'does not apply'}: ${asked?.text ?? ''}`,
		},
	}];
}

function findReasonAgainstAnswering(below: readonly Below[], plan: Plan, state: RunState): string | undefined {
	if (below.length === 0) {
		return 'The checklist has no such condition.';
	}

	const now = below.find(({planned}) => planned.phase === 'before the tag' || planned.phase === 'no-go');
	if (!now) {
		return 'What this is about is not for this run.';
	}

	const above = now.planned.conditions.slice(0, now.place).find(outer => findWhetherApplies(outer, state) !== true);
	if (above) {
		return findWhetherApplies(above, state) === false
			? `It stands below “${above.text}”, which does not apply.`
			: `First say whether this applies: “${above.text}”.`;
	}

	const running = below.find(({planned}) => stateOf(state, planned.step.id).status === 'running');
	return running ? `“${running.planned.step.title}” is still running.` : findObstacle(now.planned, plan, state);
}

/** What another condition set aside stays with that one, whatever is said here. */
function isAwayByAnother({step}: PlannedStep, condition: string, state: RunState): boolean {
	const {status, answers} = stateOf(state, step.id);
	const last = answers.at(-1);
	return status === 'set-aside' && last?.as === 'rule' && last.answer !== condition;
}
