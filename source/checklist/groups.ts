import {draftStep, stepDraftsOf, type StepDraft} from './draft.js';

/** The work that stands on a group itself becomes a step inside it, so that it is done where it stands. */
export const moveOwnWork = (group: StepDraft): void => {
	if (group.commands.length + group.expectations.length + group.evidence.length === 0) {
		return;
	}

	group.steps.unshift(draftStep({
		title: group.title,
		start: group.start,
		range: group.range,
		note: group.note,
		optional: group.optional,
		witness: group.witness,
		commands: group.commands.splice(0),
		expectations: group.expectations.splice(0),
		evidence: group.evidence.splice(0),
		expected: group.expected.splice(0),
	}));
	group.asked = false;
};

/** What is inside a group or section that may be set aside may be set aside with it. */
export const makeOptional = (steps: readonly StepDraft[]): void => {
	for (const step of stepDraftsOf(steps)) {
		step.optional = true;
	}
};
