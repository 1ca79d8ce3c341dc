/** Which files a glob names, without following a link. */
import type {Dirent} from 'node:fs';
import {lstat, readdir} from 'node:fs/promises';
import path from 'node:path';
import {callbackify} from 'node:util';
import {glob, type FileSystemAdapter} from 'tinyglobby';

const mostFiles = 1000;

/** Paths from the top with `/`, in order, or why they cannot be had. */
export async function listFiles(top: string, pattern: string): Promise<readonly string[] | {readonly why: string}> {
	// A name that stands there just as it is written, brackets and all.
	const literal = pattern.replace(/^\.\//v, '');
	const found = await lstat(path.join(top, literal)).catch(() => undefined);
	if (found && !found.isDirectory()) {
		return [literal];
	}

	const {fs, faults} = watchReading();
	const paths = await glob([escapeNegation(pattern)], {
		cwd: top, fs, onlyFiles: true, followSymbolicLinks: false, expandDirectories: false,
	});
	if (faults[0] !== undefined) {
		const name = path.relative(top, faults[0]);
		return {why: `${name === '' ? top : name} cannot be looked into`};
	}

	return paths.length > mostFiles ? {why: `it names ${paths.length} files, and more than ${mostFiles} are too many: narrow it, or point at one archive or list of them`} : paths.toSorted();
}

/** `!x` is a name here, and not all but that. */
const escapeNegation = (pattern: string): string => pattern.startsWith('!') ? `\\${pattern}` : pattern;

/**
Whatever is no folder counts as a file, so that a link that a glob names is found and refused, not passed over; and a
folder that cannot be read is remembered.
*/
function watchReading(): {readonly faults: readonly string[]; readonly fs: FileSystemAdapter} {
	const faults: string[] = [];
	const read = async (folder: string): Promise<Dirent[]> => {
		try {
			const entries = await readdir(folder, {withFileTypes: true});
			return entries.map(entry => entry.isDirectory() ? entry : Object.assign(entry, {isFile: () => true, isSymbolicLink: () => false}));
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))) {
				faults.push(folder);
			}

			throw error;
		}
	};

	const answer = callbackify(read);
	const listen = (folder: string, _options: {withFileTypes: true}, done: (error: Error | null, entries: Dirent[]) => void): void => {
		answer(folder, done);
	};

	// The library asks for this one of the function's many forms only.
	return {faults, fs: {readdir: listen as FileSystemAdapter['readdir'] & {}}};
}
