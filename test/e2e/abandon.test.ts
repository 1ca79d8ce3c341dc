/** `holdpoint abandon`, and what `runs` and `show` say of the run then. */
import {cp, readdir, truncate} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage} from './stage.js';

const document = '# Release\n\n## First\n\n- [ ] A person says so\n';

test('closes a run for good, with a reason, when the tag is typed', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': document});
	const walk = stage.open(['RELEASE.md', '--plain']);
	await walk.waitFor('Which tag');
	await walk.enter('v1.0.0');
	await walk.waitFor('A person says so');
	expect(await stage.run('abandon', 'v1.0.0', '--reason', 'x', '--confirm', 'v1.0.0')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('driven by') as string});
	await walk.enter('q');
	await walk.ended;

	expect(await stage.run('abandon', 'v2.0.0')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('`holdpoint runs` lists') as string});
	expect(await stage.run('abandon', 'v1.0.0#1', '--reason', 'Superseded')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--confirm v1.0.0') as string});
	expect(await stage.run('abandon', 'v1.0.0#1', '--reason', 'Superseded', '--confirm', 'v1.0')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('type v1.0.0') as string});
	expect(await stage.run('runs')).toMatchObject({stdout: expect.not.stringContaining('abandoned') as string});

	const commit = await stage.commit('A word more', {'CHANGELOG.md': 'One\n'});
	const moved = stage.open(['--plain']);
	await moved.waitFor('1. ');
	await moved.enter('1');
	await moved.waitFor('HEAD moved');
	await moved.enter('q');
	await moved.ended;
	expect(await stage.run('runs')).toMatchObject({stdout: expect.stringContaining(`RELEASE.md at ${commit.slice(0, 7)}`) as string});

	const terminal = stage.open(['abandon', 'v1.0.0#1', '--plain']);
	await terminal.waitFor('Why is it abandoned');
	await terminal.enter('Superseded by 1.0.1');
	await terminal.waitFor('Type v1.0.0');
	await terminal.enter('v1.0.0');
	expect(await terminal.ended).toMatchObject({exitCode: 0});
	expect(await stage.run('runs')).toMatchObject({stdout: expect.stringContaining('v1.0.0#1  abandoned') as string});
	expect(await stage.run('show', 'v1.0.0#1')).toMatchObject({stdout: expect.stringContaining('closed, abandoned: Superseded by 1.0.1') as string});
	expect(await stage.run('abandon', 'v1.0.0#1')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('closed already (abandoned)') as string});

	// Copied here, it has the name of the one that is here.
	const folder = path.join(stage.top, '.git', 'holdpoint');
	const [run = ''] = await readdir(folder);
	await cp(path.join(folder, run), path.join(folder, '1'.repeat(32)), {recursive: true});
	expect(await stage.run('runs')).toMatchObject({stdout: expect.stringContaining(`v1.0.0#1 (${run})  abandoned`) as string});
	expect(await stage.run('show', run)).toMatchObject({exitCode: 0});

	// One whose beginning is gone may be of any file: nobody begins anew past it unasked.
	await truncate(path.join(folder, '1'.repeat(32), 'journal.jsonl'), 0);
	const broken = stage.open(['RELEASE.md', '--plain', '--set', 'version=2.0.0']);
	await broken.waitFor('1. Go on with the run 11111111, which cannot be read');
	await broken.enter('1');
	expect(await broken.ended).toMatchObject({exitCode: 2});
	// The terminal breaks the line where it likes.
	expect(broken.screen().replaceAll(/\s+/gv, '')).toContain('answersaremissing');
});
