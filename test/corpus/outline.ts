import type {Command} from '../../source/checklist/command.js';
import type {Checklist, Section, Step} from '../../source/checklist/model.js';
import {sectionsOf} from '../../source/checklist/outline.js';

/** A title is known by its first three words. */
const beginning = (text: string, words = 3): string => [...text.trim().split(/\s+/v).slice(0, words).join(' ')].slice(0, 30).join('').trim();

const isSaid = (line: string): boolean => /^\s*[^\s#]/v.test(line);

const commandLine = ({language, text, irreversible, placeholders}: Command): string => {
	const lines = text.split('\n').filter(line => isSaid(line));
	const needs = placeholders.length > 0 ? ` {${placeholders.join(', ')}}` : '';
	return `$ ${language}/${lines.length}${irreversible ? '!' : ''} ${beginning(lines[0] ?? '', Infinity)}${needs}`;
};

const marked = (text: string, marks: ReadonlyArray<string | false | undefined>): string => {
	const said = marks.filter(mark => typeof mark === 'string');
	return said.length > 0 ? `${text} [${said.join(', ')}]` : text;
};

const kindOf = ({kind, asked}: Step): string => kind === 'group' && asked ? 'asked group' : kind;

const detailOf = ({alternatives, signature}: Step): string => {
	if (signature) {
		return ` (${signature.role}${signature.seals ? ', seal' : ''})`;
	}

	return alternatives.length > 0 ? ` (${alternatives.map(({label}) => label).join(', ')})` : '';
};

const conditionMark = ({condition}: Step): string | undefined => condition && (condition.oppositeOf === undefined ? 'if' : 'otherwise');

const linesOfStep = (step: Step, section: Section, depth: number): string[] => {
	const indent = '  '.repeat(depth);
	return [
		indent + marked(`${kindOf(step)} ${beginning(step.title)}${detailOf(step)}`, [
			step.ticked && 'ticked',
			step.optional && 'optional',
			conditionMark(step),
			step.phase !== section.phase && step.phase,
		]),
		...step.commands.map(command => `${indent}  ${commandLine(command)}`),
		...step.steps.flatMap(inner => linesOfStep(inner, section, depth + 1)),
	];
};

/** What a reader would list: every section with steps of its own, its steps, their commands. */
export const readingOf = ({root}: Checklist): string[] => [...sectionsOf(root)]
	.filter(({steps}) => steps.length > 0)
	.flatMap(section => [
		marked(`§ ${beginning(section.title)}`, [
			section.part !== 'steps' && section.part,
			!section.blocking && 'not blocking',
			section.phase !== 'before the tag' && section.phase,
		]),
		...section.steps.flatMap(step => linesOfStep(step, section, 1)),
	]);

/** The beginning of the title of the step or section where the tag is made; `end` where nothing in the document does. */
export const tagPlaceOf = ({root, tagPlace}: Checklist): string => {
	const all = [...sectionsOf(root)];
	const steps = (from: readonly Step[]): Step[] => from.flatMap(step => [step, ...steps(step.steps)]);
	const title = [...all.flatMap(section => steps(section.steps)), ...all].find(({id}) => id === tagPlace.id)?.title;
	return title === undefined ? 'end' : beginning(title);
};
