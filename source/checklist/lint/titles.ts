import type {Finding} from '../findings.js';
import type {Checklist, Section, Step} from '../model.js';
import {ownSteps, sectionsOf} from '../outline.js';

/** Steps that somebody tells apart by their titles; those of a block or line without one of its own do not count. */
const titled = new Set<Step['kind']>(['confirm', 'check', 'action', 'group']);

type Titled = {readonly title: string; readonly offset: number; readonly line: number};

const twice = (all: readonly Titled[], what: string): Finding[] => {
	const first = new Map<string, Titled>();
	return all.flatMap((one): Finding[] => {
		const key = one.title.toLowerCase().replaceAll(/\s+/gv, ' ').trim();
		const earlier = first.get(key);
		first.set(key, earlier ?? one);
		return earlier && earlier.offset !== one.offset
			? [{
				rule: 'title-twice', message: `"${one.title}" is the title of ${what} on line ${earlier.line} already, and nobody can tell them apart.`, fix: 'Say what is different about this one.', offset: one.offset,
			}]
			: [];
	});
};

const asTitled = ({title, start}: Pick<Section | Step, 'title' | 'start'>): Titled => ({title, offset: start.offset, line: start.line});

const isTitled = (text: string, {kind, title, start}: Step): boolean => titled.has(kind) && title !== '' && !/^(?:`{3}|~{3})/v.test(text.slice(start.offset, start.offset + 3));

/** Gates of one section, and steps of one list, with equal titles. */
export const lintTitles = ({root, text}: Checklist): Finding[] => [...sectionsOf(root)].flatMap(section => [
	...twice(section.sections.filter(({gate}) => gate).map(inner => asTitled(inner)), 'a gate'),
	...[section.steps, ...[...ownSteps(section)].map(({steps}) => steps)].flatMap(steps => twice(steps.filter(step => isTitled(text, step)).map(step => asTitled(step)), 'a step')),
]);
