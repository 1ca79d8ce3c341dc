/** The work trees of a repository, told apart by names that survive a move or a copy of it. */
import {existsSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import type {Place} from './place.js';

/** Where git keeps what is of this work tree alone, from the common git directory: empty for the first, `worktrees/<name>` for a linked one. */
export function nameWorkTree({gitDirectory, commonDirectory}: Place): string {
	return path.relative(commonDirectory, gitDirectory);
}

/** The top of a work tree other than this one, or that it is gone; undefined for this one. */
export async function describeOtherWorkTree(place: Place, name: string): Promise<string | undefined> {
	const {commonDirectory} = place;
	if (name === nameWorkTree(place)) {
		return undefined;
	}

	if (name === '') {
		return path.basename(commonDirectory) === '.git' ? path.dirname(commonDirectory) : commonDirectory;
	}

	const top = await findTop(commonDirectory, name);
	return top !== undefined && existsSync(top) ? top : `${top ?? path.basename(name)}, which is gone`;
}

/** The top of the work tree of that name, where it is there. */
export async function findWorkTree(place: Place, name: string): Promise<string | undefined> {
	const {commonDirectory} = place;
	if (name === nameWorkTree(place)) {
		return place.top;
	}

	const first = path.basename(commonDirectory) === '.git' ? path.dirname(commonDirectory) : undefined;
	const top = name === '' ? first : await findTop(commonDirectory, name);
	return top !== undefined && existsSync(top) ? top : undefined;
}

/** The tops of all linked work trees, as git has noted them. */
export async function listLinked(commonDirectory: string): Promise<string[]> {
	const names = await readdir(path.join(commonDirectory, 'worktrees')).catch(() => []);
	const tops = await Promise.all(names.map(async name => findTop(commonDirectory, path.join('worktrees', name))));
	return tops.filter(top => top !== undefined);
}

async function findTop(commonDirectory: string, name: string): Promise<string | undefined> {
	const link = await readFile(path.join(commonDirectory, name, 'gitdir'), 'utf8').catch(() => undefined);
	return link === undefined ? undefined : path.dirname(path.resolve(commonDirectory, name, link.trimEnd()));
}
