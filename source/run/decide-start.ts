/** When a command may start. */
import {isConfirmed, unconfirmed} from './confirmation.js';
import type {Ruling} from './decide.js';
import {findStep} from './find-step.js';
import {isSettled, stateOf} from './gates.js';
import type {Intent} from './intents.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

export function start(plan: Plan, state: RunState, {started, typedTag = ''}: Extract<Intent, {type: 'start'}>): Ruling {
	const planned = findStep(plan, state, started.step);
	if ('refusal' in planned) {
		return planned;
	}

	const {step} = planned;
	const running = plan.steps.find(other => stateOf(state, other.step.id).status === 'running');
	if (running) {
		return {refusal: `“${running.step.title}” is still running.`};
	}

	if (step.kind !== 'check' && step.kind !== 'action') {
		return {refusal: 'This step has no command to run.'};
	}

	const {status, awaiting} = stateOf(state, step.id);
	if (step.kind === 'action' && (awaiting || isSettled(status))) {
		return {refusal: 'An action runs once; reopen the step to run it again.'};
	}

	if (step.commands.some(command => command.irreversible) && !isConfirmed(state, typedTag)) {
		return unconfirmed(state);
	}

	return [{type: step.kind === 'check' ? 'check-started' : 'action-started', data: started}];
}
