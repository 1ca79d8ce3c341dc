import type {Code} from 'mdast';
import type {CommandMode} from './model.js';
import {isValueName} from './names.js';

/** What the words behind a fence's language say. */
export type FenceWords = {
	readonly words: readonly string[];
	readonly mode: CommandMode;
	readonly irreversible: boolean;
	readonly timeoutMs: number | undefined;
	readonly cwd: string | undefined;
	readonly tty: boolean;
	readonly save: string | undefined;
	/** One sentence for each word that is not understood. */
	readonly faults: readonly string[];
};

const flags = new Set(['check', 'irreversible', 'tty', 'manual']);
const settings = new Set(['timeout', 'cwd', 'save']);
/** Words of the format that this version does not act on: saying nothing would let a check pass that was never made. */
const reserved = new Set(['repeat', 'same', 'every', 'until', 'for', 'fresh', 'background', 'private']);

const nameOf = (word: string): string => word.split('=', 1)[0] ?? '';

/** Reserved words are ours only as we write them: `for=24h`, but not the `for` of a title. */
const isOurs = (word: string): boolean => {
	const name = nameOf(word);
	return flags.has(word) || ((settings.has(name) || reserved.has(name)) && word.includes('=')) || word === 'background' || word === 'private';
};

const units: Readonly<Record<string, number>> = {
	ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000,
};

/** Milliseconds of `90s`, `30m`, `1h30m`; undefined for anything else. */
const readDuration = (text: string): number | undefined => {
	if (!/^(?:\d{1,9}(?:ms|[dhms]))+$/v.test(text)) {
		return undefined;
	}

	let total = 0;
	for (const {groups} of text.matchAll(/(?<count>\d{1,9})(?<unit>ms|[dhms])/gv)) {
		total += Number(groups?.count) * (units[groups?.unit ?? ''] ?? 0);
	}

	return total > 0 && total <= 366 * 86_400_000 ? total : undefined;
};

const isInside = (path: string): boolean => /^[^\-\/:\\~][^:\\]*$/v.test(path) && !path.split('/').includes('..');

const faultOf = (word: string): string | undefined => {
	const name = nameOf(word);
	const value = word.slice(name.length + 1);
	if (reserved.has(name)) {
		return `\`${word}\` is not supported yet, so this block is only shown.`;
	}

	if (name === 'timeout' && word.includes('=')) {
		return readDuration(value) === undefined ? `\`${word}\` has no duration such as 30s, 10m or 2h.` : undefined;
	}

	if (name === 'cwd' && word.includes('=')) {
		return isInside(value) ? undefined : `\`${word}\` is no path inside the repository.`;
	}

	if (name === 'save' && word.includes('=')) {
		return isValueName(value) ? undefined : `\`${word}\`: the name must be lower-case letters, digits and _, and none that expectations or programs use already.`;
	}

	return flags.has(word) ? undefined : `\`${word}\` is no word of a fence.`;
};

const valueOf = (words: readonly string[], name: string): string | undefined => words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1);

const defaultTimeout = 600_000;

/** Reads the words; those of somebody else's (`title=…`, `{"name":"x"}`) are left alone where none is ours. */
export const readFenceWords = (meta: Code['meta']): FenceWords => {
	const all = (meta ?? '').split(/\s+/v).filter(word => word !== '');
	const words = all.some(word => isOurs(word)) ? all : [];
	const faults = words.flatMap(word => faultOf(word) ?? []);
	const names = words.map(word => nameOf(word));
	for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
		faults.push(`\`${name}\` stands there more than once.`);
	}

	const check = words.includes('check');
	if (check && words.includes('irreversible')) {
		faults.push('A check changes nothing, so it cannot be `irreversible`.');
	}

	// A block that is not understood is never run, so that it cannot pass for another reason than the author's.
	const mode: CommandMode = words.includes('manual') || faults.length > 0 ? 'manual' : (check ? 'check' : 'action');
	const timeout = valueOf(words, 'timeout');
	return {
		words,
		mode,
		irreversible: words.includes('irreversible'),
		timeoutMs: timeout === undefined ? (mode === 'check' ? defaultTimeout : undefined) : readDuration(timeout),
		cwd: valueOf(words, 'cwd'),
		tty: words.includes('tty'),
		save: valueOf(words, 'save'),
		faults,
	};
};
