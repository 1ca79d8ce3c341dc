/** What becomes of the commands that run while the walk is left. */
import type {Plan} from './plan.js';
import {listRunning, stateOf} from './standing.js';
import type {RunState} from './state.js';

/** Checks and services end with the walk; an action and what runs in the background go on. */
export function describeLeaving(plan: Plan, state: RunState): string[] {
	return listRunning(plan, state).map(({step}) => {
		const {kind, commands} = stateOf(state, step.id).executions.at(-1) ?? {kind: 'check', commands: []};
		const background = commands.find(command => command.background !== undefined)?.background;
		const goesOn = background === 'yes' || (background === undefined && kind === 'action');
		return `“${step.title}” ${goesOn ? 'goes on running, and is found again on coming back' : 'was running, and is stopped'}.`;
	});
}
