/** Values for a checklist's inputs, as they are given on the command line. */
import type {Input} from '../checklist/settings.js';
import {showText} from '../checklist/escape.js';
import {describeInput, fitsInput} from '../run/values/input-values.js';
import {UserError} from './exit.js';

/** From `k=v` texts; a later one wins. */
export function readPairs(texts: readonly string[]): Map<string, string> {
	return new Map(texts.map(text => readPair(text)));
}

function readPair(text: string): [string, string] {
	const at = text.indexOf('=');
	if (at < 1) {
		throw new UserError(`--set wants name=value, not ${showText(text)}.`);
	}

	return [text.slice(0, at), text.slice(at + 1)];
}

/** Ends with a sentence when a value is not of its input's kind. */
export function requireFitting(inputs: readonly Input[], given: ReadonlyMap<string, string>): void {
	for (const input of inputs) {
		const value = given.get(input.name);
		if (value !== undefined && !fitsInput(input, value)) {
			throw new UserError(`${showText(value)} is no value for ${input.name}: ${describeInput(input)}.`);
		}
	}
}
