/** The demo without a terminal: the same walk, answered by a script that says what it does. */
import {findNext, stateOf, walkedSteps} from '../../run/gates.js';
import {confirmationText} from '../../run/confirmation.js';
import {offersFor} from '../../run/offers.js';
import type {PlannedStep} from '../../run/plan.js';
import type {Walk, WalkAct} from '../../walk/view.js';

/** Walks to the tag, or stops where an answer was not taken: then something is wrong, and the run stays open. */
export async function playWalk(walk: Walk, write: (line: string) => void): Promise<boolean> {
	await walk.act({type: 'consent'});
	for (;;) {
		const {plan, state} = walk.getView();
		const next = findNext(walkedSteps(plan), state);
		if (!next) {
			break;
		}

		const act = answerFor(next, walk);
		if (!act || !await walk.act(act)) {
			return false;
		}
	}

	const typedTag = confirmationText(walk.getView().state);
	write(`The script types ${typedTag} and decides GO.`);
	await walk.act({
		type: 'decide', decision: 'GO', reasons: [], typedTag,
	});
	return walk.getView().state.closed !== undefined;
}

function answerFor({step}: PlannedStep, walk: Walk): WalkAct | undefined {
	const {plan, state} = walk.getView();
	const acts = new Set(offersFor(plan, state, step.id).map(({act}) => act));
	if (step.optional && acts.has('not applicable')) {
		return {type: 'set aside', steps: [step.id], reason: 'the lighthouse speaks no language'};
	}

	if (stateOf(state, step.id).status === 'failed') {
		return undefined;
	}

	if (acts.has('yes')) {
		return {type: 'confirm', steps: [step.id], note: step.kind === 'action' ? 'the output is what was expected' : 'answered by the demo\'s script'};
	}

	if (acts.has('run')) {
		return {type: 'run', step: step.id};
	}

	if (acts.has('enter')) {
		return {type: 'enter', step: step.id, value: '0123 456'};
	}

	return acts.has('sign')
		? {
			type: 'sign', step: step.id, decision: 'approve', comment: '',
		}
		: undefined;
}
