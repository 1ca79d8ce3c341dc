/** Locks of git that a kill has left: noted in the run's folder before git begins, removed by whoever comes back. */
import path from 'node:path';
import {isFault} from '../journal/faults.js';
import {noteGit, settleGitNotes} from '../journal/git-notes.js';
import {repositoryFault} from '../repository/faults.js';
import type {NoteLocking} from '../repository/locking.js';
import {removeNotedLocks} from '../repository/noted-locks.js';
import {findSuccession} from './driving.js';
import type {Engine} from './engine.js';
import type {Materials} from './materials.js';

type Place = Pick<Materials, 'facts' | 'journal'>;

/** For every act that makes git lock something: the one who drives does it, and nobody who was taken over from meanwhile. */
export function noteLocking({driving, materials: {journal}}: Pick<Engine, 'driving' | 'materials'>): NoteLocking {
	return async ({locks, ...git}) => {
		const refusal = await findSuccession(driving);
		if (refusal !== undefined) {
			return repositoryFault('run.taken', refusal);
		}

		const noted = await noteGit(journal.folder, {...git, locks: locks.map(({file, holds}) => ({file, ...(holds !== undefined && {holds})}))});
		return isFault(noted) ? repositoryFault(noted.code, noted.sentence) : noted;
	};
}

/** What was left by any run of this repository; a sentence when something was. */
export async function freeLeftLocks({facts, journal}: Place): Promise<string[]> {
	const removed: string[] = [];
	await settleGitNotes(path.dirname(journal.folder), async ({locks}, notedAt) => {
		const settled = await removeNotedLocks(facts, {notedAt, locks: locks.map(({file, holds}) => ({file, holds}))});
		removed.push(...settled.removed);
		return settled.settled;
	});
	return removed.length === 0 ? [] : [`A git that Holdpoint had started was killed, and what it had locked is free again: ${removed.join(', ')} in ${facts.commonDirectory}.`];
}
