/** Git facts: one small function each, and all of them at once for a run's start. */
import path from 'node:path';
import {isRepositoryFault, repositoryFault, type RepositoryFault} from './faults.js';
import {checkDirectory, gitIn, peel} from './git.js';
import {readIdentity, type Identity} from './identity.js';
import {readOverlooked} from './overlooked.js';
import {readPlace, type Place} from './place.js';

export type Head = {readonly commit: string; readonly tree: string};

export type Facts = Place & {
	/** Undefined before the first commit. */
	readonly head: Head | undefined;
	/** Undefined when HEAD is detached. */
	readonly branch: string | undefined;
	/** Tracked files that differ from HEAD, staged or not; paths from the top. */
	readonly modified: readonly string[];
	readonly identity: Identity;
	/** The newest tag that HEAD has behind it, itself included. */
	readonly previous: string | undefined;
	/** The folder's name: what the project is called when no signers file says it. */
	readonly project: string;
};

export async function readFacts(directory: string): Promise<Facts | RepositoryFault> {
	// All at once: a start waits for them. None of them depends on where in the work tree it is asked.
	const [place, head, branch, modified, identity, previous] = await Promise.all([
		readPlace(directory), readHead(directory), readBranch(directory), readModified(directory), readIdentity(directory), readPreviousTag(directory),
	]);
	if (isRepositoryFault(place)) {
		return place;
	}

	if (isRepositoryFault(head)) {
		return head;
	}

	if (isRepositoryFault(modified)) {
		return modified;
	}

	if (isRepositoryFault(identity)) {
		return identity;
	}

	return {
		...place, head, branch, modified, identity, previous, project: path.basename(place.top),
	};
}

/** The fault for a run in a repository where `Facts.head` is undefined. */
export function noCommits(top: string): RepositoryFault {
	return repositoryFault('repository.no-commits', `What is checked out in ${top} has no commits: there is nothing to release yet. Commit first, or check out a branch that has some.`);
}

/** Undefined before the first commit. */
export async function readHead(top: string): Promise<Head | RepositoryFault | undefined> {
	const git = gitIn(top);
	const outcome = await git.run(['rev-parse', '--revs-only', peel('HEAD', 'commit'), peel('HEAD', 'tree')]);
	const {commit, tree} = outcome.ok ? /^(?<commit>[\da-f]{40,64})\n(?<tree>[\da-f]{40,64})\n$/v.exec(outcome.stdout)?.groups ?? {} : {};
	if (commit !== undefined && tree !== undefined) {
		return {commit, tree};
	}

	const unborn = await git.run(['symbolic-ref', '--quiet', 'HEAD']);
	const refs = unborn.ok ? await git.run(['show-ref', '--verify', '--quiet', unborn.stdout.trim()]) : undefined;
	return refs?.ok === false && refs.exitCode === 1
		? undefined
		: await checkDirectory(top) ?? repositoryFault('repository.head', `HEAD of the repository at ${top} does not lead to a commit. \`git fsck\` says what is broken.`);
}

/** Undefined when HEAD is detached. */
export async function readBranch(top: string): Promise<string | undefined> {
	const outcome = await gitIn(top).run(['symbolic-ref', '--quiet', 'HEAD']);
	return outcome.ok ? outcome.stdout.trim().replace(/^refs\/heads\//v, '') : undefined;
}

/** Tracked files that differ from HEAD, staged or not, also where git was told not to look. */
export async function readModified(top: string): Promise<readonly string[] | RepositoryFault> {
	const [answer, overlooked] = await Promise.all([
		gitIn(top).ask(['status', '--porcelain=v1', '--branch', '--no-ahead-behind', '-z', '--no-renames', '--untracked-files=no', '--ignore-submodules=untracked'], 'compare the work tree with HEAD'),
		readOverlooked(top),
	]);
	if (isRepositoryFault(answer)) {
		return answer;
	}

	const seen = answer.split('\0').flatMap(entry => entry === '' || entry.startsWith('## ') ? [] : [entry.slice(3)]);
	return isRepositoryFault(overlooked) ? overlooked : [...new Set([...seen, ...overlooked])];
}

/** The newest tag at or behind a commit; `exclude` does not count, such as the run's own tag. */
export async function readPreviousTag(top: string, commit = 'HEAD', exclude?: string): Promise<string | undefined> {
	const without = exclude === undefined ? [] : [`--exclude=${exclude}`];
	const outcome = await gitIn(top).run(['describe', '--tags', '--abbrev=0', ...without, '--end-of-options', commit]);
	return outcome.ok ? outcome.stdout.trim() : undefined;
}

/** `2.39.5`. */
export async function readGitVersion(directory: string): Promise<string | RepositoryFault> {
	const answer = await gitIn(directory).ask(['version'], 'say its version');
	return isRepositoryFault(answer) ? answer : answer.trim().replace(/^git version /v, '');
}
