/** The rules about single steps. */
import type {Ruling} from '../ruling.js';
import type {Intent} from '../intents.js';
import type {Plan} from '../plan.js';
import type {RunState} from '../state.js';
import {
	confirm,
	enterValue,
	fail,
	fillIn,
} from './answer.js';
import {answerCondition, judgeCondition} from './condition.js';
import {changeEvidence, recordEvidence} from './evidence.js';
import {correctInput} from './input.js';
import {endWait, startWait} from './wait.js';
import {
	leave,
	reopen,
	setAside,
	waive,
} from './exception.js';
import {sign, withdraw} from './signature.js';
import {start} from './start.js';

export type StepIntent = Extract<Intent, {
	type:
		| 'enter value'
		| 'fill in'
		| 'correct input'
		| 'confirm'
		| 'fail'
		| 'set aside'
		| 'waive'
		| 'reopen'
		| 'leave for later'
		| 'answer condition'
		| 'judge condition'
		| 'record evidence'
		| 'change evidence'
		| 'start wait'
		| 'end wait'
		| 'start'
		| 'sign'
		| 'withdraw signature';
}>;

export function decideStep(plan: Plan, state: RunState, intent: StepIntent, at: string): Ruling {
	switch (intent.type) {
		case 'enter value': {
			return enterValue(plan, state, intent);
		}

		case 'fill in': {
			return fillIn(plan, intent);
		}

		case 'correct input': {
			return correctInput(plan, state, intent);
		}

		case 'confirm': {
			return confirm(plan, state, intent);
		}

		case 'fail': {
			return fail(plan, state, intent);
		}

		case 'set aside': {
			return setAside(plan, state, intent);
		}

		case 'waive': {
			return waive(plan, state, intent, at);
		}

		case 'reopen': {
			return reopen(plan, state, intent);
		}

		case 'leave for later': {
			return leave(plan, state, intent);
		}

		case 'answer condition': {
			return answerCondition(plan, state, intent);
		}

		case 'judge condition': {
			return judgeCondition(plan, state, intent);
		}

		case 'record evidence': {
			return recordEvidence(plan, state, intent);
		}

		case 'change evidence': {
			return changeEvidence(plan, state, intent);
		}

		case 'start wait': {
			return startWait(plan, state, intent, at);
		}

		case 'end wait': {
			return endWait(plan, state, intent, at);
		}

		case 'start': {
			return start(plan, state, intent);
		}

		case 'sign': {
			return sign(plan, state, intent);
		}

		case 'withdraw signature': {
			return withdraw(plan, state, intent);
		}
	}
}
