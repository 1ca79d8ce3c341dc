/** Fence words that contradict each other. */
import type {Command} from '../command.js';

type Meaning = Pick<Command, 'repetition' | 'background' | 'irreversible'>;

type Words = Meaning & {readonly has: (...names: readonly string[]) => boolean};

type Conflict = {readonly when: (words: Words) => boolean; readonly why: string};

const repeats = ['repeat', 'until', 'for'] as const;

/** The words that an author cannot have meant together: each could pass, or run, for another reason than the author's. */
const conflicts: readonly Conflict[] = [
	{when: ({has}) => has('check') && has('irreversible'), why: 'A check changes nothing, so it cannot be `irreversible`.'},
	{when: ({has, irreversible}) => irreversible && !has('check') && has(...repeats), why: 'What cannot be taken back runs once: it goes with no `repeat`, `until` or `for`.'},
	{when: ({has}) => has('same') && !has('repeat'), why: '`same` compares the runs of `repeat=…`, and there is none.'},
	{when: ({has, repetition}) => has('same') && has('repeat') && repetition.times < 2, why: '`same` has nothing to compare in one run.'},
	{when: ({has}) => has('same') && has('tty'), why: 'With `tty` no output is seen, so that `same` has nothing to compare.'},
	{when: ({has}) => has('every') && !has(...repeats), why: '`every` is the pause of `repeat`, `until` or `for`, and there is none of them.'},
	{when: ({has}) => has('until') && has('for'), why: '`until` stops at the first pass and `for` wants all runs to pass: write one of them.'},
	{when: ({has}) => has('repeat') && has('until', 'for'), why: '`repeat` and `until` or `for` each say how often it runs: write one of them.'},
	{
		when: ({has, repetition: {everyMs = 0, untilMs = Infinity, forMs = Infinity}}) => has('every') && has('until', 'for') && everyMs > Math.min(untilMs, forMs),
		why: '`every` is longer than the whole time, so that it would run only once.',
	},
	{when: ({has}) => has('background') && has('tty'), why: '`background` has no terminal: it goes with no `tty`.'},
	{when: ({has}) => has('background') && has(...repeats), why: '`background` is one run that goes on by itself: put the loop into the block, or leave `background` out.'},
	{when: ({has, background}) => background === 'gate' && has('check'), why: 'A service of `background=gate` is stopped when its gate ends and decides nothing: it is no `check`.'},
	{when: ({has}) => has('background') && has('check') && has('save'), why: 'A check in the background has no output to keep when it is asked for: it goes with no `save`.'},
	{when: ({has, background}) => background === 'gate' && has('save', 'fresh'), why: 'A service of `background=gate` ends with its gate: there is no result for `save` or `fresh`.'},
	{when: ({has}) => has('save') && has('tty'), why: 'With `tty` no output is seen, so that there is nothing to `save`.'},
	{when: ({has}) => has('save') && has('private'), why: 'A saved value stands in the record, which `private` is to keep the output out of.'},
	{
		when: ({has}) => has('manual') && has('check', 'save', 'timeout', 'every', 'background', 'private', 'same', ...repeats),
		why: '`manual` is never run by Holdpoint: only `cwd`, `tty`, `fresh` and `irreversible` go with it.',
	},
];

/** One sentence for each contradiction among a fence's words. */
export const conflictsOf = (names: ReadonlySet<string>, meaning: Meaning): string[] => {
	const words: Words = {...meaning, has: (...wanted) => wanted.some(name => names.has(name))};
	return conflicts.filter(({when}) => when(words)).map(({why}) => why);
};
