/** A long result and a small fix: carried over in a real walk, in the record and its verification. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {withVerification} from '../../source/commands/open-verification.js';
import {verifyRecord} from '../../source/record/verify.js';
import {go, startWalk, tag} from './real-walk.js';
import {rewriteJournal} from './rewrite-journal.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

- [ ] Soak ran

  **Waivable by**: release manager

  \`\`\`bash check
  echo soaked >>soaks.log; test -e soaks.log
  \`\`\`

- [ ] Read the log
`;

test('a CHANGELOG fix does not cost a second soak: role, reason and the commits since stand first in the record', async () => {
	const walk = await startWalk(document, {files: {'CHANGELOG.md': '# 1.0.0\n', '.gitignore': 'soaks.log\n'}});
	await walk.act({type: 'run', step: walk.id('Soak')});
	expect(walk.status('Soak')).toBe('passed');
	const soaked = walk.view().state.commit;
	await walk.repository.commit('Name the fix in the CHANGELOG', {'CHANGELOG.md': '# 1.0.0\n\n- A fix\n'});
	expect(await walk.confirm('Read the log')).toMatch('HEAD moved');
	expect(walk.status('Soak')).toBe('stale');
	expect(await walk.act({
		type: 'waive', step: walk.id('Soak'), reason: 'words only', typedTag: tag, carry: true,
	})).toBe('');
	await walk.confirm('Read the log');
	await walk.act(go);
	expect(walk.view().stage).toBe('finished');
	expect(await readFile(path.join(walk.top, 'soaks.log'), 'utf8')).toBe('soaked\n');
	const record = await readFile(path.join(walk.top, 'releases', tag, 'record.md'), 'utf8');
	const [first = ''] = /## Waived\n\n.*/v.exec(record) ?? [];
	expect(first).toContain(`**carried over** from \`${soaked.slice(0, 12)}\``);
	expect(first).toContain('since then 1 commit, 1 file, +2 -0');
	expect(first).toContain('reason: words only');
	expect(record).toContain('changed: `CHANGELOG.md +2 -0`');
	expect(record).toMatch(/since: [\da-f]{7} Name the fix in the CHANGELOG/v);
	expect(record).toMatch(/earlier: \*\*passed\*\*/v);
	expect(await walk.repository.git('tag', '--list', '--format=%(contents)', tag)).toContain(`- Soak ran: carried over from ${soaked.slice(0, 7)} (since then 1 commit, 1 file, +2 -0): words only`);
	const verify = async (repo: string) => withVerification({repo, anchor: undefined}, async ({request}) => verifyRecord(request({tag})));
	const told = expect.objectContaining({name: 'carried over', ok: true, detail: '1 result carried over; what was committed since is as the journal says'}) as unknown;
	expect(await verify(walk.top)).toMatchObject({result: 'self-signed', code: null, points: expect.arrayContaining([told]) as unknown});
	// Where the commit is not at hand on which it had passed, that is said.
	const shallow = path.join(walk.repository.home, 'shallow');
	await walk.repository.git('clone', '--quiet', '--depth=2', '--branch=main', `file://${walk.top}`, shallow);
	await walk.repository.git('-C', shallow, 'fetch', '--quiet', '--depth=1', 'origin', 'tag', tag);
	const unseen = expect.objectContaining({name: 'carried over', ok: true, detail: expect.stringContaining(`what was committed between ${soaked.slice(0, 12)} and `) as unknown}) as unknown;
	expect(await verify(shallow)).toMatchObject({result: 'self-signed', code: null, points: expect.arrayContaining([unseen]) as unknown});
});

test('a journal that makes less of what was committed since is found out', async () => {
	const walk = await startWalk(document, {files: {'.gitignore': 'soaks.log\n'}});
	await walk.act({type: 'run', step: walk.id('Soak')});
	await walk.repository.commit('Another program', {'main.c': 'int main;\n'});
	await walk.confirm('Read the log');
	await rewriteJournal(walk, fact => fact.type === 'head-moved' ? {...fact, data: {...fact.data, paths: ['README.md'], files: [{path: 'README.md', added: 1, removed: 1}]}} : fact);
	await walk.act({
		type: 'waive', step: walk.id('Soak'), reason: 'words only', typedTag: tag, carry: true,
	});
	await walk.confirm('Read the log');
	await walk.act(go);
	expect(walk.view().stage).toBe('finished');
	const verdict = await withVerification({repo: walk.top, anchor: undefined}, async ({request}) => verifyRecord(request({tag})));
	expect(verdict).toMatchObject({result: 'rejected', code: 'journal.move', detail: expect.stringContaining('other files changed') as unknown});
});
