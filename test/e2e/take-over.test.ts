/** A second start is told who drives, and takes over when a person says so; also in a copy of the repository. */
import {cp} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage, type Stage} from './stage.js';
import {keys, type Terminal} from './terminal.js';
import {enterWalk, passScreens} from './walker.js';

async function takeOver(stage: Stage, driven: RegExp, args: readonly string[] = []): Promise<Terminal> {
	const terminal = stage.open(args);
	await terminal.waitFor('There is an open run');
	await terminal.answer(keys.enter, driven);
	await terminal.answer(keys.down, /❯ Take over/v);
	await terminal.answer(keys.enter, /The run was\s+driven/v);
	await passScreens(terminal);
	return terminal;
}

test('who has taken over drives, and nothing more is written by the other; a copy and its original go their own ways', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': '# Release\n\n- [ ] One\n- [ ] Two\n- [ ] Three\n'});
	const first = stage.open(['RELEASE.md']);
	await enterWalk(first, 'v1.0.0');
	await first.answer('y', /▶ Two/v);

	const copied = path.join(stage.home, 'copied');
	await cp(stage.top, copied, {recursive: true, preserveTimestamps: true});
	const other = await takeOver(stage, /driven\s+by[\s\S]+still\s+alive,\s+at\s+work\s+in[\s\S]+copied\s+or\s+moved/v, ['--repo', copied]);
	await other.answer('y', /▶ Three/v);
	expect(first.screen()).toMatch(/▶ Two/v);

	const left = stage.open([]);
	await left.waitFor('There is an open run');
	await left.answer(keys.enter, /driven\s+by\s+Ada\s+Lovelace\s+\([\s\S]+still\s+alive/v);
	left.press(keys.enter);
	expect(await left.ended).toMatchObject({exitCode: 2});
	// The terminal breaks the line where it likes.
	expect(left.screen().replaceAll(/\s+/gv, '')).toContain('`holdpointshow`lookson');

	const second = await takeOver(stage, /driven\s+by[\s\S]+still\s+alive\./v);
	// Who is taken over from is told without having to ask.
	await first.waitFor(/taken\s+over\s+by[\s\S]+Nothing\s+more\s+is\s+written\s+here/v);
	await first.answer('g', screen => !/taken\s+over/v.test(screen));
	await first.answer(keys.escape, /▶ Two/v);
	await first.answer('y', /▶ Two[\s\S]+taken\s+over\s+by/v);
	first.press('q');
	expect(await first.ended).toMatchObject({exitCode: 3});
	expect(first.screen().replaceAll(/\s+/gv, '')).toMatch(/TakenoverbyAdaLovelace.*:therungoesonthere\.`holdpointshowv1\.0\.0#1`lookson\./v);
	await second.answer('y', /▶ Three/v);
	const {stdout} = await stage.run('show', 'v1.0.0#1');
	expect(stdout).toMatch(/\[open\] Three/v);
});
