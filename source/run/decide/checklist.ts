/** The checklist was edited: when its new text can be taken, and what follows from that. */
import {compareChecklists, describeChange} from '../checklist-change.js';
import type {Intent} from '../intents.js';
import {isFollowUp} from '../phase.js';
import type {Plan} from '../plan.js';
import {decidingRoles} from '../roles.js';
import type {Ruling} from '../ruling.js';
import {findRunningStep} from '../standing.js';
import type {RunState} from '../state.js';

export function changeChecklist(plan: Plan, state: RunState, {to, taken, keep}: Extract<Intent, {type: 'change checklist'}>): Ruling {
	const {digest} = to.checklist;
	if (state.decision) {
		return {refusal: `${state.decision.decision} is decided; take the decision back first.`};
	}

	if (digest === plan.checklist.digest) {
		return {refusal: 'That is the text that the run goes by.'};
	}

	const refusal = taken ? findReasonAgainstTaking(plan, state, to) : undefined;
	return refusal === undefined
		? [{type: 'checklist-changed', data: describeChange(compareChecklists(plan, to), {digest, taken, keep})}]
		: {refusal: `The new text is not taken: ${refusal}.`};
}

/** What was fixed when the run started cannot become something else. */
export function findReasonAgainstTaking(before: Plan, state: RunState, after: Plan): string | undefined {
	if (isFollowUp(state)) {
		return 'a follow-up goes by the text that its release was sealed with';
	}

	if (findRunningStep(before, state)) {
		return 'a command was in flight, and how it ended comes first';
	}

	return describeFixed(before) === describeFixed(after)
		? undefined
		: 'its inputs, its tag, who decides or where the record goes are others now, which wants a run of its own (`holdpoint abandon` closes this one)';
}

function describeFixed(plan: Plan): string {
	const {inputs, tag, record, samePerson} = plan.checklist.settings;
	return JSON.stringify([decidingRoles(plan.checklist, plan), inputs, tag, record, samePerson]);
}
