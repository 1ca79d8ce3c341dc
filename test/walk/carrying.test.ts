/** A long result and a small fix: carried over in a real walk, in the record and its verification. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {go, startWalk, tag} from './real-walk.js';

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
	expect(await walk.verify()).toBe(4);
});
