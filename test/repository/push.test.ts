import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {push, pushPlan, type PushPlan} from '../../source/repository/push.js';
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
	if (plan === undefined) {
		throw new Error('No plan');
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
	})).toBeUndefined();
});

test('without a remote there is nothing to offer; the only one is taken', async () => {
	const {top, git} = await temporaryRepository();
	const wish = {
		top, branch: 'main', tag: 'v1', record: 'v1',
	};
	expect(await pushPlan(wish)).toBeUndefined();
	await git('remote', 'add', 'upstream', '/nowhere');
	expect(await pushPlan(wish)).toMatchObject({remote: 'upstream'});
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
	expect((refused as {sentence: string}).sentence).toContain('refs/heads/main');
	expect(await git('ls-remote', remote)).toBe(before);
	const alone = await pushPlan({
		top, branch: undefined, tag: 'v1', record: 'v1',
	});
	expect(await push(top, alone ?? await planned(repository), {terminal: false})).toMatchObject({kind: 'pushed', refs: ['refs/tags/v1', 'refs/holdpoint/records/v1']});
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
