/** A release, and what comes after its tag, in the real program: on the screen that says what is left, and in lines. */
import {expect, test} from 'vitest';
import {setStage} from './stage.js';
import {decideGo, enterWalk} from './walker.js';

const document = '# Release\n\n## Build\n\n- [ ] Looked at\n\n## After the release\n\n**When**: after the tag\n\n- [ ] Told everybody\n';

test('continue walks what the release left for after its tag, and verify takes it in', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': document});
	const walk = stage.open(['RELEASE.md']);
	await enterWalk(walk, 'v1.0.0');
	await walk.waitFor('Looked at');
	await walk.answer('y', 'decision');
	expect(await decideGo(walk, 'v1.0.0')).toContain('holdpoint continue v1.0.0');
	walk.press('q');
	expect(await walk.ended).toMatchObject({exitCode: 0});

	await stage.commit('Later work', {'later.txt': 'x\n'});
	const follow = stage.open(['continue', 'v1.0.0', '--plain']);
	const screen = await follow.waitFor('Told everybody');
	expect(screen).toContain('on main');
	await follow.enter('y');
	await follow.waitFor('GO: what comes after the tag of v1.0.0 is done');
	await follow.enter('go');
	await follow.waitFor('Type v1.0.0');
	await follow.enter('v1.0.0');
	expect(await follow.ended).toMatchObject({exitCode: 0});
	expect(await stage.run('runs')).toMatchObject({stdout: expect.stringContaining('v1.0.0-after#1  GO') as string});
	const shown = await stage.run('show', 'v1.0.0-after#1');
	expect(shown.stdout).toContain('Build  (before the tag: no part of this run)');
	expect(shown.stdout).toContain('[passed] Told everybody');
	expect(shown.stdout).not.toContain('[open]');
	const {stdout} = await stage.run('show', 'v1.0.0-after#1', '--json');
	expect(JSON.parse(stdout)).toMatchObject({sections: [{sections: [{title: 'Build', state: null, steps: [{state: null}]}, {state: 'passed', steps: [{state: 'passed'}]}]}]});
	expect(await stage.run('verify', 'v1.0.0')).toMatchObject({exitCode: 4, stdout: expect.stringMatching(/✔ follow-up v1\.0\.0-after-1: after the tag: GO/v) as string});
	expect(await stage.run('roll-back', 'v1.0.0')).toMatchObject({exitCode: 2});
});
