import type {Observation} from './events.js';

/** How a step's commands ended, in a few words: `exit 1`, `ended by SIGTERM`, `timed out`. */
export function sayEnding({exit, signal, ending, statements}: Pick<Observation, 'ending' | 'exit' | 'signal' | 'statements'>): string {
	// A shell that was stopped may end with 0 all the same.
	if (ending === 'stopped' || ending === 'timed out') {
		return ending;
	}

	if (exit !== null) {
		return `exit ${exit}`;
	}

	if (signal !== null) {
		return `ended by ${signal}`;
	}

	return ending === 'not started' && statements.length === 0 ? 'judged without a command' : ending;
}
