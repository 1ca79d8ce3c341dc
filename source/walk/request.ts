/** What the checks room needs to know to run a step. */
import type {Step} from '../checklist/model.js';
import {readScopes} from '../checklist/scope.js';
import type {CommandRequest} from '../checks/request.js';
import type {EventData} from '../run/events.js';
import {fillPlan} from '../run/filling.js';
import type {PlannedStep} from '../run/plan.js';
import type {RunState} from '../run/state.js';
import type {Engine} from './engine.js';
import {evidencePlaceOf} from './evidence-place.js';

/** Names as inputs and saved values have them; labels of blanks are no variables. */
const variableName = /^[a-z][\d_a-z]*$/v;

/** What Holdpoint adds to the environment of commands. */
export function variablesOf({values, started, commit}: RunState, {bindings}: Pick<Step, 'bindings'>): Record<string, string> {
	return {
		...Object.fromEntries([...values].filter(([name]) => variableName.test(name))),
		...valuesOf(bindings),
		HOLDPOINT_RUN: started?.name ?? '',
		HOLDPOINT_COMMIT: commit,
		HOLDPOINT_TAG: started?.tag ?? '',
		HOLDPOINT_PREVIOUS: started?.previous ?? '',
	};
}

/** What `For each` stands for in a step. */
function valuesOf(bindings: Step['bindings']): Record<string, string> {
	return Object.fromEntries(bindings.map(({name, value}) => [name, value]));
}

/** What expectations and conditions may know about the run. */
export function factsOf({session}: Engine, bindings: Step['bindings'] = []): CommandRequest['facts'] {
	const {started, values, commit, branch} = session.state();
	const inputs = new Set(session.plan.checklist.settings.inputs.map(({name}) => name));
	const named = [...values].filter(([name]) => variableName.test(name));
	return {
		inputs: Object.fromEntries(named.filter(([name]) => inputs.has(name))),
		values: {...Object.fromEntries(named.filter(([name]) => !inputs.has(name))), ...valuesOf(bindings)},
		commit,
		branch,
		tag: started?.tag ?? undefined,
		previous: started?.previous ?? undefined,
	};
}

export function requestOf(engine: Engine, {step}: PlannedStep, {output, commands}: EventData['action-started']): CommandRequest {
	const {materials, session} = engine;
	const state = session.state();
	const filled = fillPlan(session.plan, state);
	return {
		mode: step.kind === 'check' ? 'check' : 'action',
		step: step.id,
		output,
		directory: materials.journal.folder,
		commands,
		save: step.commands.find(({save}) => save !== undefined)?.save,
		expectations: step.expectations.map(({expression}) => expression),
		facts: factsOf(engine, step.bindings),
		evidence: {own: filled.byId.get(step.id)?.step.evidence ?? [], named: readScopes(filled.checklist).get(step.id)?.evidence ?? [], place: evidencePlaceOf(engine)},
		root: materials.facts.top,
		environment: {...variablesOf(state, step), ...Object.fromEntries(materials.secrets)},
		private: step.commands.some(command => command.private),
		secrets: materials.secrets.values().toArray(),
	};
}
