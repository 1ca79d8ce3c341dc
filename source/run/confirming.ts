/** When a person's "yes" is taken. */
import {stepsBelow} from '../checklist/outline.js';
import {findUnsettled, needsSomebody, stateOf} from './gates.js';
import type {Plan, PlannedStep} from './plan.js';
import type {RunState} from './state.js';

type Given = {readonly answer: string; readonly byHand: boolean; readonly note: string; readonly others: readonly string[]};

/** Why this "yes" is refused, or undefined. */
export function findReasonAgainstConfirming(planned: PlannedStep, plan: Plan, state: RunState, given: Given): string | undefined {
	const {step} = planned;
	const {status, awaiting} = stateOf(state, step.id);
	if (status === 'running') {
		return 'It is running.';
	}

	if (!awaiting && plan.checklist.settings.note && given.note.trim() === '') {
		return 'This checklist wants a note, link or file with every confirmation.';
	}

	switch (step.kind) {
		case 'confirm': {
			return alreadyPassed(status);
		}

		case 'group': {
			const open = [...stepsBelow(step)].filter(inner => plan.byId.has(inner.id) && inner.id !== step.id && !given.others.includes(inner.id) && needsSomebody(inner, state));
			return open[0] ? `Its items come first: “${open[0].title}”${open.length > 1 ? ` and ${open.length - 1} more` : ''} open.` : alreadyPassed(status);
		}

		case 'action': {
			// "Still holds", "that is what was expected", "it had worked", "done by hand".
			const isJudged = awaiting || given.byHand || ['stale', 'interrupted'].includes(status);
			return isJudged ? alreadyPassed(status) : 'An action passes when it was run and seen, or done by hand.';
		}

		case 'choice': {
			return findReasonAgainstChoosing(planned, plan, state, given.answer);
		}

		case 'evidence': {
			return 'Evidence is recorded from its files, not confirmed by hand.';
		}

		case 'check':
		case 'value':
		case 'wait':
		case 'signature': {
			return `A ${step.kind} is not confirmed by hand.`;
		}
	}
}

function alreadyPassed(status: string): string | undefined {
	return status === 'passed' ? 'It has passed already; reopen it to answer anew.' : undefined;
}

function findReasonAgainstChoosing({step, section}: PlannedStep, plan: Plan, state: RunState, answer: string): string | undefined {
	const alternative = step.alternatives.find(({label}) => label === answer);
	if (!alternative) {
		return `Choose one of ${step.alternatives.map(({label}) => label).join(', ')}.`;
	}

	if (alternative.fails) {
		return `${alternative.label} fails the step; say why.`;
	}

	const open = findUnsettled(section.id, plan, state, ['signature', 'choice']);
	return open && `${answer} is offered once everything else in “${section.title}” is settled: “${open.step.title}” is not.`;
}
