/** However the walk is left while a command runs: of a check nobody stays behind, and an action finishes its work. */
import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {until} from '../checks/processes.js';
import {listMarked} from '../marked-processes.js';
import {setStage, type Stage} from './stage.js';
import {enterWalk, passScreens} from './walker.js';
import {keys, type Terminal} from './terminal.js';

/** A check leaves others in the background; an action has work to finish. */
const blocks = {
	check: '(trap "" HUP; sleep 300) &\n  sleep 300 | cat &\n  echo begun; sleep 300',
	action: 'echo begun; until [ -f go ]; do sleep 0.1; done; echo ended >> trace',
};

const documentWith = (kind: keyof typeof blocks): string => `# Release

## First

- [ ] It runs

  \`\`\`bash${kind === 'check' ? ' check' : ''}
  ${blocks[kind]}
  \`\`\`

- [ ] It is over
`;

type Marked = {readonly stage: Stage; readonly terminal: Terminal; readonly marker: string};

/** Processes of the command alone have been counted when it has said that it has begun. */
async function begin(kind: keyof typeof blocks): Promise<Marked> {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': documentWith(kind), '.gitignore': 'go\ntrace\n'});
	const marker = randomBytes(8).toString('hex');
	const terminal = stage.open(['RELEASE.md'], undefined, {ORPHAN_MARK: marker});
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('r', '┃ begun');
	return {stage, terminal, marker: `ORPHAN_MARK=${marker}`};
}

const left = ({terminal, marker}: Marked): number[] => listMarked(marker, [terminal.pid]);

/** A git that the walk asks something may be among them for a moment; what the check has started stays for minutes. */
const expectNobodyLeft = async (marked: Marked): Promise<void> => until(() => left(marked).length === 0);

async function resume({stage}: Marked): Promise<Terminal> {
	const terminal = stage.open([]);
	await terminal.answer('', 'There is an open run');
	terminal.press(keys.enter);
	await terminal.waitFor(/What changed|Before you start/v);
	await passScreens(terminal);
	return terminal;
}

test('Ctrl-C stops a check with all that it started', async () => {
	const marked = await begin('check');
	expect(left(marked).length).toBeGreaterThan(3);
	await marked.terminal.answer(keys.ctrlC, 'was stopped');
	await expectNobodyLeft(marked);
});

test.each(['SIGTERM', 'SIGHUP'] as const)('so does %s to the program', async signal => {
	const marked = await begin('check');
	marked.terminal.kill(signal);
	await marked.terminal.ended;
	await expectNobodyLeft(marked);
});

test('no orphan after a kill: the check is ended by whoever resumes', async () => {
	const marked = await begin('check');
	marked.terminal.kill('SIGKILL');
	await marked.terminal.ended;
	expect(left(marked).length).toBeGreaterThan(3);
	const terminal = await resume(marked);
	await expectNobodyLeft(marked);
	await terminal.waitFor(/▶ It runs/v);
});

test.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('an action does its work to the end after %s to the program, and is found again', async signal => {
	const marked = await begin('action');
	marked.terminal.kill(signal);
	await marked.terminal.ended;
	expect(left(marked)).not.toEqual([]);
	const terminal = await resume(marked);
	await terminal.waitFor('┃ begun');
	await marked.stage.write('go', '');
	await terminal.waitFor('Is this what was expected?');
	expect(existsSync(path.join(marked.stage.top, 'trace'))).toBe(true);
	await expectNobodyLeft(marked);
});
