/** What must hold of every document, whatever stands in it. */
import {isDeepStrictEqual} from 'node:util';
import type {Checklist, Range, Step} from '../../source/checklist/model.js';
import {allSteps, sectionsOf} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {readBlocks} from '../../source/checklist/reader/document.js';
import {askLibrary} from '../../source/checklist/reader/library.js';
import {describeChecklist, outlineText} from '../../source/checklist/show.js';

const duplicatesIn = (values: readonly string[]): string[] => {
	const seen = new Set<string>();
	return values.filter(value => seen.size === seen.add(value).size);
};

/** Steps of which there is one each in the document: not those that `For each` makes more than one of. */
const written = (checklist: Checklist): Step[] => {
	const others = new Set(checklist.copies.values().flatMap(([, ...ids]) => ids));
	return allSteps(checklist).filter(({id}) => !others.has(id));
};

const placesOf = ({box, value, signature, alternatives}: Step): Range[] =>
	[box?.at, value?.blank.at, signature?.blank?.at, ...alternatives.map(alternative => alternative.box.at)].filter(at => at !== undefined);

/** A cell that is to be filled in may be empty. */
const onePlace = /^(?:[\t x]|[□▢◻☐⬜]\u{FE0F}?|_{3,}|\[[^\[\]]+\])?$/iv;

const isWithin = (inner: Range, outer: Range): boolean => inner.from >= outer.from && inner.to <= outer.to && inner.from <= inner.to;

const faultsOfStep = (step: Step, outer: Range, text: string): string[] => [
	...isWithin(step.range, outer) ? [] : [`${step.id}: its range is not within what is around it`],
	...step.start.offset >= step.range.from && step.start.offset <= step.range.to ? [] : [`${step.id}: it begins outside its range`],
	...placesOf(step).filter(({from, to}) => !onePlace.test(text.slice(from, to))).map(({from, to}) => `${step.id}: ${JSON.stringify(text.slice(from, to))} is no place to fill in`),
	...(/[\n\r]/v.test(step.title)) ? [`${step.id}: its title has more than one line`] : [],
	...(/^(?:[\n\r]|$)/v.test(text.slice(step.note.at, step.note.at + 1))) ? [] : [`${step.id}: a note would stand inside a line`],
];

const control = /\p{Control}/v;

/** A step's id by its place, as the JSON outline has it. */
const idsIn = (value: unknown): string[] => JSON.stringify(value).match(/"id":"(?:[^"\\]|\\.)*","kind"/gv) ?? [];

const faultsOfChecklist = (checklist: Checklist): string[] => {
	const sections = [...sectionsOf(checklist.root)];
	const steps = allSteps(checklist);
	// A block below an item that does not hold it is its step all the same: such a step stands behind its group.
	const around = new Map(steps.flatMap(step => step.steps.map(inner => [inner, {from: step.range.from, to: checklist.text.length}] as const)));
	const text = outlineText(checklist);
	const {sections: outline} = describeChecklist(checklist);
	return [
		...duplicatesIn([...sections, ...steps].map(({id}) => id)).map(id => `${id} is the id of two`),
		...duplicatesIn(written(checklist).flatMap(step => placesOf(step)).map(({from}) => String(from))).map(from => `two steps are filled in at ${from}`),
		...sections.flatMap(section => section.sections.filter(inner => !isWithin(inner.range, section.range)).map(({id}) => `${id}: its range is not within what is around it`)),
		...steps.flatMap(step => faultsOfStep(step, around.get(step) ?? checklist.root.range, checklist.text)),
		...idsIn(outline).length === steps.length ? [] : ['the outline does not have every step once'],
		...text.some(line => control.test(line)) ? ['the outline holds a control character'] : [],
	];
};

/** True when reading goes down for a document that the library reads. */
const goesDown = (text: string): boolean => {
	try {
		readBlocks(text);
		return false;
	} catch {
		return canBeAsked(text);
	}
};

const canBeAsked = (text: string): boolean => {
	try {
		askLibrary(text);
		return true;
	} catch {
		return false;
	}
};

/** What is wrong with how a document is read, in words; nothing when all is well. */
export const faultsIn = (bytes: Uint8Array): string[] => {
	try {
		const checklist = parseChecklist(bytes);
		return [
			...faultsOfChecklist(checklist),
			...checklist.diagnostics.some(({rule}) => rule === 'unreadable') && goesDown(checklist.text) ? ['it cannot be read'] : [],
			...isDeepStrictEqual(parseChecklist(bytes), checklist) ? [] : ['it is not read the same twice'],
		];
	} catch (error) {
		return [error instanceof Error ? error.stack ?? error.message : String(error)];
	}
};
