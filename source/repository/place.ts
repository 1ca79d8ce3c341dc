/** Where the repository is. */
import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {checkDirectory, gitIn, type Git} from './git.js';

export type ObjectFormat = 'sha1' | 'sha256';

export type Place = {
	/** Top of the work tree. */
	readonly top: string;
	/** Of this work tree. */
	readonly gitDirectory: string;
	/** Shared by all work trees: runs live below it. */
	readonly commonDirectory: string;
	readonly objectFormat: ObjectFormat;
};

const questions = ['rev-parse', '--path-format=absolute', '--is-bare-repository', '--show-object-format', '--git-dir', '--git-common-dir'];

/** Finds the repository and work tree around a directory. */
export async function readPlace(directory: string): Promise<Place | RepositoryFault> {
	const git = gitIn(path.resolve(directory));
	const [missing, all] = await Promise.all([checkDirectory(directory), git.run([...questions, '--show-toplevel'])]);
	if (missing !== undefined) {
		return missing;
	}

	const lines = all.ok ? all.stdout.split('\n') : [];
	const [, format, gitDirectory, commonDirectory, top, end, ...rest] = lines;
	if (gitDirectory === undefined || commonDirectory === undefined || top === undefined || end !== '' || rest.length > 0) {
		return findFault(git);
	}

	const link = await lstat(path.join(top, '.git')).catch(() => undefined);
	return link === undefined
		? repositoryFault('repository.worktree', `The files of the repository at ${gitDirectory} are in ${top} (core.worktree), and git does not find it from there. Work in a clone, or in a work tree made by \`git worktree add\`.`)
		: {
			top, gitDirectory, commonDirectory, objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
		};
}

/** Asks one after the other, to tell what it is that is wrong. */
async function findFault(git: Git): Promise<RepositoryFault> {
	const answer = await git.ask(questions, 'look at the repository');
	if (isRepositoryFault(answer)) {
		return answer;
	}

	if (answer.startsWith('true\n')) {
		return repositoryFault('repository.bare', `${git.directory} is a bare repository: it has no files to release from. Work in a clone of it.`);
	}

	const top = await git.ask(['rev-parse', '--show-toplevel'], 'find the top of the work tree');
	return isRepositoryFault(top)
		? top
		: repositoryFault('repository.path', `The path of the repository around ${git.directory} holds a line break. Move it to a plain path.`);
}
