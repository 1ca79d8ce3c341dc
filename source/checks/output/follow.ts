/** Following what another process writes, without being in its way and without keeping what was read. */
import {open, type FileHandle} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';

const chunkSize = 256 * 1024;
const shortestPause = 25;
const longestPause = 250;

export type Following = {
	/** Until what is there now has been read. */
	readonly catchUp: () => Promise<void>;
	/** Reads what has come since and stops following. */
	readonly finish: () => Promise<void>;
};

/** A piece is only valid until this is done. */
export type Take = (chunk: Uint8Array) => void | Promise<void>;

export type Watching = {
	/** Called after each look, also when nothing has come. */
	readonly look?: () => void | Promise<void>;
	/** Aborted when nobody waits for it any more: the process may end then. */
	readonly leaving?: AbortSignal | undefined;
};

/**
Calls `take` with each piece of a file, in order. A missing file is one that nothing was written to yet.
*/
export function followFile(file: string, take: Take, watching?: Watching): Following {
	const buffer = new Uint8Array(chunkSize);
	let position = 0;
	return follow(async () => {
		await using handle = await open(file, 'r').catch(() => undefined);
		if (!handle) {
			return longestPause;
		}

		const before = position;
		for (let bytesRead = 1; bytesRead > 0;) {
			// One piece follows the other.
			({bytesRead} = await handle.read(buffer, 0, chunkSize, position));

			position += bytesRead;
			await take(buffer.subarray(0, bytesRead));
		}

		return position > before ? shortestPause : longestPause;
	}, watching);
}

/** Smaller pieces are worth waiting a moment for more. */
const worthReading = 16 * 1024;
const moment = 2;
/** How often what is still written is read when it is over: others can hold the pipe. */
const patience = 64;

/** The same for a pipe that is open for reading without blocking. */
export function followPipe(handle: FileHandle, take: Take, watching?: Watching): Following {
	const buffer = new Uint8Array(chunkSize);
	return follow(async last => {
		for (let count = 0; count < patience; count++) {
			const bytesRead = await readPipe(handle, buffer);
			if (bytesRead === 0) {
				return count === 0 ? longestPause : moment;
			}

			await take(buffer.subarray(0, bytesRead));
			if (!last && bytesRead < worthReading) {
				return moment;
			}
		}

		return 0;
	}, watching);
}

/** Nothing there is nothing read. */
async function readPipe(handle: FileHandle, buffer: Uint8Array): Promise<number> {
	try {
		const {bytesRead} = await handle.read(buffer, 0, chunkSize);
		return bytesRead;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
			return 0;
		}

		throw error;
	}
}

/** `read` says how many milliseconds it would wait at most before it is called again. */
function follow(read: (last: boolean) => Promise<number>, {look, leaving}: Watching = {}): Following {
	let finishing = false;
	let waking = new AbortController();
	let asked: Array<() => void> = [];
	const run = async (): Promise<void> => {
		for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
			waking = new AbortController();
			const last = finishing;
			const answered = asked;
			asked = [];
			const wish = await read(last || answered.length > 0);
			await look?.();
			for (const answer of answered) {
				answer();
			}

			if (last) {
				return;
			}

			pause = Math.min(Math.max(pause, moment), wish);
			// What another process writes tells nobody when it grows.
			await delay(pause, undefined, {signal: waking.signal, ref: !leaving?.aborted}).catch(() => undefined);
		}
	};

	leaving?.addEventListener('abort', () => {
		waking.abort();
	});
	const followed = run();
	// Whoever finishes hears of a fault; before that nobody has to.
	followed.catch(() => undefined);
	return {
		async catchUp() {
			const answered = new Promise<void>(resolve => {
				asked.push(resolve);
			});
			waking.abort();
			await Promise.race([answered, followed]);
		},
		async finish() {
			finishing = true;
			waking.abort();
			await followed;
		},
	};
}
