/** A checklist in other words. */
import type {Checklist, Section, Step} from './model.js';

/** What becomes of a text. */
type Change = (text: string) => string;

/** Changes every text that people read, and of each step what `changeStep` changes besides. */
export function rewordChecklist(checklist: Checklist, change: Change, changeStep = (step: Step): Step => step): Checklist {
	const reword = (step: Step): Step => ({
		...changeStep(step),
		title: change(step.title),
		context: step.context.map(text => change(text)),
		expected: step.expected.map(text => change(text)),
		steps: step.steps.map(inner => reword(inner)),
	});
	return {...checklist, title: change(checklist.title), root: rewordSection(checklist.root, change, reword)};
}

function rewordSection(section: Section, change: Change, reword: (step: Step) => Step): Section {
	return {
		...section,
		title: change(section.title),
		prose: section.prose.map(({line, text}) => ({line, text: change(text)})),
		steps: section.steps.map(step => reword(step)),
		sections: section.sections.map(inner => rewordSection(inner, change, reword)),
	};
}
