/** Pushing, when a person asked for it: branch, tag and record together or not at all. */
import {execa} from 'execa';
import {explainGit, firstLine, type RepositoryFault} from './faults.js';
import {readRemotes} from './facts.js';
import {gitIn, quietConfig} from './git.js';
import {recordRef} from './tags.js';

export type PushPlan = {
	readonly remote: string;
	readonly url: string;
	/** What goes where, as `git push` takes it; the branch, if any, first. */
	readonly refspecs: readonly string[];
	/** The branch at the remote; undefined when only tag and record go. */
	readonly branch: string | undefined;
};

export type PushWish = {
	readonly top: string;
	/** Undefined: tag and record alone. */
	readonly branch: string | undefined;
	readonly tag: string | undefined;
	/** The record's name, as for `moveRecordRefs`. */
	readonly record: string;
	/** Undefined: where git would push the branch, else `origin`, else the only remote. */
	readonly remote?: string;
};

/** What a push would do; undefined when there is no remote to push to. */
export async function pushPlan({top, branch, tag, record, remote}: PushWish): Promise<PushPlan | undefined> {
	const [remotes, usual] = await Promise.all([readRemotes(top), branch === undefined ? undefined : readDestination(top, branch)]);
	const names = remotes.map(({name}) => name);
	const wanted = remote ?? usual?.remote ?? (names.includes('origin') || names.length !== 1 ? 'origin' : names[0]);
	const chosen = remotes.find(({name}) => name === wanted);
	if (chosen === undefined) {
		return undefined;
	}

	const target = branch === undefined ? undefined : (chosen.name === usual?.remote ? usual.ref : `refs/heads/${branch}`);
	const ref = recordRef(record);
	return {
		remote: chosen.name,
		url: chosen.url,
		branch: target?.replace(/^refs\/heads\//v, ''),
		refspecs: [
			...(branch === undefined || target === undefined ? [] : [`refs/heads/${branch}:${target}`]),
			...(tag === undefined ? [] : [`refs/tags/${tag}:refs/tags/${tag}`]),
			`${ref}:${ref}`,
		],
	};
}

/** Where `git push` would send a branch. */
async function readDestination(top: string, branch: string): Promise<{remote: string; ref: string} | undefined> {
	const git = gitIn(top);
	const [refs, setting] = await Promise.all([
		git.run(['for-each-ref', '--format=%(push:remotename)%00%(push:remoteref)%00%(upstream:remotename)%00%(upstream:remoteref)', `refs/heads/${branch}`]),
		git.run(['config', '--get', 'push.default']),
	]);
	const [remote = '', ref = '', upstream = '', upstreamRef = ''] = refs.ok ? refs.stdout.trimEnd().split('\0') : [];
	if (remote === '') {
		return undefined;
	}

	// Git leaves the ref empty where the name is decided by `push.default`.
	const renamed = setting.ok && /^(?:upstream|tracking)\n$/v.test(setting.stdout) && remote === upstream && upstreamRef !== '';
	return {remote, ref: ref === '' ? (renamed ? upstreamRef : `refs/heads/${branch}`) : ref};
}

export type Pushed =
	| {readonly kind: 'pushed'; readonly refs: readonly string[]}
	/** Nothing was pushed; `branch` says that the remote refused the branch, as for a protected one: a push without it may go through. */
	| {readonly kind: 'refused'; readonly branch: boolean; readonly sentence: string};

/**
Pushes what the plan says, atomically. With `terminal` git may ask for a password: the caller has handed the terminal
over. Without, a question is a failure.
*/
export async function push(top: string, {remote, refspecs, branch}: PushPlan, {terminal}: {readonly terminal: boolean}): Promise<Pushed | RepositoryFault> {
	// The person's own hooks run here: pushing is theirs, and a hook may be what the team relies on.
	const config = quietConfig.flatMap(setting => setting.startsWith('core.hooksPath') ? [] : ['-c', setting]);
	const {stdout, stderr, exitCode, failed} = await execa('git', [...config, 'push', '--atomic', '--porcelain', '--no-follow-tags', '--', remote, ...refspecs], {
		cwd: top,
		reject: false,
		stdin: terminal ? 'inherit' : 'ignore',
		stderr: terminal ? ['inherit', 'pipe'] : 'pipe',
		// Without a terminal of its own, git and ssh fail instead of asking.
		detached: !terminal,
		env: environment(terminal),
	});
	if (!failed) {
		return {kind: 'pushed', refs: refspecs.map(refspec => refspec.slice(refspec.indexOf(':') + 1))};
	}

	const refusals = readRefusals(stdout);
	if (exitCode === undefined || refusals.length === 0) {
		return explainGit(stderr === '' ? 'it gave no reason.' : stderr, {doing: `push to ${remote}`, directory: top});
	}

	const told = refusals.map(({ref, why}) => `${ref} ${why}`).join('; ');
	return {
		kind: 'refused',
		branch: branch !== undefined && refusals.some(({ref}) => ref === `refs/heads/${branch}`),
		sentence: `${remote} took nothing: ${told}. ${firstLine(stderr)}`,
	};
}

/** The person's own, which holds how they log in; but nothing that leads to another repository. */
function environment(terminal: boolean): Record<string, string | undefined> {
	const elsewhere = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_NAMESPACE'];
	const silent = terminal ? {} : {GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'false', SSH_ASKPASS: 'false'};
	return {...Object.fromEntries(elsewhere.map(name => [name, undefined])), LC_ALL: 'C', ...silent};
}

/** Refs that the remote itself refused; those that fell with them are left out. */
function readRefusals(porcelain: string): ReadonlyArray<{readonly ref: string; readonly why: string}> {
	return porcelain.split('\n').flatMap(line => {
		const [flag, refspec, why = ''] = line.split('\t', 3);
		return flag === '!' && refspec !== undefined && !why.includes('atomic') ? [{ref: refspec.slice(refspec.indexOf(':') + 1), why}] : [];
	});
}
