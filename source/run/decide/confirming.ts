/** When a person's "yes" is taken. */
import {isOutside} from '../../checklist/globs.js';
import type {Plan, PlannedStep} from '../plan.js';
import {findUnsettled} from '../requirements.js';
import {
	describeSettled,
	hadPassed,
	needsSomebody,
	stateOf,
} from '../standing.js';
import type {RunState, StepState} from '../state.js';

type Given = {readonly answer: string; readonly byHand: boolean; readonly note: string; readonly others: ReadonlySet<string>};

/** Why this "yes" is refused, or undefined. */
export function findReasonAgainstConfirming(planned: PlannedStep, plan: Plan, state: RunState, given: Given): string | undefined {
	const {kind} = planned.step;
	const now = stateOf(state, planned.step.id);
	const before = (isRenewed(planned, now) ? undefined : describeSettled(now)) ?? findReasonAgainstNote(plan, now, given);
	switch (kind) {
		case 'confirm': {
			return before;
		}

		case 'group': {
			return before ?? findOpenItem(planned, plan, state, given.others);
		}

		case 'action': {
			return before ?? findReasonAgainstAction(now, state, given);
		}

		case 'choice': {
			return before ?? findReasonAgainstChoosing(planned, plan, state, given.answer);
		}

		case 'evidence': {
			return before ?? findReasonAgainstSeen(planned, plan, given);
		}

		case 'wait': {
			return before ?? (hadPassed(now) ? undefined : 'A wait is not confirmed by hand.');
		}

		case 'check':
		case 'value':
		case 'signature': {
			return `A ${kind} is not confirmed by hand.`;
		}
	}
}

/** What counts only for some time can be said again before that is over. */
function isRenewed({step}: PlannedStep, {status}: StepState): boolean {
	return status === 'passed' && step.freshMs !== undefined && (step.kind === 'confirm' || step.kind === 'group');
}

/** "Seen, not kept": for what is out of reach and for documents that were not written for us, and always with words. */
function findReasonAgainstSeen({step: {evidence}}: PlannedStep, plan: Plan, {byHand, note}: Given): string | undefined {
	if (!byHand || (plan.checklist.settings.own && evidence.every(({glob}) => !isOutside(glob)))) {
		return 'Evidence is recorded from its files, not confirmed by hand.';
	}

	return note.trim() === '' ? 'Say what was seen, and where.' : undefined;
}

function findReasonAgainstNote(plan: Plan, {awaiting}: StepState, {note}: Given): string | undefined {
	return !awaiting && plan.checklist.settings.note && note.trim() === ''
		? 'This checklist wants a note, link or file with every confirmation.'
		: undefined;
}

/** Choices and signatures wait for the group, not it for them; and an item after the tag is not asked now. */
function findOpenItem({step, phase}: PlannedStep, plan: Plan, state: RunState, others: ReadonlySet<string>): string | undefined {
	const open = (plan.under.get(step.id) ?? []).flatMap(index => plan.steps[index] ?? []).filter(inner =>
		inner.step.id !== step.id && inner.phase === phase && inner.step.kind !== 'choice' && inner.step.kind !== 'signature'
		&& !others.has(inner.step.id) && needsSomebody(inner.step, state));
	return open[0] && `Its items come first: “${open[0].step.title}”${open.length > 1 ? ` and ${open.length - 1} more` : ''} open.`;
}

/** In a rehearsal: seen, not run. Else "still holds", "that is what was expected", "it had worked", "done by hand". A waiver or something set aside holds nothing. */
function findReasonAgainstAction(now: StepState, {started}: RunState, {byHand, note}: Given): string | undefined {
	if (started?.rehearsal === true || now.awaiting || now.status === 'interrupted' || hadPassed(now)) {
		return undefined;
	}

	if (!byHand) {
		return 'An action passes when it was run and seen, or done by hand.';
	}

	return note.trim() === '' ? 'Say what was done by hand.' : undefined;
}

function findReasonAgainstChoosing(planned: PlannedStep, plan: Plan, state: RunState, answer: string): string | undefined {
	const {step, section} = planned;
	const alternative = step.alternatives.find(({label}) => label === answer);
	if (!alternative) {
		return `Choose one of ${step.alternatives.map(({label}) => label).join(', ')}.`;
	}

	if (alternative.fails) {
		return `${alternative.label} fails the step; say why.`;
	}

	const open = findUnsettled(planned, plan, state, ['signature', 'choice']);
	return open && `${answer} is offered once everything else in “${section.title}” is settled: “${open.step.title}” is not.`;
}
