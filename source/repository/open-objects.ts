/**
The objects of a repository that is not trusted. Two git commands only, with nothing inherited, and every object is
hashed again here: git does not do that when it reads.
*/
import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {openBatch, type GitObject} from './batch.js';
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {findGit, hardenedArguments, hardenedEnvironment} from './hardened.js';
import {objectId} from './object-text.js';

type Ref = {readonly name: string; readonly id: string};

export type Objects = {
	/** True when history was cut off by `git clone --depth`: what is missing may exist elsewhere. */
	readonly shallow: boolean;
	/** All refs, sorted by name. */
	refs(): Promise<readonly Ref[] | RepositoryFault>;
	/**
	An object by its full id, hashed again. `missing`: it is not here, and is not fetched.
	Faults: `object.id`, `object.hash`, `limits`, `object.unreadable`.
	*/
	read(id: string): Promise<GitObject | RepositoryFault | 'missing'>;
	close(): Promise<void>;
};

export type Limits = {
	/** Bytes of one object. */
	readonly objectBytes: number;
	/** How many objects are read in all. */
	readonly objects: number;
	/** Bytes of the list of refs. */
	readonly refBytes: number;
};

const usualLimits: Limits = {objectBytes: 64 * 1024 * 1024, objects: 200_000, refBytes: 64 * 1024 * 1024};

/** Opens a repository for reading; its git directory as an absolute path, as from `findGitDirectory`. */
export async function openObjects(gitDirectory: string, limits: Limits = usualLimits): Promise<Objects | RepositoryFault> {
	const git = await findGit();
	if (git === undefined) {
		return repositoryFault('git.missing', 'The program `git` was not found. Install git 2.34 or newer and see that it is in PATH.');
	}

	const batch = openBatch({program: git, gitDirectory, objectBytes: limits.objectBytes});
	let count = 0;
	return {
		shallow: await isShallow(gitDirectory),
		refs: async () => readRefs(git, gitDirectory, limits.refBytes),
		async read(id) {
			if (!/^(?:[\da-f]{40}|[\da-f]{64})$/v.test(id)) {
				return repositoryFault('object.id', `${JSON.stringify(id)} is not the full id of an object.`);
			}

			count++;
			if (count > limits.objects) {
				return repositoryFault('limits', `More than ${limits.objects} objects would have to be read.`);
			}

			const object = await batch.read(id);
			return checkHash(id, object === 'missing' ? await explainMissing(gitDirectory, id) : object);
		},
		close: async () => batch.close(),
	};
}

/** Git says of an object with a file of its own that it is missing, too, when it cannot make sense of the file. */
async function explainMissing(gitDirectory: string, id: string): Promise<RepositoryFault | 'missing'> {
	try {
		await access(path.join(gitDirectory, 'objects', id.slice(0, 2), id.slice(2)), constants.R_OK);
		return repositoryFault('object.hash', `The object ${id} is on the disk, and git cannot read it: it was damaged.`);
	} catch (error) {
		const isAbsent = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
		return isAbsent ? 'missing' : repositoryFault('object.unreadable', `The object ${id} is on the disk, and you may not read it.`);
	}
}

function checkHash(id: string, object: GitObject | RepositoryFault | 'missing'): GitObject | RepositoryFault | 'missing' {
	if (object === 'missing' || isRepositoryFault(object)) {
		return object;
	}

	return objectId(object.type, object.bytes, id.length === 40 ? 'sha1' : 'sha256') === id
		? object
		: repositoryFault('object.hash', `The object ${id} does not have the content that its id stands for: it was changed on the disk.`);
}

async function readRefs(program: string, gitDirectory: string, refBytes: number): Promise<readonly Ref[] | RepositoryFault> {
	const {stdout, stderr, failed, isMaxBuffer} = await execa(program, [...hardenedArguments(gitDirectory), 'for-each-ref', '--format=%(objectname) %(refname)'], {
		env: hardenedEnvironment, extendEnv: false, reject: false, stdin: 'ignore', maxBuffer: refBytes,
	});
	if (isMaxBuffer) {
		return repositoryFault('limits', `The list of refs is longer than ${refBytes} bytes.`);
	}

	if (failed) {
		return repositoryFault('object.unreadable', `The refs of ${gitDirectory} cannot be read: ${stderr.trim()}`);
	}

	return stdout.split('\n').filter(line => line !== '').map(line => {
		const space = line.indexOf(' ');
		return {id: line.slice(0, space), name: line.slice(space + 1)};
	});
}

async function isShallow(gitDirectory: string): Promise<boolean> {
	const found = await stat(path.join(gitDirectory, 'shallow')).catch(() => undefined);
	return found !== undefined && found.size > 0;
}
