/** What runs is the command with its names and placeholders filled in, and the journal and the record say so. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openPreferences} from '../../source/commands/preferences.js';
import {startRun} from '../../source/commands/walk/start-run.js';
import {prepareWalk} from '../../source/commands/walk.js';
import {openWorkplace} from '../../source/commands/workplace.js';
import {stateOf} from '../../source/run/gates.js';
import {temporaryRepository} from '../repository/temporary-repository.js';

const document = `---
inputs:
  version: {ask: Version}
placeholders: {vX.Y.Z: 'v{{version}}'}
---

# Release {{version}}

- [ ] Tagged vX.Y.Z

  \`\`\`bash check
  test "vX.Y.Z" = v1.0.0
  \`\`\`

- [ ] Packed for {{arch}}. **For each**: arch in \`x86, arm\` **Expect**: \`arch == "x86" || stdout == "arm"\`

  \`\`\`bash check
  echo "$arch"
  \`\`\`

- [ ] Burnt for {{medium}}. **For each**: medium in \`disc, tape\` **Only if**: \`medium == "tape"\`

- [ ] Backed up

  \`\`\`bash
  echo to <folder>
  \`\`\`

- [ ] Looked at \`<folder>\`

  \`\`\`bash
  echo from <folder>
  \`\`\`
`;

test('a walk runs commands as they are shown', async () => {
	const {top, commit} = await temporaryRepository({key: true});
	const file = path.join(top, 'RELEASE.md');
	await commit('Checklist', {'RELEASE.md': document});
	const workplace = await openWorkplace(top);
	const {journal} = await startRun(workplace, file, {
		set: ['version=1.0.0'], pair: undefined, key: undefined, allowDirty: false, plain: true, demo: false,
	});
	const walk = await prepareWalk({
		workplace, preferences: openPreferences({HOLDPOINT_CONFIG_DIR: path.join(top, '..', 'config')}), journal, said: [], key: undefined, allowDirty: false, plain: true,
	});
	try {
		await walk.act({type: 'consent'});
		const titles = walk.getView().plan.steps.map(({step}) => step.title);
		expect(titles).toEqual(['Tagged v1.0.0', 'Packed for x86.', 'Packed for arm.', 'Burnt for disc.', 'Burnt for tape.', 'Backed up', 'Looked at <folder>']);
		const ids = walk.getView().plan.steps.map(({step}) => step.id);
		const [tagged = ''] = ids;
		const [backedUp = '', lookedAt = ''] = ids.slice(5);
		expect(await walk.act({type: 'run', step: tagged})).toBe(true);
		const statuses = walk.getView().plan.steps.map(({step}) => stateOf(walk.getView().state, step.id).status);
		expect(statuses.slice(0, 5)).toEqual(['passed', 'passed', 'passed', 'set-aside', 'open']);
		expect(await walk.act({type: 'run', step: lookedAt})).toBe(false);
		expect(walk.getView().message?.text).toContain('Fill in <folder> first.');
		await walk.act({
			type: 'run', step: backedUp, edited: new Map([[0, 'echo to /backup']]), filled: new Map([['<folder>', '/backup']]),
		});
		expect(walk.getView().plan.steps.map(({step}) => step.title).at(-1)).toBe('Looked at /backup');
		expect(await walk.act({type: 'run', step: lookedAt})).toBe(true);
		const lines = await readFile(path.join(journal.folder, 'journal.jsonl'), 'utf8');
		const started = lines.split('\n').filter(line => line.includes('-started') && line.includes('"commands"')).map(line => {
			const {data} = JSON.parse(line) as {data: {commands: Array<{text: string; edited?: boolean; environment: string[]}>}};
			return data.commands.map(({text, edited, environment}) => [text, edited ?? false, environment.includes('arch')]);
		});
		expect(started.flat()).toEqual([
			['test "v1.0.0" = v1.0.0', false, false], ['echo "$arch"', false, true], ['echo "$arch"', false, true], ['echo to /backup', true, false], ['echo from /backup', true, false],
		]);
	} finally {
		await walk.close();
	}
});
