/** The plan in the words of a screen. */
import type {Checklist, Section, Step} from '../../checklist/model.js';
import {planWalk, type Plan} from '../plan.js';
import type {RunState} from '../state.js';
import {fillPlan} from './filling.js';

const ticks = /[☑✅✓✔🗹]\u{FE0F}?[\t ]*/gv;
const shown = new WeakMap<Plan, Plan>();

/** Filled in, and without the ticks of the document: those say nothing about this run, and on a screen only what has passed is ticked. */
export function planShown(plan: Plan, state: RunState): Plan {
	const filled = fillPlan(plan, state);
	const known = shown.get(filled);
	if (known) {
		return known;
	}

	const {checklist, operator, phase} = filled;
	const plain = JSON.stringify(checklist.root).match(ticks) === null ? filled : planWalk(untickChecklist(checklist), operator, phase);
	shown.set(filled, plain);
	return plain;
}

/** Crosses stay: at the head of an item they say "not". */
function untick(text: string): string {
	return text.split('\n').map(line => /[\p{Letter}\p{Number}]/v.test(line) ? line.replaceAll(ticks, '').trimEnd() : line).join('\n');
}

function untickChecklist(checklist: Checklist): Checklist {
	return {...checklist, title: untick(checklist.title), root: untickSection(checklist.root)};
}

function untickSection(section: Section): Section {
	return {
		...section,
		title: untick(section.title),
		prose: section.prose.map(({line, text}) => ({line, text: untick(text)})),
		steps: section.steps.map(step => untickStep(step)),
		sections: section.sections.map(inner => untickSection(inner)),
	};
}

function untickStep(step: Step): Step {
	return {
		...step,
		title: untick(step.title),
		context: step.context.map(text => untick(text)),
		expected: step.expected.map(text => untick(text)),
		steps: step.steps.map(inner => untickStep(inner)),
	};
}
