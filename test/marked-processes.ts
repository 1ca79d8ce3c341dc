/** Processes that were started with a marker in their environment, wherever they have gone since. */
import {readdirSync, readFileSync} from 'node:fs';

/** Numbers of those that live, but for these. */
export function listMarked(marker: string, but: readonly number[] = []): number[] {
	return readdirSync('/proc').map(Number).filter(pid => pid > 0 && !but.includes(pid) && isMarked(pid, marker));
}

function isMarked(pid: number, marker: string): boolean {
	try {
		// Of a zombie nothing is left to be read.
		return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(marker);
	} catch {
		return false;
	}
}
