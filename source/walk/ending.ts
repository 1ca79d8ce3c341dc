/** What ends a walk from outside. Not every terminal that goes sends a signal, and not every program gets it. */
import process from 'node:process';

export type Ending = 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'terminal gone';

/** For the journal. */
export function describeEnding(ending: Ending): string {
	return ending === 'terminal gone' ? 'The terminal was gone.' : `Ended by ${ending}.`;
}

/** Whether somebody is left to read what is said on leaving. */
export function hasReader(ending: Ending): boolean {
	return ending !== 'SIGHUP' && ending !== 'terminal gone';
}

/**
Calls once instead of this process being ended, since what was going on is still to be written down; what it returns
stops that. While the terminal is lent, its Ctrl-C is meant for whoever has it.

A hang-up often comes more than once, from the system and from the shell: the second must not end this process before
checks are stopped and locks let go of. Ctrl-C can.
*/
export function onEnding(isLent: () => boolean, end: (ending: Ending) => void): () => void {
	let isEnding = false;
	const endOnce = (ending: Ending) => {
		if (isEnding || (ending === 'SIGINT' && isLent())) {
			return;
		}

		isEnding = true;
		end(ending);
	};

	const listeners = (['SIGTERM', 'SIGHUP', 'SIGINT'] as const).map(signal => {
		const listener = () => {
			endOnce(signal);
		};

		process.on(signal, listener);
		return {signal, listener};
	});
	const stopWatching = onTerminalGone(() => {
		endOnce('terminal gone');
	});
	return () => {
		for (const {signal, listener} of listeners) {
			if (!isEnding || signal === 'SIGINT') {
				process.off(signal, listener);
			}
		}

		if (!isEnding) {
			stopWatching();
		}
	};
}

/** Calls when reading or writing says that the terminal is gone, perhaps more than once; what it returns stops that. */
export function onTerminalGone(tell: () => void): () => void {
	const {stdin, stdout} = process;
	stdin.on('error', tell);
	stdin.on('end', tell);
	stdout.on('error', tell);
	return () => {
		stdin.off('error', tell);
		stdin.off('end', tell);
		stdout.off('error', tell);
	};
}
