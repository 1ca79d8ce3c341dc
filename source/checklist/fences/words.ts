/** The words behind a fence's language: how a command is to run. */
import type {Code} from 'mdast';
import {readDuration} from '../durations.js';
import {once, type Command, type CommandMode} from '../command.js';
import {isValueName} from '../names.js';
import {nearest} from '../nearest.js';
import {conflictsOf} from './conflicts.js';

/** What the words behind a fence's language say. */
export type FenceWords = Pick<Command, 'words' | 'mode' | 'irreversible' | 'timeoutMs' | 'cwd' | 'tty' | 'save' | 'repetition' | 'freshMs' | 'background' | 'private'> & {
	/** One sentence for each word that is not understood, and for words that contradict one another. */
	readonly faults: readonly string[];
};

const flags = new Set(['check', 'irreversible', 'tty', 'manual', 'same', 'background', 'private']);

const isInside = (path: string): boolean => /^[^\-\/:\\~][^:\\]*$/v.test(path) && !path.split('/').includes('..');

const readCount = (text: string): number | undefined => /^[1-9]\d{0,4}$/v.test(text) ? Number(text) : undefined;

type Setting = {readonly holds: (value: string) => boolean; readonly wants: string};

const duration: Setting = {holds: value => readDuration(value) !== undefined, wants: 'a duration such as 30s, 10m or 2h'};

const settings = new Map<string, Setting>([
	...['timeout', 'every', 'until', 'for', 'fresh'].map((name): [string, Setting] => [name, duration]),
	['repeat', {holds: value => readCount(value) !== undefined, wants: 'a number of runs such as 10'}],
	['cwd', {holds: isInside, wants: 'a path inside the repository'}],
	['save', {holds: isValueName, wants: 'a name of lower-case letters, digits and _, and none that expectations or programs use already'}],
	['background', {holds: value => value === 'gate', wants: 'nothing or `gate`'}],
]);

/** All words of ours, without their values. */
export const wordNames: readonly string[] = [...flags, ...settings.keys()];

const nameOf = (word: string): string => word.split('=', 1)[0] ?? '';

/** `same` is an everyday word of titles, and nothing without `repeat`; the words with a value are ours only as we write them: `for=24h`. */
const isOurs = (word: string): boolean => (flags.has(nameOf(word)) && word !== 'same') || (settings.has(nameOf(word)) && word.includes('='));

const faultOf = (word: string): string | undefined => {
	if (flags.has(word)) {
		return undefined;
	}

	const name = nameOf(word);
	const setting = settings.get(name);
	if (!setting) {
		const meant = nearest(name, wordNames);
		return `\`${word}\` is no word of a fence${meant === undefined ? '.' : `; did you mean \`${meant}\`?`}`;
	}

	return word.includes('=') && setting.holds(word.slice(name.length + 1)) ? undefined : `\`${word}\`: \`${name}=\` wants ${setting.wants}.`;
};

const defaultTimeout = 600_000;

/** Between the runs of `until` and `for` where nothing is said. */
const defaultEvery = 10_000;

const readRepetition = (durationOf: (name: string) => number | undefined, valueOf: (name: string) => string | undefined, words: readonly string[]): Command['repetition'] => {
	const untilMs = durationOf('until');
	const forMs = durationOf('for');
	const usual = untilMs === undefined && forMs === undefined ? undefined : defaultEvery;
	return {
		times: readCount(valueOf('repeat') ?? '') ?? once.times,
		same: words.includes('same'),
		everyMs: durationOf('every') ?? usual,
		untilMs,
		forMs,
	};
};

const readBackground = (words: readonly string[]): Command['background'] =>
	words.includes('background=gate') ? 'gate' : (words.includes('background') ? 'yes' : 'no');

/** Reads the words of a block whose text can or cannot be taken back; those of somebody else's (`title=…`, `{"name":"x"}`) are left alone where none is ours. */
export const readFenceWords = (meta: Code['meta'], dangerous: boolean): FenceWords => {
	const all = (meta ?? '').split(/\s+/v).filter(word => word !== '');
	const words = all.some(word => isOurs(word)) ? all : [];
	const faults = words.flatMap(word => faultOf(word) ?? []);
	const names = words.map(word => nameOf(word));
	for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
		faults.push(`\`${name}\` stands there more than once.`);
	}

	const valueOf = (name: string): string | undefined => words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1);
	const durationOf = (name: string): number | undefined => readDuration(valueOf(name) ?? '');
	const repetition = readRepetition(durationOf, valueOf, words);
	const background = readBackground(words);
	const irreversible = words.includes('irreversible') || dangerous;
	faults.push(...conflictsOf(new Set(names), {repetition, background, irreversible}));
	// A block that is not understood is never run, so that it cannot pass for another reason than the author's.
	const mode: CommandMode = words.includes('manual') || faults.length > 0 ? 'manual' : (words.includes('check') ? 'check' : 'action');
	return {
		words,
		mode,
		irreversible,
		timeoutMs: durationOf('timeout') ?? (mode === 'check' ? defaultTimeout : undefined),
		cwd: valueOf('cwd'),
		tty: words.includes('tty'),
		save: valueOf('save'),
		repetition,
		freshMs: durationOf('fresh'),
		background,
		private: words.includes('private'),
		faults,
	};
};
