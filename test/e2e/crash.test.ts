/** Never lost: the process is killed, and what was said stands. */
import {expect, test} from 'vitest';
import {setStage, type Stage} from './stage.js';
import {decideGo, enterWalk, passScreens} from './walker.js';
import {keys, type Terminal} from './terminal.js';

const document = `# Release

## First

- [ ] One
- [ ] Two
- [ ] Start the long thing

  \`\`\`bash
  echo begun; until [ -f go ]; do sleep 0.1; done; echo ended >> trace
  \`\`\`

## Second

- [ ] Three
- [ ] Four
`;

async function begin(stage: Stage): Promise<Terminal> {
	await stage.commit('A release', {'RELEASE.md': document, '.gitignore': 'go\ntrace\n'});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	return terminal;
}

async function resume(stage: Stage): Promise<Terminal> {
	const terminal = stage.open([]);
	await terminal.answer('', 'There is an open run');
	terminal.press(keys.enter);
	await terminal.waitFor(/What changed|Before you start/v);
	await passScreens(terminal);
	return terminal;
}

async function kill(terminal: Terminal): Promise<void> {
	terminal.kill('SIGKILL');
	await terminal.ended;
}

test('killed at a question, again and again: every answer that was shown is there', async () => {
	const stage = await setStage();
	let terminal = await begin(stage);
	await terminal.answer('y', /▶ Two/v);
	await kill(terminal);
	terminal = await resume(stage);
	expect(terminal.screen()).toContain('1 of 5');
	await terminal.answer('y', /▶ Start the long thing/v);
	await kill(terminal);
	terminal = await resume(stage);
	expect(terminal.screen()).toContain('2 of 5');
	await terminal.answer('h', 'What was done?');
	await terminal.type('did it');
	await terminal.answer('\u{4}', /▶ Three/v);
	await kill(terminal);
	terminal = await resume(stage);
	await terminal.answer('a', 'Enter yes, 2 together');
	await terminal.answer(keys.enter, 'Go to the decision');
	await kill(terminal);
	terminal = await resume(stage);
	await decideGo(terminal, 'v1.0.0');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 0});
	expect(await stage.run('verify', 'v1.0.0')).toMatchObject({exitCode: 4});
});

test('killed while an action runs: the action goes on unharmed, and is found again', async () => {
	const stage = await setStage();
	let terminal = await begin(stage);
	await terminal.answer('y', /▶ Two/v);
	await terminal.answer('y', /▶ Start the long thing/v);
	await terminal.answer('r', '┃ begun');
	await kill(terminal);
	terminal = await resume(stage);
	await terminal.waitFor('┃ begun');
	await stage.write('go', '');
	await terminal.waitFor('Is this what was expected?');
	await kill(terminal);
	const {stdout} = await stage.run('show', 'v1.0.0#1');
	expect(stdout).toMatch(/\[open\] Start the long thing/v);
});

test('an action that ended while nobody looked is collected, with its output', async () => {
	const stage = await setStage();
	let terminal = await begin(stage);
	await terminal.answer('y', /▶ Two/v);
	await terminal.answer('y', /▶ Start the long thing/v);
	await terminal.answer('r', '┃ begun');
	await kill(terminal);
	await stage.write('go', '');
	await expect.poll(async () => stage.git('status', '--porcelain', '--ignored'), {timeout: 60_000}).toContain('trace');
	terminal = await resume(stage);
	await terminal.waitFor('Is this what was expected?');
});
