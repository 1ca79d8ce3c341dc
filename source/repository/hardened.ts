/** How git is run on a repository that is not trusted: an absolute path, nothing inherited, nothing fetched, nothing executed. */
import {constants} from 'node:fs';
import {access, realpath} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** No other variable is given. */

export const hardenedEnvironment: Readonly<Record<string, string>> = {
	GIT_NO_REPLACE_OBJECTS: '1',
	GIT_GRAFT_FILE: '/dev/null',
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_OPTIONAL_LOCKS: '0',
	GIT_NO_LAZY_FETCH: '1',
	GIT_ALLOW_PROTOCOL: 'none',
	GIT_TERMINAL_PROMPT: '0',
	LC_ALL: 'C',
};

export function hardenedArguments(gitDirectory: string): readonly string[] {
	return ['-c', `safe.directory=${gitDirectory}`, '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', `--git-dir=${gitDirectory}`];
}

/** The absolute path of git, from the absolute directories of PATH. */
export async function findGit(): Promise<string | undefined> {
	const directories = (process.env.PATH ?? '').split(path.delimiter).filter(directory => path.isAbsolute(directory));
	for (const directory of directories) {
		const file = path.join(directory, 'git');
		try {
			await access(file, constants.X_OK);

			return await realpath(file);
		} catch {}
	}

	return undefined;
}
