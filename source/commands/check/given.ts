/** The values that checks run with: given on the command line, from the environment, or the checklist's own defaults. */
import process from 'node:process';
import {showText} from '../../checklist/escape.js';
import {allSteps} from '../../checklist/outline.js';
import type {Checklist} from '../../checklist/model.js';
import {nameTag} from '../../run/values/tag-name.js';
import {UserError} from '../exit.js';
import {readPairs, requireFitting} from '../inputs.js';

export type Given = {
	readonly inputs: ReadonlyMap<string, string>;
	readonly secrets: ReadonlyMap<string, string>;
	/** Of commands that are not run here, such as an action's `save`. */
	readonly values: ReadonlyMap<string, string>;
	readonly tag: string | undefined;
};

export function givenFor(checklist: Checklist, set: readonly string[]): Given {
	const given = readPairs(set);
	const {inputs} = checklist.settings;
	const open = inputs.filter(({secret}) => !secret);
	const saved = allSteps(checklist).flatMap(({commands}) => commands.flatMap(({save}) => save ?? []));
	const names = new Set(['version', ...open.map(({name}) => name), ...saved]);
	for (const name of given.keys()) {
		if (!names.has(name)) {
			throw new UserError(inputs.some(input => input.name === name)
				? `the input ${showText(name)} is secret: give it as a variable of the environment, not on the command line, where others can see it.`
				: `the checklist has no input ${showText(name)}; it has ${[...names].join(', ')}.`);
		}
	}

	requireFitting(open, given);
	const missing = open.filter(input => !given.has(input.name) && input.default === undefined);
	if (missing.length > 0) {
		throw new UserError(`there is nobody to ask here for ${missing.map(({name}) => name).join(', ')}: add ${missing.map(({name}) => `--set ${name}=…`).join(' ')}`);
	}

	const values = new Map([...open.map(input => [input.name, input.default ?? ''] as const), ...given]);
	return {
		inputs: new Map([...values].filter(([name]) => !saved.includes(name))),
		values: new Map([...values].filter(([name]) => saved.includes(name))),
		secrets: new Map(inputs.flatMap(({name, secret}) => {
			const value = secret ? process.env[name] : undefined;
			return value === undefined || value === '' ? [] : [[name, value] as const];
		})),
		tag: nameTag(checklist, values),
	};
}
