/** The work trees of a repository, told apart by names that survive a move or a copy of it. */
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
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

	const link = await readFile(path.join(commonDirectory, name, 'gitdir'), 'utf8').catch(() => undefined);
	const top = link === undefined ? path.basename(name) : path.dirname(path.resolve(commonDirectory, name, link.trimEnd()));
	return link !== undefined && existsSync(top) ? top : `${top}, which is gone`;
}
