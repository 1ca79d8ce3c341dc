/** Git in a session of its own: what it has begun it ends, whatever becomes of the terminal and all that it started. */
import {execa} from 'execa';
import {explainGit, isRepositoryFault, type RepositoryFault} from './faults.js';
import {gitEnvironment, quietConfig} from './git.js';
import {endNote, type GitLock, type NoteLocking} from './locking.js';

type Apart = {
	/** Completes "Git could not …". */
	readonly doing: string;
	/** Further `-c` settings, `key=value`. */
	readonly config: readonly string[];
	readonly locks: readonly GitLock[];
	readonly note: NoteLocking;
};

/** Standard output, or the fault. Git begins when it is noted what it locks, and not at all when this process is gone by then. */
export async function askApart(directory: string, args: readonly string[], {doing, config, locks, note}: Apart): Promise<string | RepositoryFault> {
	const settings = [...quietConfig, ...config].flatMap(setting => ['-c', setting]);
	const git = execa('sh', ['-c', 'read -r _ && exec git "$@"', 'git', ...settings, ...args], {
		cwd: directory, env: gitEnvironment(), extendEnv: false, reject: false, stdin: 'pipe', detached: true, stripFinalNewline: false,
	});
	// A shell that has died has closed its input: what it said is read below.
	git.stdin.on('error', () => undefined);
	const noted = await note({command: args[0] ?? '', pid: git.pid ?? 0, locks});
	git.stdin.end(isRepositoryFault(noted) ? '' : '\n');
	const {exitCode, stdout, stderr, shortMessage} = await git;
	if (isRepositoryFault(noted)) {
		return noted;
	}

	await endNote(noted, {pid: git.pid, exitCode});

	return exitCode === 0 ? stdout : explainGit(stderr === '' ? shortMessage ?? '' : stderr, {doing, directory});
}
