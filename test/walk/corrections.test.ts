/** Corrections erase nothing: journal and record have what was said first, that it was taken back, and what is said now. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {go, startWalk, tag} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] The log was read
- [ ] The data was migrated

**Notes**: ______

## Approval

- [ ] Nothing is open

**Signed by**: director

## Decision

**Signed by**: release manager
`;

test('reopened, replaced, taken back and withdrawn', async () => {
	const walk = await startWalk(document);
	const {act, id} = walk;
	const confirm = async (words: string, note: string) => act({type: 'confirm', steps: [id(words)], note});
	await confirm('The log', 'the first half');
	await act({type: 'reopen', steps: [id('The log')], reason: 'there is a second half'});
	await confirm('The log', 'both halves');
	await act({type: 'set aside', steps: [id('The data')], reason: 'a patch release'});
	await act({type: 'reopen', steps: [id('The data')], reason: 'there is a migration'});
	await confirm('The data', 'migrated');
	await act({type: 'enter', step: id('Notes'), value: 'the first notes'});
	await act({type: 'enter', step: id('Notes'), value: 'the second notes'});
	await confirm('Nothing is open', '');
	const sign = {
		type: 'sign', step: id('Signed by: director'), decision: 'approve', comment: '',
	} as const;
	expect(await act(sign)).toBe('');
	expect(await act({type: 'withdraw', step: id('Signed by: director'), reason: 'too early'})).toBe('');
	expect(await act(sign)).toBe('');
	expect(await act(go)).toBe('');
	expect(walk.view().stage).toBe('finished');

	const folder = path.join(walk.top, 'releases', tag);
	const record = await readFile(path.join(folder, 'record.md'), 'utf8');
	const item = (title: string) => new RegExp(String.raw`- \[x\] ${title}\n(?<told>(?: {2}.*\n)+)`, 'v').exec(record)?.groups?.told;
	expect(item('The log was read')).toMatch(/\*\*passed\*\*.*\n +- note: both halves\n +- earlier: \*\*passed\*\*.*\n +- note: the first half\n +- earlier: \*\*reopened\*\* · reason: there is a second half/v);
	expect(item('The data was migrated')).toMatch(/\*\*passed\*\*.*\n +- note: migrated\n +- earlier: \*\*set aside by a person\*\* · reason: a patch release.*\n +- earlier: \*\*reopened\*\* · reason: there is a migration/v);
	expect(record).toMatch(/- Notes: \*\*passed\*\* · answer: the second notes.*\n +- earlier: \*\*passed\*\* · answer: the first notes/v);
	expect(record).toMatch(/earlier: \*\*signed.* · taken back later/v);
	expect(record).toMatch(/earlier: \*\*taken back\*\* · reason: too early/v);
	const journal = await readFile(path.join(folder, 'journal.jsonl'), 'utf8');
	for (const said of ['the first half', 'both halves', 'there is a second half', 'a patch release', 'there is a migration', 'the first notes', 'the second notes', 'too early']) {
		expect(journal).toContain(said);
	}

	expect(await walk.verify()).toBe(4);
});
