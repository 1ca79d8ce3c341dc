/** What the reducer has to know about the checklist: for each step, what can make its result stale. */
import {answeredBy} from './standing.js';
import type {Plan, PlannedStep} from './plan.js';
import type {Place} from './state.js';

export function placeSteps(plan: Plan): Map<string, Place> {
	const waits = Map.groupBy(plan.steps.filter(({step}) => step.kind === 'wait'), ({section}) => section.id);
	return new Map(plan.steps.map(planned => [planned.step.id, placeStep(planned, plan, waits.get(planned.section.id) ?? [])]));
}

function placeStep({path, conditions, index, step}: PlannedStep, {sections}: Plan, waits: readonly PlannedStep[]): Place {
	const about = path.map(id => sections.get(id)?.about ?? []).findLast(globs => globs.length > 0) ?? [];
	return {
		path,
		about,
		conditions: conditions.map(condition => answeredBy(condition)),
		waits: waits.filter(wait => wait.index > index).map(wait => wait.step.id),
		evidence: step.evidence.length,
	};
}
