/** The other end of the terminal closed below the program: it ends soon, keeps what was answered, and leaves no check behind. */
import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {until} from '../checks/processes.js';
import {listMarked} from '../marked-processes.js';
import {program, setStage, type Stage} from './stage.js';
import {keys, openTerminal, type Terminal} from './terminal.js';
import {enterWalk, passScreens} from './walker.js';

const document = `# Release

- [ ] It is known

- [ ] It runs

  \`\`\`bash check
  echo begun; sleep 300
  \`\`\`

- [ ] It acts

  \`\`\`bash
  echo begun; echo acts >> trace; until [ -f go ]; do sleep 0.1; done
  \`\`\`
`;

type Opened = {readonly stage: Stage; readonly terminal: Terminal; readonly marker: string};

/** In a session of its own, that is not the terminal's, nobody gets a signal when it goes. */
async function open(args: readonly string[], hasSignal: boolean): Promise<Opened> {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': document, '.gitignore': 'go\ntrace\n'});
	const marker = randomBytes(8).toString('hex');
	const [command, ...before] = hasSignal ? [process.execPath] : ['setsid', '--wait', process.execPath];
	const terminal = openTerminal({
		command, args: [...before, program, ...args, 'RELEASE.md'], cwd: stage.top, environment: {...stage.variables, ORPHAN_MARK: marker},
	});
	onTestFinished(() => {
		terminal.dispose();
	});
	return {stage, terminal, marker: `ORPHAN_MARK=${marker}`};
}

async function readTypes({top}: Stage): Promise<string[]> {
	const place = path.join(top, '.git', 'holdpoint');
	const names = await readdir(place);
	const folder = names.find(name => /^[\da-f]{32}$/v.test(name)) ?? '';
	expect(existsSync(path.join(place, folder, 'locks', 'driver'))).toBe(false);
	const text = await readFile(path.join(place, folder, 'journal.jsonl'), 'utf8');
	return text.trimEnd().split('\n').slice(0, leftBehind.length).map(line => (JSON.parse(line) as {type: string}).type);
}

/** Whether the check's end is still written down is a matter of moments: without it, it is said on coming back. */
const leftBehind = ['run-started', 'step-confirmed', 'check-started', 'run-paused'];

test.each([true, false])('on the screen while a check runs, with a signal: %s', async hasSignal => {
	const {stage, terminal, marker} = await open([], hasSignal);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('y', /▶ It runs/v);
	await terminal.answer('r', '┃ begun');
	terminal.hangUp();
	await until(() => listMarked(marker).length === 0);
	expect(await readTypes(stage)).toEqual(leftBehind);
});

test.each([true, false])('walking by lines while a check runs, with a signal: %s', async hasSignal => {
	const {stage, terminal, marker} = await open(['--plain'], hasSignal);
	await terminal.waitFor('Which tag');
	terminal.press('v1.0.0\r');
	await terminal.waitFor(/Answer \(.*\):$/v);
	await terminal.answer('y\r', /Step 1 of 3[\s\S]*Answer \(.*\):$/v);
	await terminal.answer('y\r', /Step 2 of 3[\s\S]*Answer \(.*\):$/v);
	await terminal.answer('r\r', 'line 8: echo begun');
	terminal.hangUp();
	await until(() => listMarked(marker).length === 0);
	expect(await readTypes(stage)).toEqual(leftBehind);
});

test('an action goes on without the terminal, is found again, and runs once', async () => {
	const {stage, terminal, marker} = await open([], false);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('y', /▶ It runs/v);
	await terminal.answer('l', /▶ It acts/v);
	await terminal.answer('r', '┃ begun');
	const children = await readFile(`/proc/${terminal.pid}/task/${terminal.pid}/children`, 'utf8');
	const driver = Number(children);
	expect(listMarked(marker)).toContain(driver);
	terminal.hangUp();
	await until(() => listMarked(marker).every(pid => pid !== driver));
	const again = stage.open([]);
	await again.waitFor('There is an open run');
	await again.answer(keys.enter, /is still\s+running; it is followed/v);
	await passScreens(again);
	await again.waitFor('┃ begun');
	await stage.write('go', '');
	await again.waitFor('Is this what was expected?');
	expect(await readFile(path.join(stage.top, 'trace'), 'utf8')).toBe('acts\n');
	await until(() => listMarked(marker).length === 0);
});
