/** A result that HEAD has left behind: the commits since stand beside the question, and first at the decision. */
import {expect, test} from 'vitest';
import {createMemoryWalk} from './memory-walk.js';
import {keys, openWalk} from './stage.js';

const document = '# Release\n\n## First\n\n- [ ] The soak ran\n\n  ```bash check\n  true\n  ```\n\n- [ ] The log was read\n';
const to = 'b'.repeat(40);

test('it is carried over with a reason and the tag, and told with its commits and files', async () => {
	const walk = createMemoryWalk(document);
	const soak = walk.find('The soak ran');
	await walk.act({type: 'run', step: soak});
	const from = walk.getView().state.commit;
	walk.happen({
		type: 'head-moved', data: {
			from, to, tree: to, branch: 'main', commits: ['bbbbbbb Name the fix'], paths: ['CHANGELOG.md'], files: [{path: 'CHANGELOG.md', added: 3, removed: 1}], own: false,
		},
	});
	const stage = await openWalk(walk);
	const screen = await stage.waitFor('Carry over from a1b2c3d…  (w)');
	expect(screen).toContain('it passed on a1b2c3d; since then 1 commit, 1 file, +3 -1:');
	expect(screen).toContain('bbbbbbb Name the fix');
	expect(screen).toContain('CHANGELOG.md +3 -1');
	expect(screen).toContain('w carry over');
	await stage.press('w', 'Why does it still count');
	await stage.type('words only');
	await stage.press(keys.enter, 'Type v1.0.0 to confirm it');
	await stage.type('v1.0.0');
	await stage.press(keys.enter, 'The log was read. Is that so?');
	expect(walk.acts.at(-1)).toEqual({
		type: 'waive', step: soak, reason: 'words only', typedTag: 'v1.0.0', carry: true,
	});
	const decision = await stage.press('d', 'Waived (1)');
	expect(decision).toMatch(/The soak ran · First · words only\n +carried over from a1b2c3d; since then 1 commit, 1 file, \+3 -1/v);
});

test('where there is nothing to list, nothing is announced', async () => {
	const walk = createMemoryWalk(document);
	await walk.act({type: 'run', step: walk.find('The soak ran')});
	walk.happen({
		type: 'head-moved', data: {
			from: walk.getView().state.commit, to, tree: to, branch: 'main', commits: [], paths: [], own: false,
		},
	});
	const stage = await openWalk(walk);
	expect(await stage.waitFor('Carry over from a1b2c3d…  (w)')).toContain('it passed on a1b2c3d; what has changed since then is not known.');
});
