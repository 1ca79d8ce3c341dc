/** What the checks room needs to know to run a step. */
import type {CommandRequest} from '../checks/request.js';
import type {EventData} from '../run/events.js';
import type {PlannedStep} from '../run/plan.js';
import type {RunState} from '../run/state.js';
import type {Engine} from './engine.js';

/** Names as inputs and saved values have them; labels of blanks are no variables. */
const variableName = /^[a-z][\d_a-z]*$/v;

/** What Holdpoint adds to the environment of commands. */
export function variablesOf({values, started, commit}: RunState): Record<string, string> {
	return {
		...Object.fromEntries([...values].filter(([name]) => variableName.test(name))),
		HOLDPOINT_RUN: started?.name ?? '',
		HOLDPOINT_COMMIT: commit,
		HOLDPOINT_TAG: started?.tag ?? '',
		HOLDPOINT_PREVIOUS: started?.previous ?? '',
	};
}

export function requestOf({materials, session}: Engine, {step}: PlannedStep, {output, commands}: EventData['action-started']): CommandRequest {
	const state = session.state();
	const {started, values} = state;
	const inputs = new Set(session.plan.checklist.settings.inputs.map(({name}) => name));
	const named = [...values].filter(([name]) => variableName.test(name));
	return {
		mode: step.kind === 'check' ? 'check' : 'action',
		step: step.id,
		output,
		directory: materials.journal.folder,
		commands,
		save: step.commands.find(({save}) => save !== undefined)?.save,
		expectations: step.expectations.map(({expression}) => expression),
		facts: {
			inputs: Object.fromEntries(named.filter(([name]) => inputs.has(name))),
			values: Object.fromEntries(named.filter(([name]) => !inputs.has(name))),
			commit: state.commit,
			branch: state.branch,
			tag: started?.tag ?? undefined,
			previous: started?.previous ?? undefined,
		},
		root: materials.facts.top,
		environment: variablesOf(state),
		private: step.commands.some(command => command.private),
		secrets: [],
	};
}
