/** Git's locks that a kill has left: whoever comes back finds those that are ours removed, and says so. */
import {existsSync} from 'node:fs';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {isFault} from '../../source/journal/faults.js';
import {noteGit} from '../../source/journal/git-notes.js';
import {go, startWalk, tag} from './real-walk.js';

const document = '---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n\n- [ ] Somebody looked\n';

test('an empty HEAD.lock that a note names is removed once its git is gone, whichever run it was, and the record is made', async () => {
	const {folder, top, view, walk, confirm, reopen, act, verify} = await startWalk(document);
	await confirm('Somebody');
	const other = path.join(path.dirname(folder()), 'f'.repeat(32));
	const git = execa('sleep', ['600'], {reject: false});
	onTestFinished(() => {
		git.kill('SIGKILL');
	});
	for (const run of [folder(), other]) {
		await mkdir(path.join(run, 'locks'), {recursive: true});
		const noted = await noteGit(run, {command: 'update-ref', pid: git.pid ?? 0, locks: [{file: 'HEAD.lock', holds: ''}, {file: 'index.lock'}]});
		expect(isFault(noted)).toBe(false);
	}

	// One that somebody has damaged keeps the others from nothing.
	await writeFile(path.join(other, 'locks', 'git-0'), '{');
	const locks = ['HEAD.lock', 'index.lock'].map(name => path.join(top, '.git', name));
	await Promise.all(locks.map(async lock => writeFile(lock, '')));
	await reopen();
	expect(locks.every(lock => existsSync(lock))).toBe(true);
	expect(view().changes.join(' ')).not.toContain('.lock');

	git.kill('SIGKILL');
	await git;
	await reopen();
	const common = path.join(top, '.git');
	expect(view().changes).toContain(`A git that Holdpoint had started was killed, and what it had locked is free again: HEAD.lock, index.lock in ${common}.`);
	expect(locks.some(lock => existsSync(lock))).toBe(false);
	expect(await readdir(path.join(other, 'locks'))).toEqual(['git-0']);
	await act(go);
	expect(walk().getView().state.tagged?.tag).toBe(tag);
	// Whoever follows the run may be taking a lock of the journal just now.
	const left = await readdir(path.join(folder(), 'locks'));
	expect(left.filter(name => name.startsWith('git-'))).toEqual([]);
	expect(await verify()).toBe(4);
});
