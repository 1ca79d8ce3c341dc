/** What lies around a checklist and says something about it: the signers file, and what git tracks. */
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {Command} from '../../checklist/command.js';
import {isFault} from '../../record/record-fault.js';
import {parseSigners, signersPath} from '../../record/signers.js';

/** The work tree's top: the next folder above with a `.git` in it. */
function topOf(folder: string): string | undefined {
	for (let at = folder; ; at = path.dirname(at)) {
		if (existsSync(path.join(at, '.git'))) {
			return at;
		}

		if (at === path.dirname(at)) {
			return undefined;
		}
	}
}

/** How many people have each role; undefined where no signers file says it. */
export async function readPeople(folder: string): Promise<ReadonlyMap<string, number> | undefined> {
	const top = topOf(folder);
	const bytes = top === undefined ? undefined : await readFile(path.join(top, signersPath)).catch(() => undefined);
	const signers = bytes && parseSigners(bytes);
	return signers && !isFault(signers) ? new Map(Object.entries(signers.roles).map(([role, members]) => [role, members.length])) : undefined;
}

/** Tells which files, as commands name them, git tracks; asks git only when there are such commands. */
export async function readTracked(folder: string, commands: readonly Command[]): Promise<(command: Command, file: string) => boolean> {
	const top = commands.length > 0 ? topOf(folder) : undefined;
	if (top === undefined) {
		return () => false;
	}

	const [{gitIn}, {isRepositoryFault}] = await Promise.all([import('../../repository/git.js'), import('../../repository/faults.js')]);
	const answer = await gitIn(top).ask(['ls-files', '-z'], 'list the files');
	const tracked = new Set(isRepositoryFault(answer) ? [] : answer.split('\0'));
	return ({cwd}, file) => tracked.has(path.relative(top, path.resolve(top, cwd ?? '', file)).replaceAll('\\', '/'));
}
