/** What goes wrong for people, and the sentence that they get. */
import {mkdtemp, rmdir} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, onTestFinished, test} from 'vitest';
import {program, setStage, type Stage} from './stage.js';
import {keys} from './terminal.js';
import {answerScreen, decideGo, enterWalk} from './walker.js';

const plain = '# Release\n\n- [ ] One\n';

/** Opens, waits for the end, and gives what stands on the normal screen. */
async function fails(stage: Stage, args: readonly string[], exitCode = 2): Promise<string> {
	const terminal = stage.open(args, {columns: 200, rows: 24});
	expect(await terminal.ended).toMatchObject({exitCode});
	const screen = terminal.screen();
	expect(screen).not.toMatch(/ {4}at .*:\d+:\d+/v);
	return screen;
}

test('without a key: how to get one', async () => {
	const stage = await setStage({key: false});
	await stage.commit('A release', {'RELEASE.md': plain});
	expect(await fails(stage, ['RELEASE.md'])).toMatch(/No signing key is configured: .ssh-keygen -t ed25519/v);
});

test('an OpenPGP setting without a key is answered clearly', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	await stage.git('config', 'gpg.format', 'openpgp');
	expect(await fails(stage, ['RELEASE.md'])).toContain('GnuPG has no secret key for');
});

test('a folder that is no repository', async () => {
	const stage = await setStage();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-nowhere-'));
	onTestFinished(async () => rmdir(folder));
	expect(await fails(stage, ['--repo', folder, 'RELEASE.md'])).toContain('is not in a git repository');
});

test('a repository without commits', async () => {
	const stage = await setStage({commit: false});
	await stage.write('RELEASE.md', plain);
	expect(await fails(stage, ['RELEASE.md'])).toContain('has no commits');
});

test.each([
	['an empty file', '', 'empty'],
	['a file that is no Markdown', Uint8Array.from([0, 1, 2, 255, 254]), 'not-text'],
	['a file with nothing to walk', '# Notes\n\nNothing.\n', 'no-steps'],
])('%s', async (_, content, rule) => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': content});
	expect(await fails(stage, ['RELEASE.md'])).toContain(`(${rule})`);
});

test('a file that is not there', async () => {
	const stage = await setStage();
	expect(await fails(stage, ['NOTHING.md'])).toContain('there is no such file');
});

test('modified tracked files', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	await stage.write('README.md', 'changed');
	expect(await fails(stage, ['RELEASE.md'])).toContain('tracked files are modified (README.md)');
});

test('a tag that exists', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	await stage.git('tag', 'v1.0.0');
	const terminal = stage.open(['RELEASE.md']);
	await terminal.waitFor('Which tag');
	await terminal.type('v1.0.0');
	terminal.press(keys.enter);
	expect(await terminal.ended).toMatchObject({exitCode: 2});
	expect(terminal.screen()).toContain('there is a tag v1.0.0 already');
});

test('no automatic mode answers confirmations: without a terminal a walk refuses, and answers nothing by itself', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	const {exitCode, stderr} = await stage.run('RELEASE.md');
	expect(exitCode).toBe(2);
	expect(stderr).toContain('there is no terminal here');
});

test('a detached HEAD: the record has its ref, and the walk says how to merge it', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	await stage.git('checkout', '--quiet', '--detach');
	const head = await stage.git('rev-parse', 'HEAD');
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('y', 'Go to the decision');
	const done = await decideGo(terminal, 'v1.0.0');
	expect(done).toContain('git merge');
	expect(await stage.git('rev-parse', 'HEAD')).toBe(head);
	expect(await stage.git('rev-parse', 'refs/holdpoint/records/v1.0.0^')).toBe(head);
});

test('a branch that moved in the middle: what was said is stale, and is asked again', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': '# Release\n\n- [ ] One\n- [ ] Two\n'});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('y', /▶ Two/v);
	await stage.commit('Meanwhile', {'other.txt': 'x'});
	const moved = await terminal.answer('y', 'HEAD moved');
	expect(moved).toContain('stale');
	expect(moved).toContain('0 of 2');
});

test('unrelated edits are never destroyed: staged and edited files, and the index, are as they were', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain, 'a.txt': 'a\n', 'b.txt': 'b\n'});
	await stage.write('a.txt', 'staged\n');
	await stage.git('add', 'a.txt');
	await stage.write('b.txt', 'edited\n');
	await stage.write('c.txt', 'untracked\n');
	const before = await stage.git('status', '--porcelain');
	const terminal = stage.open(['--allow-dirty', 'RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('y', 'Go to the decision');
	await decideGo(terminal, 'v1.0.0');
	expect(await stage.git('status', '--porcelain')).toBe(before);
});

test('earlier output is not eaten by redraws: Ctrl-C pauses, and the terminal is as it was', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	terminal.press(keys.ctrlC);
	expect(await terminal.ended).toMatchObject({exitCode: 3});
	expect(terminal.screen()).toContain('Paused');
	// The alternate screen is left, and the cursor is shown again.
	expect(terminal.written().lastIndexOf('\u{1B}[?1049l')).toBeGreaterThan(terminal.written().lastIndexOf('\u{1B}[?1049h'));
	expect(terminal.written().lastIndexOf('\u{1B}[?25h')).toBeGreaterThan(terminal.written().lastIndexOf('\u{1B}[?25l'));
	expect(terminal.written().lastIndexOf('\u{1B}[?7h')).toBeGreaterThan(terminal.written().lastIndexOf('\u{1B}[?7l'));
});

test('a terminal that takes a character for wider than others do cuts its line, and nothing below slides', async () => {
	const stage = await setStage();
	// A mark of newer Unicode: none of the columns to us, one to a terminal that does not know it.
	await stage.commit('A release', {'RELEASE.md': `# Release\n\n- [ ] First\n- [ ] ${'x\u{1DFA}'.repeat(70)}\n- [ ] Third\n- [ ] Fourth\n`});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer(']', /▶ x/v);
	await terminal.answer(']', '▶ Third');
	const lines = terminal.screen().split('\n');
	expect(lines).toHaveLength(24);
	expect(lines.filter(line => line.includes('x\u{1DFA}'))).toHaveLength(1);
	expect(lines.slice(-6).join('\n')).toMatch(/^ ❯ Yes[\s\S]*y yes · n no/v);
});

test('resized at any moment, down to where nothing can be drawn', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': plain});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	terminal.resize(120, 40);
	await terminal.waitFor(screen => screen.split('\n').some(line => line.includes('│') && line.includes('One')));
	terminal.resize(50, 12);
	await terminal.waitFor(/One/v);
	terminal.resize(80, 24);
	await answerScreen(terminal, 'y');
	await terminal.waitFor('Go to the decision');
});

test('an older Node gets one line', async () => {
	const preload = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.1.0"})';
	const {exitCode, stderr} = await execa(process.execPath, ['--import', preload, program, '--version'], {reject: false});
	expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: 'holdpoint needs Node.js 22.12 or newer; this is 20.1.0.'});
});

test('a passphrase: the screen is handed over and comes back, and no key is lost', async () => {
	const stage = await setStage({key: false});
	const key = path.join(stage.home, 'locked');
	await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', key]);
	await stage.git('config', 'gpg.format', 'ssh');
	await stage.git('config', 'user.signingKey', key);
	await stage.commit('A release', {'RELEASE.md': `${plain}\n**Signed by**: release manager\n`});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v1.0.0');
	await terminal.answer('y', 'Sign as release manager');
	await terminal.answer('y', 'Not now');
	await terminal.answer(keys.enter, 'A comment that stands beside');
	terminal.press(keys.enter);
	await terminal.waitFor('Enter passphrase');
	terminal.press('wrong\r');
	await terminal.waitFor(/was\s+wrong/v);
	expect(terminal.screen()).toContain('1 of 2');
	await terminal.answer(keys.enter, 'A comment that stands beside');
	terminal.press(keys.enter);
	// The first prompt still stands on the normal screen.
	await terminal.waitFor(/Enter passphrase[\s\S]*Enter passphrase/v);
	terminal.press('open sesame\r');
	await terminal.waitFor('Go to the decision');
	expect(terminal.written()).not.toContain('open sesame');
	await terminal.answer('d', 'GO or NO-GO?');
});

test('whoever reads what is printed may stop reading', async () => {
	const child = execa(process.execPath, [program, '--help'], {reject: false});
	child.stdout.destroy();
	expect(await child).toMatchObject({exitCode: 0, stderr: ''});
});
