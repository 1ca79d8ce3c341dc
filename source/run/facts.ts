/** What expectations and conditions may know about a run, at any moment of it. All of it stands in the journal. */
import type {Condition, Step} from '../checklist/model.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

/** Undefined: there is none, and naming it fails the expression. */
export type Facts = {
	readonly inputs: Readonly<Record<string, string>>;
	/** Saved values by name. */
	readonly values: Readonly<Record<string, string>>;
	readonly commit: string | undefined;
	readonly branch: string | undefined;
	readonly tag: string | undefined;
	/** The tag before. */
	readonly previous: string | undefined;
};

/** Names as inputs and saved values have them; labels of blanks are no variables. */
const variableName = /^[a-z][\d_a-z]*$/v;

export function listVariables({values}: RunState): ReadonlyArray<readonly [string, string]> {
	return [...values].filter(([name]) => variableName.test(name));
}

/** What `For each` stands for in a step. */
export function valuesOf(bindings: Step['bindings']): Record<string, string> {
	return Object.fromEntries(bindings.map(({name, value}) => [name, value]));
}

export function factsAt({checklist}: Plan, state: RunState, bindings: Step['bindings'] = []): Facts {
	const {started, commit, branch} = state;
	const inputs = new Set(checklist.settings.inputs.map(({name}) => name));
	const named = listVariables(state);
	return {
		inputs: Object.fromEntries(named.filter(([name]) => inputs.has(name))),
		values: {...Object.fromEntries(named.filter(([name]) => !inputs.has(name))), ...valuesOf(bindings)},
		commit,
		branch,
		tag: started?.tag ?? undefined,
		previous: started?.previous ?? undefined,
	};
}

/** The same for a condition, with what `For each` stands for where that stands. */
export function factsAround({id}: Condition, plan: Plan, state: RunState): Facts {
	return factsAt(plan, state, plan.steps.find(({conditions}) => conditions.some(condition => condition.id === id))?.step.bindings);
}
