/** The program itself is stopped for a while, as by a shell or a machine that sleeps, and goes on. */
import {randomBytes} from 'node:crypto';
import {expect, test} from 'vitest';
import {until} from '../checks/processes.js';
import {listMarked} from '../marked-processes.js';
import {setStage} from './stage.js';
import {enterWalk} from './walker.js';

const limitMs = 5000;

test('a check that ended meanwhile has not timed out, and the screen is drawn anew', async () => {
	const stage = await setStage();
	const fence = '```';
	await stage.commit('A release', {
		'RELEASE.md': `# Release\n\n- [ ] In time\n\n  ${fence}bash check timeout=${limitMs / 1000}s\n  echo begun; until [ -f go ]; do sleep 0.1; done\n  ${fence}\n\n- [ ] After it\n`,
		'.gitignore': 'go\n',
	});
	const marker = randomBytes(8).toString('hex');
	const terminal = stage.open(['RELEASE.md'], undefined, {ORPHAN_MARK: marker});
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('r', '┃ begun');
	const stopped = performance.now();
	terminal.kill('SIGSTOP');
	await stage.write('go', '');
	await until(() => listMarked(`ORPHAN_MARK=${marker}`, [terminal.pid]).length === 0);
	await until(() => performance.now() - stopped > limitMs);
	const before = terminal.written().length;
	terminal.kill('SIGCONT');
	const screen = await terminal.waitFor(/✔ In time/v);
	expect(screen).not.toContain('timed out');
	await terminal.waitFor(() => terminal.written().slice(before).includes('\u{1B}[?1049h'));
	await terminal.waitFor(/Is that so\?/v);
	await terminal.answer('y', /2 of 2/v);
});
