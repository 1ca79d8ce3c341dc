/** Facts about commits and what stands in them. */
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {gitIn, peel} from './git.js';

type LinesChanged = {readonly path: string; readonly added: number; readonly removed: number; readonly binary?: boolean};

export type CommitsBetween = {
	/** Subjects with short ids, newest first, at most 50. */
	readonly commits: readonly string[];
	/** Paths that differ, at most 1000. */
	readonly paths: readonly string[];
	/** The same paths with how many lines differ; undefined where git cannot say, as without the files' content. */
	readonly files: readonly LinesChanged[] | undefined;
	/** The tree of `to`. */
	readonly tree: string;
};

const subjectsAtMost = 50;
const pathsAtMost = 1000;

/** The full id of the commit that a name stands for; undefined when there is none. */
export async function resolveCommit(top: string, name: string): Promise<string | undefined> {
	const outcome = await gitIn(top).run(['rev-parse', '--verify', '--quiet', '--end-of-options', peel(name, 'commit')]);
	return outcome.ok ? outcome.stdout.trim() : undefined;
}

export async function hasCommit(top: string, commit: string): Promise<boolean> {
	const outcome = await gitIn(top).run(['cat-file', '-e', '--end-of-options', peel(commit, 'commit')]);
	return outcome.ok;
}

/** Whether everything of one commit is behind another, or is it. */
export async function isAncestor(top: string, ancestor: string, commit: string): Promise<boolean> {
	const [before, after] = await Promise.all([resolveCommit(top, ancestor), resolveCommit(top, commit)]);
	if (before === undefined || after === undefined) {
		return false;
	}

	const outcome = await gitIn(top).run(['merge-base', '--is-ancestor', before, after]);
	return outcome.ok;
}

/** What lies between two commits. */
export async function readCommits(top: string, from: string, to: string): Promise<CommitsBetween | RepositoryFault> {
	const [before, after] = await Promise.all([resolveCommit(top, from), resolveCommit(top, to)]);
	if (before === undefined || after === undefined) {
		return repositoryFault('commit.missing', `The commit ${before === undefined ? from : to} is not in this repository. Fetch it, or see with \`git reflog\` where it went.`);
	}

	const git = gitIn(top);
	// A submodule that the repository wants ignored is part of the commits all the same.
	const compare = ['diff-tree', '-r', '-z', '--no-renames', '--ignore-submodules=none'];
	const [commits, paths, numbers, tree] = await Promise.all([
		git.ask(['rev-list', `--max-count=${subjectsAtMost}`, '--no-commit-header', '--format=%h %s', `${before}..${after}`], 'list the commits'),
		git.ask([...compare, '--name-only', before, after], 'compare the commits'),
		git.ask([...compare, '--numstat', '--no-ext-diff', '--no-textconv', before, after], 'count the lines'),
		git.ask(['rev-parse', '--verify', peel(after, 'tree')], 'read the tree'),
	]);
	if (isRepositoryFault(commits)) {
		return commits;
	}

	if (isRepositoryFault(paths)) {
		return paths;
	}

	return isRepositoryFault(tree)
		? tree
		: {
			commits: commits.split('\n').filter(line => line !== ''),
			paths: paths.split('\0').filter(name => name !== '').slice(0, pathsAtMost),
			files: isRepositoryFault(numbers) ? undefined : numbers.split('\0').filter(line => line !== '').slice(0, pathsAtMost).map(line => readNumbers(line)),
			tree: tree.trim(),
		};
}

/** `3\t1\tCHANGELOG.md`; of what is no text, dashes. */
function readNumbers(line: string): LinesChanged {
	const [added = '', removed = '', ...names] = line.split('\t');
	const path = names.join('\t');
	return added === '-'
		? {
			path, added: 0, removed: 0, binary: true,
		}
		: {path, added: Number(added), removed: Number(removed)};
}

/**
The bytes of a plain file in a commit, by its path from the top; undefined when the commit has no such file, a fault
when it is a link, a folder or a submodule.
*/
export async function readBlob(top: string, commit: string, path: string): Promise<Uint8Array | RepositoryFault | undefined> {
	const git = gitIn(top);
	const listed = await git.ask(['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', '--end-of-options', peel(commit, 'commit'), path], `look for ${path}`);
	if (isRepositoryFault(listed)) {
		return await resolveCommit(top, commit) === undefined
			? repositoryFault('commit.missing', `The commit ${commit} is not in this repository.`)
			: listed;
	}

	const entries = listed.split('\0').filter(entry => entry !== '').map(entry => readEntry(entry));
	const entry = entries.find(({name}) => name === path);
	if (entry === undefined) {
		return undefined;
	}

	return entry.mode === '100644' || entry.mode === '100755'
		? git.blob(entry.id)
		: repositoryFault('blob.kind', `${path} in ${commit.slice(0, 12)} is not a plain file.`);
}

function readEntry(entry: string): {mode: string; id: string; name: string} {
	const tab = entry.indexOf('\t');
	const [mode = '', , id = ''] = entry.slice(0, tab).split(' ', 3);
	return {mode, id, name: entry.slice(tab + 1)};
}

/** What a commit says; undefined when there is no such commit. */
export async function readMessage(top: string, commit: string): Promise<string | undefined> {
	const outcome = await gitIn(top).run(['rev-list', '--max-count=1', '--no-commit-header', '--format=%B', peel(commit, 'commit')]);
	return outcome.ok ? `${outcome.stdout.trimEnd()}\n` : undefined;
}

/** When a commit was made, by its committer's clock, in milliseconds since the epoch. */
export async function readCommitTime(top: string, commit: string): Promise<number | RepositoryFault> {
	const answer = await gitIn(top).ask(['rev-list', '--max-count=1', '--no-commit-header', '--format=%ct', peel(commit, 'commit')], 'read when the commit was made');
	return isRepositoryFault(answer) ? answer : Number(answer.trim()) * 1000;
}

const askedTogether = 200;

/** Those of these paths, from the top, that the commit holds just as they stand in the work tree. Nothing counts when git cannot say. */
export async function findTracked(top: string, commit: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
	const tracked = new Set<string>();
	for (let from = 0; from < paths.length; from += askedTogether) {
		const asked = paths.slice(from, from + askedTogether);
		const git = gitIn(top);
		// A command line has its limits, so many paths are asked in turns.
		const [held, changed] = await Promise.all([
			git.ask(['ls-tree', '-r', '-z', '--name-only', '--full-tree', '--end-of-options', peel(commit, 'commit'), ...asked], 'look which files the commit holds'),
			git.ask(['--literal-pathspecs', 'diff', '-z', '--name-only', '--no-renames', '--no-ext-diff', peel(commit, 'commit'), '--', ...asked], 'compare files with the commit'),
		]);
		if (isRepositoryFault(held) || isRepositoryFault(changed)) {
			continue;
		}

		const names = new Set(held.split('\0'));
		const others = new Set(changed.split('\0'));
		for (const path of asked) {
			if (names.has(path) && !others.has(path)) {
				tracked.add(path);
			}
		}
	}

	return tracked;
}
