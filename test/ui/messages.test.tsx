/** What the walk says of itself: how long it stands there, how much of it, and whether it helps. */
import {expect, test} from 'vitest';
import {createMemoryWalk} from './memory-walk.js';
import {release} from './documents.js';
import {keys, openWalk} from './stage.js';

const refusal = 'Gate 2 requires gate 1.';

test('what was said of a key goes with the next key, whatever that is', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	await stage.waitFor('Is that so?');
	await stage.press('u', 'It is open already.');
	await stage.press('k', screen => !screen.includes('It is open already'));
	walk.show({message: {kind: 'refused', text: refusal}});
	await stage.waitFor(refusal);
	await stage.press(']', screen => !screen.includes(refusal));
	expect(stage.screen()).toContain('The changelog was read. Is that so?');
});

test('news stay while somebody looks around, and go with what is done next', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk);
	walk.show({message: {kind: 'said', text: 'grace@example.com has signed.'}});
	await stage.press(']', 'The changelog was read. Is that so?');
	expect(stage.screen()).toContain('has signed');
	expect(walk.acts).toEqual([]);
});

test('a key that does nothing for a step says why', async () => {
	const stage = await openWalk(createMemoryWalk(release));
	await stage.waitFor('Is that so?');
	await stage.press('w', 'Only a step that did not pass, or a stale result, is waived.');
	await stage.press('h', '“h” is not offered for this step now.');
});

test('a long message is seen to its end where there is room, and else says that it goes on', async () => {
	const walk = createMemoryWalk(release);
	const stage = await openWalk(walk, {columns: 80, rows: 24});
	const words = Array.from({length: 90}, (_, index) => `word${index}`);
	walk.show({message: {kind: 'refused', text: words.slice(0, 40).join(' ')}});
	await stage.waitFor('word39');
	walk.show({message: {kind: 'refused', text: words.join(' ')}});
	const screen = await stage.waitFor(/word\d+ ?…/v);
	expect(screen).not.toContain('word89');
	expect(screen).toContain('❯ Yes');
});

test('of what has failed a yes says what it is a yes to', async () => {
	const walk = createMemoryWalk(release);
	walk.happen({type: 'step-failed', data: {step: walk.find('Dry-run passed on all targets'), reason: 'no', answer: ''}});
	const stage = await openWalk(walk);
	await stage.waitFor(/It has failed\. What now\?\n ❯ It is so now {2}\(y\)/v);
});

test('an action of a rehearsal was shown and not run, wherever it stands', async () => {
	const walk = createMemoryWalk('# Release\n\n- [ ] Restart\n\n  ```bash\n  systemctl restart parser\n  ```\n\n- [ ] Somebody looks\n', {rehearsal: true});
	const stage = await openWalk(walk);
	await stage.waitFor('Is it what would run?');
	await stage.press('y', 'Somebody looks. Is that so?');
	expect(stage.screen()).toMatch(/○ Restart +shown, not run/v);
	const screen = await stage.press('[', 'Shown, not run, Ada');
	expect(screen).toMatch(/○ shown, not run by Ada/v);
	expect(screen).not.toMatch(/✔|[Pp]assed/v);
});

const twoChecks = '# Release\n\n- [ ] One\n\n  ```bash check\n  true\n  ```\n\n- [ ] Two\n\n  ```bash check\n  true\n  ```\n\n- [ ] Somebody looks\n';

const openTwoChecks = () => {
	const walk = createMemoryWalk(twoChecks);
	const run = (title: string) => {
		walk.show({
			live: {
				step: walk.find(title), kind: 'check', tail: [], size: 0, statements: [], running: undefined, startedAt: walk.getView().clock.since, stopping: false,
			},
		});
	};

	return {walk, run};
};

test('behind a check that passed the next one runs by itself: the cursor goes along, and then to the step that needs somebody', async () => {
	const {walk, run} = openTwoChecks();
	const act = walk.act.bind(walk);
	Object.assign(walk, {
		async act() {
			for (const title of ['One', 'Two']) {
				run(title);
				await act({type: 'run', step: walk.find(title)});
			}

			walk.show({live: undefined});
			return true;
		},
	});
	const stage = await openWalk(walk);
	await stage.press('r', 'Somebody looks. Is that so?');
});

test('whoever looks elsewhere while the next one runs by itself stays there', async () => {
	const {walk, run} = openTwoChecks();
	const ended = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
	Object.assign(walk, {
		async act() {
			run('One');
			await ended[0].promise;
			run('Two');
			await ended[1].promise;
			walk.show({live: undefined});
			return true;
		},
	});
	const stage = await openWalk(walk);
	await stage.press('r', 'It is running.');
	ended[0].resolve(undefined);
	await stage.waitFor('▶ Two');
	await stage.press(']', '▶ Somebody looks');
	ended[1].resolve(undefined);
	await stage.waitFor(screen => !screen.includes('running: Two'));
	expect(stage.screen()).toContain('▶ Somebody looks');
});

test('a question asks about its title as one sentence, whatever the title ends with', async () => {
	const stage = await openWalk(createMemoryWalk('# Release\n\n- [ ] Looked\n- [ ] Increment only when:\n- [ ] Is it ready?\n- [ ] removing the header,\n'));
	await stage.waitFor(' Looked. Is that so?');
	await stage.press(']', ' Increment only when: … Is that so?');
	await stage.press(']', ' Is it ready? Is that so?');
	await stage.press(']', ' removing the header. Is that so?');
});

test('what does not fit above and below a step is counted, every line can be reached, and the step is named all the while', async () => {
	const prose = Array.from({length: 60}, (_, index) => `Paragraph ${index}.\n`).join('\n');
	const command = Array.from({length: 60}, (_, index) => `echo line${index}.`).join('\n  ');
	const stage = await openWalk(createMemoryWalk(`# Release\n\n${prose}\n- [ ] Restart\n\n  \`\`\`bash check\n  ${command}\n  \`\`\`\n`));
	const first = await stage.waitFor(/60 more lines · Page Up\n ▶ Restart/v);
	expect(first).toContain(' more lines · Page Down');
	let seen = first;
	for (let screen = first; screen.includes(' more lines · Page Down');) {
		const before = screen;
		screen = await stage.press(keys.pageDown, now => now !== before);
		expect(screen).toMatch(/▶ Restart .* more lines · Page Up/v);
		seen += screen;
	}

	for (let index = 0; index < 60; index++) {
		expect(seen).toContain(`line${index}.`);
	}

	await stage.press(keys.home, /Paragraph 0\./v);
});
