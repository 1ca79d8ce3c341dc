/** The other documents that the project came from, as they are. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readSeed, setStage} from './stage.js';
import {keys} from './terminal.js';
import {
	decideGo,
	decideNoGo,
	enterWalk,
	hurried,
	passScreens,
	walkUntil,
} from './walker.js';

test('seed 003 to GO: its own git tag step is the tag\'s place', async () => {
	const stage = await setStage({signers: true});
	const tested = await stage.commit('A release', {'RELEASE.md': await readSeed('003-v0.1.0.md')});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, 'v0.1.0');
	await walkUntil(terminal, /Go to the decision/v, hurried);
	await decideGo(terminal, 'v0.1.0');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 0});
	expect(await stage.git('rev-parse', 'v0.1.0^{commit}')).toBe(tested);
	const record = await readFile(path.join(stage.top, 'releases/v0.1.0/record.md'), 'utf8');
	expect(record).toContain('**Release Manager:** as agreed');
	// Above the tag's place ticked, below it not.
	expect(record).toMatch(/- \[x\] Rotate all development secrets/v);
	expect(record).toMatch(/- \[ \] Announce release internally/v);
});

test('seed 003 for another release: its version is read as this one\'s everywhere, once that is wanted', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': await readSeed('003-v0.1.0.md')});
	const terminal = stage.open(['RELEASE.md']);
	await terminal.waitFor('Which tag');
	terminal.press(keys.ctrlU);
	await terminal.type('v0.2.0');
	terminal.press(keys.enter);
	await terminal.waitFor('This document was written for v0.1.0, and this run is for v0.2.0.');
	await terminal.waitFor(/❯ .*With v0\.2\.0 instead of v0\.1\.0 everywhere/v);
	terminal.press(keys.enter);
	const screen = await terminal.waitFor('Agree: these commands');
	expect(screen).not.toContain('0.1.0');
	await passScreens(terminal);
	const text = await stage.run('show', 'v0.2.0#1');
	expect(text.stdout).toContain('v0.2.0');
	expect(text.stdout).not.toContain('0.1.0');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 3});
});

test.each([
	['000-el9-golden.md', 'vicidial-installer-el9-v1.0.0', '000'],
	['001-release-candidate.md', 'release-candidate-1', '001'],
	['004-device-management.md', 'v2.0.0', '004'],
])('seed %s opens and is walked to a decision', async (seed, tag) => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': await readSeed(seed)});
	const terminal = stage.open(['RELEASE.md']);
	await enterWalk(terminal, tag);
	await decideNoGo(terminal, tag, 'the soak was not run');
	terminal.press('q');
	expect(await terminal.ended).toMatchObject({exitCode: 1});
	const record = await readFile(path.join(stage.top, 'releases', `${tag}-no-go-1`, 'record.md'), 'utf8');
	expect(record).toContain('the soak was not run');
	expect(await stage.git('tag', '--list')).toBe('');
	const commit = await stage.git('rev-parse', `refs/holdpoint/records/${tag}-no-go-1`);
	const verified = await stage.run('verify', commit);
	expect(verified.stdout).toContain('SELF-SIGNED');
	expect(verified.exitCode).toBe(4);
});
