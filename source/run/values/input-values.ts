/** What an input may be, and what the run goes by. */
import type {Checklist} from '../../checklist/model.js';
import type {Input} from '../../checklist/settings.js';
import type {RunState} from '../state.js';

export function fitsInput({match, choices}: Input, value: string): boolean {
	return (choices.length === 0 || choices.includes(value)) && (match === undefined || patternOf(match).test(value)) && value !== '';
}

export function patternOf(match: string): RegExp {
	// eslint-disable-next-line require-unicode-regexp -- the pattern is the author's, written without knowing of the flag
	return new RegExp(`^(?:${match})$`);
}

export function describeInput({match, choices}: Input): string {
	return choices.length > 0 ? `one of ${choices.join(', ')}` : (match === undefined ? 'it must not be empty' : `it must match ${match}`);
}

/** `name=value` of what can be corrected. */
export function listInputs({settings}: Checklist, {values}: RunState): string[] {
	const names = new Set([...settings.inputs.filter(({secret}) => !secret).map(({name}) => name), 'version']);
	return [...names].flatMap(name => values.has(name) ? [`${name}=${values.get(name) ?? ''}`] : []);
}

/** Reads `name=value`. */
export function readCorrection(text: string): {readonly name: string; readonly value: string} {
	const [name = '', ...value] = text.split('=');
	return {name: name.trim(), value: value.join('=').trim()};
}
