/** Ending well when somebody wants this to end: what runs is stopped, and nothing is left behind. */
import process from 'node:process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does the work; when a signal came meanwhile, this process ends by it once the work is over. */
export async function untilStopped<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
	const controller = new AbortController();
	let came: NodeJS.Signals | undefined;
	const stop = (signal: NodeJS.Signals) => {
		came ??= signal;
		controller.abort();
	};

	for (const signal of signals) {
		process.on(signal, stop);
	}

	try {
		return await work(controller.signal);
	} finally {
		for (const signal of signals) {
			process.off(signal, stop);
		}

		if (came !== undefined) {
			process.kill(process.pid, came);
		}
	}
}
