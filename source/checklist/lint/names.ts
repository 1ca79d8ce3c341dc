import type {Nodes} from 'mdast';
import type {Finding} from '../findings.js';
import {isOutside} from '../globs.js';
import {rangeOf} from '../markdown.js';
import type {Checklist, Section, Step} from '../model.js';
import {runNames} from '../names.js';
import {nearest} from '../nearest.js';
import {allSteps, ownSteps, sectionsOf} from '../outline.js';
import {mapMatches, type Source} from '../source.js';

type PlacedStep = {readonly step: Step; readonly section: Section};

const knownNames = (checklist: Checklist): Set<string> => new Set([
	...runNames,
	...checklist.settings.inputs.map(({name}) => name),
	...allSteps(checklist).flatMap(({evidence, bindings, commands}) => [...[...evidence, ...bindings].flatMap(({name}) => name ?? []), ...commands.flatMap(({save}) => save ?? [])]),
]);

const written = /(?<!\$)\{\{\s*(?<name>[a-z][0-9_a-z]*)(?:\.[.0-9_a-z]+)?\s*\}\}/gv;

/** `{{name}}` in text; in fences it is a placeholder. */
export const lintReferences = ({text}: Source, nodes: readonly Nodes[], checklist: Checklist): Finding[] => {
	const references = mapMatches(text, written, ({index, groups}) => ({offset: index, name: groups?.name ?? ''}));
	if (references.length === 0 || !checklist.settings.own) {
		return [];
	}

	const known = knownNames(checklist);
	const elsewhere = nodes.filter(({type}) => type === 'code' || type === 'yaml').map(node => rangeOf(node));
	return references.filter(({name, offset}) => !known.has(name) && elsewhere.every(({from, to}) => offset < from || offset >= to)).map(({name, offset}) => {
		const meant = nearest(name, known);
		return {
			rule: 'name-unknown',
			message: `\`{{${name}}}\` is no input, saved value or evidence of this document.`,
			fix: meant === undefined ? 'Declare it under `inputs` in the front matter.' : `Did you mean \`{{${meant}}}\`?`,
			offset,
		};
	});
};

type Definition = {readonly name: string; readonly what: string; readonly offset: number; readonly line: number; readonly holds: {readonly from: number; readonly to: number}};

/** Evidence holds in its section; a saved value, and an input, everywhere. */
const definitionsOf = (checklist: Checklist, placed: readonly PlacedStep[]): Definition[] => {
	const everywhere = {from: 0, to: Infinity};
	return [
		...checklist.settings.inputs.map(({name}) => ({
			name, what: 'an input', offset: 0, line: 1, holds: everywhere,
		})),
		...placed.flatMap(({step, section}) => [
			...step.commands.flatMap(({save, line}) => save === undefined || step.condition
				? []
				: [{
					name: save, what: `the value saved on line ${line}`, offset: step.start.offset, line, holds: everywhere,
				}]),
			...step.evidence.flatMap(({name, line}) => name === undefined
				? []
				: [{
					name, what: `the evidence of line ${line}`, offset: step.start.offset, line, holds: section.range,
				}]),
		]),
	];
};

/** A name that means two things at one place. Copies of one step, by `For each`, define it once. */
const lintTwice = (definitions: readonly Definition[]): Finding[] => {
	const byName = Map.groupBy(definitions, ({name}) => name);
	return byName.values().flatMap(all => all.flatMap((one, index): Finding[] => {
		const other = all.slice(0, index).find(({holds, line, offset}) => (line !== one.line || offset !== one.offset) && holds.from < one.holds.to && one.holds.from < holds.to);
		return other
			? [{
				rule: 'name-twice', message: `\`${one.name}\` is ${other.what} already.`, fix: 'Give it another name.', offset: one.offset,
			}]
			: [];
	})).toArray();
};

const isNamed = (name: string, text: string): boolean => new RegExp(String.raw`(?<![.\w])${name}(?!\w)`, 'v').test(text.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gv, '""'));

const isExpanded = (name: string, text: string): boolean => new RegExp(String.raw`\$\{?${name}(?!\w)`, 'v').test(text);

/** A saved value that is used above where it is saved, wherever it is first saved. */
const lintEarly = (checklist: Checklist): Finding[] => {
	const steps = allSteps(checklist);
	const savers = new Map<string, {readonly at: number; readonly line: number}>();
	for (const {commands, start} of steps) {
		for (const {save, line} of commands) {
			if (save !== undefined && !savers.has(save)) {
				savers.set(save, {at: start.offset, line});
			}
		}
	}

	return [...savers].flatMap(([name, {at, line}]) => steps
		.filter(({start, expectations, commands}) => start.offset < at && (expectations.some(({expression}) => isNamed(name, expression)) || commands.some(({text}) => isExpanded(name, text))))
		.map(({start}): Finding => ({
			rule: 'name-early', message: `\`${name}\` is only saved on line ${line}, below this step.`, fix: 'Move the command that saves it up, or require it.', offset: start.offset,
		})));
};

const lintEvidence = (placed: readonly PlacedStep[]): Finding[] => placed.flatMap(({step}) => step.evidence.filter(({glob}) => isOutside(glob)).map(({glob}): Finding => ({
	rule: 'evidence-outside', message: `\`${glob}\` is outside the repository: a person will have to name the files.`, fix: 'Let a command copy it into the repository, where it is found and recorded.', offset: step.start.offset,
})));

export const lintNames = (checklist: Checklist): Finding[] => {
	const placed = [...sectionsOf(checklist.root)].flatMap(section => [...ownSteps(section)].map(step => ({step, section})));
	const definitions = definitionsOf(checklist, placed);
	return [...lintTwice(definitions), ...lintEarly(checklist), ...lintEvidence(placed)];
};
