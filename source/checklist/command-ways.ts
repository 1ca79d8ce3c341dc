/** Where, how often and for how long a command runs, in words for whoever is asked about it. */
import {sayDuration} from './durations.js';
import type {Command, Repetition} from './model.js';

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
