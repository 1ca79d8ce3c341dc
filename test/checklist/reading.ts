import {readFileSync} from 'node:fs';
import type {
	Checklist,
	Section,
	Step,
	StepKind,
} from '../../source/checklist/model.js';
import {allSteps, ownSteps, sectionsOf} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';

/** Reads Markdown given as text. */
export const read = (text: string): Checklist => parseChecklist(new TextEncoder().encode(text));

export const readSeed = (name: string): Checklist => parseChecklist(readFileSync(new URL(`../seeds/${name}.md`, import.meta.url)));

/** The section whose title begins so. */
export const sectionOf = (checklist: Checklist, title: string): Section => {
	for (const section of sectionsOf(checklist.root)) {
		if (section.title.startsWith(title)) {
			return section;
		}
	}

	throw new Error(`No section "${title}"`);
};

/** The step whose title begins so. */
export const stepOf = (checklist: Checklist, title: string): Step => {
	const step = allSteps(checklist).find(one => one.title.startsWith(title));
	if (!step) {
		throw new Error(`No step "${title}" in ${allSteps(checklist).map(one => one.title).join(' | ')}`);
	}

	return step;
};

/** What is asked, in a line each: `confirm Ship`. Groups that are not asked stand in brackets. */
export const linesOf = (steps: Iterable<Step>): string[] => [...steps].map(({kind, title, asked}) => asked ? `${kind} ${title}` : `(${kind}) ${title}`);

/** `before the tag: 3 confirm, 1 action` of a section's own steps; groups count only where they are asked. */
const countOf = (section: Section): string => {
	const counts = new Map<StepKind, number>();
	for (const {kind, asked} of ownSteps(section)) {
		if (asked) {
			counts.set(kind, (counts.get(kind) ?? 0) + 1);
		}
	}

	return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
};

const marksOf = (section: Section): string => [
	section.part === 'steps' ? '' : section.part,
	section.gate ? '' : 'no gate',
	section.blocking ? '' : 'not blocking',
	section.phase === 'before the tag' ? '' : section.phase,
].filter(mark => mark !== '').join(', ');

/** Every section that holds steps, in a line each: `## Gate 1 [after the tag] 3 confirm`. */
export const outlineOf = (checklist: Checklist): string[] => [...sectionsOf(checklist.root)]
	.filter(section => section.gate || section.steps.length > 0)
	.map(section => [`${'#'.repeat(section.level)} ${section.title}`, marksOf(section) === '' ? '' : `[${marksOf(section)}]`, countOf(section)].filter(part => part !== '').join(' ').trim());

/** All steps of a document given as text. */
export const stepsIn = (text: string): Step[] => allSteps(read(text));

/** What a document given as text asks. */
export const askedIn = (text: string): string[] => linesOf(stepsIn(text));

export const rulesOf = (checklist: Checklist): string[] => checklist.diagnostics.map(({severity, rule, line, column}) => `${line}:${column} ${severity} ${rule}`);

export const rulesIn = (text: string): string[] => rulesOf(read(text));
