/** What the checks room needs to know to run a step. */
import type {Step} from '../../checklist/model.js';
import {readScopes} from '../../checklist/scope.js';
import type {CommandRequest} from '../../checks/request.js';
import type {EventData} from '../../run/events.js';
import {factsAt, listVariables, valuesOf} from '../../run/facts.js';
import {fillPlan} from '../../run/values/filling.js';
import type {PlannedStep} from '../../run/plan.js';
import type {RunState} from '../../run/state.js';
import type {Engine} from '../engine.js';
import {evidencePlaceOf} from './evidence-place.js';

/** What Holdpoint adds to the environment of commands. */
export function variablesOf(state: RunState, {bindings}: Pick<Step, 'bindings'>): Record<string, string> {
	const {started, commit} = state;
	return {
		...Object.fromEntries(listVariables(state)),
		...valuesOf(bindings),
		HOLDPOINT_RUN: started?.name ?? '',
		HOLDPOINT_COMMIT: commit,
		HOLDPOINT_TAG: started?.tag ?? '',
		HOLDPOINT_PREVIOUS: started?.previous ?? '',
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
		facts: factsAt(session.plan, state, step.bindings),
		evidence: {own: filled.byId.get(step.id)?.step.evidence ?? [], named: readScopes(filled.checklist).get(step.id)?.evidence ?? [], place: evidencePlaceOf(engine)},
		root: materials.facts.top,
		environment: {...variablesOf(state, step), ...Object.fromEntries(materials.secrets)},
		private: step.commands.some(command => command.private),
		secrets: materials.secrets.values().toArray(),
	};
}
