/** Where, how often and for how long a command runs: in words for whoever is asked about it, and in the fence's words from whoever says so. */
import {sayDuration} from './durations.js';
import type {Command, Repetition} from './command.js';

export function describeWays({cwd, timeoutMs, tty, repetition, background, private: isPrivate}: Command): string[] {
	return [
		...(cwd === undefined ? [] : [`in ${cwd}`]),
		...describeRepetition(repetition),
		...(timeoutMs === undefined ? [] : [`at most ${sayDuration(timeoutMs)}`]),
		...(tty ? ['has the terminal'] : []),
		...(background === 'yes' ? ['goes on in the background'] : []),
		...(background === 'gate' ? ['in the background until its gate ends'] : []),
		...(isPrivate ? ['its output stays out of the record'] : []),
	];
}

function describeRepetition({times, same, everyMs, untilMs, forMs}: Repetition): string[] {
	return [
		...(times > 1 ? [`${times} times, and all must pass`] : []),
		...(same ? ['with the same output each time'] : []),
		...(untilMs === undefined ? [] : [`again until it passes, for ${sayDuration(untilMs)}`]),
		...(forMs === undefined ? [] : [`again for ${sayDuration(forMs)}, and all must pass`]),
		...(everyMs === undefined ? [] : [`every ${sayDuration(everyMs)}`]),
	];
}

/** What a person may say about a command of a plain document before it runs. */
export type Ways = Pick<Command, 'cwd' | 'tty'> & {readonly background: 'no' | 'yes'};

/** As the fence would have it: `cwd=web tty`. */
export function writeWays({cwd, tty, background}: Pick<Command, 'cwd' | 'tty' | 'background'>): string {
	return [...(cwd === undefined ? [] : [`cwd=${cwd}`]), ...(tty ? ['tty'] : []), ...(background === 'no' ? [] : ['background'])].join(' ');
}

/** The same read; a sentence when it is something else. */
export function readWays(text: string): Ways | string {
	let ways: Ways = {cwd: undefined, tty: false, background: 'no'};
	for (const word of text.trim() === '' ? [] : text.trim().split(/\s+/v)) {
		if (word === 'tty') {
			ways = {...ways, tty: true};
		} else if (word === 'background') {
			ways = {...ways, background: 'yes'};
		} else if (/^cwd=[^\/~]/v.test(word) && !word.split('/').includes('..')) {
			ways = {...ways, cwd: word.slice('cwd='.length)};
		} else {
			return `“${word}” is none of cwd=PATH (inside the repository), tty and background.`;
		}
	}

	return ways.tty && ways.background === 'yes' ? 'What has the terminal cannot go on in the background.' : ways;
}
