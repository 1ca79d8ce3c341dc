/** Walking a checklist's sections and steps. */
import type {Checklist, Section, Step} from './model.js';

/** Every section in document order, the document itself first. */
export function * sectionsOf(section: Section): Generator<Section> {
	yield section;
	for (const inner of section.sections) {
		yield * sectionsOf(inner);
	}
}

/** A step and the steps below it, in document order. */
export function * stepsBelow(step: Step): Generator<Step> {
	yield step;
	for (const inner of step.steps) {
		yield * stepsBelow(inner);
	}
}

/** The steps of this section alone, groups and their items both, in document order. */
export function * ownSteps(section: Section): Generator<Step> {
	for (const step of section.steps) {
		yield * stepsBelow(step);
	}
}

/** Every step of the section and of all below it. */
export function * stepsOf(section: Section): Generator<Step> {
	for (const inner of sectionsOf(section)) {
		yield * ownSteps(inner);
	}
}

/** Every step of the document in document order; a section's own steps can stand behind its subsections. */
export function allSteps(checklist: Checklist): Step[] {
	return [...stepsOf(checklist.root)].toSorted((one, other) => one.start.offset - other.start.offset);
}

/** Every step as it is written: of what `For each` walks more than once, the first copy. */
export function writtenSteps(checklist: Checklist): Step[] {
	const others = new Set(checklist.copies.values().flatMap(([, ...ids]) => ids));
	return allSteps(checklist).filter(({id}) => !others.has(id));
}
