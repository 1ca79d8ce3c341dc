/** What a walk needs, looked at where it is there and where it is not. */
import {symlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {openTerminal} from './terminal.js';
import {program, setStage, writeSigners} from './stage.js';

type Report = {readonly ok: boolean; readonly points: ReadonlyArray<{readonly name: string; readonly ok: boolean; readonly detail: string; readonly remedy?: string}>};

test('where everything is there, and where the key asks', async () => {
	const stage = await setStage({signers: true});
	await stage.commit('A release', {'RELEASE.md': '# Release\n\n```sh check\ntrue\n```\n'});
	const {stdout, exitCode} = await stage.run('doctor');
	const names = stdout.split('\n').map(line => line.split(':', 1)[0] ?? '');
	expect(names).toEqual(['✔ git', '✔ repository', '✔ identity', '✔ signing key', '✔ signing', '✔ signers file', '✔ roles', '✔ anchor', '✔ checklist', '✔ terminal', '', 'Everything is here for a walk.']);
	expect(stdout).toContain('the key signs without asking');
	expect(stdout).toContain('ada@example.com signs as release manager');
	expect(stdout).toContain('RELEASE.md, run by bash');
	expect(exitCode).toBe(0);

	const digest = /trust pin (?<digest>[\da-f]{64})/v.exec(stdout)?.groups?.digest ?? '';
	await stage.run('trust', 'pin', digest);
	await execa('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'sesame', '-f', stage.key?.file ?? '']);
	const asks = await stage.run('doctor');
	expect(asks).toMatchObject({exitCode: 0, stdout: expect.stringContaining('✔ anchor: version 1 is pinned') as string});
	expect(asks.stdout).toContain('✔ signing: the key asks at the terminal');
	await stage.commit('Others sign', {'.holdpoint/signers.yaml': writeSigners(stage, 2)});
	expect(await stage.run('doctor')).toMatchObject({exitCode: 1, stdout: expect.stringContaining('✘ anchor: version 1 is pinned, and version 2 stands here') as string});
});

test('what is missing has its remedy, for programs too', async () => {
	const stage = await setStage({key: false, signers: false});
	await stage.commit('A release', {'RELEASE.md': '# Release\n\n```fish check\ntrue\n```\n', 'docs/release-two.md': '---\nholdpoint: 7\n---\n# Release\n'});
	const {stdout: git} = await execa('which', ['git']);
	await symlink(git, path.join(stage.home, 'git'));
	const {stdout, exitCode} = await execa(process.execPath, [program, 'doctor', '--json'], {
		cwd: stage.top, env: {...stage.variables, PATH: stage.home}, extendEnv: false, reject: false, stdin: 'ignore',
	});
	const {ok, points} = JSON.parse(stdout) as Report;
	expect({ok, exitCode}).toEqual({ok: false, exitCode: 1});
	expect(points.filter(point => !point.ok)).toMatchObject([
		{name: 'signing key', detail: expect.stringMatching(/ssh-keygen -t ed25519[\s\S]*git config --global/v) as string},
		{name: 'checklist', detail: 'RELEASE.md has blocks for fish, which is not on the PATH'},
		{name: 'checklist', remedy: '`holdpoint lint docs/release-two.md` says where'},
	]);
	const outside = await execa(process.execPath, [program, 'doctor', '--repo', stage.home], {
		env: stage.variables, extendEnv: false, reject: false, stdin: 'ignore',
	});
	expect(outside).toMatchObject({exitCode: 1, stdout: expect.stringContaining('✘ repository: ') as string});
});

test('a small window', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': '# Release\n\n- [ ] It works\n'});
	const terminal = openTerminal({
		args: [program, 'doctor'], cwd: stage.top, environment: stage.variables, columns: 50, rows: 40,
	});
	expect(await terminal.ended).toMatchObject({exitCode: 1});
	expect(terminal.screen()).toContain('✘ terminal: 50×40 is small');
	expect(terminal.screen()).toContain('1 thing needs mending.');
	terminal.dispose();
});
