/** Whether somebody else's git works in a repository at this moment. */
import {readdir, readFile, readlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type {Place} from './place.js';
import {listLinked} from './work-trees.js';

/** Where it cannot be told in which repository a git works, it may be this one. */
export async function isGitAtWork(place: Place): Promise<boolean> {
	if (process.platform !== 'linux') {
		const {execa} = await import('execa');
		const {stdout} = await execa('ps', ['-A', '-o', 'args='], {reject: false, stdin: 'ignore', env: {LC_ALL: 'C'}});
		return stdout.split('\n').some(line => isGit(line.trim().split(/\s+/v)));
	}

	const {top, commonDirectory} = place;
	const places = [top, commonDirectory, path.dirname(commonDirectory), ...await listLinked(commonDirectory)];
	const names = await readdir('/proc');
	const found = await Promise.all(names.filter(name => /^\d+$/v.test(name)).map(async pid => worksIn(places, pid)));
	return found.includes(true);
}

async function worksIn(places: readonly string[], pid: string): Promise<boolean> {
	const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
	if (!isGit(line.split('\0'))) {
		return false;
	}

	try {
		const directory = await readlink(`/proc/${pid}/cwd`);
		return places.some(one => directory === one || directory.startsWith(`${one}${path.sep}`));
	} catch (error) {
		// One that has ended meanwhile, or somebody else's.
		return (error as NodeJS.ErrnoException).code === 'EACCES';
	}
}

/** Those that only wait for something, as long as the machine runs, hold no locks. */
function isGit(line: readonly string[]): boolean {
	return /^git(?:-|$)/v.test(path.basename(line[0] ?? '')) && line.every(part => !/(?:^|-)daemon$/v.test(part));
}
