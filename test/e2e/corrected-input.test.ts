/** `--set` on coming back: another value is said, what used it is stale, and the record is of the other tag. */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage} from './stage.js';
import {keys} from './terminal.js';

const document = String.raw`---
tag: v{{version}}
inputs:
  version: {ask: Version, match: '\d+\.\d+\.\d+'}
  place: {ask: Place, default: here}
---

# Release

- [ ] The notes of {{version}} are written
- [ ] Somebody had a look
`;

test('stored values never beat corrected flags: a corrected value wins, what used it is asked again, and what cannot be corrected ends the program', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': document});
	const walk = (...args: string[]) => stage.open(['RELEASE.md', ...args, '--plain'], {columns: 110, rows: 40});
	const first = walk('--set', 'place=here');
	await first.waitFor('Version');
	await first.enter('one');
	await first.waitFor(String.raw`That is no value for version: it must match \d+\.\d+\.\d+.`);
	await first.enter('1.0.0');
	await first.waitFor(/Step 1 of 2[\s\S]*them\):/v);
	await first.enter('y');
	await first.waitFor(/Step 2 of 2[\s\S]*them\):/v);
	await first.enter('y');
	await first.waitFor('GO can be decided');
	await first.enter('q');
	await first.ended;

	// The checklist was edited, too: a value that cannot be taken is refused before that is asked about.
	writeFileSync(path.join(stage.top, 'RELEASE.md'), `${document}- [ ] One more\n`);
	for (const [pair, words] of [['version=one', 'it must match'], ['flavour=x', 'This run has no input flavour']] as const) {
		const wrong = walk('--set', pair);
		await wrong.waitFor('Go on with v1.0.0#1');
		await wrong.enter('1');
		expect(await wrong.ended).toMatchObject({exitCode: 2});
		expect(wrong.screen()).toContain(words);
		expect(wrong.screen()).not.toContain('Which text counts?');
	}

	writeFileSync(path.join(stage.top, 'RELEASE.md'), document);

	const again = walk('--set', 'version=1.0.1', '--set', 'place=here');
	await again.waitFor('Go on with v1.0.0#1');
	await again.enter('1');
	const shown = await again.waitFor(/The notes of 1\.0\.1 are written[\s\S]*them\):/v);
	await again.enter('v place=there');
	await again.waitFor('place is there now, and was here: nothing had used it.');
	await again.enter('v version=two');
	await again.waitFor('two is no value for version: it must match');
	expect(shown).toContain('version is 1.0.1 now, and was 1.0.0: 1 result that used it is stale. The tag will be v1.0.1');
	await again.enter('y');
	await again.waitFor('GO can be decided');
	await again.enter('go');
	await again.waitFor(/[Tt]ype .*v1\.0\.1/v);
	await again.enter('v1.0.1');
	expect(await again.ended).toMatchObject({exitCode: 0});
	const verified = await stage.run('verify', 'v1.0.1');
	expect(verified.exitCode, verified.stdout).toBe(4);
	expect(verified.stdout).toContain('SELF-SIGNED');
});

test('on the screen a key asks for it', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': document});
	const terminal = stage.open(['RELEASE.md', '--set', 'version=1.0.0', '--set', 'place=here'], {columns: 100, rows: 26});
	await terminal.waitFor('Go on');
	terminal.press(keys.enter);
	await terminal.waitFor('The notes of 1.0.0 are written. Is that so?');
	terminal.press('y');
	await terminal.waitFor('Somebody had a look. Is that so?');
	terminal.press('v');
	expect(await terminal.waitFor('Which input has another value?')).toContain('version=1.0.0, place=here');
	await terminal.type('version=2.0.0');
	terminal.press(keys.enter);
	expect(await terminal.waitFor('version is 2.0.0 now, and was 1.0.0')).toMatch(/~ The notes of 2\.0\.0 are written\s+stale/v);
});
