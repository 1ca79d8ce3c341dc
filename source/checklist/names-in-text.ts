/** `{{name}}` and texts that stand for others: how shown text and commands are filled in. */
import type {Command} from './command.js';
import type {Binding, Checklist} from './model.js';
import {mapMatches} from './source.js';

const braces = /\{\{\s*(?<name>[a-z][0-9_a-z]*(?:\.[a-z]+)?)\s*\}\}/gv;

/** The names that a text asks for. */
export const namesIn = (text: string): string[] => mapMatches(text, braces, ({groups}) => groups?.name ?? '');

/** The same as they are written, braces and all, each once. */
export const bracedIn = (text: string): string[] => [...new Set(mapMatches(text, braces, ([written]) => written))];

/** A text with the names that have a value filled in; the others stand as they are. */
export const fillNames = (text: string, values: ReadonlyMap<string, string>): string => text.includes('{{')
	? text.replaceAll(braces, (whole: string, name: string) => values.get(name) ?? whole)
	: text;

export const fillBindings = (text: string, bindings: readonly Binding[]): string => bindings.length === 0 ? text : fillNames(text, new Map(bindings.map(({name, value}) => [name, value])));

/** Texts and what they stand for; undefined: that is not known yet. */
export type Replacements = ReadonlyMap<string, string | undefined>;

/** What goes into a command line cannot be anything else than a word there. */
export const isHarmless = (value: string): boolean => /^[\w+\-.\/]+$/v.test(value);

/** What the front matter's placeholders stand for, and another release's version in the title where that was agreed to. */
export const replacementsOf = ({settings, namedVersion}: Checklist, values: ReadonlyMap<string, string>): Map<string, string | undefined> => {
	const replacements = new Map(settings.placeholders.map(({text, value}): [string, string | undefined] => {
		const isKnown = namesIn(value).every(name => (values.get(name) ?? '') !== '');
		const filled = fillNames(value, values);
		return [text, isKnown && isHarmless(filled) ? filled : undefined];
	}));
	const version = namedVersion === undefined ? undefined : values.get(namedVersion);
	if (namedVersion !== undefined && version !== undefined && isHarmless(version)) {
		replacements.set(namedVersion, version);
		replacements.set(namedVersion.replace(/^v/v, ''), version.replace(/^v/v, ''));
	}

	return replacements;
};

const literal = (text: string): string => text.replaceAll(/[$\(\)*+.?\[\\\]^\{\|\}]/gv, String.raw`\$&`);

/** As a word of its own: `X.Y` is no part of `vX.Y.Z`, and `1.2` none of `1.2.3`. */
const asWord = (text: string): string => [
	/^[\p{Letter}\p{Number}]/v.test(text) ? String.raw`(?<![\p{Letter}\p{Number}]|\d\.|\b[A-Z]\.)` : '',
	literal(text),
	/[\p{Letter}\p{Number}]$/v.test(text) ? String.raw`(?![\p{Letter}\p{Number}]|\.(?:\d|[A-Z]\b))` : '',
].join('');

/** Replaces all at once, so that nothing is replaced in what was put there; the longer text first. */
export const replaceTexts = (text: string, replacements: Replacements): string => {
	const written = replacements.keys().filter(one => text.includes(one)).toArray().toSorted((one, other) => other.length - one.length);
	return written.length === 0 ? text : text.replaceAll(new RegExp(written.map(one => asWord(one)).join('|'), 'gv'), found => replacements.get(found) ?? found);
};

/** The command with what stands for its texts. What is not known, or would be more than a word, is still to be filled in. */
export const fillCommand = (command: Command, replacements: Replacements): Command => {
	const kept = new Map([...replacements, ...command.placeholders.filter(text => !replacements.has(text)).map(text => [text, undefined] as const)]);
	const text = replaceTexts(command.text, kept);
	const unknown = [...replacements].filter(([name, value]) => value === undefined && new RegExp(asWord(name), 'v').test(command.text)).map(([name]) => name);
	return text === command.text && unknown.length === 0
		? command
		: {...command, text, placeholders: [...new Set([...command.placeholders.filter(one => text.includes(one)), ...unknown])]};
};
