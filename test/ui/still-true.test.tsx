/** What people had said before HEAD moved: whether it is still true is asked once per gate, with its items listed. */
import {expect, test} from 'vitest';
import {createMemoryWalk} from './memory-walk.js';
import {keys, openWalk} from './stage.js';

const document = '# Release\n\n## First\n\n- [ ] The log was read\n- [ ] Nobody is away\n- [ ] The desk knows\n- [ ] Nobody was asked yet\n\n## Second\n\n- [ ] The docs were read\n';
const to = 'b'.repeat(40);

test('once per gate: those that were said before and no others, and the next gate is asked for itself', async () => {
	const walk = createMemoryWalk(document);
	const said = ['The log was read', 'Nobody is away', 'The desk knows', 'The docs were read'].map(title => walk.find(title));
	await walk.act({type: 'confirm', steps: said});
	walk.happen({
		type: 'head-moved', data: {
			from: walk.getView().state.commit, to, tree: to, branch: 'main', commits: ['bbbbbbb Name the fix'], paths: ['CHANGELOG.md'], own: false,
		},
	});
	const stage = await openWalk(walk);
	expect(await stage.waitFor('❯ Are the 3 that were said of this gate still true, all at once…  (a)')).toContain('Yes, still true  (y)');
	const list = await stage.press(keys.enter, 'First: 3 steps are confirmed together. Is all of that still true?');
	expect(list).not.toContain('Nobody was asked yet');
	await stage.press(keys.down, '❯ ◉ Nobody is away');
	await stage.press(' ', '2 steps are confirmed together');
	await stage.press(keys.enter, '▶ Nobody is away');
	expect(walk.acts.at(-1)).toEqual({type: 'confirm', steps: [said[0], said[2]]});
	expect(stage.screen()).not.toContain('that were said of this gate');
	await stage.press('y', 'Nobody was asked yet. Is that so?');
	const next = await stage.press('y', '▶ The docs were read');
	expect(next).not.toContain('that were said of this gate');
});

test('what is said before a run is begun is headed so, also when a rule has set something aside by then', async () => {
	const walk = createMemoryWalk('---\ninputs:\n  kind: {ask: Kind}\n---\n\n# Release\n\n- [ ] Announced. **Only if**: `inputs.kind == "major"`\n- [ ] Looked\n');
	const announced = walk.find('Announced.');
	const condition = walk.getView().plan.byId.get(announced)?.conditions[0];
	walk.happen({
		type: 'condition-answered', data: {
			condition: condition?.id ?? '', holds: false, steps: [announced], reason: 'does not apply',
		},
	});
	walk.show({changes: ['This is the next attempt.']});
	const stage = await openWalk(walk);
	expect(await stage.waitFor('This is the next attempt.')).toContain('Before you start');
	await walk.act({type: 'confirm', steps: [walk.find('Looked')]});
	await stage.waitFor('What changed since you were here');
});

test('what a rule has set aside says so, in the words of the document and in nobody\'s name', async () => {
	const walk = createMemoryWalk('---\ninputs:\n  kind: {ask: Kind}\n---\n\n# Release\n\n- [ ] Looked\n- [ ] Announced. **Only if**: `inputs.kind == "major"`\n');
	const announced = walk.find('Announced.');
	const condition = walk.getView().plan.byId.get(announced)?.conditions[0];
	walk.happen({
		type: 'condition-answered', data: {
			condition: condition?.id ?? '', holds: false, steps: [announced], reason: 'does not apply: Only if',
		},
	});
	const stage = await openWalk(walk);
	await stage.waitFor('Looked. Is that so?');
	const screen = await stage.press(']', 'Set aside by a rule of the document, ');
	expect(screen).toMatch(/– set aside by a rule of the document, .*:\s+does\s+not\s+apply:\s+Only\s+if/v);
	expect(screen).not.toContain('only-if~');
});
