import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {
	push,
	pushCommand,
	pushPlan,
	type PushPlan,
} from '../../source/repository/push.js';
import {temporaryRepository, type TemporaryRepository} from './temporary-repository.js';

async function withRemote(): Promise<TemporaryRepository & {remote: string}> {
	const repository = await temporaryRepository();
	const remote = path.join(repository.home, 'remote.git');
	await repository.git('clone', '--quiet', '--bare', repository.top, remote);
	await repository.git('remote', 'add', 'origin', remote);
	await repository.commit('Release');
	await repository.git('tag', 'v1');
	await repository.git('update-ref', 'refs/holdpoint/records/v1', 'HEAD');
	return {...repository, remote};
}

async function planned({top}: TemporaryRepository, branch: string | undefined = 'main'): Promise<PushPlan> {
	const plan = await pushPlan({
		top, branch, tag: 'v1', record: 'v1',
	});
	return asPlan(plan);
}

function asPlan(plan: Awaited<ReturnType<typeof pushPlan>>): PushPlan {
	if ('remotes' in plan) {
		throw new Error(`No plan: ${plan.remotes.join(', ')}`);
	}

	return plan;
}

test('a plan names remote, branch, tag and record', async () => {
	const repository = await withRemote();
	expect(await planned(repository)).toEqual({
		remote: 'origin',
		url: repository.remote,
		branch: 'main',
		refspecs: ['refs/heads/main:refs/heads/main', 'refs/tags/v1:refs/tags/v1', 'refs/holdpoint/records/v1:refs/holdpoint/records/v1'],
	});
	expect(await pushPlan({
		top: repository.top, branch: undefined, tag: undefined, record: 'v1-no-go-1',
	})).toMatchObject({branch: undefined, refspecs: ['refs/holdpoint/records/v1-no-go-1:refs/holdpoint/records/v1-no-go-1']});
});

test('the branch goes where git would push it', async () => {
	const repository = await withRemote();
	const {top, git} = repository;
	await git('remote', 'add', 'fork', repository.remote);
	await git('config', 'branch.main.remote', 'fork');
	await git('config', 'branch.main.merge', 'refs/heads/trunk');
	await git('config', 'push.default', 'upstream');
	expect(await planned(repository)).toMatchObject({remote: 'fork', branch: 'trunk'});
	expect(await pushPlan({
		top, branch: 'main', tag: 'v1', record: 'v1', remote: 'origin',
	})).toMatchObject({remote: 'origin', branch: 'main'});
	expect(await pushPlan({
		top, branch: 'main', tag: 'v1', record: 'v1', remote: 'nowhere',
	})).toEqual({remotes: ['fork', 'origin']});
});

test('without a remote there is nothing to offer; the only one is taken', async () => {
	const {top, git} = await temporaryRepository();
	const wish = {
		top, branch: 'main', tag: 'v1', record: 'v1',
	};
	expect(await pushPlan(wish)).toEqual({remotes: []});
	await git('remote', 'add', 'upstream', '/nowhere');
	expect(await pushPlan(wish)).toMatchObject({remote: 'upstream'});
	await git('remote', 'add', 'backup', '/elsewhere');
	expect(await pushPlan(wish)).toEqual({remotes: ['backup', 'upstream']});
	await git('config', 'branch.main.remote', '.');
	await git('config', 'branch.main.merge', 'refs/heads/other');
	expect(await pushPlan(wish)).toEqual({remotes: ['backup', 'upstream']});
	await git('config', 'remote.pushDefault', 'backup');
	expect(await pushPlan(wish)).toMatchObject({remote: 'backup'});
	expect(await pushPlan({...wish, branch: undefined})).toMatchObject({remote: 'backup', refspecs: ['refs/tags/v1:refs/tags/v1', 'refs/holdpoint/records/v1:refs/holdpoint/records/v1']});
});

test('all of it arrives together', async () => {
	const repository = await withRemote();
	const head = await repository.git('rev-parse', 'HEAD');
	expect(await push(repository.top, await planned(repository), {terminal: false})).toEqual({kind: 'pushed', refs: ['refs/heads/main', 'refs/tags/v1', 'refs/holdpoint/records/v1']});
	expect(await repository.git('ls-remote', repository.remote)).toBe(['HEAD', 'refs/heads/main', 'refs/holdpoint/records/v1', 'refs/tags/v1'].map(name => `${head}\t${name}`).join('\n'));
});

test('a protected branch is told apart, nothing arrives, and tag and record can go alone', async () => {
	const repository = await withRemote();
	const {top, git, remote} = repository;
	const hook = path.join(remote, 'hooks', 'update');
	await writeFile(hook, '#!/bin/sh\ncase $1 in refs/heads/*) echo protected branch >&2; exit 1;; esac\n');
	await chmod(hook, 0o755);
	const before = await git('ls-remote', remote);
	const refused = await push(top, await planned(repository), {terminal: false});
	expect(refused).toMatchObject({kind: 'refused', branch: true});
	expect((refused as {sentence: string}).sentence).toBe('origin took nothing: refs/heads/main [remote rejected] (hook declined). It says: protected branch');
	expect(await git('ls-remote', remote)).toBe(before);
	const alone = await pushPlan({
		top, branch: undefined, tag: 'v1', record: 'v1',
	});
	expect(await push(top, asPlan(alone), {terminal: false})).toMatchObject({kind: 'pushed', refs: ['refs/tags/v1', 'refs/holdpoint/records/v1']});
});

test('a branch that has moved on at the remote is refused, not forced', async () => {
	const repository = await withRemote();
	const {top, git, commit, remote} = repository;
	await git('push', '--quiet', 'origin', 'main');
	await git('reset', '--quiet', '--hard', 'HEAD~1');
	await commit('Another');
	const refused = await push(top, await planned(repository), {terminal: false});
	expect(refused).toMatchObject({kind: 'refused', branch: true});
	expect(await git('ls-remote', remote, 'refs/tags/v1')).toBe('');
});

test('a remote that is not there is a fault with git’s reason', async () => {
	const repository = await withRemote();
	await repository.git('remote', 'set-url', 'origin', '/nowhere/at/all.git');
	const fault = await push(repository.top, await planned(repository), {terminal: false});
	expect(fault).toMatchObject({kind: 'fault'});
	expect((fault as {sentence: string}).sentence).toContain('/nowhere/at/all.git');
});

test('where it really goes is said, without passwords and tokens', async () => {
	const {top, git} = await withRemote();
	const wish = {
		top, branch: 'main', tag: 'v1', record: 'v1',
	};
	for (const [address, shown] of [
		['https://ghp_token@example.com/a.git', 'https://example.com/a.git'],
		['https://ada:secret@example.com/a.git', 'https://example.com/a.git'],
		['ssh://git@example.com/a.git', 'ssh://git@example.com/a.git'],
		['ssh://git:secret@example.com/a.git', 'ssh://git@example.com/a.git'],
		['git@example.com:a.git', 'git@example.com:a.git'],
		['short:a.git', 'https://long.example.com/a.git'],
	] as const) {
		await git('config', 'remote.origin.pushurl', address);
		await git('config', 'url.https://token@long.example.com/.pushInsteadOf', 'short:');
		await git('config', 'url.https://token@long.example.com/.insteadOf', 'short:');
		expect(await pushPlan(wish)).toMatchObject({url: shown});
	}

	await git('config', '--add', 'remote.origin.pushurl', '/second.git');
	expect(await pushPlan(wish)).toMatchObject({url: 'https://long.example.com/a.git, /second.git'});
});

test('another tag of that name at the remote is not replaced, and nothing else arrives', async () => {
	const repository = await withRemote();
	const {top, git, remote} = repository;
	await git('push', '--quiet', 'origin', 'HEAD~1:refs/tags/v1');
	const before = await git('ls-remote', remote);
	const refused = await push(top, await planned(repository), {terminal: false});
	expect(refused).toMatchObject({kind: 'refused', branch: false, sentence: 'origin took nothing: refs/tags/v1 [rejected] (already exists).'});
	expect(await git('ls-remote', remote)).toBe(before);
});

test('another record of that name at the remote is not replaced', async () => {
	const repository = await withRemote();
	const {top, git, commit} = repository;
	const own = await git('rev-parse', 'HEAD');
	await git('checkout', '--quiet', '-b', 'other', 'HEAD~1');
	await git('push', '--quiet', 'origin', `${await commit('Other')}:refs/holdpoint/records/v1`);
	await git('update-ref', 'refs/holdpoint/records/v1', own);
	expect(await push(top, await planned(repository), {terminal: false})).toMatchObject({kind: 'refused', branch: false, sentence: expect.stringMatching(/^origin took nothing: refs\/holdpoint\/records\/v1 \[rejected\]/v) as string});
});

test('a server that refuses all because of the branch counts as one that protects it', async () => {
	const repository = await withRemote();
	const {top, git, remote} = repository;
	const hook = path.join(remote, 'hooks', 'pre-receive');
	await writeFile(hook, '#!/bin/sh\nif grep -q refs/heads/; then echo GH006: Protected branch >&2; exit 1; fi\n');
	await chmod(hook, 0o755);
	const refused = await push(top, await planned(repository), {terminal: false});
	expect(refused).toMatchObject({kind: 'refused', branch: true, sentence: expect.stringContaining('GH006: Protected branch') as string});
	const alone = await pushPlan({
		top, branch: undefined, tag: 'v1', record: 'v1',
	});
	expect(await push(top, asPlan(alone), {terminal: false})).toMatchObject({kind: 'pushed'});
	expect(await git('ls-remote', remote, 'refs/holdpoint/records/v1')).not.toBe('');
});

test('a server that cannot take refs together gets none', async () => {
	const repository = await withRemote();
	const {top, git, remote} = repository;
	await git('-C', remote, 'config', 'receive.advertiseAtomic', 'false');
	const before = await git('ls-remote', remote);
	expect(await push(top, await planned(repository), {terminal: false})).toMatchObject({code: 'push.atomic'});
	expect(await git('ls-remote', remote)).toBe(before);
});

test('the person’s own hook decides too', async () => {
	const repository = await withRemote();
	const {top} = repository;
	const hook = path.join(top, '.git', 'hooks', 'pre-push');
	await mkdir(path.dirname(hook), {recursive: true});
	await writeFile(hook, '#!/bin/sh\necho not on a Friday >&2; exit 1\n');
	await chmod(hook, 0o755);
	expect(await push(top, await planned(repository), {terminal: false})).toMatchObject({kind: 'fault', sentence: expect.stringContaining('Friday') as string});
});

test('the same by hand', () => {
	expect(pushCommand({
		remote: 'origin', url: '', branch: 'it\'s', refspecs: ['refs/heads/it\'s:refs/heads/main', 'refs/tags/v1:refs/tags/v1'],
	})).toBe(String.raw`git push --atomic origin 'refs/heads/it'\''s:refs/heads/main' refs/tags/v1:refs/tags/v1`);
});
