/** The rules about the run as a whole. */
import type {Ruling} from '../ruling.js';
import {join} from '../witness.js';
import type {Intent} from '../intents.js';
import {isFollowUp} from '../phase.js';
import type {Plan} from '../plan.js';
import type {RunState} from '../state.js';
import {changeChecklist} from './checklist.js';
import {changeSigners} from './signers.js';
import {close, makeDecision, takeBack} from './decision.js';
import {
	commitRecord,
	createTag,
	push,
	seal,
} from './record.js';
import {finish, interrupt} from './start.js';

export type RunIntent = Extract<Intent, {
	type:
		| 'note'
		| 'join'
		| 'finish'
		| 'interrupt'
		| 'leave output out'
		| 'change checklist'
		| 'change signers'
		| 'move'
		| 'decide'
		| 'take back decision'
		| 'seal'
		| 'record'
		| 'tag'
		| 'push'
		| 'pause'
		| 'resume'
		| 'change driver'
		| 'close';
}>;

export function decideRun(plan: Plan, state: RunState, intent: RunIntent, at: string): Ruling {
	switch (intent.type) {
		case 'note': {
			return addNote(plan, intent);
		}

		case 'join': {
			return join(plan, state, intent);
		}

		case 'finish': {
			return finish(state, intent);
		}

		case 'interrupt': {
			return interrupt(state, intent);
		}

		case 'leave output out': {
			return leaveOut(state, intent);
		}

		case 'change checklist': {
			return changeChecklist(plan, state, intent);
		}

		case 'change signers': {
			return changeSigners(state, intent);
		}

		case 'move': {
			return move(state, intent);
		}

		case 'decide': {
			return makeDecision(plan, state, intent, at);
		}

		case 'take back decision': {
			return takeBack(state, intent);
		}

		case 'seal': {
			return seal(state, intent);
		}

		case 'record': {
			return commitRecord(state, intent);
		}

		case 'tag': {
			return createTag(state, intent);
		}

		case 'push': {
			return push(state, intent);
		}

		case 'pause': {
			return [{type: 'run-paused', data: {why: intent.why}}];
		}

		case 'resume': {
			// Clocks jump back; a gap does not.
			return [{type: 'run-resumed', data: {gap: Math.max(0, Math.round(intent.gap)), ...(intent.key !== undefined && {key: intent.key})}}];
		}

		case 'change driver': {
			return [{type: 'driver-changed', data: {from: intent.from, why: intent.why}}];
		}

		case 'close': {
			return close(state, intent);
		}
	}
}

function addNote(plan: Plan, {about, note}: Extract<Intent, {type: 'note'}>): Ruling {
	if (about !== '' && !plan.under.has(about)) {
		return {refusal: `The checklist has no step or gate “${about}”.`};
	}

	return note.trim() === ''
		? {refusal: 'An empty comment says nothing; write a word, a link or a file.'}
		: [{type: 'note-added', data: {about, note: note.trim()}}];
}

function leaveOut(state: RunState, {output, leftOut}: Extract<Intent, {type: 'leave output out'}>): Ruling {
	if (state.decision) {
		return {refusal: `${state.decision.decision} is decided with these outputs; take the decision back first.`};
	}

	return output > 0 && output <= state.outputs
		? [{type: 'output-left-out', data: {output, leftOut}}]
		: {refusal: `There is no output with the number ${output}.`};
}

function move(state: RunState, {moved}: Extract<Intent, {type: 'move'}>): Ruling {
	if (isFollowUp(state)) {
		return {refusal: 'This run is about the commit of the tag, wherever HEAD is.'};
	}

	if (moved.from !== state.commit) {
		return {refusal: `The run knows ${state.commit.slice(0, 7)}, and HEAD did not move from there.`};
	}

	const isHere = !state.decision && moved.to === state.commit && moved.branch === (state.branch ?? null);
	return isHere ? {refusal: 'HEAD is where it was.'} : [{type: 'head-moved', data: moved}];
}
