/** What processes that were killed in the middle of taking a lock have left beside it. */
import path from 'node:path';
import {type FileSystem} from './files.js';
import {readHolder} from './locks.js';

/** Nobody is in the middle of anything for so long. */
const oldMs = 60 * 60 * 1000;

/** Removes leftovers beside the locks of a run; never a lock, and nothing that somebody may still be using. */
export async function sweepLocks(disk: FileSystem, directory: string): Promise<void> {
	const names = await disk.readdir(directory);
	await Promise.all(names.map(async name => {
		const file = path.join(directory, name);
		const unfinished = name.startsWith('.');
		if (!unfinished && !name.includes('.after-')) {
			return;
		}

		const {mtimeMs} = await disk.lstat(file);
		const holder = unfinished ? undefined : await readHolder(disk, file);
		if (Date.now() - mtimeMs > oldMs && (unfinished || holder?.alive === false)) {
			await disk.rm(file, {force: true});
		}
	}));
}
