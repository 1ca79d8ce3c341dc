/** Following a file that another process writes, without being in its way and without keeping what was read. */
import {open} from 'node:fs/promises';

const chunkSize = 256 * 1024;
const shortestPause = 25;
const longestPause = 250;

export type Following = {
	/** Reads what has come since and stops following. */
	readonly finish: () => Promise<void>;
};

/**
Calls `take` with each piece, in order, a copy that may be kept; `look` after each look at the file, also when nothing
has come. A missing file is one that nothing was written to yet.
*/
export function followFile(file: string, take: (chunk: Buffer) => void | Promise<void>, look: () => void | Promise<void> = () => undefined): Following {
	let finishing = false;
	let position = 0;
	let wake = (): void => undefined;

	const read = async (): Promise<boolean> => {
		let handle;
		try {
			handle = await open(file, 'r');
		} catch {
			return false;
		}

		const before = position;
		try {
			for (;;) {
				// One piece follows the other.
				// eslint-disable-next-line no-await-in-loop
				const {bytesRead, buffer} = await handle.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, position);
				if (bytesRead === 0) {
					return position > before;
				}

				position += bytesRead;
				// eslint-disable-next-line no-await-in-loop
				await take(buffer.subarray(0, bytesRead));
			}
		} finally {
			await handle.close();
		}
	};

	const follow = async (): Promise<void> => {
		for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
			const last = finishing;
			// eslint-disable-next-line no-await-in-loop
			const grown = await read();
			// eslint-disable-next-line no-await-in-loop
			await look();
			if (last) {
				return;
			}

			pause = grown ? shortestPause : pause;
			if (!finishing) {
				const wait = pause;
				// The file of another process tells nobody when it grows.
				// eslint-disable-next-line no-await-in-loop
				await new Promise<void>(resolve => {
					const timer = setTimeout(resolve, wait);
					wake = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
		}
	};

	const followed = follow();
	// Whoever finishes hears of a fault; before that nobody has to.
	followed.catch(() => undefined);
	return {
		async finish() {
			finishing = true;
			wake();
			await followed;
		},
	};
}
