/** What the reducer has to know about the checklist: for each step, what can make its result stale. */
import {answeredBy} from '../standing.js';
import type {Plan, PlannedStep} from '../plan.js';
import type {Place} from '../state.js';
import {usesIn, usesOf, valuesOf} from './uses.js';

const known = new WeakMap<Plan['steps'], ReadonlyMap<string, Place>>();

/** Worked out once for a plan, however often its run is read again. */
export function placeSteps(plan: Plan): ReadonlyMap<string, Place> {
	const places = known.get(plan.steps) ?? placeAll(plan);
	known.set(plan.steps, places);
	return places;
}

function placeAll(plan: Plan): Map<string, Place> {
	const waits = Map.groupBy(plan.steps.filter(({step}) => step.kind === 'wait'), ({section}) => section.id);
	const inSection = Map.groupBy(plan.steps, ({section}) => section.id);
	const values = valuesOf(plan.checklist);
	const asked = new Map(plan.steps.flatMap(({questions}) => questions.map(({id, text, expression}) => [id, usesIn(text, expression, values)] as const)));
	return new Map(plan.steps.map(planned => [planned.step.id, {
		...placeStep(planned, plan, waits.get(planned.section.id) ?? []),
		above: listAbove(planned, inSection.get(planned.section.id) ?? []),
		uses: usesOf(planned.step, values),
		asked: new Map(planned.questions.flatMap(({id}) => {
			const names = asked.get(id);
			return names && names.size > 0 ? [[id, names] as const] : [];
		})),
	}]));
}

/** Globs of the paths that a step is about: the innermost section's that names any. Empty: all. */
export function globsAbout({path}: Pick<PlannedStep, 'path'>, {sections}: Plan): readonly string[] {
	return path.map(id => sections.get(id)?.about ?? []).findLast(globs => globs.length > 0) ?? [];
}

/** What a wait can count from, the nearest first. */
function listAbove({step: {wait}, index, phase}: PlannedStep, inSection: readonly PlannedStep[]): string[] {
	return wait?.kind === 'for' ? inSection.filter(one => one.index < index && one.phase === phase).map(({step}) => step.id).toReversed() : [];
}

function placeStep(planned: PlannedStep, plan: Plan, waits: readonly PlannedStep[]): Omit<Place, 'uses' | 'asked' | 'above'> {
	const {
		path, conditions, index, step,
	} = planned;
	return {
		path,
		about: globsAbout(planned, plan),
		conditions: conditions.map(condition => answeredBy(condition)),
		opposites: conditions.flatMap(({oppositeOf}) => oppositeOf ?? []),
		waits: waits.filter(wait => wait.index > index).map(wait => wait.step.id),
		role: step.by !== undefined,
		evidence: step.evidence.length,
	};
}
