import type {Checklist, Section, Step} from '../../source/checklist/model.js';
import {allSteps, sectionsOf} from '../../source/checklist/outline.js';

/** A changed document, and the steps that are not what they were, by the beginning of their ids. */
export type Edited = {readonly text: string; readonly touched: readonly string[]};

/** Which of the places that can be edited, where it goes if it moves, and the new words. */
export type Where = {readonly at: number; readonly to: number; readonly words: string};

type Line = {readonly step: Step; readonly from: number; readonly to: number; readonly before: string};

type Place = {readonly from: number; readonly to: number};

const put = (text: string, {from, to}: Place, words: string): string => text.slice(0, from) + words + text.slice(to);

/** Takes a place out and puts it in front of an offset outside of it. */
const carry = (text: string, place: Place, offset: number): string => {
	const taken = text.slice(place.from, place.to);
	const into = {from: offset, to: offset};
	return offset <= place.from ? put(put(text, place, ''), into, taken) : put(put(text, into, taken), place, '');
};

const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];

const lineOf = (text: string, step: Step): Line | undefined => {
	const from = text.lastIndexOf('\n', step.range.from - 1) + 1;
	const end = text.indexOf('\n', step.range.from);
	const before = /^[\t >]*[*+\-] +/v.exec(text.slice(from, end))?.[0];
	const isAlone = end !== -1 && step.range.to <= end && step.steps.length === 0 && step.commands.length === 0;
	return before !== undefined && isAlone
		? {
			step, from, to: end + 1, before,
		}
		: undefined;
};

/** Items of one line: those that can be taken out, moved and reworded without touching another one. */
const linesOf = (checklist: Checklist): Line[] => allSteps(checklist).flatMap(step => lineOf(checklist.text, step) ?? []);

/** Sections that begin with `##`, as the first level decides what the document's title is, with blank lines around. */
const movable = ({root, text}: Checklist): Section[] => sectionsOf(root)
	.filter(({level, range}) => level > 1 && text.startsWith('#', range.from) && [range.from, range.to].every(at => /\n\r?\n$/v.test(text.slice(0, at)))).toArray();

const withoutCount = (id: string): string => id.replace(/#\d+$/v, '');

/** The section, and the groups above. */
const homeOf = ({step: {id, context}}: Line): string => [/^[^:]*/v.exec(id)?.[0], ...context].join('\n');

const lineWith = (line: Line, words: string): string => `${line.before}${line.step.box?.sign === false ? '[ ] ' : ''}${words}\n`;

const sectionWith = (checklist: Checklist, level: number, words: string): string => {
	// A document without task items would be walked differently once it had one.
	const box = allSteps(checklist).some(step => step.box?.sign === false) ? '[ ] ' : '';
	return `${'#'.repeat(level)} ${words}\n\n- ${box}${words}\n\n`;
};

const editors: Record<string, (checklist: Checklist, where: Where) => Edited | undefined> = {
	'insert item'(checklist, {at, words}) {
		const line = pick(linesOf(checklist), at);
		return line && {text: put(checklist.text, {from: line.to, to: line.to}, lineWith(line, words)), touched: []};
	},
	'delete item'(checklist, {at}) {
		const line = pick(linesOf(checklist), at);
		return line && {text: put(checklist.text, line, ''), touched: [withoutCount(line.step.id)]};
	},
	'reword item'(checklist, {at, words}) {
		const line = pick(linesOf(checklist), at);
		return line && {text: put(checklist.text, line, lineWith(line, words)), touched: [withoutCount(line.step.id)]};
	},
	'move item'(checklist, {at, to}) {
		const lines = linesOf(checklist);
		const line = pick(lines, at);
		const target = line && pick(lines.filter(other => other !== line && other.before === line.before && homeOf(other) === homeOf(line)), to);
		return target && {text: carry(checklist.text, line, target.to), touched: []};
	},
	'insert section'(checklist, {at, words}) {
		const section = pick(movable(checklist), at);
		return section && {text: put(checklist.text, {from: section.range.from, to: section.range.from}, sectionWith(checklist, section.level, words)), touched: []};
	},
	'delete section'(checklist, {at}) {
		const section = pick(movable(checklist), at);
		return section && {text: put(checklist.text, section.range, ''), touched: [section.id]};
	},
	'reword section'({text, ...checklist}, {at, words}) {
		const section = pick(movable({text, ...checklist}), at);
		return section && {text: put(text, {from: section.range.from, to: text.indexOf('\n', section.range.from)}, `${'#'.repeat(section.level)} ${words}`), touched: [section.id]};
	},
	'move section'(checklist, {at, to}) {
		const sections = movable(checklist);
		const section = pick(sections, at);
		const siblings = sectionsOf(checklist.root).find(({sections: inner}) => section && inner.includes(section))?.sections ?? [];
		const target = section && pick(siblings.filter(other => other !== section && sections.includes(other)), to);
		return target && {text: carry(checklist.text, section.range, target.range.from), touched: []};
	},
};

export const editNames: readonly string[] = Object.keys(editors);

/** Edits a document as people do; undefined: it holds nothing to edit in this way. */
export const edit = (name: string, checklist: Checklist, where: Where): Edited | undefined => editors[name]?.(checklist, where);
