/** Where the repository is. */
import path from 'node:path';
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {checkDirectory, gitIn} from './git.js';

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

/** Finds the repository and work tree around a directory. */
export async function readPlace(directory: string): Promise<Place | RepositoryFault> {
	const missing = await checkDirectory(directory);
	if (missing !== undefined) {
		return missing;
	}

	const git = gitIn(path.resolve(directory));
	const answer = await git.ask(['rev-parse', '--path-format=absolute', '--is-bare-repository', '--show-object-format', '--git-dir', '--git-common-dir'], 'look at the repository');
	if (isRepositoryFault(answer)) {
		return answer;
	}

	const [bare, format, gitDirectory, commonDirectory, ...rest] = answer.split('\n');
	if (bare === 'true') {
		return repositoryFault('repository.bare', `${git.directory} is a bare repository: it has no files to release from. Work in a clone of it.`);
	}

	if (gitDirectory === undefined || commonDirectory === undefined || rest.length !== 1) {
		return repositoryFault('repository.path', `The path of the repository around ${git.directory} holds a line break. Move it to a plain path.`);
	}

	const top = await git.ask(['rev-parse', '--path-format=absolute', '--show-toplevel'], 'find the top of the work tree');
	return isRepositoryFault(top)
		? top
		: {
			top: top.replace(/\n$/v, ''), gitDirectory, commonDirectory, objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
		};
}
