/** Which steps of a checklist a check of it is about. Pure. */
import type {Step} from '../../checklist/model.js';
import {wordSet} from '../../checklist/titles.js';
import type {Plan, PlannedGate, PlannedStep} from '../../run/plan.js';

export type Scope = {
	readonly plan: Plan;
	/** Undefined: all that is before the tag. */
	readonly gate: PlannedGate | undefined;
	/** All that is asked in it, in walking order. */
	readonly steps: readonly PlannedStep[];
	/** Those of them that a machine decides. */
	readonly checks: readonly PlannedStep[];
	/** How many checks are for another time: after the tag, rolling back. */
	readonly later: number;
};

export function isMachines({kind}: Step): boolean {
	return kind === 'check' || kind === 'evidence';
}

/** All that is before the tag, or all of one gate whenever that is. */
export function scopeOf(plan: Plan, gate: PlannedGate | undefined): Scope {
	const steps = plan.steps.filter(({index, phase}) => gate ? gate.steps.includes(index) : phase === 'before the tag');
	const checks = steps.filter(({step}) => isMachines(step));
	return {
		plan, gate, steps, checks, later: gate ? 0 : plan.steps.filter(({step}) => isMachines(step)).length - checks.length,
	};
}

/** The gates that these words may mean: the one of that very title, else those whose titles hold all of them. */
export function findGates({gates}: Plan, words: string): PlannedGate[] {
	const same = gates.filter(({section}) => section.title.trim().toLowerCase() === words.trim().toLowerCase());
	const wanted = wordSet(words);
	return same.length > 0 || wanted.size === 0 ? same : gates.filter(({section}) => wanted.isSubsetOf(wordSet(section.title)));
}
