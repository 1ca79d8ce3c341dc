/** A release in repositories of every kind: each ends in a VERIFIED tag and leaves what was there as it was, or says at once why not. */
import {Buffer} from 'node:buffer';
import {
	mkdir,
	readdir,
	rename,
	rm,
	utimes,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {withVerification} from '../../source/commands/open-verification.js';
import {sha256} from '../../source/record/bytes.js';
import {verifyRecord} from '../../source/record/verify.js';
import {writeSigners} from '../e2e/stage.js';
import {temporaryRepository, type TemporaryRepository, type Wishes} from '../repository/temporary-repository.js';
import {
	oddRepositories,
	settle,
	type Ground,
	type OddRepository,
} from './odd-repositories.js';
import {tag as usualTag, walkIn, type RealWalk} from './real-walk.js';

const document = `---
tag: '{{version}}'
decision: [release manager]
inputs:
  version: {ask: Version}
---

# Release

## Build

- [ ] Looked at
- [ ] Tested

\`\`\`bash check
printf 'built\\r\\n$Id$\\n'; test -f README.md
\`\`\`

**Evidence**: \`notes.txt\`

**Signed by**: release manager
`;

async function ready(wishes: Wishes = {}): Promise<TemporaryRepository> {
	const repository = await temporaryRepository({key: true, ...wishes});
	await repository.commit('A release', {
		'RELEASE.md': document, 'notes.txt': 'notes\r\n$Id$\n', 'source/a.c': 'a', '.holdpoint/signers.yaml': writeSigners(repository),
	});
	return repository;
}

async function answerAll(walk: RealWalk): Promise<void> {
	const said = [await walk.confirm('Looked at'), await walk.act({type: 'run', step: walk.id('Tested')})];
	for (const {step: {id, kind}} of walk.view().plan.steps) {
		if (kind === 'evidence') {
			said.push(await walk.act({type: 'record', step: id}));
		} else if (kind === 'signature') {
			said.push(await walk.act({
				type: 'sign', step: id, decision: 'approve', comment: '',
			}));
		}
	}

	expect(said.join('')).toBe('');
}

const go = (tag: string) => ({
	type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
} as const);

async function verify(top: string, repository: TemporaryRepository, tag: string): Promise<unknown> {
	const anchor = sha256(Buffer.from(writeSigners(repository)));
	return withVerification({repo: top, anchor}, async ({request}) => verifyRecord(request({tag})));
}

test.each(oddRepositories)('$name', async ({make, tag = usualTag, branch = 'main', allowDirty = false, objectFormat = 'sha1'}: OddRepository) => {
	const repository = await ready({objectFormat});
	const {git, home} = repository;
	const ground: Ground = {
		...repository,
		async clone(...options) {
			const place = path.join(home, 'clone');
			await git('clone', '--quiet', ...options, `file://${repository.top}`, place);
			await settle(repository, place);
			return place;
		},
	};
	const top = await make(ground) ?? repository.top;
	const own = async (...args: readonly string[]) => git('-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'color.ui=never', '-C', top, ...args);
	const look = async () => ({
		status: await own('-c', 'status.branch=false', 'status', '--porcelain=v1', '--untracked-files=all'),
		staged: await own('diff', '--cached', '--raw', '--no-abbrev', 'HEAD'),
		branch: await own('branch', '--show-current'),
	});
	const before = await look();
	const head = await own('rev-parse', 'HEAD');
	await rm(path.join(home, 'ran'), {force: true});

	const walk = await walkIn(repository, {top, allowDirty, set: [`version=${tag}`]});
	await answerAll(walk);
	const said = await walk.act(go(tag));
	const {stage, state: {record}} = walk.view();
	expect([stage, said.replace(/ and run: .*$/v, '')]).toEqual(['finished', branch === null ? `The record is kept as refs/holdpoint/records/${tag}, and no branch was moved: HEAD is detached. To bring it onto a branch, check that branch out` : '']);
	expect(await verify(top, repository, tag)).toMatchObject({result: 'verified', code: null, commit: head});
	expect(await readdir(home)).not.toContain('ran');
	expect(await look()).toEqual(before);
	expect(record?.branch).toBe(branch);
	expect(await own('rev-parse', branch === null ? 'HEAD' : 'HEAD^')).toBe(head);
	expect(await own('fsck', '--strict', '--no-dangling', '--no-progress')).toBe('');

	// And when git has to read every file of the record again.
	const files = await own('ls-files', '-z', '--', record?.folder ?? '');
	await Promise.all(files.split('\0').map(async file => file !== '' && utimes(path.join(top, file), 1, 1).catch(() => undefined)));
	expect(await look()).toEqual(before);
});

test('a branch that moves on between decision and record: the record has its ref, and the sentence says how to merge', async () => {
	const repository = await ready();
	const {top, git, commit, home} = repository;
	const head = await git('rev-parse', 'HEAD');
	const walk = await walkIn(repository, {set: [`version=${usualTag}`]});
	const key = path.join(home, 'signing-key');
	await answerAll(walk);
	await rename(key, `${key}.away`);
	expect(await walk.act(go(usualTag))).toContain('key');
	const later = await commit('Later');
	await rename(`${key}.away`, key);
	expect(await walk.act({type: 'finish'})).toContain('main has moved on since the release was tested');
	expect(walk.view()).toMatchObject({stage: 'finished', state: {record: {branch: null}, tagged: {commit: head}}});
	expect(await verify(top, repository, usualTag)).toMatchObject({result: 'verified', commit: head});
	expect(await git('rev-parse', 'main')).toBe(later);
	expect(await git('status', '--porcelain')).toBe('');
	await git('merge', '--quiet', '--no-edit', `refs/holdpoint/records/${usualTag}`);
	expect(await git('ls-files', `releases/${usualTag}/record.md`)).not.toBe('');
	expect(await verify(top, repository, usualTag)).toMatchObject({result: 'verified'});
});

type Obstacle = {
	readonly name: string;
	readonly make: (repository: TemporaryRepository) => Promise<string | undefined>;
	readonly tag?: string;
	readonly said: RegExp;
};

const obstacles: readonly Obstacle[] = [
	{
		name: 'no commit yet', said: /has no commits: there is nothing to release yet/v, async make({git}) {
			await git('checkout', '--quiet', '--orphan', 'new');
			return undefined;
		},
	},
	{
		name: 'a path with a line break', said: /holds a line break\. Move it to a plain path/v, async make({top}) {
			const moved = `${top}\nhere`;
			await rename(top, moved);
			return moved;
		},
	},
	{
		name: 'files that are elsewhere', said: /\(core\.worktree\), and git does not find it from there/v, async make({git, top}) {
			const below = path.join(top, 'below');
			await mkdir(below);
			await git('init', '--quiet', below);
			await git('-C', below, 'config', 'core.worktree', '../..');
			await rename(path.join(top, '.git'), path.join(top, '.git-away'));
			return below;
		},
	},
	{
		name: 'an edit that git was told to overlook', said: /modified \(README\.md\).*told to overlook README\.md/v, async make({git, write}) {
			await git('update-index', '--assume-unchanged', 'README.md');
			await write('README.md', 'other\n');
			return undefined;
		},
	},
	{
		name: 'a file there although git was told to skip it', said: /modified \(source\/a\.c\).*told to overlook source\/a\.c/v, async make({git, write}) {
			await git('update-index', '--skip-worktree', 'source/a.c', 'README.md');
			await write('source/a.c', 'b');
			return undefined;
		},
	},
	{
		name: 'something in the record’s folder', said: /releases\/v1\.0\.0 already exists in /v, async make({commit}) {
			await commit('In the way', {'releases/v1.0.0/notes.md': 'x'});
			return undefined;
		},
	},
	{
		name: 'a submodule where the records go', said: /releases is not a folder in /v, async make({git, top}) {
			await git('update-index', '--add', '--cacheinfo', `160000,${await git('rev-parse', 'HEAD')},releases`);
			await git('commit', '--quiet', '-m', 'A submodule');
			await mkdir(path.join(top, 'releases'));
			return undefined;
		},
	},
	{
		name: 'another tag’s record that has the same name', tag: 'team/v1', said: /refs\/holdpoint\/records\/team_v1 keeps another record already/v, async make({git}) {
			await git('update-ref', 'refs/holdpoint/records/team_v1', 'HEAD');
			return undefined;
		},
	},
];

test.each(obstacles)('$name is said before anything is asked', async ({make, tag = usualTag, said}) => {
	const repository = await ready();
	const top = await make(repository) ?? repository.top;
	await expect(walkIn(repository, {top, set: [`version=${tag}`]})).rejects.toThrow(said);
});

test('a check that ran on an edit which git overlooks does not count', async () => {
	const repository = await ready();
	await repository.git('update-index', '--assume-unchanged', 'README.md');
	const walk = await walkIn(repository, {set: [`version=${usualTag}`]});
	await repository.write('README.md', 'other\n');
	await walk.act({type: 'run', step: walk.id('Tested')});
	expect(walk.status('Tested')).toBe('failed');
	expect(JSON.stringify(walk.step('Tested'))).toContain('modified tracked files (README.md)');
	await repository.write('README.md', '# Example\n');
	await walk.act({type: 'run', step: walk.id('Tested')});
	expect(walk.status('Tested')).toBe('passed');
});
