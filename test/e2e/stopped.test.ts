/** The program itself is stopped for a while, as by a shell or a machine that sleeps, and goes on. */
import {randomBytes} from 'node:crypto';
import {expect, test} from 'vitest';
import {until} from '../checks/processes.js';
import {listMarked} from '../marked-processes.js';
import {setStage} from './stage.js';
import {keys} from './terminal.js';
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

test('a question before the walk is drawn anew with what was typed, and takes keys as before', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': '# Release {{version}}\n\n- [ ] Ready\n'});
	const terminal = stage.open(['RELEASE.md']);
	await terminal.waitFor('Which tag');
	terminal.press(keys.ctrlU);
	await terminal.type('v1.0');
	const drawnAnew = async (stop: () => void, begins: string) => {
		const before = terminal.written().length;
		stop();
		await terminal.waitFor(screen => {
			const since = terminal.written().slice(before);
			return since.includes(begins) && since.slice(since.lastIndexOf('\u{1B}[?1049h')).includes('v1.0') && screen.includes('❯ v1.0');
		});
	};

	await drawnAnew(() => {
		terminal.kill('SIGSTOP');
		terminal.kill('SIGCONT');
	}, '\u{1B}[?1049h');
	// Nobody waits for this program, so that nothing can stop it: it comes back at once.
	await drawnAnew(() => {
		terminal.press('\u{1A}');
	}, 'Stopped; `fg` comes back.');
	await terminal.type('.0');
	await terminal.answer(keys.enter, /Before you start|Is that so\?/v);
});
