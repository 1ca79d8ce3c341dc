/**
The rules. `decide` says what facts an intent comes to, or why not; it changes nothing.

Rules are asked again under the journal's lock, on the state as it then is. What depends on time goes by `at`, the time that
the facts will have in the journal (ISO 8601); never by a clock.
*/
import {decideRun} from './decide/run.js';
import {decideStep} from './decide/step.js';
import type {Intent} from './intents.js';
import type {Ruling} from './ruling.js';
import type {Plan} from './plan.js';
import type {RunState} from './state.js';

export function decide(plan: Plan, state: RunState, intent: Intent, at = state.last?.at ?? ''): Ruling {
	if (state.closed && intent.type !== 'push') {
		return {refusal: `This run is closed (${state.closed.outcome}); nothing can be added to it.`};
	}

	if (!state.started) {
		return {refusal: 'The run has not started.'};
	}

	switch (intent.type) {
		case 'enter value':
		case 'fill in':
		case 'correct input':
		case 'confirm':
		case 'fail':
		case 'set aside':
		case 'waive':
		case 'reopen':
		case 'leave for later':
		case 'answer condition':
		case 'judge condition':
		case 'record evidence':
		case 'change evidence':
		case 'start wait':
		case 'end wait':
		case 'start':
		case 'sign':
		case 'withdraw signature': {
			return state.decision
				? {refusal: `${state.decision.decision} is decided; take the decision back first.`}
				: decideStep(plan, state, intent, at);
		}

		case 'note':
		case 'join':
		case 'finish':
		case 'interrupt':
		case 'leave output out':
		case 'change checklist':
		case 'change signers':
		case 'move':
		case 'decide':
		case 'take back decision':
		case 'seal':
		case 'record':
		case 'tag':
		case 'push':
		case 'pause':
		case 'resume':
		case 'change driver':
		case 'close': {
			return decideRun(plan, state, intent, at);
		}
	}
}
