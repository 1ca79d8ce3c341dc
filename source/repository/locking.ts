/** What a git of ours is about to lock, said before it does: so that what a kill leaves of it can be told from somebody else's. */
import path from 'node:path';
import type {RepositoryFault} from './faults.js';
import type {Place} from './place.js';

export type GitLock = {
	/** From the common git directory, with `/`. */
	readonly file: string;
	/** What git writes into it, if anything; undefined: it cannot be foreseen. */
	readonly holds: string | undefined;
};

export type Locking = {
	/** Of git: `update-ref` … */
	readonly command: string;
	/** Of the git that waits to begin. */
	readonly pid: number;
	readonly locks: readonly GitLock[];
};

/** Resolves when the note is on disk, to what takes it away again: when git has ended by itself, it has let go of all. */
export type NoteLocking = (locking: Locking) => Promise<RepositoryFault | (() => Promise<void>)>;

export const unnoted: NoteLocking = async () => async () => undefined;

/** When git is over: one that was killed may have left its locks, so its note stays; one that never began has none. */
export async function endNote(remove: () => Promise<void>, {pid, exitCode}: {readonly pid: number | undefined; readonly exitCode: number | undefined}): Promise<void> {
	if (exitCode !== undefined || pid === undefined) {
		await remove();
	}
}

/** The index of this work tree. */
export function indexLock(place: Place): GitLock {
	return lockOf(place, path.join(place.gitDirectory, 'index'), undefined);
}

/** Each ref's, and that of HEAD: it goes with the branch that it names. */
export function refLocks(place: Place, changes: ReadonlyArray<{readonly ref: string; readonly to: string}>): GitLock[] {
	return [
		...changes.map(({ref, to}) => lockOf(place, path.join(place.commonDirectory, ref), to)),
		lockOf(place, path.join(place.gitDirectory, 'HEAD'), ''),
	];
}

function lockOf({commonDirectory}: Place, file: string, holds: string | undefined): GitLock {
	return {file: `${path.relative(commonDirectory, file)}.lock`, holds};
}
