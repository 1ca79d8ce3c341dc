/** Where a repository keeps its checklists. */
import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {isRepositoryFault, type RepositoryFault} from './faults.js';
import {gitIn} from './git.js';

/** In the order in which they are offered. Git reads these itself, so that what is ignored is never looked at. */
const places: readonly string[] = [
	'checklists/**/*.md',
	'releas*.md',
	'docs/**/*releas*.md',
	'docs/**/*checklist*.md',
	'doc/**/*releas*.md',
	'doc/**/*checklist*.md',
	'.github/**/*releas*.md',
	'.github/**/*checklist*.md',
];

/** What has been released is not how to release. */
const others = /release[ \-_]?(?:notes?|history|log)|^releases\.md$|changelog|^readme\.md$/iv;

/**
Markdown files that look like release checklists, tracked or not, without those that git ignores.
@returns paths from the top, the likeliest first.
*/
export async function findChecklists(top: string): Promise<readonly string[] | RepositoryFault> {
	const git = gitIn(top);
	const lists = await Promise.all(places.map(async place => git.ask(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', `:(glob,icase)${place}`], 'list the checklists')));
	const found = new Set<string>();
	for (const list of lists) {
		if (isRepositoryFault(list)) {
			return list;
		}

		for (const file of list.split('\0').filter(name => name !== '').toSorted()) {
			found.add(file);
		}
	}

	const candidates = [...found].filter(file => !others.test(path.posix.basename(file)));
	const present = await Promise.all(candidates.map(async file => isPlainFile(path.join(top, file))));
	return candidates.filter((_, index) => present[index]);
}

async function isPlainFile(file: string): Promise<boolean> {
	const found = await lstat(file).catch(() => undefined);
	return found?.isFile() === true;
}
