import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {createMemoryWalk} from './memory-walk.js';
import {failing, release} from './documents.js';
import {keys, openWalk, paste} from './stage.js';

const open = async (options: Parameters<typeof openWalk>[1] = {}) => {
	const walk = createMemoryWalk(release, {results: failing});
	const stage = await openWalk(walk, options);
	await stage.waitFor('Is that so?');
	return {walk, stage};
};

test('an answer is handed to the walk, and the cursor goes on to the next step that needs somebody', async () => {
	const {walk, stage} = await open();
	await stage.press('y', 'The changelog was read. Is that so?');
	expect(walk.acts).toEqual([{type: 'confirm', steps: [walk.find('Dry-run passed on all targets')]}]);
	expect(stage.screen()).toContain('✔ Dry-run passed on all targets');
	expect(stage.screen()).toMatch(/1 of 11/v);
});

test('no frame shows an answer without the next question, and what is opened meanwhile stays', async () => {
	const {walk, stage} = await open();
	const written = Promise.withResolvers<undefined>();
	const act = walk.act.bind(walk);
	Object.assign(walk, {
		async act(...args: Parameters<typeof act>) {
			const isTaken = await act(...args);
			await written.promise;
			return isTaken;
		},
	});
	await stage.press('y', () => walk.getView().state.steps.size > 0);
	expect(stage.screen()).toMatch(/0 of 11[\s\S]*Dry-run passed on all targets\. Is that so\?/v);
	await stage.press('t', 'Esc back');
	written.resolve(undefined);
	await stage.waitFor('1 of 11');
	expect(stage.screen()).toContain('Esc back');
	await stage.press(keys.escape, '✔ passed');
});

test('a key held down answers one question, and still types, moves and looks', async () => {
	const keyboard = {isRepeated: false, async rest() {/* Nothing is lent here. */}, wake() {/* Nor taken back. */}};
	const {walk, stage} = await open({keyboard});
	await stage.press('y', 'The changelog was read. Is that so?');
	keyboard.isRepeated = true;
	await stage.press('y', 'A key held down answers once');
	await stage.press(']', screen => !screen.includes('held down'));
	await stage.press('[', 'The changelog was read. Is that so?');
	await stage.press(keys.enter, 'A key held down answers once');
	expect(walk.acts).toHaveLength(1);
	keyboard.isRepeated = false;
	await stage.press('n', 'What failed?');
	keyboard.isRepeated = true;
	await stage.type('aaa');
	await stage.press(keys.enter, 'A key held down answers once');
	keyboard.isRepeated = false;
	await stage.press(keys.enter, 'The licence is there. Is that so?');
	expect(walk.acts.at(-1)).toMatchObject({type: 'fail', reason: 'aaa'});
});

test('a choice does the same as its key', async () => {
	const {walk, stage} = await open();
	await stage.press(keys.down, '❯ No, failed…');
	await stage.press(keys.up, '❯ Yes');
	await stage.press(keys.enter, 'The changelog was read. Is that so?');
	expect(walk.acts).toMatchObject([{type: 'confirm'}]);
});

test('the key that chooses does not answer what it opens', async () => {
	const {walk, stage} = await open();
	await stage.press(keys.down, '❯ No, failed…');
	const screen = await stage.press(keys.enter, 'What failed?');
	expect(screen).not.toContain('Say it in a few words');
	expect(walk.acts).toEqual([]);
});

test('“no” never wipes typed input: it asks why, refuses an empty reason, and Escape keeps what was typed', async () => {
	const {walk, stage} = await open();
	await stage.press('n', 'What failed?');
	await stage.press(keys.enter, 'Say it in a few words');
	await stage.type('two targets');
	await stage.press(keys.escape, 'Is that so?');
	expect(walk.acts).toEqual([]);
	await stage.press('n', '❯ two targets');
	await stage.press(keys.enter, 'The changelog was read. Is that so?');
	expect(walk.acts).toEqual([{type: 'fail', step: walk.find('Dry-run passed on all targets'), reason: 'two targets'}]);
	expect(stage.screen()).toContain('✘ Dry-run passed on all targets');
});

test('the last reason is offered where a reason is asked', async () => {
	const {walk, stage} = await open();
	await stage.press('x', 'Why does it not apply?');
	await stage.type('no hardware');
	await stage.press(keys.enter, 'The changelog was read. Is that so?');
	await stage.press('x', '↑ takes the last reason: no hardware');
	await stage.press(keys.up, '❯ no hardware');
	await stage.press(keys.enter, 'The licence is there. Is that so?');
	expect(walk.acts.map(act => 'reason' in act && act.reason)).toEqual(['no hardware', 'no hardware']);
});

test('a failed command shows what it printed, and can be run again', async () => {
	const {walk, stage} = await open();
	await stage.press('g', 'Which gate?');
	await stage.press(keys.down, '❯   SIP guarantees');
	await stage.press(keys.enter, 'Run it?');
	await stage.press(']', /▶ SIP CLI responds/v);
	const screen = await stage.press('r', 'It has failed. What now?');
	expect(screen).toContain('┃ 2 sip peers online');
	expect(screen).toContain('✘ exit 1 · 0.3 s');
	expect(screen).toContain('❯ Run again');
	await stage.press('r', 'Checked by Ada');
	expect(walk.acts.filter(({type}) => type === 'run')).toHaveLength(2);
});

test('a placeholder is filled in, and the command is seen before it runs', async () => {
	const {walk, stage} = await open();
	await stage.press('/', 'Find:');
	await stage.type('deploy');
	await stage.press(keys.enter, 'Run the command, or do it by hand?');
	await stage.press('e', 'What stands for <environment>?');
	await stage.type('staging');
	await stage.press(keys.enter, '❯ ./deploy.sh --to staging');
	await stage.press('\u{4}', 'Where and how?');
	await stage.type('cwd=web sudo');
	await stage.press(keys.enter, '“sudo” is none of cwd=PATH');
	await stage.press('\u{17}', '❯ cwd=web');
	await stage.press(keys.enter, 'Is this what was expected?');
	expect(walk.acts).toEqual([{
		type: 'run', step: walk.find('Deploy'), edited: new Map([[0, './deploy.sh --to staging']]), filled: new Map([['<environment>', 'staging']]),
		ways: {cwd: 'web', tty: false, background: 'no'},
	}]);
});

test('after exit 0 the output stands beside what was expected, and the person says whether that is it', async () => {
	const {stage} = await open();
	await stage.press('/', 'Find:');
	await stage.type('restart');
	await stage.press(keys.enter, 'Run the command');
	const screen = await stage.press('r', 'Is this what was expected?');
	expect(screen).toMatch(/┃ started 9 +│/v);
	expect(screen).toContain('│ Expected: active (running)');
	await stage.press('y', '✔ Restart');
});

test('lines too long to stand beside what was expected stand above it, and what is left out of them says so', async () => {
	const tail = `${Array.from({length: 12}, (_, index) => `line ${index}\n`).join('')}built ${'and checked '.repeat(9)}\n`;
	const stage = await openWalk(createMemoryWalk('# Release\n\n- [ ] Pack it\n\n  ```bash\n  pack\n  ```\n\n  Expected: built and checked\n', {
		results: {'Pack it': {tail, size: tail.length}},
	}));
	const screen = await stage.press('r', 'Is this what was expected?');
	expect(screen).toMatch(/┃ built and checked .*…\n +It should show:\n +Expected: built and checked\n/v);
	expect(screen).toContain('· its last lines; o shows all');
});

function moveHead(walk: ReturnType<typeof createMemoryWalk>) {
	walk.happen({
		type: 'head-moved', data: {
			from: walk.getView().state.commit, to: 'b'.repeat(40), tree: 'c'.repeat(40), branch: 'main', commits: ['bbbbbbb Later'], paths: ['a'], own: false,
		},
	});
}

test('what was found out on another commit carries no tick', async () => {
	const walk = createMemoryWalk('# Release\n\n- [ ] The tests pass\n\n  ```bash check\n  true\n  ```\n\n- [ ] Ship it\n');
	const stage = await openWalk(walk);
	await stage.press('r', 'Ship it. Is that so?');
	expect(await stage.press('[', '✔ exit 0')).toContain('✔ passed');
	moveHead(walk);
	expect(await stage.waitFor('~ exit 0')).not.toContain('✔');
});

test('an action that printed nothing, or had the terminal, says so beside what was expected', async () => {
	const stage = await openWalk(createMemoryWalk('# Release\n\n- [ ] Quiet\n\n  ```bash\n  true\n  ```\n\n- [ ] Unlock it\n\n  ```bash tty\n  unlock\n  ```\n', {
		results: {Quiet: {tail: '', size: 0}, 'Unlock it': {tail: '', size: 0, ending: 'terminal'}},
	}));
	expect(await stage.press('r', 'Is this what was expected?')).toMatch(/It printed: +It should show:\n +nothing +│/v);
	await stage.press('y', '▶ Unlock it');
	expect(await stage.press('r', 'Is this what was expected?')).toMatch(/had the terminal, and what it printed is not kept:\n.*Ctrl-Z shows it/v);
});

test('Enter alone does not run an action that has run before', async () => {
	const walk = createMemoryWalk('# Release\n\n- [ ] Pack it\n\n  ```bash\n  pack\n  ```\n\n- [ ] Ship it\n');
	const stage = await openWalk(walk);
	await stage.press('r', 'Is this what was expected?');
	await stage.press('y', 'Ship it. Is that so?');
	moveHead(walk);
	expect(await stage.press('[', 'It still holds')).toMatch(/❯ Show output.*\n.*Run again/v);
});

test('a long output is looked at from its end, with the step that it is of above it', async () => {
	const walk = createMemoryWalk('# Release\n\n- [ ] Pack it\n\n  ```bash\n  pack\n  ```\n\n- [ ] Ship it\n- [ ] Tell everybody\n', {
		results: {'Pack it': {tail: Array.from({length: 40}, (_, index) => `line ${index}\n`).join('')}},
	});
	const stage = await openWalk(walk);
	const screen = await stage.press('r', 'Is this what was expected?');
	expect(screen).toMatch(/▶ Pack it[\s\S]*line 39/v);
	expect(screen).not.toContain('line 29');
	expect(await stage.press(keys.pageUp, 'pack\n')).toMatch(/▶ Pack it[\s\S]*pack\n/v);
});

test('what cannot be undone wants the tag typed: not Enter, not a paste, not another text', async () => {
	const {walk, stage} = await open();
	await stage.press('/', 'Find:');
	await stage.type('publish');
	await stage.press(keys.enter, 'Run the command');
	await stage.press('r', 'Type v1.0.0 to confirm it:');
	await stage.press(keys.enter, 'Enter alone confirms nothing');
	await stage.press(paste('v1.0.0'), 'pasted text confirms nothing');
	await stage.press('v1.0.0', screen => screen.includes('pasted text confirms nothing') && !screen.includes('❯ v1.0.0'));
	await stage.type('v1.0');
	await stage.press(keys.enter, 'That is not v1.0.0');
	expect(walk.acts).toEqual([]);
	await stage.press('.', '❯ v1.0.');
	await stage.press('0', '❯ v1.0.0');
	await stage.press(keys.enter, 'Is this what was expected?');
	expect(walk.acts).toEqual([{type: 'run', step: walk.find('Publish'), typedTag: 'v1.0.0'}]);
});

test('several steps are confirmed on one screen, the exceptions picked out', async () => {
	const {walk, stage} = await open();
	await stage.press('a', '4 steps are confirmed together');
	await stage.press(keys.down, '❯ ◉ The changelog was read');
	await stage.press(' ', '3 steps are confirmed together');
	await stage.press(keys.enter, 'The changelog was read. Is that so?');
	expect(walk.acts).toEqual([{type: 'confirm', steps: ['Dry-run passed on all targets', 'The licence is there', 'Nice to have (optional)'].map(title => walk.find(title))}]);
});

test('an answered step says when and by whom, and is reopened with a reason', async () => {
	const {walk, stage} = await open();
	await stage.press('y', 'The changelog was read. Is that so?');
	const screen = await stage.press('[', 'Passed, Ada');
	expect(screen).toMatch(/passed by Ada, 2026-11-\d\d \d\d:\d\d/v);
	await stage.press('u', 'Why is it opened again?');
	await stage.type('wrong list');
	await stage.press(keys.enter, 'Dry-run passed on all targets. Is that so?');
	expect(walk.acts.at(-1)).toEqual({type: 'reopen', steps: [walk.find('Dry-run passed on all targets')], reason: 'wrong list'});
	expect(stage.screen()).toMatch(/· passed by Ada.*\n.*· reopened by Ada/v);
	expect(stage.screen()).toContain('wrong list');
});

test('later, comments and the list of what is left', async () => {
	const {stage} = await open();
	await stage.press('l', 'The changelog was read. Is that so?');
	await stage.press('c', 'Comment, link or file:');
	await stage.type('see T-1');
	await stage.press(keys.enter, 'Comment by Ada');
	const screen = await stage.press('t', '10 steps left');
	expect(screen).toContain('left for later');
	expect(screen).toContain('waits for director');
	await stage.press(keys.enter, '▶ Dry-run passed on all targets');
});

test('what is refused stays on the screen until Escape, which does nothing else', async () => {
	const {walk, stage} = await open();
	walk.show({message: {kind: 'refused', text: 'Gate 2 requires gate 1, which has 2 open steps.'}});
	await stage.waitFor('Gate 2 requires gate 1');
	await stage.press(keys.escape, screen => !screen.includes('Gate 2 requires'));
	expect(walk.acts).toEqual([{type: 'dismiss message'}]);
});

test('Ctrl-C stops what runs; with nothing running it pauses the run, and so does q', async () => {
	const left: string[] = [];
	const {walk, stage} = await open({
		onLeave(how) {
			left.push(how);
		},
	});
	walk.show({
		live: {
			step: walk.find('chan_sip is built'), kind: 'check', tail: ['compiling'], size: 9, statements: [], running: undefined, startedAt: walk.getView().clock.since, stopping: false,
		},
	});
	await stage.waitFor('running: chan_sip is built');
	await stage.press(keys.ctrlC, () => walk.acts.length === 1);
	expect(walk.acts).toEqual([{type: 'stop'}]);
	walk.show({live: undefined});
	await stage.waitFor(screen => !screen.includes('running:'));
	await stage.press('n', 'What failed?');
	await stage.press(keys.ctrlC, '');
	await expect.poll(() => left).toEqual(['paused']);
	expect(walk.acts.at(-1)).toEqual({type: 'pause', why: 'The operator paused.'});
});

test('a running command shows its tail and its clock in place', async () => {
	let now = Date.parse('2026-11-20T14:00:00Z');
	const {walk, stage} = await open({clock: () => now});
	const step = walk.find('chan_sip is built');
	now += 12_300;
	walk.show({
		live: {
			step, kind: 'check', tail: ['one', '\u{1B}[31mtwo\u{1B}[0m\u{1B}]0;title\u{7}'], size: 2048, statements: [], running: undefined, startedAt: now - 5000, stopping: false,
		},
	});
	await stage.press('g', 'Which gate?');
	await stage.press(keys.down, '❯   SIP guarantees');
	const screen = await stage.press(keys.enter, 'It is running.');
	expect(screen).toContain('┃ one');
	expect(screen).toMatch(/┃ two *$/mv);
	expect(screen).toContain('2.0 KiB of output');
	expect(screen).toContain('❯ Stop it');
});

test('keys show what they are for, and Escape goes back', async () => {
	const {stage} = await open();
	const screen = await stage.press('?', 'On a step');
	expect(screen).toContain('not applicable (asks why, offers the last reason)');
	await stage.press(keys.pageDown, 'Everywhere');
	await stage.press(keys.escape, 'Is that so?');
});

test('a command is copied to the terminal and into a file', async () => {
	const {walk, stage} = await open();
	await stage.press('/', 'Find:');
	await stage.type('restart');
	await stage.press(keys.enter, 'Run the command');
	const screen = await stage.press('p', 'command.txt');
	const file = screen.split(/\s+/v).find(word => word.endsWith('command.txt')) ?? '';
	expect(await readFile(file, 'utf8')).toBe('systemctl restart parser\n');
	expect(walk.acts).toEqual([]);
});

test('conditions are asked once, and no sets all of it aside', async () => {
	const walk = createMemoryWalk('# X v1.0.0\n\n## Gate\n\nIf the database changes:\n\n- [ ] Back it up\n- [ ] Migrate it\n\n## Other\n\n- [ ] Done\n');
	const stage = await openWalk(walk);
	await stage.waitFor('Does this apply?');
	await stage.press('x', 'Done. Is that so?');
	expect(walk.acts).toMatchObject([{type: 'condition', holds: false}]);
	expect(stage.screen()).toContain('2 of 3');
});
