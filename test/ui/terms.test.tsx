/** Waits, evidence, roles, rules, witnesses and what runs in the background, on the screen. */
import {expect, test} from 'vitest';
import {start} from '../memory-run.js';
import {createMemoryWalk} from './memory-walk.js';
import {keys, openWalk} from './stage.js';

const release = `---
inputs:
  kind: {choices: [major, minor]}
---

# Release

## Soak

**Waivable by**: director

- [ ] The build is deployed
- [ ] It soaked. **Wait**: 48h
- [ ] The feed is up. **Fresh**: 15m
- [ ] Migrate. **Only if**: \`inputs.kind == "major"\`
- [ ] The budget is approved. **By**: director
- [ ] The contract is signed. **Witness**: required

**Evidence**: soak = \`artifacts/soak-<timestamp>.json\`
`;

const minutes = 60_000;

test('a wait shows what remains, on its step, in its row and among what is left', async () => {
	const walk = createMemoryWalk(release);
	let now = start;
	const stage = await openWalk(walk, {clock: () => now});
	await stage.waitFor('The build is deployed. Is that so?');
	await stage.press(']', 'To be waited for 48 h, from when “The build is deployed”');
	await stage.press('[', 'Is that so?');
	await stage.press('y', 'it has not begun to count');
	walk.happen({type: 'wait-started', data: {step: walk.find('It soaked.'), until: new Date(start + (90 * minutes)).toISOString(), after: walk.find('The build is deployed')}});
	await stage.waitFor('Time decides this one: 1 h 30 min left.');
	now += 30 * minutes;
	await stage.waitFor('Time decides this one: 1 h left.');
	await stage.press(']', 'It soaked.');
	expect(stage.screen()).toMatch(/It soaked\.\s+1 h left/v);
	const left = await stage.press('t', 'Not before');
	expect(left).toMatch(/Soak\s+6 steps left/v);
	expect(left).toMatch(/❯ {3}· It soaked\.\s+1 h left, until \d{4}/v);
	expect(left).toMatch(/budget is approved\.\s+waits for director/v);
});

test('what was waited for has passed by the clock, and not by whoever drove', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.press('y', 'it has not begun to count');
	const step = walk.find('It soaked.');
	walk.happen({type: 'wait-started', data: {step, until: new Date(start).toISOString(), after: walk.find('The build is deployed')}});
	walk.happen({type: 'wait-ended', data: {step}});
	await stage.waitFor('Passed by the clock, ');
});

test('the bell rings when the walk calls for the person', async () => {
	let rings = 0;
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk, {
		onBell() {
			rings += 1;
		},
	});
	await stage.waitFor('Is that so?');
	walk.show({rings: 1, message: {kind: 'said', text: '“It soaked.” has been waited for: it is over.'}});
	await stage.waitFor('it is over');
	expect(rings).toBe(1);
});

test('who answers and who waives stands at the step; a rule that cannot be told says why', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.press('/', 'Find:');
	await stage.type('budget');
	await stage.press(keys.enter, 'answered by the director');
	await stage.press('/', 'Find:');
	await stage.type('migrate');
	await stage.press(keys.enter, 'A rule says whether this applies');
	expect(stage.screen()).toContain('Whether this applies is not known yet');
	const condition = walk.getView().plan.byId.get(walk.find('Migrate.'))?.conditions[0]?.id ?? '';
	walk.happen({
		type: 'condition-answered', data: {
			condition, holds: false, steps: [], reason: '', why: 'no such key: kind',
		},
	});
	await stage.waitFor('cannot be told, no such key: kind');
});

test('the witness is named, and agrees with their initials, typed', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk, {columns: 100});
	await stage.press('/', 'Find:');
	await stage.type('contract');
	await stage.press(keys.enter, '❯ Name the witness…');
	await stage.press('y', 'Who is the witness?');
	await stage.type('Grace Hopper <grace@example.com>');
	await stage.press(keys.enter, '❯ Yes');
	await stage.press('y', 'type your initials, GH');
	await stage.press(keys.enter, 'Enter alone agrees to nothing.');
	await stage.type('ad');
	await stage.press(keys.enter, 'Those are not the initials of Grace Hopper');
	await stage.press(keys.ctrlU, screen => !screen.includes('❯ ad'));
	await stage.type('gh');
	await stage.press(keys.enter, 'Are the files there?');
	expect(walk.acts.at(-1)).toEqual({type: 'confirm', steps: [walk.find('The contract is signed.')], initials: 'gh'});
});

test('evidence is looked for with r, and stands there with its digest', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.press('/', 'Find:');
	await stage.type('artifacts');
	await stage.press(keys.enter, 'Are the files there?');
	await stage.press('r', screen => !screen.includes('Are the files there?'));
	expect(walk.acts).toEqual([{type: 'record', step: walk.getView().plan.steps.find(({step}) => step.kind === 'evidence')?.step.id}]);
	await stage.press('/', 'Find:');
	await stage.type('artifacts');
	expect(await stage.press(keys.enter, 'sha256 eeeeeeeeeeee')).toContain('soak.log');
});

test('a pass that was too long ago is said where the decision is made', async () => {
	const walk = createMemoryWalk(release);
	let now = start;
	const stage = await openWalk(walk, {clock: () => now});
	await stage.press('/', 'Find:');
	await stage.type('feed');
	await stage.press(keys.enter, 'a pass counts for 15 min');
	await stage.press('y', screen => !screen.includes('The feed is up. Is that so?'));
	now += 20 * minutes;
	await stage.press('d', 'Passed too long ago to count');
});

test('what runs in the background is followed from the top of the question, and stopped from its own step', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.waitFor('Is that so?');
	const step = walk.find('The feed is up.');
	walk.show({
		background: [{
			step, kind: 'check', tail: ['soaking'], size: 8, statements: [], running: undefined, startedAt: start - (125 * minutes), stopping: false,
		}],
	});
	await stage.waitFor(/in the background: The feed is up\. 2 h 05 min/v);
	await stage.press('s', 'What runs in the background is stopped from its own step.');
	await stage.press('/', 'Find:');
	await stage.type('feed');
	const screen = await stage.press(keys.enter, 'It is running in the background; the walk goes on beside it.');
	expect(screen).toContain('┃ soaking');
	await stage.press('s', screen_ => screen_.includes('The feed'));
	expect(walk.acts.at(-1)).toEqual({type: 'stop', step});
});
