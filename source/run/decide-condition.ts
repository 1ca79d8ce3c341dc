/** "If …:" is asked once; no sets aside all that it stands above. */
import type {Ruling} from './decide.js';
import {answeredBy, findObstacle, stateOf} from './gates.js';
import type {Intent} from './intents.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

export function answerCondition(plan: Plan, state: RunState, {condition, holds}: Extract<Intent, {type: 'answer condition'}>): Ruling {
	const below = plan.steps.flatMap(planned => {
		const own = planned.conditions.find(one => answeredBy(one) === condition);
		return own ? [{planned, own}] : [];
	});
	const first = below[0];
	if (!first) {
		return {refusal: 'The checklist has no such condition.'};
	}

	const obstacle = findObstacle(first.planned, plan, state);
	if (obstacle !== undefined) {
		return {refusal: obstacle};
	}

	if (state.conditions.get(condition) === holds) {
		return {refusal: 'That is what was said already.'};
	}

	const away = below.filter(({planned, own}) => (own.oppositeOf !== undefined) === holds && stateOf(state, planned.step.id).status !== 'running');
	const {text} = first.own;
	return [{
		type: 'condition-answered',
		data: {
			condition, holds, steps: away.map(({planned}) => planned.step.id), reason: `${holds ? 'applies' : 'does not apply'}: ${text}`,
		},
	}];
}
