/** Items that hold other items. */
import {draftStep, stepDraftsOf, type StepDraft} from '../draft.js';
import {sayDuration} from '../durations.js';
import type {Wait} from '../model.js';
import type {Source} from '../source.js';

const sayWait = (wait: Wait): string => wait.kind === 'for' ? `Wait: ${sayDuration(wait.ms)}` : `Wait: until ${wait.at}`;

/** What a machine does or looks at. */
export const hasWork = ({commands, expectations, evidence}: StepDraft): boolean => commands.length + expectations.length + evidence.length > 0;

type Inside = Pick<StepDraft, 'title'> & Partial<StepDraft>;

const stepInside = ({start, range, note, optional}: StepDraft, inside: Inside): StepDraft => draftStep({
	start, range, note, optional, ...inside,
});

const takeOwnWork = (group: StepDraft): StepDraft => stepInside(group, {
	title: group.title,
	witness: group.witness,
	commands: group.commands.splice(0),
	expectations: group.expectations.splice(0),
	evidence: group.evidence.splice(0),
	expected: group.expected.splice(0),
});

/** What stands on a group itself becomes steps inside it, so that it is done where it stands: waiting first, signing last. */
export const moveOwnWork = (group: StepDraft, {lineStarts}: Source): void => {
	if (group.signature) {
		group.steps.push(stepInside(group, {title: group.title, signature: group.signature}));
		group.signature = undefined;
	}

	if (hasWork(group)) {
		// Behind the items that its first command stands behind.
		const from = lineStarts[(group.commands[0]?.line ?? 1) - 1] ?? 0;
		const above = group.steps.filter(({start}) => start > group.start && start < from).length;
		group.steps.splice(above, 0, takeOwnWork(group));
		group.asked = false;
	}

	if (!group.wait) {
		return;
	}

	const waiting = stepInside(group, {title: sayWait(group.wait), identity: 'Wait', wait: group.wait});
	// Nothing of it can pass, and so none of it be looked at, too early.
	for (const step of group.steps) {
		step.requires.push({step: waiting});
	}

	group.steps.unshift(waiting);
	group.wait = undefined;
	group.asked = false;
};

/** What is inside a group or section that may be set aside may be set aside with it. */
export const makeOptional = (steps: readonly StepDraft[]): void => {
	for (const step of stepDraftsOf(steps)) {
		step.optional = true;
	}
};
