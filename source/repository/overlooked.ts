/** Tracked files that git was told not to look at: what was changed in them does not show in its status. */
import {lstat, readlink} from 'node:fs/promises';
import path from 'node:path';
import {isRepositoryFault, type RepositoryFault} from './faults.js';
import {gitIn, type Git} from './git.js';
import {bytesOf, objectId} from './object-text.js';
import {readPlace} from './place.js';

type Entry = {readonly mode: string; readonly id: string; readonly path: string};

/** Files marked with `--assume-unchanged` or `--skip-worktree` that differ from the index all the same; paths from the top. */
export async function readOverlooked(directory: string): Promise<readonly string[] | RepositoryFault> {
	// A lower-case letter: assumed to be unchanged; `S`: not looked for in the work tree.
	const listed = await gitIn(directory).ask(['ls-files', '--full-name', '-z', '-v', '--', ':(top)'], 'list the tracked files');
	if (isRepositoryFault(listed)) {
		return listed;
	}

	const marked = listed.split('\0').filter(entry => /^[Sa-z] /v.test(entry));
	return marked.length === 0 ? [] : compare(directory, marked);
}

async function compare(directory: string, marked: readonly string[]): Promise<readonly string[] | RepositoryFault> {
	const place = await readPlace(directory);
	if (isRepositoryFault(place)) {
		return place;
	}

	const git = gitIn(place.top);
	const [staged, sparse] = await Promise.all([
		git.ask(['ls-files', '-z', '--stage'], 'read the index'),
		git.run(['config', '--type=bool', '--get', 'core.sparseCheckout']),
	]);
	if (isRepositoryFault(staged)) {
		return staged;
	}

	// In a sparse checkout git itself looks at what stands there in spite of it.
	const isSparse = sparse.ok && sparse.stdout === 'true\n';
	const asked = new Map(marked.filter(entry => !isSparse || !entry.startsWith('S')).map(entry => [entry.slice(2), /^[Ss]/v.test(entry)]));
	const differing: string[] = [];
	for (const entry of staged.split('\0').flatMap(line => readEntry(line))) {
		const maybeAbsent = asked.get(entry.path);
		if (maybeAbsent !== undefined && await differs(git, entry, maybeAbsent)) {
			differing.push(entry.path);
		}
	}

	return differing;
}

function readEntry(line: string): Entry[] {
	const {mode, id, path: name} = /^(?<mode>\d+) (?<id>[\da-f]+) \d\t(?<path>.*)$/sv.exec(line)?.groups ?? {};
	return mode === undefined || id === undefined || name === undefined ? [] : [{mode, id, path: name}];
}

async function differs(git: Git, {mode, id, path: name}: Entry, maybeAbsent: boolean): Promise<boolean> {
	const file = path.join(git.directory, name);
	const found = await lstat(file).catch(() => undefined);
	if (found === undefined) {
		return !maybeAbsent;
	}

	switch (mode) {
		case '160000': {
			return !found.isDirectory();
		}

		case '120000': {
			return !found.isSymbolicLink() || objectId('blob', bytesOf(await readlink(file)), id.length === 40 ? 'sha1' : 'sha256') !== id;
		}

		default: {
			// Through the person's filters, as git itself would compare.
			const hashed = found.isFile() ? await git.run(['hash-object', '--', name]) : undefined;
			return hashed?.ok !== true || hashed.stdout.trim() !== id;
		}
	}
}
