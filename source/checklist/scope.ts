import type {
	Checklist,
	Evidence,
	Section,
	Step,
} from './model.js';
import {allSteps, ownSteps} from './outline.js';

/** The names that an expectation may use at one place of the document. */
export type Scope = {
	readonly inputs: readonly string[];
	/** Values that commands save, wherever in the document. */
	readonly saved: readonly string[];
	/** What the evidence of this section and of those around it is called. */
	readonly evidence: readonly string[];
	/** What `For each` calls its value here. */
	readonly bindings: readonly string[];
};

export type ScopedStep = {readonly step: Step; readonly section: Section; readonly scope: Scope};

const namesOf = (evidence: readonly Evidence[]): string[] => evidence.flatMap(({name}) => name === undefined ? [] : [name]);

/** Values that commands save, once each. */
export const savedNames = (checklist: Checklist): string[] => [...new Set(allSteps(checklist).flatMap(({commands}) => commands.flatMap(({save}) => save === undefined ? [] : [save])))];

function * scoped(section: Section, scope: Omit<Scope, 'bindings'>): Generator<ScopedStep> {
	const steps = [...ownSteps(section)];
	const inner = {...scope, evidence: [...new Set([...scope.evidence, ...steps.flatMap(({evidence}) => namesOf(evidence))])]};
	for (const step of steps) {
		yield {step, section, scope: {...inner, bindings: step.bindings.map(({name}) => name)}};
	}

	for (const below of section.sections) {
		yield * scoped(below, inner);
	}
}

/** Every step with the names in scope for it: evidence holds in its section and below, the other names everywhere. */
export function * scopedSteps(checklist: Checklist): Generator<ScopedStep> {
	yield * scoped(checklist.root, {inputs: checklist.settings.inputs.map(({name}) => name), saved: savedNames(checklist), evidence: []});
}
