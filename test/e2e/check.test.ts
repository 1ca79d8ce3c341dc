/** `holdpoint check`: the real program, without a terminal. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync} from 'node:fs';
import {mkdir, readFile, utimes} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {listProcesses, until} from '../checks/processes.js';
import {program, setStage, type Stage} from './stage.js';

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

async function stageWith(markdown: string, files: Readonly<Record<string, string>> = {}): Promise<Stage> {
	const stage = await setStage({key: false});
	await stage.commit('A release', {'RELEASE.md': markdown, ...files});
	return stage;
}

const check = (title: string, text: string, words = ''): string => `- [ ] ${title}\n\n  \`\`\`bash check ${words}\n  ${text}\n  \`\`\`\n\n`;

test('all that passes is said in one last line, with what a person must still answer', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Is there', 'test -f RELEASE.md')}- [ ] Somebody looked\n\n## B\n\n${check('True', 'true')}`);
	const {exitCode, stdout} = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(stdout).toMatch(/^\[passed\] Is there {2}\(\d+\.\d s, line 5\)$/mv);
	expect(lastLine(stdout)).toBe('RELEASE OK: 2 checks passed; a person must still answer 1 question.');
	expect(exitCode).toBe(0);
	expect(await stage.git('status', '--porcelain')).toBe('');
	expect(readdirSync(path.join(stage.top, '.git'))).not.toContain('holdpoint');
});

test('what failed, and what required it, is named with every reason; the rest runs', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Fails', 'echo out of order; exit 3')}${check('Runs all the same', 'true')}## B\n\n**Requires**: A\n\n${check('Waits', 'touch ran')}## C\n\n- [ ] Somebody looked\n\n## D\n\n**Requires**: C\n\n${check('Needs a person first', 'true')}`);
	const {exitCode, stdout} = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(stdout).toContain('[FAILED] Fails');
	expect(stdout).toContain('| out of order');
	expect(stdout).toContain('[passed] Runs all the same');
	expect(stdout).toContain('[passed] Needs a person first');
	expect(lastLine(stdout)).toMatch(/^RELEASE BLOCKED: "Fails" failed: Line 8: .*; "Waits" is blocked: “B” requires “A”.*\.$/v);
	expect(exitCode).toBe(1);
	expect(readdirSync(stage.top)).not.toContain('ran');
});

test('what does not block is said and does not block', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Passes', 'true')}## B (non-blocking)\n\n${check('Fails', 'false')}`);
	const {exitCode, stdout} = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(lastLine(stdout)).toBe('RELEASE OK: 1 check passed, 1 failed without blocking; a person has nothing left to answer.');
	expect(exitCode).toBe(0);
});

test('with --fail-fast it ends at the first that blocks', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Fails', 'false')}${check('Later', 'touch ran')}`);
	const {exitCode, stdout} = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--fail-fast');
	expect(stdout).toContain('[open] Later');
	expect(lastLine(stdout)).toMatch(/"Fails" failed: .*; not all checks had their turn\.$/v);
	expect(exitCode).toBe(1);
	expect(readdirSync(stage.top)).not.toContain('ran');
});

test('one gate by some words of its title', async () => {
	const stage = await stageWith(`# Release\n\n## 1 · The code\n\n${check('Fails', 'false')}## 2 · The package\n\n**Requires**: The code\n\n${check('Passes', 'true')}`);
	const {exitCode, stdout} = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'package');
	expect(lastLine(stdout)).toMatch(/^RELEASE OK: 1 check passed/v);
	expect(exitCode).toBe(0);
	const other = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'nowhere');
	expect(other).toMatchObject({exitCode: 2});
	expect(other.stderr).toContain('no gate is called “nowhere”. There are: 1 · The code; 2 · The package');
	const both = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'the');
	expect(both.stderr).toContain('may be 2 gates');
});

test('checks after the tag are for another time', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Before', 'true')}## Post-release\n\n${check('After', 'false')}`);
	const {exitCode, stdout} = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(stdout).toContain('1 check for after the tag');
	expect(exitCode).toBe(0);
	expect(await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'post-release')).toMatchObject({exitCode: 1});
});

test('nothing to check, and nobody to ask', async () => {
	const stage = await stageWith('# Release\n\n## A\n\n- [ ] Somebody looked\n');
	const {exitCode, stderr} = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(exitCode).toBe(2);
	expect(stderr).toContain('this checklist has no checks');
	await stage.write('RELEASE.md', `---\ninputs:\n  version: {ask: Version}\n---\n\n# Release\n\n## A\n\n${check('Version', 'test "$version" = 1.2.0')}`);
	const asked = await stage.run('check', '--commands', 'any');
	expect(asked).toMatchObject({exitCode: 2});
	expect(asked.stderr).toContain('add --set version=…');
	expect(await stage.run('check', '--commands', 'any', '--set', 'version=1.2.0')).toMatchObject({exitCode: 0});
});

test('commands run only when somebody has looked at them', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Runs', 'touch ran')}`);
	const {exitCode, stderr} = await stage.run('check', 'RELEASE.md');
	expect(exitCode).toBe(2);
	expect(readdirSync(stage.top)).not.toContain('ran');
	const shown = await stage.run('show', 'RELEASE.md');
	const digest = /[\da-f]{64}/v.exec(lastLine(shown.stdout))?.[0] ?? '';
	expect(stderr).toContain(`--commands ${digest}`);
	expect(await stage.run('check', 'RELEASE.md', '--commands', '0'.repeat(64))).toMatchObject({exitCode: 2});
	expect(await stage.run('check', 'RELEASE.md', '--commands', digest)).toMatchObject({exitCode: 0});
	expect(readdirSync(stage.top)).toContain('ran');
});

test('a script that the commands name is part of what is agreed to', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Runs', 'bash tools/try.sh')}`, {'tools/try.sh': 'true\n'});
	const digest = async () => {
		const {stdout} = await stage.run('show', 'RELEASE.md', '--json');
		return (JSON.parse(stdout) as {commandsDigest: string}).commandsDigest;
	};

	const first = await digest();
	expect(await stage.run('check', 'RELEASE.md', '--commands', first)).toMatchObject({exitCode: 0});
	await stage.commit('Another script', {'tools/try.sh': 'touch ran\n'});
	const {exitCode, stderr} = await stage.run('check', 'RELEASE.md', '--commands', first);
	expect(exitCode).toBe(2);
	expect(stderr).toContain('the scripts that they name (tools/try.sh)');
	expect(readdirSync(stage.top)).not.toContain('ran');
	expect(await stage.run('check', 'RELEASE.md', '--commands', await digest())).toMatchObject({exitCode: 0});
});

test('git need not know who asks', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Passes', 'true')}`);
	await stage.git('config', '--unset', 'user.name');
	await stage.git('config', '--unset', 'user.email');
	expect(await stage.run('check', 'RELEASE.md', '--commands', 'any')).toMatchObject({exitCode: 0});
});

test('a secret comes from the environment and is masked; without it the check that needs it fails', async () => {
	const stage = await stageWith(`---\ninputs:\n  otp: {ask: One-time password, secret: true}\n---\n\n# Release\n\n## A\n\n${check('Uses it', 'echo "it is $otp"; test "$otp" = correct-horse; false')}${check('Does not', 'true')}`);
	const without = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(without.stdout).toContain('The secret input otp is not there');
	expect(without.stdout).toContain('[passed] Does not');
	const {stdout} = await execa(process.execPath, [program, 'check', 'RELEASE.md', '--commands', 'any'], {
		cwd: stage.top, env: {...stage.variables, otp: 'correct-horse'}, extendEnv: false, reject: false,
	});
	expect(stdout).toContain('| it is ***');
	expect(stdout).not.toContain('correct-horse');
	expect(await stage.run('check', 'RELEASE.md', '--set', 'otp=correct-horse')).toMatchObject({exitCode: 2});
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the running check and leaves nothing behind', async signal => {
	const sleeping = `sleep 4242.${process.pid}${['SIGINT', 'SIGTERM', 'SIGHUP'].indexOf(signal)}`;
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Takes long', `${sleeping} & wait`)}${check('Never begins', 'touch ran')}`);
	const temporary = path.join(stage.home, 'tmp');
	await mkdir(temporary);
	const child = spawn(process.execPath, [program, 'check', 'RELEASE.md', '--commands', 'any'], {cwd: stage.top, env: {...stage.variables, TMPDIR: temporary}, stdio: 'ignore'});
	const ended = once(child, 'exit');
	await until(() => listProcesses(sleeping).length > 0);
	child.kill(signal);
	expect(await ended).toEqual([null, signal]);
	expect(listProcesses(sleeping)).toEqual([]);
	expect(readdirSync(temporary)).toEqual([]);
	expect(readdirSync(stage.top)).not.toContain('ran');
});

test('for GitHub: annotations and the job\'s summary', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Fails: badly', 'false')}${check('Passes', 'true')}`);
	const summary = path.join(stage.home, 'summary.md');
	const {stdout, exitCode} = await execa(process.execPath, [program, 'check', 'RELEASE.md', '--commands', 'any', '--format', 'github'], {
		cwd: stage.top, env: {...stage.variables, GITHUB_STEP_SUMMARY: summary}, extendEnv: false, reject: false,
	});
	expect(exitCode).toBe(1);
	expect(stdout).toContain('::error file=RELEASE.md,line=5,title=Fails%3A badly%3A failed::Line 8: ended with 1.');
	expect(lastLine(stdout)).toMatch(/^RELEASE BLOCKED/v);
	expect(await readFile(summary, 'utf8')).toContain('| A › Fails: badly | ❌ failed |');
});

test('for programs: the shape of JSON, alone on standard output', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Prints', 'echo \'{"n": 2}\'').replace('Prints', 'Prints. **Expect**: `json.n == 2.0`')}`);
	const {stdout, stderr, exitCode} = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--format', 'json');
	expect(JSON.parse(stdout)).toMatchObject({
		ok: true,
		sections: [{title: 'A', passed: 1, total: 1}],
		steps: [{
			kind: 'check', state: 'passed', statements: [{line: 8, status: 0}], expectations: [{expression: 'json.n == 2.0', ok: true, why: ''}], outputTail: '{"n": 2}\n',
		}],
	});
	expect(lastLine(stderr)).toMatch(/^RELEASE OK/v);
	expect(exitCode).toBe(0);
});

test('evidence has to be there and newer than the commit, or than --since', async () => {
	const stage = await stageWith('# Release\n\n## A\n\n**Evidence**: soak = `out/soak-<timestamp>.json`, `RELEASE.md`\n');
	const missing = await stage.run('check', 'RELEASE.md');
	expect(lastLine(missing.stdout)).toMatch(/^RELEASE BLOCKED: .* failed: No file is called `out\/soak-\*.json`\.$/v);
	expect(missing.exitCode).toBe(1);
	await stage.write('out/soak-1.json', '{}');
	const there = await stage.run('check', 'RELEASE.md');
	expect(there).toMatchObject({exitCode: 0});
	expect(there.stdout).toContain('out/soak-1.json  2 bytes  sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
	const old = new Date('2020-01-01T00:00:00Z');
	await utimes(path.join(stage.top, 'out/soak-1.json'), old, old);
	const aged = await stage.run('check', 'RELEASE.md');
	expect(aged.exitCode).toBe(1);
	expect(lastLine(aged.stdout)).toContain('it was changed last at 2020-01-01 00:00:00 UTC');
	expect(await stage.run('check', 'RELEASE.md', '--since', '2019-12-31')).toMatchObject({exitCode: 0});
	expect(await stage.run('check', 'RELEASE.md', '--since', 'yesterday')).toMatchObject({exitCode: 2});
});

test('conditions, copies, values and evidence, as a walk knows them', async () => {
	const stage = await stageWith(`---
inputs:
  kind: {choices: [major, minor], default: minor}
---

# Release

## Only for a major one

**Only if**: \`inputs.kind == "major"\`

${check('Major', 'test "$kind" = major')}

## Regions

**For each**: region in \`eu, us\`

${check('The region {{region}} answers', 'echo "$region"').replace('answers', 'answers. **Expect**: `output == region`')}
## Values

${check('Saves', 'echo green', 'save=canary')}${check('Uses', 'test "$canary" = green')}- [ ] Deploy

  \`\`\`bash save=deployed
  touch ran; echo x
  \`\`\`

${check('Needs what an action saves', 'test -z "$deployed"')}

## Evidence

**Evidence**: soak = \`out/soak-*.json\`

- [ ] No errors. **Expect**: \`soak.json.errors == 0\`

${check('Its path', 'grep -q errors "$soak_path"')}`);
	await stage.write('out/soak-1.json', '{"errors": 0}');
	const {stdout, exitCode} = await stage.run('check', 'RELEASE.md', '--commands', 'any');
	expect(stdout).toContain('[set aside] Major');
	expect(stdout).toContain('[passed] The region eu answers.');
	expect(stdout).toContain('[passed] The region us answers.');
	expect(stdout).toContain('[passed] Uses');
	expect(lastLine(stdout)).toMatch(/^RELEASE BLOCKED: "Needs what an action saves" failed: `deployed` is saved by a command that did not run here: give it by --set deployed=…\.$/v);
	expect(exitCode).toBe(1);
	const major = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--set', 'kind=major', '--set', 'deployed=');
	expect(lastLine(major.stdout)).toMatch(/^RELEASE OK: 9 checks passed; a person must still answer 1 question\.$/v);
	await stage.write('out/soak-1.json', '{"errors": 1}');
	const failed = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'evidence');
	expect(lastLine(failed.stdout)).toBe('RELEASE BLOCKED: "No errors." failed: Expected soak.json.errors == 0: `soak.json.errors` is 1.');
	await stage.write('out/soak-1.json', '{');
	const broken = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'evidence');
	expect(lastLine(broken.stdout)).toContain('`soak.json` cannot be had: `out/soak-1.json`: it is not JSON');
	const old = new Date('2020-01-01T00:00:00Z');
	await utimes(path.join(stage.top, 'out/soak-1.json'), old, old);
	const aged = await stage.run('check', 'RELEASE.md', '--commands', 'any', '--gate', 'evidence');
	expect(lastLine(aged.stdout).match(/it was changed last at 2020/gv)).toHaveLength(3);
});

test('a check in the background runs to its end', async () => {
	const stage = await stageWith(`# Release\n\n## A\n\n${check('Soaks', 'sleep 0.2; echo done', 'background')}`);
	expect(await stage.run('check', 'RELEASE.md', '--commands', 'any')).toMatchObject({exitCode: 0});
});

test('a walk without a terminal names it', async () => {
	const stage = await stageWith('# Release\n\n- [ ] One\n');
	const {exitCode, stderr} = await stage.run('RELEASE.md');
	expect(exitCode).toBe(2);
	expect(stderr).toContain('`holdpoint check FILE`');
});
