/** What is asked before a run begins: inputs, the tag, and how a document for another release is read. */
import type {Checklist} from '../../checklist/model.js';
import type {Input} from '../../checklist/settings.js';
import {showText} from '../../checklist/escape.js';
import {versionIn} from '../../checklist/titles.js';
import type {Attempt} from '../../run/attempts.js';
import {describeInput, patternOf} from '../../run/values/input-values.js';
import {nameTag} from '../../run/values/tag-name.js';
import type {Question} from '../../ui/questions.js';
import {askPerson} from '../asking.js';
import {UserError} from '../exit.js';
import {readPairs, requireFitting} from '../inputs.js';

type Asking = {readonly plain: boolean};

/** Front matter's inputs: from `--set`, else asked. */
export async function askInputs(checklist: Checklist, {set, plain}: Asking & {readonly set: readonly string[]}, before: Attempt | undefined): Promise<Map<string, string>> {
	const given = readPairs(set);
	const {inputs} = checklist.settings;
	const stranger = given.keys().find(name => inputs.every(input => input.name !== name) && name !== 'version');
	if (stranger !== undefined) {
		throw new UserError(`the checklist has no input ${showText(stranger)}${inputs.length > 0 ? `; it has ${inputs.map(({name}) => name).join(', ')}` : ''}.`);
	}

	const secret = inputs.find(input => input.secret && given.has(input.name));
	if (secret) {
		throw new UserError(`the input ${secret.name} is secret: others see a command line, and the shell keeps it. Leave it out and it is asked for, or give it in the environment variable ${secret.name}.`);
	}

	requireFitting(inputs, given);
	const asked = inputs.filter(input => !input.secret && !given.has(input.name));
	const answers = await askPerson(asked.map(input => questionFor({...input, default: before?.state.values.get(input.name) ?? input.default})), {plain});
	return new Map([...given, ...Object.entries(answers)]);
}

function questionFor(input: Input): Question {
	const {name, ask, choices, match} = input;
	return choices.length > 0
		? {
			// The default comes first: that is where Enter is.
			name, ask, kind: 'select', items: [...choices].toSorted((one, other) => Number(other === input.default) - Number(one === input.default)).map(value => ({label: value === input.default ? `${value} (default)` : value, value})),
		}
		: {
			name, ask, kind: 'text', initial: input.default ?? '', hint: `That is no value for ${name}: ${describeInput(input)}.`, ...(match !== undefined && {match: patternOf(match)}),
		};
}

/** The tag's name from the front matter's template, or asked in a plain document; undefined: no tag. */
export async function askTag(checklist: Checklist, values: ReadonlyMap<string, string>, {plain, last}: Asking & {readonly last: string | undefined}): Promise<string | undefined> {
	const named = nameTag(checklist, values);
	if (named !== undefined || checklist.tagPlace.none) {
		return named;
	}

	const {tag = ''} = await askPerson([{
		name: 'tag',
		kind: 'text',
		ask: 'Which tag does this release get?',
		about: [showText(checklist.title), ''],
		initial: last ?? checklist.namedVersion ?? '',
		match: /^[\d@A-Za-z][\w+\-.\/@]*$/v,
		hint: 'Letters, digits and . _ + / - @, as in v2.4.0.',
	}], {plain});
	return tag;
}

/** A document that was written for another release, as its title says: with its version read as this one's, if that is wanted. */
export async function askVersion({namedVersion, title}: Checklist, tag: string | undefined, {plain}: Asking): Promise<Map<string, string>> {
	const own = versionIn(tag ?? '')?.replace(/^v/v, '');
	if (namedVersion === undefined || own === undefined || own === namedVersion.replace(/^v/v, '')) {
		return new Map();
	}

	const ours = namedVersion.startsWith('v') ? `v${own}` : own;
	const {reading} = await askPerson([{
		name: 'reading',
		kind: 'select',
		ask: `This document was written for ${namedVersion}, and this run is for ${tag}. How is it read?`,
		about: [showText(title), ''],
		items: [
			{label: `With ${ours} instead of ${namedVersion} everywhere, in its commands too`, value: 'replace'},
			{label: 'As it stands', value: 'keep'},
		],
	}], {plain});
	return new Map(reading === 'replace' ? [[namedVersion, ours]] : []);
}
