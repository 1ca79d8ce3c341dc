/** Pushing, when a person asked for it: branch, tag and record together or not at all. */
import {execa} from 'execa';
import {
	explainGit,
	firstLine,
	repositoryFault,
	type RepositoryFault,
} from './faults.js';
import {gitIn, quietConfig} from './git.js';
import {recordRef} from './tags.js';

export type PushPlan = {
	readonly remote: string;
	/** To be shown. */
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
	/** Undefined: where git would push, else `origin`, else the only remote. */
	readonly remote?: string;
};

/** What a push would do; or the remotes that are there, when git knows none to push to. */
export async function pushPlan({top, branch, tag, record, remote}: PushWish): Promise<PushPlan | {readonly remotes: readonly string[]}> {
	const [remotes, usual] = await Promise.all([listRemotes(top), branch === undefined ? readUsualRemote(top) : readDestination(top, branch)]);
	const wanted = [remote ?? usual?.remote, ...(remote === undefined ? ['origin', ...(remotes.length === 1 ? remotes : [])] : [])];
	const chosen = wanted.find(name => name !== undefined && remotes.includes(name));
	if (chosen === undefined) {
		return {remotes};
	}

	const target = branch === undefined ? undefined : (chosen === usual?.remote ? usual.ref : `refs/heads/${branch}`);
	const refs = [...(tag === undefined ? [] : [`refs/tags/${tag}`]), recordRef(record)];
	return {
		remote: chosen,
		url: await readPushUrl(top, chosen),
		branch: target?.replace(/^refs\/heads\//v, ''),
		refspecs: [
			...(branch === undefined || target === undefined ? [] : [`refs/heads/${branch}:${target}`]),
			...refs.map(ref => `${ref}:${ref}`),
		],
	};
}

/** What a person would type to push it themselves. */
export function pushCommand({remote, refspecs}: PushPlan): string {
	return ['git', 'push', '--atomic', remote, ...refspecs].map(word => /^[\w+\-.\/:@]+$/v.test(word) ? word : `'${word.replaceAll('\'', String.raw`'\''`)}'`).join(' ');
}

async function listRemotes(top: string): Promise<readonly string[]> {
	const outcome = await gitIn(top).run(['remote']);
	return outcome.ok ? outcome.stdout.split('\n').filter(name => name !== '') : [];
}

/** Where it really goes: `pushurl` and rewritten addresses count, and there may be several. Credentials are taken out. */
async function readPushUrl(top: string, remote: string): Promise<string> {
	const outcome = await gitIn(top).run(['remote', 'get-url', '--push', '--all', remote]);
	return outcome.ok ? outcome.stdout.trim().split('\n').map(url => withoutCredentials(url)).join(', ') : remote;
}

/** Without a branch only `remote.pushDefault` says where. */
async function readUsualRemote(top: string): Promise<{remote: string; ref: string} | undefined> {
	const outcome = await gitIn(top).run(['config', '--get', 'remote.pushDefault']);
	return outcome.ok ? {remote: outcome.stdout.trim(), ref: ''} : undefined;
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
		return explainPush(withoutCredentials(stderr), {remote, directory: top});
	}

	const told = refusals.map(({ref, why}) => `${ref} ${why}`).join('; ');
	return {
		kind: 'refused',
		branch: branch !== undefined && refusals.some(({ref}) => ref === `refs/heads/${branch}`),
		sentence: `${remote} took nothing: ${told}.${quoteRemote(stderr)}`,
	};
}

/** What the other side printed, such as the reason of its hook. */
function quoteRemote(stderr: string): string {
	const lines = stderr.split('\n').flatMap(line => line.startsWith('remote: ') ? [line.slice('remote: '.length).trim()] : []);
	const said = lines.filter(line => line !== '' && !line.startsWith('error: hook declined'));
	return said.length === 0 ? '' : ` It says: ${withoutCredentials(said.slice(0, 3).join(' '))}`;
}

function explainPush(message: string, {remote, directory}: {readonly remote: string; readonly directory: string}): RepositoryFault {
	if (message.includes('does not support --atomic')) {
		return repositoryFault('push.atomic', `${remote} cannot take several refs together or not at all, so nothing was pushed. Push them by hand one after the other, the tag last.`);
	}

	// A hook of the person's own says its reason before git says that it failed.
	const told = message.split('\n').filter(line => line.trim() !== '' && !line.startsWith('error: failed to push some refs'));
	return /ermission denied|uthentication failed|could not read (?:Username|Password)|terminal prompts disabled/v.test(message)
		? repositoryFault('push.denied', `${remote} did not let you in: ${firstLine(message)}`)
		: explainGit(told.length === 0 ? 'it gave no reason.' : told.join('\n'), {doing: `push to ${remote}`, directory});
}

/** Passwords and tokens in addresses are neither shown nor recorded. */
function withoutCredentials(text: string): string {
	return text
		.replaceAll(/(?<scheme>\bhttps?:\/\/)[^\s"'\/@]+@/gv, '$<scheme>')
		.replaceAll(/(?<login>\b[+a-z]+:\/\/[^\s"'\/:@]*):[^\s"'\/@]*@/gv, '$<login>@');
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
