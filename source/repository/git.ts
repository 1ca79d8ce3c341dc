/** Running git: our own arguments, the person's configuration, no hooks, no prompts, no variables that would redirect it. */
import {Buffer} from 'node:buffer';
import {stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {GitError, simpleGit, type SimpleGit} from 'simple-git';
import {explainGit, repositoryFault, type RepositoryFault} from './faults.js';

type GitOutcome =
	| {readonly ok: true; readonly stdout: string}
	| {readonly ok: false; readonly exitCode: number; readonly message: string};

type Options = {
	readonly input?: Uint8Array;
	/** An index of our own instead of the person's. */
	readonly indexFile?: string;
	/** Further `-c` settings, `key=value`. */
	readonly config?: readonly string[];
};

export type Git = {
	readonly directory: string;
	run(args: readonly string[], options?: Options): Promise<GitOutcome>;
	/** Standard output, or the fault; `doing` completes "Git could not …". */
	ask(args: readonly string[], doing: string, options?: Options): Promise<string | RepositoryFault>;
	/** A blob's bytes. */
	blob(id: string): Promise<Uint8Array | RepositoryFault>;
};

/** No hook runs and no monitor is believed, no object stands in for another, nothing is signed behind our back, and what is written is on the disk when git returns. */
export const quietConfig: readonly string[] = [
	'core.hooksPath=/dev/null',
	'core.fsync=all',
	'core.fsmonitor=false',
	'core.quotePath=false',
	'core.useReplaceRefs=false',
	'log.showSignature=false',
];

/** Variables of git that belong to the person; all others (`GIT_DIR`, `GIT_INDEX_FILE` …) would redirect it. */
const kept = new Set([
	'GIT_AUTHOR_EMAIL',
	'GIT_AUTHOR_NAME',
	'GIT_COMMITTER_EMAIL',
	'GIT_COMMITTER_NAME',
	'GIT_CEILING_DIRECTORIES',
	'GIT_CONFIG_GLOBAL',
	'GIT_CONFIG_NOSYSTEM',
	'GIT_CONFIG_SYSTEM',
]);
/** What simple-git refuses to pass on, and nothing here needs. */
const unused = new Set(['EDITOR', 'PAGER', 'PREFIX', 'SSH_ASKPASS', 'VISUAL']);

/** The environment in which git is run for facts and acts. */
export function gitEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
	const own = Object.entries(process.env).filter((entry): entry is [string, string] => {
		const name = entry[0].toUpperCase();
		return entry[1] !== undefined && (name.startsWith('GIT_') ? kept.has(name) : !unused.has(name));
	});
	// Git's messages are matched in English; facts must not wait for a lock or ask for a password.
	return {
		...Object.fromEntries(own), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', ...more,
	};
}

/** Git's way to say: the commit or tree that this name leads to. */
export function peel(name: string, type: 'commit' | 'tree'): string {
	return `${name}^{${type}}`;
}

export function gitIn(directory: string): Git {
	const run: Git['run'] = async (args, options = {}) => {
		try {
			return {ok: true, stdout: await instance(directory, options).raw([...args])};
		} catch (error) {
			return failed(error);
		}
	};

	return {
		directory,
		run,
		async ask(args, doing, options) {
			const outcome = await run(args, options);
			return outcome.ok ? outcome.stdout : explainGit(outcome.message, {doing, directory});
		},
		async blob(id) {
			try {
				return await instance(directory, {}).binaryCatFile(['blob', id]) as Uint8Array;
			} catch (error) {
				return explainGit(failed(error).message, {doing: `read ${id}`, directory});
			}
		},
	};
}

/** A fault when there is no such directory: git itself would only say that it cannot change into it. */
export async function checkDirectory(directory: string): Promise<RepositoryFault | undefined> {
	const place = path.resolve(directory);
	const found = await stat(place).catch(() => undefined);
	if (found?.isDirectory()) {
		return undefined;
	}

	return place.includes('\u{FFFD}')
		? repositoryFault('repository.path', `The path ${place} is not written in UTF-8. Move the repository to a plain path.`)
		: repositoryFault('repository.none', `${directory} is not a directory, or it cannot be looked into. Name one inside a git repository.`);
}

/** Simple-git hands on only errors of its own kind; and without this it takes a silent failure for a success. */
class GitExit extends GitError {
	readonly exitCode: number;

	constructor(exitCode: number, message: string) {
		super(undefined, message);
		this.exitCode = exitCode;
	}
}

function failed(error: unknown): {ok: false; exitCode: number; message: string} {
	const message = error instanceof Error ? error.message : String(error);
	return {ok: false, exitCode: error instanceof GitExit ? error.exitCode : -1, message};
}

function instance(directory: string, {input, indexFile, config = []}: Options): SimpleGit {
	const environment = gitEnvironment(indexFile === undefined ? {} : {GIT_INDEX_FILE: indexFile});
	const git = simpleGit({
		baseDir: directory,
		config: [...quietConfig, ...config],
		// Output that comes after the exit counts too.
		completion: {onClose: true, onExit: false},
		allowEnvironment: Object.keys(environment),
		// All arguments and settings are ours; what is guarded here is what we set on purpose.
		unsafe: {
			allowUnsafeConfigPaths: true, allowUnsafeFilter: true, allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true,
		},
		errors: (error, {exitCode, stdErr}) => exitCode > 0 ? new GitExit(exitCode, Buffer.concat(stdErr).toString()) : error,
		...(input !== undefined && {input: () => Buffer.from(input)}),
	});
	return git.env(environment).outputHandler((_command, stdout) => {
		// For a command that has printed nothing simple-git waits another 50 ms; nothing comes any more where the stream has ended.
		stdout.once('end', () => {
			stdout.emit('data', Buffer.alloc(0));
		});
	});
}
