/** Following a file that another process writes, without being in its way and without keeping what was read. */
import {open, type FileHandle} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';

const chunkSize = 256 * 1024;
const shortestPause = 25;
const longestPause = 250;

export type Following = {
	/** Reads what has come since and stops following. */
	readonly finish: () => Promise<void>;
};

/**
Calls `take` with each piece, in order, which is only valid until it is done; `look` after each look at the file, also when nothing
has come. A missing file is one that nothing was written to yet.
*/
export function followFile(file: string, take: (chunk: Uint8Array) => void | Promise<void>, look: () => void | Promise<void> = () => undefined): Following {
	const finishing = new AbortController();
	const buffer = new Uint8Array(chunkSize);
	let position = 0;

	const readOn = async (handle: FileHandle): Promise<boolean> => {
		const before = position;
		for (;;) {
			// One piece follows the other.
			const {bytesRead} = await handle.read(buffer, 0, chunkSize, position);
			if (bytesRead === 0) {
				return position > before;
			}

			position += bytesRead;
			await take(buffer.subarray(0, bytesRead));
		}
	};

	const read = async (): Promise<boolean> => {
		await using handle = await open(file, 'r').catch(() => undefined);
		return handle !== undefined && await readOn(handle);
	};

	const follow = async (): Promise<void> => {
		for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
			const last = finishing.signal.aborted;
			const grown = await read();
			await look();
			if (last) {
				return;
			}

			pause = grown ? shortestPause : pause;
			// The file of another process tells nobody when it grows.
			await delay(pause, undefined, {signal: finishing.signal}).catch(() => undefined);
		}
	};

	const followed = follow();
	// Whoever finishes hears of a fault; before that nobody has to.
	followed.catch(() => undefined);
	return {
		async finish() {
			finishing.abort();
			await followed;
		},
	};
}
