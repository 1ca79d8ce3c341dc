/** Repositories set up in the ways that git allows, each in a table's row: how it is made from an ordinary one. */
import {Buffer} from 'node:buffer';
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {TemporaryRepository} from '../repository/temporary-repository.js';

export type Ground = TemporaryRepository & {
	/** Clones it, and lets the same person work there; the path of the clone. */
	readonly clone: (...options: readonly string[]) => Promise<string>;
};

export type OddRepository = {
	readonly name: string;
	/** Where the walk is; undefined: where it was. */
	readonly make: (ground: Ground) => Promise<string | undefined>;
	readonly objectFormat?: 'sha1' | 'sha256';
	readonly tag?: string;
	readonly allowDirty?: boolean;
	/** The branch that takes the record, if it is not `main`; null: none does. */
	readonly branch?: string | null;
};

export const oddRepositories: readonly OddRepository[] = [
	{
		name: 'SHA-256, packed refs, a tag with a slash', objectFormat: 'sha256', tag: 'release/el9@1.0+2', async make({git}) {
			await git('tag', 'release/el9@0.9');
			await git('gc', '--quiet');
			return undefined;
		},
	},
	{
		name: 'tags and branches that differ in case, or are called as the tag is', tag: 'V1.0.0', async make({git}) {
			await git('tag', 'v1.0.0');
			await git('branch', 'V1.0.0');
			await git('branch', 'Main');
			await git('pack-refs', '--all');
			return undefined;
		},
	},
	{
		name: 'a linked work tree with settings of its own', branch: 'release', async make({git, home}) {
			const tree = path.join(home, 'tree');
			await git('config', 'extensions.worktreeConfig', 'true');
			await git('worktree', 'add', '--quiet', '-b', 'release', tree);
			await git('-C', tree, 'config', '--worktree', 'core.autocrlf', 'true');
			await git('-C', tree, 'config', '--worktree', 'user.name', 'Ada of the tree');
			return tree;
		},
	},
	{
		name: 'a linked work tree of a bare repository', branch: 'release', async make({git, home, clone}) {
			const tree = path.join(home, 'tree');
			await git('-C', await clone('--bare'), 'worktree', 'add', '--quiet', '-b', 'release', tree);
			return tree;
		},
	},
	{
		name: 'a submodule', async make(ground) {
			const submodule = path.join(await addSubmodule(ground), 'sub');
			await settle(ground, submodule);
			return submodule;
		},
	},
	{
		name: 'a repository with submodules, which git is to follow', async make(ground) {
			const upper = await addSubmodule(ground);
			await ground.git('-C', upper, 'config', 'submodule.recurse', 'true');
			await ground.git('-C', upper, 'config', 'diff.ignoreSubmodules', 'all');
			return upper;
		},
	},
	{
		name: 'a sparse checkout of a cone, with a sparse index', async make({git}) {
			await git('sparse-checkout', 'set', '--cone', '--sparse-index', '.holdpoint');
			return undefined;
		},
	},
	{
		name: 'a sparse checkout by patterns', async make({git}) {
			await git('sparse-checkout', 'set', '--no-cone', '/*', '!/releases/', '!/source/');
			return undefined;
		},
	},
	{
		name: 'filters and line ends for every file', async make({git, commit}) {
			await configure(git, {
				'core.autocrlf': 'true', 'core.eol': 'crlf', 'filter.lfs.clean': 'sha256sum', 'filter.lfs.smudge': 'false', 'filter.lfs.required': 'true',
			});
			await commit('Attributes', {'.gitattributes': 'releases/** text eol=crlf ident\n*.log filter=lfs diff=lfs merge=lfs -text\n*.json filter=lfs\nrecord.md working-tree-encoding=UTF-16\n'});
			return undefined;
		},
	},
	{
		name: 'text everywhere, checked in as it is', async make({git, commit}) {
			await configure(git, {'core.autocrlf': 'input'});
			await commit('Attributes', {'.gitattributes': 'releases/** text\n'});
			return undefined;
		},
	},
	{
		name: 'hooks, monitors, and settings that change what git says and signs', async make({git, home, top}) {
			const hooks = path.join(home, 'hooks');
			await mkdir(hooks);
			for (const hook of ['pre-commit', 'commit-msg', 'post-commit', 'post-index-change', 'reference-transaction', 'post-checkout', 'post-merge', 'monitor']) {
				await writeFile(path.join(hooks, hook), `#!/bin/sh\ntouch ${home}/ran\nexit 1\n`);
				await chmod(path.join(hooks, hook), 0o755);
			}

			await chmod(path.join(top, 'README.md'), 0o755);
			await configure(git, {
				'commit.gpgSign': 'true', 'tag.gpgSign': 'true', 'tag.forceSignAnnotated': 'true', 'push.followTags': 'true',
				'user.useConfigOnly': 'true', 'core.fileMode': 'false', 'core.quotePath': 'true', 'core.abbrev': '4', 'color.ui': 'always',
				'status.branch': 'true', 'status.short': 'true', 'diff.noprefix': 'true', 'log.showSignature': 'true', 'alias.status': 'version',
				'i18n.commitEncoding': 'ISO-8859-1', 'i18n.logOutputEncoding': 'ISO-8859-1', 'safe.directory': '/elsewhere',
				'core.hooksPath': hooks, 'core.fsmonitor': path.join(hooks, 'monitor'),
			});
			return undefined;
		},
	},
	{
		name: 'an index of another version, split, with a cache of untracked files', async make({git}) {
			await configure(git, {'feature.manyFiles': 'true', 'core.splitIndex': 'true', 'core.untrackedCache': 'true'});
			await git('update-index', '--index-version', '4');
			await git('update-index', '--split-index', '--untracked-cache');
			return undefined;
		},
	},
	{
		name: 'files staged, edited, removed, and named like options', allowDirty: true, async make({
			git, write, commit, top,
		}) {
			const odd = ['--help', '-n', 'grüße "x"\n.txt', String.raw`a\b`, ':(top)x'];
			await commit('Work', {
				'edited.txt': '1\n', 'staged.txt': '1\n', 'removed.txt': '1\n', 'both.txt': '1\n',
			});
			await Promise.all(odd.map(async name => write(name, 'x\n')));
			await writeFile(Buffer.concat([Buffer.from(`${top}/`), Uint8Array.of(0xFF, 0xFE)]), 'not UTF-8');
			await git('add', '--all');
			await git('commit', '--quiet', '-m', 'Odd names');
			await Promise.all(['edited.txt', 'staged.txt', 'both.txt', 'added.txt', 'intended.txt', 'untracked.txt', ':(top)x'].map(async name => write(name, '2\n')));
			await git('add', 'staged.txt', 'both.txt', 'added.txt');
			await git('add', '--intent-to-add', 'intended.txt');
			await write('both.txt', '3\n');
			await git('rm', '--quiet', 'removed.txt');
			return undefined;
		},
	},
	{
		name: 'a detached HEAD', branch: null, async make({git}) {
			await git('checkout', '--quiet', '--detach');
			return undefined;
		},
	},
	{
		name: 'a shallow clone', make: async ({clone}) => clone('--depth=1'),
	},
	{
		name: 'a partial clone without trees', async make({git, commit, clone}) {
			await commit('More', {'below/more.txt': 'more\n'});
			await git('config', 'uploadpack.allowFilter', 'true');
			return clone('--filter=tree:0');
		},
	},
	{
		name: 'a clone that borrows its objects, in a path of all characters', async make(ground) {
			const tree = path.join(ground.home, '-a "b" \'c\' $d `e` ü \\ f;g *');
			await ground.git('clone', '--quiet', '--shared', ground.top, tree);
			await settle(ground, tree);
			return tree;
		},
	},
];

async function configure(git: Ground['git'], settings: Readonly<Record<string, string>>): Promise<void> {
	for (const [key, value] of Object.entries(settings)) {
		await git('config', key, value);
	}
}

async function addSubmodule({git, top, clone}: Ground): Promise<string> {
	const upper = await clone();
	await git('-C', upper, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', top, 'sub');
	await git('-C', upper, 'commit', '--quiet', '-m', 'A submodule');
	return upper;
}

/** Lets the repository's person work in another one. */
export async function settle({git, home}: TemporaryRepository, directory: string): Promise<void> {
	await configure(async (...args) => git('-C', directory, ...args), {
		'user.name': 'Ada Lovelace', 'user.email': 'ada@example.com', 'gpg.format': 'ssh', 'user.signingKey': path.join(home, 'signing-key'),
	});
}
