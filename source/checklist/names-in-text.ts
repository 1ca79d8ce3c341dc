/** `{{name}}` and the front matter's placeholders: how shown text and commands are filled in. */
import type {Binding} from './model.js';
import {mapMatches} from './source.js';

const braces = /\{\{\s*(?<name>[a-z][0-9_a-z]*(?:\.[a-z]+)?)\s*\}\}/gv;

/** The names that a text asks for. */
export const namesIn = (text: string): string[] => mapMatches(text, braces, ({groups}) => groups?.name ?? '');

/** A text with the names that have a value filled in; the others stand as they are. */
export const fillNames = (text: string, values: ReadonlyMap<string, string>): string => text.includes('{{')
	? text.replaceAll(braces, (whole: string, name: string) => values.get(name) ?? whole)
	: text;

export const fillBindings = (text: string, bindings: readonly Binding[]): string => bindings.length === 0 ? text : fillNames(text, new Map(bindings.map(({name, value}) => [name, value])));
