/** Faults of other tools with their state, each named: what a run is stays where it is, apart from others, and to the end. */
import {mkdtempSync, readdirSync, rmdirSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {isFault} from '../../source/journal/faults.js';
import {readJournal} from '../../source/journal/journal.js';
import {go, startWalk, walkIn} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] Somebody looked

**Signed by**: release manager
`;

test('state is not deleted at the end, and none of it is in the temp directory', async () => {
	const walk = await startWalk(document);
	const {top, id, act, folder} = walk;
	const before = process.env.TMPDIR;
	const temporary = mkdtempSync(path.join(tmpdir(), 'holdpoint-state-'));
	process.env.TMPDIR = temporary;
	onTestFinished(() => {
		process.env.TMPDIR = before ?? '/tmp';
		rmdirSync(temporary);
	});
	await act({type: 'confirm', steps: [id('Somebody')]});
	await act({
		type: 'sign', step: id('Signed by'), decision: 'approve', comment: '',
	});
	expect(readdirSync(temporary)).toEqual([]);
	await act(go);
	await walk.walk().close();
	expect(readdirSync(temporary)).toEqual([]);
	expect(path.relative(path.join(top, '.git', 'holdpoint'), folder())).toMatch(/^[\da-f]{32}$/v);
	const names = await readdir(folder());
	expect(names).toEqual(expect.arrayContaining(['checklist.md', 'head', 'journal.jsonl', 'statements']));
	const journal = await readJournal(folder());
	expect(isFault(journal) ? journal.sentence : journal.events.at(-1)?.type).toBe('run-closed');
});

test('two versions never share one state', async () => {
	const first = await startWalk(document);
	await first.confirm('Somebody');
	const journal = path.join(first.folder(), 'journal.jsonl');
	const answered = await readFile(journal, 'utf8');
	const second = await walkIn(first.repository, {set: ['version=2.0.0']});
	expect(second.folder()).not.toBe(first.folder());
	expect(second.view().state.started).toMatchObject({name: 'v2.0.0#1', tag: 'v2.0.0'});
	expect(second.status('Somebody')).toBe('open');
	await second.act({type: 'fail', step: second.id('Somebody'), reason: 'not this one'});
	expect(first.status('Somebody')).toBe('passed');
	expect(await readFile(journal, 'utf8')).toBe(answered);
});
