/** The record's files in the person's index and work tree: all of them or none. */
import {
	lstat,
	readFile,
	rm,
	rmdir,
} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {askApart} from './apart.js';
import {isRepositoryFault, type RepositoryFault} from './faults.js';
import {gitIn, type Git} from './git.js';
import {indexLock, type NoteLocking} from './locking.js';
import {readPlace} from './place.js';

const patienceMs = 1500;

/**
Two-tree merge into the person's index and work tree: it touches what differs between the two, and refuses to overwrite
anything. What it has written when the disk is full, or when it is killed, is taken away again, then or the next time.
*/
export async function checkOut(top: string, {from, to, note}: {readonly from: string; readonly to: string; readonly note: NoteLocking}): Promise<RepositoryFault | undefined> {
	const git = gitIn(top);
	const place = await readPlace(top);
	if (isRepositoryFault(place)) {
		return place;
	}

	await removeLeftFiles(git, from, to);
	const config = ['core.autocrlf=false', 'core.eol=lf', 'submodule.recurse=false', ...await withoutFilters(git)];
	const until = performance.now() + patienceMs;
	for (;;) {
		const answer = await askApart(top, ['read-tree', '-m', '-u', from, to], {
			doing: 'check the record out', config, locks: [indexLock(place)], note,
		});
		if (!isRepositoryFault(answer)) {
			return undefined;
		}

		// Most locks are held for moments, by another git of the person's or by what is left of an attempt that was killed.
		if (answer.code !== 'index.locked' || performance.now() > until) {
			await removeLeftFiles(git, from, to);
			return answer;
		}

		await pause(50);
	}
}

/** The record's files come out of git as they went in, whatever filters the person's configuration knows. */
async function withoutFilters(git: Git): Promise<readonly string[]> {
	const outcome = await git.run(['config', '--null', '--name-only', '--get-regexp', String.raw`^filter\..*\.(smudge|process|required)$`]);
	const keys = outcome.ok ? outcome.stdout.split('\0').filter(key => key !== '' && !key.includes('=')) : [];
	return keys.map(key => key.endsWith('.required') ? `${key}=false` : `${key}=`);
}

/** Files that are not in the index and hold the record's own bytes, or as many of them as had been written. */
async function removeLeftFiles(git: Git, from: string, to: string): Promise<void> {
	const added = await listPaths(git, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--diff-filter=A', from, to]);
	const folder = commonFolder(added);
	if (folder === '.') {
		return;
	}

	const untracked = new Set(await listPaths(git, ['--literal-pathspecs', 'ls-files', '-z', '--others', '--', folder]));
	for (const name of added) {
		const file = path.join(git.directory, name);
		const isLeft = untracked.has(name) && await isPartOf(git, file, `${to}:${name}`);
		if (!isLeft) {
			continue;
		}

		await rm(file, {force: true});
		await removeEmptyFolders(git.directory, path.dirname(name));
	}
}

async function listPaths(git: Git, args: readonly string[]): Promise<string[]> {
	const outcome = await git.run(args);
	return outcome.ok ? outcome.stdout.split('\0').filter(name => name !== '') : [];
}

/** Of paths in order; a record has one. */
function commonFolder(paths: readonly string[]): string {
	let folder = path.posix.dirname(paths[0] ?? '');
	while (folder !== '.' && !paths.at(-1)?.startsWith(`${folder}/`)) {
		folder = path.posix.dirname(folder);
	}

	return folder;
}

async function isPartOf({blob}: Git, file: string, name: string): Promise<boolean> {
	const found = await lstat(file).catch(() => undefined);
	const whole = found?.isFile() ? await blob(name) : undefined;
	if (whole === undefined || isRepositoryFault(whole)) {
		return false;
	}

	const bytes = await readFile(file).catch(() => undefined);
	return bytes?.equals(whole.subarray(0, bytes.length)) ?? false;
}

async function removeEmptyFolders(top: string, folder: string): Promise<void> {
	for (let empty = folder; empty !== '.'; empty = path.dirname(empty)) {
		try {
			await rmdir(path.join(top, empty));
		} catch {
			return;
		}
	}
}
