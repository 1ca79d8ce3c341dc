/** The offer to push, on a release that is made: whatever the remote does, all that belongs together arrives or nothing does. */
import {chmod, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {leavingSummary} from '../../source/ui/summary.js';
import {
	go,
	startWalk,
	tag,
	type RealWalk,
} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] Looked at
`;

const record = `refs/holdpoint/records/${tag}`;

async function release(prepare: (walk: RealWalk['repository'], remote: string) => Promise<unknown>): Promise<RealWalk & {readonly remote: string}> {
	const walk = await startWalk(document);
	const remote = path.join(walk.repository.home, 'remote.git');
	await walk.repository.git('clone', '--quiet', '--bare', walk.top, remote);
	await prepare(walk.repository, remote);
	await walk.confirm('Looked at');
	await walk.act(go);
	expect(walk.view().stage).toBe('finished');
	return {...walk, remote};
}

test('a push that fails leaves nothing there and can be tried again; without a protected branch the rest goes, once', async () => {
	const {act, view, repository: {git}, remote, folder} = await release(async ({git}, place) => git('remote', 'add', 'origin', `${place}-later`));
	const push = async () => act({type: 'push', typedTag: tag});
	const there = async () => git('ls-remote', remote, 'refs/heads/main', 'refs/tags/*', 'refs/holdpoint/*');
	const before = await there();
	const byHand = `Try again, or later by hand: git push --atomic origin refs/heads/main:refs/heads/main refs/tags/${tag}:refs/tags/${tag} ${record}:${record}`;

	expect(view().push).toMatchObject({remote: `origin (${remote}-later)`, refs: ['refs/heads/main', `refs/tags/${tag}`, record]});
	expect(await act({type: 'push', typedTag: 'v1'})).toContain(`type ${tag} to confirm`);
	expect(await push()).toMatch(/^Git could not push to origin: .*remote\.git-later.*\. Try again/v);
	expect(leavingSummary(view()).at(-1)).toContain('By hand: git push --atomic origin');

	// Somebody else has taken the name there, or here.
	await git('remote', 'set-url', 'origin', remote);
	await git('push', '--quiet', 'origin', `HEAD^:refs/tags/${tag}`);
	expect(await push()).toBe(`origin took nothing: refs/tags/${tag} [rejected] (already exists). ${byHand}`);
	await git('push', '--quiet', 'origin', '--delete', `refs/tags/${tag}`);
	const made = await git('rev-parse', `refs/tags/${tag}`);
	await git('tag', '--force', tag, 'HEAD');
	expect(await push()).toBe(`refs/tags/${tag} is not what this run made (${made.slice(0, 12)}): nothing was pushed. Bring it back with: git update-ref refs/tags/${tag} ${made}`);
	await git('update-ref', `refs/tags/${tag}`, made);
	expect(await there()).toBe(before);

	const hook = path.join(remote, 'hooks', 'update');
	await writeFile(hook, '#!/bin/sh\ncase $1 in refs/heads/*) echo main is protected >&2; exit 1;; esac\n');
	await chmod(hook, 0o755);
	expect(await push()).toBe(`Pushed refs/tags/${tag}, ${record}. Without the branch: origin took nothing: refs/heads/main [remote rejected] (hook declined). It says: main is protected`);
	expect(await there()).toBe([before, `${await git('rev-parse', record)}\t${record}`, `${made}\trefs/tags/${tag}`, `${await git('rev-parse', 'HEAD^')}\trefs/tags/${tag}^{}`].join('\n'));
	expect(view().push).toBeUndefined();
	expect(leavingSummary(view()).join(' ')).not.toContain('pushed');
	const events = await readFile(path.join(folder(), 'journal.jsonl'), 'utf8');
	expect(events.match(/"type":"pushed"/gv)).toHaveLength(1);
});

test('what was committed after the record does not go along', async () => {
	const {act, repository: {git, commit}, remote} = await release(async ({git}, place) => git('remote', 'add', 'origin', place));
	const before = await git('ls-remote', remote, 'refs/heads/main');
	await commit('Not released');
	expect(await act({type: 'push', typedTag: tag})).toBe(`Pushed refs/tags/${tag}, ${record}.`);
	expect(await git('ls-remote', remote, 'refs/heads/main')).toBe(before);
});

test('of several remotes none is guessed', async () => {
	const {view, act} = await release(async ({git}, place) => {
		await git('remote', 'add', 'one', place);
		await git('remote', 'add', 'two', place);
	});
	expect(view().push).toBeUndefined();
	expect(view().message?.text).toBe(`There are several remotes (one, two), and git has none to push to by itself. By hand: git push --atomic REMOTE main refs/tags/${tag} ${record}`);
	expect(await act({type: 'push', typedTag: tag})).toBe('There is no remote to push to.');
});
