/** `holdpoint lint` and `holdpoint init`: the real program. */
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage, type Stage} from './stage.js';

const stageWith = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<Stage> => {
	const stage = await setStage({key: false});
	await stage.commit('Files', files);
	return stage;
};

const front = '---\nrelease: x\n---\n\n';
const wrong = `${front}- [ ] a. **Expect**: \`exti == 0\`\n\n  \`\`\`bash check\n  ls\n  \`\`\`\n`;

test('lint says where, what and how to mend it, and nothing about what is right', async () => {
	const {run} = await stageWith({'a.md': wrong, 'b.md': '- [ ] b\n'});
	const text = await run('lint', 'a.md', 'b.md');
	expect(text.stdout.split('\n')).toEqual([
		'a.md:5:23: error: This expectation cannot hold: Unknown variable: exti. (expectation)',
		'    Did you mean `exit`?',
		'2 files: 1 error, no warnings',
	]);
	expect(text).toMatchObject({exitCode: 1, stderr: ''});
	expect(await run('lint', 'b.md')).toEqual({exitCode: 0, stdout: '1 file: no errors, no warnings', stderr: ''});
});

test('an exit code does not count, and so never wraps at 256: as many errors are 1', async () => {
	const item = wrong.slice(front.length);
	const {run} = await stageWith({'a.md': front + Array.from({length: 256}, (_, index) => item.replace(' a.', () => ` a${index}.`)).join('')});
	const {exitCode, stdout} = await run('lint', 'a.md');
	expect(stdout).toContain('1 file: 256 errors');
	expect(exitCode).toBe(1);
});

test('lint for programs, and for annotations', async () => {
	const {run} = await stageWith({'a,b.md': wrong});
	const json = await run('lint', '--format', 'json', 'a,b.md');
	expect(JSON.parse(json.stdout)).toEqual([{
		file: 'a,b.md', line: 5, column: 23, severity: 'error', rule: 'expectation', message: 'This expectation cannot hold: Unknown variable: exti.', fix: 'Did you mean `exit`?',
	}]);
	const {stdout} = await run('lint', '--format', 'github', 'a,b.md');
	expect(stdout).toBe('::error file=a%2Cb.md,line=5,col=23,title=expectation::This expectation cannot hold: Unknown variable: exti. Did you mean `exit`?');
});

test('lint: one file that cannot be read does not hide what is wrong with another', async () => {
	const {run} = await stageWith({'a.md': wrong});
	const {exitCode, stdout, stderr} = await run('lint', 'none.md', 'a.md');
	expect(exitCode).toBe(2);
	expect(stdout).toContain('a.md:5:23');
	expect(stderr).toContain('none.md cannot be read: there is no such file');
});

test.each([
	[['lint'], /name the checklists/v],
	[['lint', '--format', 'xml', 'a.md'], /there is no format xml/v],
])('%j is refused with a sentence', async (args, why) => {
	const {run} = await stageWith({'a.md': wrong});
	const {exitCode, stderr} = await run(...args);
	expect(exitCode).toBe(2);
	expect(stderr).toMatch(why);
});

test('lint runs nothing', async () => {
	const {run, top} = await stageWith({'a.md': `${front}- [ ] a\n\n  \`\`\`bash check\n  touch ran\n  x=$(touch ran too)\n  \`\`\`\n`});
	const {exitCode} = await run('lint', 'a.md');
	expect(exitCode).toBe(0);
	expect(existsSync(path.join(top, 'ran'))).toBe(false);
});

test('lint lists its rules', async () => {
	const {run} = await stageWith({});
	const {stdout} = await run('lint', '--rules');
	expect(stdout).toMatch(/^requires-cycle +error +gates or steps that wait for each other/mv);
});

type Kind = {readonly kind: string; readonly files: Readonly<Record<string, string>>};

test.each<Kind>([
	{
		kind: 'npm', files: {
			'package.json': JSON.stringify({name: 'lamp', version: '1.0.0', scripts: {test: 'node --version', lint: 'true'}}), 'package-lock.json': JSON.stringify({
				name: 'lamp', version: '1.0.0', lockfileVersion: 3, packages: {'': {name: 'lamp', version: '1.0.0'}},
			}), 'CHANGELOG.md': '## 1.0.0\n',
		},
	},
	{kind: 'make', files: {Makefile: 'test:\n\ttrue\n'}},
])('init writes a first checklist whose checks run: $kind', async ({files}) => {
	const stage = await stageWith(files);
	const refused = await stage.run('init');
	expect(refused.exitCode).toBe(2);
	expect(refused.stdout).toContain('+++ b/checklists/release.md');
	expect(refused.stderr).toContain('`--yes` writes checklists/release.md');
	expect(existsSync(path.join(stage.top, 'checklists'))).toBe(false);

	expect(await stage.run('init', '--yes')).toMatchObject({exitCode: 0, stderr: ''});
	expect(await stage.run('lint', 'checklists/release.md')).toMatchObject({exitCode: 0, stdout: '1 file: no errors, no warnings'});
	await stage.git('add', '.');
	await stage.git('commit', '-qm', 'A checklist');
	const checked = await stage.run('check', 'checklists/release.md', '--commands', 'any', '--set', 'version=1.0.0');
	expect(checked.stdout).toContain('RELEASE OK');
	expect(checked.exitCode).toBe(0);

	const again = await stage.run('init', '--yes');
	expect(again.exitCode).toBe(2);
	expect(again.stderr).toContain('has a checklist already: checklists/release.md');
});

test('init puts front matter into a document, and leaves every other byte as it was', async () => {
	const bytes = new TextEncoder().encode('\u{FEFF}# Release of a version\r\n\r\n- [ ] Test\t \r\n\r\n  ```bash\r\n  npm test\r\n  ```\r\n');
	const stage = await stageWith({'RELEASE.md': bytes});
	const file = path.join(stage.top, 'RELEASE.md');
	const refused = await stage.run('init', 'RELEASE.md');
	expect(refused.exitCode).toBe(2);
	expect(refused.stdout).toContain('-  ```bash\n+  ```bash check');
	expect(new Uint8Array(await readFile(file))).toEqual(bytes);

	const done = await stage.run('init', 'RELEASE.md', '--yes');
	expect(done).toMatchObject({exitCode: 0, stderr: ''});
	expect(done.stdout).toContain('may waive no failed blocking step but those where `Waivable by: ROLE` stands');
	const written = await readFile(file, 'utf8');
	expect(written.replace(/^\u{FEFF}---\r\n(?:[^\-][^\n\r]*\r\n)+---\r\n\r\n/v, '\u{FEFF}').replace('bash check', 'bash')).toBe(new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes));
	const again = await stage.run('init', 'RELEASE.md', '--yes');
	expect(again.stdout).toContain('has front matter of Holdpoint already');
});

test.each([
	{answer: '2', said: 'Nothing was written.', written: false},
	{answer: '1', said: 'checklists/release.md is written.', written: true},
])('init asks in a terminal, below what it would write: $answer', async ({answer, said, written}) => {
	const stage = await stageWith({Makefile: 'test:\n\ttrue\n'});
	const terminal = stage.open(['init']);
	expect(await terminal.waitFor('Write checklists/release.md as shown above?')).toContain('+## Rollback');
	await terminal.answer(`${answer}\r`, said);
	expect(existsSync(path.join(stage.top, 'checklists'))).toBe(written);
});
