import {
	mkdir,
	mkdtemp,
	rm,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {
	expect,
	onTestFinished,
	test,
	vi,
} from 'vitest';
import {
	noCommits,
	readBranch,
	readFacts,
	readGitVersion,
	readHead,
	readModified,
	readPreviousTag,
	type Facts,
} from '../../source/repository/facts.js';
import {isRepositoryFault, type RepositoryFault} from '../../source/repository/faults.js';
import {gitIn} from '../../source/repository/git.js';
import {readIdentity} from '../../source/repository/identity.js';
import {temporaryRepository} from './temporary-repository.js';

const codeOf = (value: unknown): string | undefined => isRepositoryFault(value) ? value.code : undefined;

function asFacts(facts: Facts | RepositoryFault): Facts {
	if (isRepositoryFault(facts)) {
		throw new Error(facts.sentence);
	}

	return facts;
}

test.each(['sha1', 'sha256'] as const)('the facts of a %s repository', async objectFormat => {
	const {top, git, write} = await temporaryRepository({objectFormat});
	await write('untracked.txt', 'x');
	await git('tag', 'v0.9.0');
	await git('remote', 'add', 'origin', 'https://ada:token@example.com/project.git');
	expect(await readFacts(top)).toEqual({
		top,
		gitDirectory: path.join(top, '.git'),
		commonDirectory: path.join(top, '.git'),
		objectFormat,
		head: {commit: await git('rev-parse', 'HEAD'), tree: await git('rev-parse', 'HEAD^{tree}')},
		branch: 'main',
		modified: [],
		identity: {name: 'Ada Lovelace', email: 'ada@example.com'},
		previous: 'v0.9.0',
		project: 'project',
	});
});

test('facts are the same from a folder below, and through another work tree the common directory is shared', async () => {
	const {top, git} = await temporaryRepository();
	await mkdir(path.join(top, 'below'));
	expect(await readFacts(path.join(top, 'below'))).toMatchObject({top});
	const other = path.join(path.dirname(top), 'other');
	await git('worktree', 'add', '--quiet', '-b', 'other', other);
	expect(await readFacts(other)).toMatchObject({
		top: other, branch: 'other', commonDirectory: path.join(top, '.git'), gitDirectory: path.join(top, '.git', 'worktrees', 'other'),
	});
});

test('before the first commit there is no head, and a sentence for it', async () => {
	const {top} = await temporaryRepository({commit: false});
	const facts = asFacts(await readFacts(top));
	expect(facts).toMatchObject({head: undefined, branch: 'main', previous: undefined});
	expect(noCommits(top).sentence).toContain('Commit first');
});

test('a HEAD that leads nowhere is not taken for a new repository', async () => {
	const {top} = await temporaryRepository();
	await writeFile(path.join(top, '.git', 'refs', 'heads', 'main'), `${'1'.repeat(40)}\n`);
	expect(codeOf(await readHead(top))).toBe('repository.head');
});

test('a detached HEAD has no branch', async () => {
	const {top, git} = await temporaryRepository();
	await git('checkout', '--quiet', '--detach');
	expect(await readBranch(top)).toBeUndefined();
});

test('modified files are tracked ones only: staged, edited, removed, of any name', async () => {
	const {
		top, git, write, commit,
	} = await temporaryRepository();
	await commit('More', {
		'a b.txt': '1', 'gone.txt': '1', 'grüße/ß.txt': '1', 'staged.txt': '1',
	});
	await write('a b.txt', '2');
	await write('grüße/ß.txt', '2');
	await write('staged.txt', '2');
	await write('new.txt', '2');
	await write('untracked.txt', '2');
	await git('add', 'staged.txt', 'new.txt');
	await rm(path.join(top, 'gone.txt'));
	expect([...await readModified(top) as string[]].toSorted()).toEqual(['a b.txt', 'gone.txt', 'grüße/ß.txt', 'new.txt', 'staged.txt']);
});

test('reading facts does not write to the index', async () => {
	const {top, git, write} = await temporaryRepository();
	await write('README.md', '# Example\n');
	const before = await git('ls-files', '--debug');
	asFacts(await readFacts(top));
	expect(await git('ls-files', '--debug')).toBe(before);
});

test('a git that prints nothing is not waited for any longer than one that does', async () => {
	const {top} = await temporaryRepository();
	const [silent, speaking]: [number[], number[]] = [[], []];
	const measure = async (times: number[], ref: string) => {
		const from = performance.now();
		expect(await gitIn(top).run(['rev-parse', '--verify', '--quiet', ref])).toMatchObject({ok: ref === 'refs/heads/main'});
		times.push(performance.now() - from);
	};

	for (let count = 0; count < 10; count++) {
		await measure(silent, 'refs/heads/nowhere');
		await measure(speaking, 'refs/heads/main');
	}

	// The shortest of each: what a busy machine adds is in both of them, or in neither.
	expect(Math.min(...silent) - Math.min(...speaking)).toBeLessThan(40);
});

test('an identity is never guessed', async () => {
	const {top, git} = await temporaryRepository();
	await git('config', '--unset', 'user.email');
	const fault = await readIdentity(top);
	expect(fault).toMatchObject({code: 'identity.missing'});
	expect(codeOf(await readFacts(top))).toBe('identity.missing');
	vi.stubEnv('GIT_COMMITTER_EMAIL', 'grace@example.com');
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	expect(await readIdentity(top)).toEqual({name: 'Ada Lovelace', email: 'grace@example.com'});
});

test('variables that would redirect git have no effect', async () => {
	const {top} = await temporaryRepository();
	const other = await temporaryRepository();
	vi.stubEnv('GIT_DIR', path.join(other.top, '.git'));
	vi.stubEnv('GIT_INDEX_FILE', '/nowhere');
	vi.stubEnv('EDITOR', 'false');
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	expect(asFacts(await readFacts(top)).top).toBe(top);
});

test('the tag before', async () => {
	const {top, git, commit} = await temporaryRepository();
	expect(await readPreviousTag(top)).toBeUndefined();
	await git('tag', 'v1');
	await commit('Two');
	await git('tag', 'v2');
	await commit('Three');
	expect(await readPreviousTag(top)).toBe('v2');
	expect(await readPreviousTag(top, 'HEAD', 'v2')).toBe('v1');
	expect(await readPreviousTag(top, 'v1')).toBe('v1');
});

test('each fault has its own sentence', async () => {
	const directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-none-'));
	onTestFinished(async () => rm(directory, {recursive: true}));
	expect(codeOf(await readFacts(directory))).toBe('repository.none');
	expect(await readFacts(path.join(directory, 'absent'))).toMatchObject({code: 'repository.none'});

	const {top, git} = await temporaryRepository();
	expect(await readFacts(path.join(top, '.git'))).toMatchObject({code: 'repository.inside'});
	const bare = path.join(directory, 'bare');
	await git('clone', '--quiet', '--bare', top, bare);
	expect(await readFacts(bare)).toMatchObject({code: 'repository.bare'});

	vi.stubEnv('PATH', directory);
	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
	expect(await readFacts(top)).toMatchObject({code: 'git.missing'});
});

test.runIf(process.getuid?.() === 0)('a repository of somebody else says how to trust it (needs root to make one)', async () => {
	const {top, home, git} = await temporaryRepository();
	const {execa} = await import('execa');
	const spaced = path.join(home, 'with a space');
	await git('clone', '--quiet', top, spaced);
	await mkdir(path.join(spaced, 'below'));
	await execa('chown', ['-R', '12345', spaced]);
	expect(await readFacts(path.join(spaced, 'below'))).toMatchObject({
		code: 'repository.ownership',
		sentence: `The repository at ${spaced} belongs to another user. If you trust it: git config --global --add safe.directory '${spaced}'`,
	});
});

test('git’s version', async () => {
	const {top} = await temporaryRepository();
	expect(await readGitVersion(top)).toMatch(/^\d+\.\d+/v);
});
