/** A disk that is really full, or read-only, at every act of a walk: it says so, keeps what it has, and goes on when there is room. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {canMount, mountSmallDisk, type SmallDisk} from '../small-disk.js';
import type {WalkAct} from '../../source/walk/view.js';
import {go, startWalk, type RealWalk} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] Somebody looked
- [ ] A machine looks

  \`\`\`bash check
  echo looked
  \`\`\`

- [ ] It is done

  \`\`\`bash
  echo done
  \`\`\`

**Ticket**: ______

**Signed by**: release manager
`;

/** All that the test makes lies on the disk. */
async function walkOn({directory}: SmallDisk): Promise<RealWalk> {
	const before = process.env.TMPDIR;
	process.env.TMPDIR = directory;
	onTestFinished(() => {
		process.env.TMPDIR = before ?? '/tmp';
	});
	return startWalk(document);
}

function actsOf({id}: RealWalk): WalkAct[] {
	return [
		{type: 'confirm', steps: [id('Somebody')]},
		{type: 'note', about: id('Somebody'), note: 'x'.repeat(5000)},
		{type: 'run', step: id('A machine')},
		{type: 'run', step: id('It is done')},
		{type: 'confirm', steps: [id('It is done')]},
		{type: 'enter', step: id('Ticket'), value: 'REL-1'},
		{
			type: 'sign', step: id('Signed by'), decision: 'approve', comment: '',
		},
		go,
	];
}

const journalOf = async ({folder}: RealWalk): Promise<string> => readFile(path.join(folder(), 'journal.jsonl'), 'utf8');

/** Refused while the disk is as it is; what stands in the journal stays. */
async function expectRefused(walk: RealWalk, act: WalkAct, what: RegExp): Promise<void> {
	const before = await journalOf(walk);
	const text = await walk.act(act);
	expect(walk.view().message, `${act.type}: ${text}`).toMatchObject({kind: 'fault', text: expect.stringMatching(what) as string});
	expect(await journalOf(walk)).toBe(before);
}

test.skipIf(!canMount)('ENOSPC at every act is said, and the act is taken when there is room again (skipped where nothing can be mounted)', async () => {
	const disk = await mountSmallDisk(24);
	const walk = await walkOn(disk);
	for (const act of actsOf(walk)) {
		disk.fill();
		await expectRefused(walk, act, /disk is full|no space left|make room/iv);
		disk.empty();
		if (act.type !== 'decide') {
			expect(await walk.act(act), act.type).toBe('');
		}
	}

	// A little more room each time: the full disk is met at every later write.
	for (let pages = 0; walk.view().state.closed === undefined; pages++) {
		expect(pages).toBeLessThan(200);
		disk.fill(pages);
		const {decision} = walk.view().state;
		await walk.act(decision ? {type: 'finish'} : go);
		disk.empty();
		await expectWholeRefs(walk);
	}

	expect(walk.view().state.closed?.outcome).toBe('GO');
	expect(await walk.verify()).toBe(4);
	expect(await walk.repository.git('status', '--porcelain')).toBe('');
});

/** What is named by a ref verifies. */
async function expectWholeRefs({repository: {git}}: RealWalk): Promise<void> {
	const refs = await git('for-each-ref', '--format=%(refname)', 'refs/tags', 'refs/holdpoint');
	const names = refs.split('\n').filter(name => name !== '');
	for (const ref of names) {
		await git(ref.startsWith('refs/tags/') ? 'verify-tag' : 'verify-commit', ref);
	}
}

test.skipIf(!canMount)('a read-only disk at every act is said, and the act is taken when it can be written again (skipped where nothing can be mounted)', async () => {
	const disk = await mountSmallDisk(24);
	const walk = await walkOn(disk);
	for (const act of actsOf(walk)) {
		await disk.setReadOnly(true);
		await expectRefused(walk, act, /read-only|\(EROFS\)/v);
		await disk.setReadOnly(false);
		expect(await walk.act(act), act.type).toBe('');
	}

	expect(walk.view().state.closed?.outcome).toBe('GO');
	expect(await walk.verify()).toBe(4);
});
