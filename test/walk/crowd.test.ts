/** A run whose repository is copied, moved, checked out twice, or whose branch goes: it is never another one's, and never on another commit. */
import {existsSync} from 'node:fs';
import {
	cp,
	mkdtemp,
	readFile,
	rename,
	rm,
	watch,
	writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {
	expect,
	onTestFinished,
	test,
	vi,
} from 'vitest';
import {takeDriver} from '../../source/journal/driver.js';
import {fileSystem} from '../../source/journal/files.js';
import {journalFile, lockFile} from '../../source/journal/folder.js';
import {releaseLock, takeLock} from '../../source/journal/locks.js';
import {program} from '../e2e/stage.js';
import type {TemporaryRepository} from '../repository/temporary-repository.js';
import {
	go,
	startWalk,
	tag,
	walkIn,
	type RealWalk,
} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] Somebody looked
- [ ] A machine looked

  \`\`\`bash check
  touch begun; until [ -f go ]; do sleep 0.05; done
  \`\`\`
`;

const begin = async () => startWalk(document, {files: {'.gitignore': 'go\nbegun\n'}});

async function finish({act, confirm, id, status, verify}: RealWalk): Promise<void> {
	if (status('Somebody') !== 'passed') {
		await confirm('Somebody');
	}

	await act({type: 'run', step: id('A machine')});
	await act(go);
	expect(await verify()).toBe(4);
}

const inside = (folder: string, from: string, to: string): string => path.join(to, path.relative(from, folder));

test('a copy made while a check runs: it goes on in its own place, and what is answered in the copy stays there', async () => {
	const walk = await begin();
	const {repository, top, id, status, walk: own} = walk;
	await walk.confirm('Somebody');
	const running = own().act({type: 'run', step: id('A machine')});
	await expect.poll(() => existsSync(path.join(top, 'begun')), {timeout: 60_000}).toBe(true);
	const copied = path.join(repository.home, 'copied');
	await cp(top, copied, {recursive: true, preserveTimestamps: true});
	const folder = inside(walk.folder(), top, copied);
	// As when its owner has been taken over from.
	await rm(path.join(folder, 'locks', 'driver'));
	const copy = await walkIn(repository, {top: copied, folder});
	expect(copy.view().changes.join(' ')).toContain('“A machine looked” was being checked when Holdpoint ended');
	expect(copy.status('A machine')).toBe('interrupted');
	expect(await copy.act({type: 'reopen', steps: [copy.id('Somebody')], reason: 'only here'})).toBe('');
	expect(copy.status('Somebody')).toBe('open');
	expect([status('Somebody'), status('A machine')]).toEqual(['passed', 'running']);
	await repository.write('go', '');
	await running;
	expect([status('Somebody'), status('A machine')]).toEqual(['passed', 'passed']);
	expect(copy.status('A machine')).toBe('interrupted');
});

/** When somebody has tried to take the append lock. */
async function untilTried(locks: string): Promise<void> {
	for await (const {filename} of watch(locks)) {
		if (filename?.startsWith('.append')) {
			return;
		}
	}
}

test('taken over while an answer waits for the journal: the answer of the one before is not written', async () => {
	const walk = await begin();
	const folder = walk.folder();
	const writer = await takeLock(fileSystem, lockFile(folder, 'append'));
	if (writer.kind === 'holder') {
		throw new Error(writer.sentence);
	}

	const attempted = untilTried(path.join(folder, 'locks'));
	const answering = walk.confirm('Somebody');
	// Said yes to, while somebody else is writing.
	await attempted;
	const successor = await takeDriver(folder, {takeOver: true});
	await releaseLock(fileSystem, writer);
	expect(await answering).toMatch(/was taken over by .* Nothing more is written here/v);
	expect(successor.kind).toBe('driver');
	expect(walk.status('Somebody')).toBe('open');
	expect(await readFile(journalFile(folder), 'utf8')).not.toContain('step-confirmed');
});

test('taken over while the record is being signed: it is not committed', async () => {
	const bin = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-slow-key-'));
	onTestFinished(async () => rm(bin, {recursive: true}));
	const [asked, answered] = [path.join(bin, 'asked'), path.join(bin, 'answered')];
	const slow = `#!/bin/sh\ncase " $* " in *" -n git "*) touch '${asked}'; until [ -e '${answered}' ]; do sleep 0.05; done;; esac\nPATH=\${PATH#*:}; exec ssh-keygen "$@"\n`;
	await writeFile(path.join(bin, 'ssh-keygen'), slow, {mode: 0o755});
	const walk = await startWalk('---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n\n- [ ] Somebody looked\n', {
		environment: {PATH: `${bin}:${process.env.PATH ?? ''}`},
	});
	await walk.confirm('Somebody');
	const finishing = walk.act(go);
	await expect.poll(() => existsSync(asked), {timeout: 60_000}).toBe(true);
	const successor = await takeDriver(walk.folder(), {takeOver: true});
	expect(successor.kind).toBe('driver');
	await writeFile(answered, '');
	expect(await finishing).toMatch(/was taken over by .* Nothing more is written here/v);
	expect(walk.view().state).toMatchObject({record: undefined, tagged: undefined});
	expect(await walk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
	expect(await walk.repository.git('log', '--format=%s')).not.toContain('GO');
});

test('moved: while it is open nothing more is shown as done, and in the new place it goes on', async () => {
	const walk = await begin();
	const {repository, top} = walk;
	await walk.confirm('Somebody');
	const moved = path.join(repository.home, 'moved');
	await rename(top, moved);
	expect(await walk.act({type: 'reopen', steps: [walk.id('Somebody')], reason: 'again'})).toMatch('is not a directory');
	expect(walk.status('Somebody')).toBe('passed');
	const folder = inside(walk.folder(), top, moved);
	await walk.walk().close();
	await rm(path.join(folder, 'locks', 'driver'));
	const again = await walkIn(repository, {top: moved, folder});
	expect(again.status('Somebody')).toBe('passed');
	expect(again.view().state.started?.name).toBe('v1.0.0#1');
});

async function runs({top, environment}: TemporaryRepository, ...args: string[]): Promise<string> {
	const {stdout} = await execa(process.execPath, [program, 'runs', ...args], {cwd: top, env: {...environment}});
	return stdout;
}

test('in another work tree with another HEAD nothing counts that was seen on the first', async () => {
	const walk = await begin();
	const {repository, confirm, folder} = walk;
	await repository.write('go', '');
	await confirm('Somebody');
	const place = folder();
	await walk.walk().close();
	const tree = path.join(repository.home, 'tree');
	await repository.git('worktree', 'add', '--quiet', '-b', 'other', tree);
	await repository.git('-C', tree, 'commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'Other work');
	const other = await walkIn(repository, {top: tree, folder: place});
	expect(other.view().changes.join(' ')).toContain('HEAD moved');
	expect(other.status('Somebody')).toBe('stale');
	await other.confirm('Somebody');
	await other.walk().close();
	expect(await runs(repository)).toContain(`, in the work tree ${tree}`);
	expect(await runs(repository, '--repo', tree)).not.toContain('work tree');
	await rename(tree, `${tree}-moved`);
	expect(await runs(repository)).toContain(`, in the work tree ${tree}, which is gone`);
	const back = await walkIn(repository, {folder: place});
	expect(back.status('Somebody')).toBe('stale');
	await finish(back);
	expect(back.view().state.tagged?.commit).toBe(await repository.git('rev-parse', 'HEAD^'));
});

test('a branch that was deleted meanwhile: what was said stands, and the record has its place', async () => {
	const walk = await begin();
	const {git, write} = walk.repository;
	await write('go', '');
	await walk.confirm('Somebody');
	await git('checkout', '--quiet', '--detach');
	await git('branch', '--quiet', '-D', 'main');
	await walk.reopen();
	expect(walk.view().changes).toEqual(['HEAD is detached now, at the same commit: only what names the branch is stale, and the record will be kept under its own ref, on no branch.']);
	expect(walk.status('Somebody')).toBe('passed');
	await finish(walk);
	expect(walk.view().message?.text).toMatch(/kept as refs\/holdpoint\/records\/v1\.0\.0, and no branch was moved: .*git merge/v);
});

test.each([
	['renamed', ['branch', '--move', 'main', 'stable']],
	['left for another at the same commit', ['checkout', '--quiet', '-b', 'stable']],
])('a branch that was %s meanwhile: said before the walk goes on, and the one that is checked out takes the record', async (_, change) => {
	const walk = await begin();
	const {git, write} = walk.repository;
	await write('go', '');
	await walk.confirm('Somebody');
	await git(...change);
	await walk.reopen();
	expect(walk.view().changes).toEqual(['HEAD is on stable now, at the same commit: only what names the branch is stale, and the record will be committed to stable.']);
	expect(walk.view().state.branch).toBe('stable');
	expect(walk.status('Somebody')).toBe('passed');
	await finish(walk);
	expect(await git('rev-parse', 'stable')).toBe(await git('rev-parse', 'refs/holdpoint/records/v1.0.0'));
});

test('a branch that is deleted below the walk: nobody can tell what is looked at, so nothing counts', async () => {
	const walk = await begin();
	const {repository, confirm, status} = walk;
	const head = await repository.git('rev-parse', 'HEAD');
	await repository.git('update-ref', '-d', 'refs/heads/main');
	expect(await confirm('Somebody')).toContain('has no commits');
	expect(status('Somebody')).toBe('open');
	await repository.git('update-ref', 'refs/heads/main', head);
	expect(await confirm('Somebody')).toBe('');
	expect(status('Somebody')).toBe('passed');
});

test('two runs for one tag: the second is told of the first, and when one has made the tag the other cannot', async () => {
	const first = await begin();
	const {repository} = first;
	await repository.write('go', '');
	const second = await walkIn(repository);
	expect(second.view().state.started?.name).toBe('v1.0.0#2');
	expect(second.view().changes.join(' ')).toContain('v1.0.0#1 is open for the same tag');
	await finish(second);
	const made = await repository.git('rev-parse', tag);
	expect(await first.confirm('Somebody')).toContain('HEAD moved');
	await first.confirm('Somebody');
	await first.act({type: 'run', step: first.id('A machine')});
	const refused = await first.act(go);
	// Said at the decision, and not after the last seal.
	expect(refused).toContain('There is a tag v1.0.0 already, and it is not this run’s');
	expect(first.view().state.decision).toBeUndefined();
	expect(await repository.git('rev-parse', tag)).toBe(made);
	expect(await second.verify()).toBe(4);
});

test('two runs for one tag: while GO is decided in one it cannot be decided in the other, and somebody else’s tag is said on coming back', async () => {
	const first = await begin();
	const {repository} = first;
	await repository.write('go', '');
	const second = await walkIn(repository);
	for (const walk of [first, second]) {
		await walk.confirm('Somebody');
		await walk.act({type: 'run', step: walk.id('A machine')});
	}

	// As when the agent that has the key is gone: it is decided, and not sealed.
	const key = repository.key?.file ?? '';
	await rename(key, `${key}.away`);
	await first.act(go);
	await rename(`${key}.away`, key);
	expect([first.view().state.decision?.decision, first.view().state.record]).toEqual(['GO', undefined]);
	expect(await second.act(go)).toContain('GO is decided in v1.0.0#1 for the same tag, and only one run can make it.');
	expect(second.view().state.decision).toBeUndefined();
	await first.act({type: 'take back', reason: 'not yet'});
	await repository.git('tag', '--no-sign', tag);
	await second.reopen();
	expect(second.view().changes.join(' ')).toContain('There is a tag v1.0.0 already, and it is not this run’s');
	expect(await second.act(go)).toContain('There is a tag v1.0.0 already');
	await repository.git('tag', '--delete', tag);
	await second.act(go);
	expect(await second.verify()).toBe(4);
});

test('a run that is over and pushed, or on its way to another tag by now, keeps nobody from making the tag', async () => {
	const {repository, ...first} = await begin();
	const {git, write} = repository;
	await write('go', '');
	await finish({...first, repository});
	const remote = path.join(repository.home, 'remote.git');
	await git('clone', '--quiet', '--bare', '.', remote);
	await git('remote', 'add', 'origin', remote);
	await first.act({type: 'push', typedTag: tag});
	expect(first.view().push).toBeUndefined();
	// It was a mistake, and all of it is taken back.
	await git('tag', '--delete', tag);
	await git('update-ref', '-d', `refs/holdpoint/records/${tag}`);
	await git('reset', '--quiet', '--hard', 'HEAD^');

	const corrected = async () => {
		const walk = await walkIn(repository);
		await walk.act({type: 'correct', name: 'version', value: '2.0.0'});
		await walk.confirm('Somebody');
		await walk.act({type: 'run', step: walk.id('A machine')});
		return walk;
	};

	const other = await corrected();
	const key = repository.key?.file ?? '';
	await rename(key, `${key}.away`);
	await other.act({...go, typedTag: 'v2.0.0'});
	await rename(`${key}.away`, key);
	expect(other.view().state).toMatchObject({decision: {decision: 'GO'}, started: {tag: 'v2.0.0'}});
	// By now that is a rival for the other tag.
	const third = await corrected();
	expect(await third.act({...go, typedTag: 'v2.0.0'})).toContain('GO is decided in v1.0.0#2 for the same tag');
	expect(await runs(repository)).toContain('v1.0.0#2  for v2.0.0  ');
	const next = await walkIn(repository);
	await finish(next);
	expect(next.view().state.tagged?.tag).toBe(tag);
});

test('a clock that jumps: no wait is over early, no pass stays fresh, and the record verifies', async () => {
	const hour = 3_600_000;
	const now = Date.now();
	const up = vi.spyOn(os, 'uptime').mockReturnValue(1000);
	vi.useFakeTimers({toFake: ['Date'], now});
	onTestFinished(() => {
		vi.useRealTimers();
		up.mockRestore();
	});
	const walk = await startWalk('---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n\n- [ ] Checked\n\n  ```bash check fresh=3h\n  true\n  ```\n\n- [ ] Soak. **Wait**: 1h\n');
	const {act, id, status, verify} = walk;
	await act({type: 'run', step: id('Checked')});
	vi.setSystemTime(now - (24 * hour));
	await walk.reopen();
	expect(status('Soak')).toBe('open');
	vi.setSystemTime(now + (2 * hour) - 1000);
	up.mockReturnValue(1000 + (2 * 3600));
	await walk.reopen();
	expect(status('Soak')).toBe('passed');
	vi.setSystemTime(now - (24 * hour));
	await walk.reopen();
	expect(await act(go)).toContain('passed too long ago');
	await act({type: 'reopen', steps: [id('Checked')], reason: 'the clock was wrong'});
	expect(status('Soak')).not.toBe('passed');
	await act({type: 'run', step: id('Checked')});
	expect(status('Soak')).not.toBe('passed');
	vi.setSystemTime(now - (22.5 * hour));
	up.mockReturnValue(1000 + (3.5 * 3600));
	await walk.reopen();
	expect(status('Soak')).toBe('stale');
	await walk.confirm('Soak');
	await act(go);
	expect(await verify()).toBe(4);
});
