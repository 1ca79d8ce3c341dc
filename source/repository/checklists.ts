/** Where a repository keeps its checklists. */
import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {isRepositoryFault, type RepositoryFault} from './faults.js';
import {gitIn} from './git.js';

/** In the order in which they are offered. */
const places: readonly RegExp[] = [
	/^checklists\/.*\.md$/iv,
	/^releas[^\/]*\.md$/iv,
	/^docs\/.*releas[^\/]*\.md$/iv,
	/^docs\/.*checklist[^\/]*\.md$/iv,
	/^doc\/.*releas[^\/]*\.md$/iv,
	/^doc\/.*checklist[^\/]*\.md$/iv,
	/^\.github\/.*releas[^\/]*\.md$/iv,
	/^\.github\/.*checklist[^\/]*\.md$/iv,
];

/** All Markdown where a place can be. Git looks there itself, so that what is ignored is never looked at, and once, as it reads the whole work tree for it. */
const pathspecs: readonly string[] = ['', 'checklists/**/', 'docs/**/', 'doc/**/', '.github/**/'].map(folder => `:(glob,icase)${folder}*.md`);

/** What has been released is not how to release. */
const others = /release[ \-_]?(?:notes?|history|log)|^releases\.md$|changelog|^readme\.md$/iv;

/** Paths from the top of Markdown files that look like release checklists, the likeliest first; tracked or not, without those that git ignores. */
export async function findChecklists(top: string): Promise<readonly string[] | RepositoryFault> {
	const listed = await gitIn(top).ask(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...pathspecs], 'list the checklists');
	if (isRepositoryFault(listed)) {
		return listed;
	}

	const files = listed.split('\0').filter(name => name !== '').toSorted();
	const found = new Set(places.flatMap(place => files.filter(file => place.test(file))));
	const candidates = [...found].filter(file => !others.test(path.posix.basename(file)));
	const present = await Promise.all(candidates.map(async file => isPlainFile(path.join(top, file))));
	return candidates.filter((_, index) => present[index]);
}

async function isPlainFile(file: string): Promise<boolean> {
	const found = await lstat(file).catch(() => undefined);
	return found?.isFile() === true;
}
