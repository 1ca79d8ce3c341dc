/** Finding a repository without running git: nothing of a repository that is not trusted takes part. */
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {repositoryFault, type RepositoryFault} from './faults.js';

/** The common git directory around a directory, as an absolute path; also of a bare repository or one that belongs to another user. */
export async function findGitDirectory(directory: string): Promise<string | RepositoryFault> {
	const start = path.resolve(directory);
	for (let place = start; ; place = path.dirname(place)) {
		// Upwards, one step after the other.

		const found = await gitDirectoryAt(place);
		if (found !== undefined) {
			return found;
		}

		if (path.dirname(place) === place) {
			return repositoryFault('repository.none', `${start} is not in a git repository. Change into one, or name it with --repo.`);
		}
	}
}

async function gitDirectoryAt(place: string): Promise<string | undefined> {
	const dotGit = path.join(place, '.git');
	const linked = await readPointer(dotGit, /^gitdir: (?<path>.+)\n?$/v, place);
	for (const candidate of [linked, dotGit, place]) {
		const common = candidate === undefined ? undefined : await commonDirectoryOf(candidate);
		if (common !== undefined) {
			return common;
		}
	}

	return undefined;
}

/** The common directory of what looks like a git directory; undefined when it does not. */
async function commonDirectoryOf(gitDirectory: string): Promise<string | undefined> {
	const common = await readPointer(path.join(gitDirectory, 'commondir'), /^(?<path>.+)\n?$/v, gitDirectory) ?? gitDirectory;
	const [head, objects, refs] = await Promise.all([
		readFile(path.join(gitDirectory, 'HEAD')).catch(() => undefined),
		isDirectory(path.join(common, 'objects')),
		isDirectory(path.join(common, 'refs')),
	]);
	return head !== undefined && objects && refs ? common : undefined;
}

async function readPointer(file: string, pattern: RegExp, base: string): Promise<string | undefined> {
	const text = await readFile(file, 'utf8').catch(() => '');
	const target = pattern.exec(text)?.groups?.path;
	return target === undefined ? undefined : path.resolve(base, target);
}

async function isDirectory(file: string): Promise<boolean> {
	const found = await stat(file).catch(() => undefined);
	return found?.isDirectory() === true;
}
