/** A checklist that was edited while the run was left: shown, taken or not, and the record verifies. */
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {setStage} from './stage.js';

const front = '---\ntag: v1.0.0\n---\n\n# Release\n\n## First\n\n';

test('unchanged steps keep their results, changed ones are asked again', async () => {
	const stage = await setStage();
	const file = path.join(stage.top, 'RELEASE.md');
	const command = (text: string): string => `\n  \`\`\`bash check\n  ${text}\n  \`\`\`\n`;
	await writeFile(file, `${front}- [ ] Alpha is 1.2 done\n- [ ] Beta is done\n- [ ] Tests pass\n${command('true')}`);
	const walk = async (...args: string[]) => stage.open([...args, '--plain'], {columns: 100, rows: 40});
	const first = await walk('RELEASE.md');
	await first.waitFor('may run when their step comes');
	await first.enter('y');
	await first.waitFor(/Step 1 of 3[\s\S]*them\):/v);
	await first.enter('y');
	await first.waitFor('Beta is done');
	await first.enter('q');
	await first.ended;

	await writeFile(file, `${front}- [ ] Alpha is 1/2 done\n- [ ] Beta is really done\n- [ ] Gamma is done\n- [ ] Tests pass\n${command('true')}`);
	const declined = await walk('RELEASE.md');
	await declined.waitFor('Go on with v1.0.0#1');
	await declined.enter('1');
	const shown = await declined.waitFor('Which text counts');
	expect(shown).toContain('+ added    “Gamma is done” in “First”');
	expect(shown).toContain('- removed  “Beta is done” in “First”');
	expect(shown).toMatch(/~ changed +“Alpha is 1\/2 done” in “First”\n +text was +Alpha is 1\.2 done\n +text is +Alpha is 1\/2 done/v);
	await declined.enter('1');
	// Nothing else would run than what was agreed to.
	const went = await declined.waitFor(/goes on with the text that it has[\s\S]*Step 2 of 3/v);
	expect(went).not.toContain('may run when their step comes');
	await declined.enter('q');
	await declined.ended;

	await writeFile(file, `${front}- [ ] Beta is really done\n- [ ] Delta is done\n- [ ] Tests pass\n${command('true && test -e RELEASE.md')}\n## Second\n\n- [ ] Alpha is 1.2 done\n`);
	const taken = await walk('RELEASE.md');
	await taken.waitFor('Go on with v1.0.0#1');
	await taken.enter('1');
	expect(await taken.waitFor('Which text counts')).toMatch(/~ changed +“Tests pass” in “First”\n +command was +true\n +command is +true && test -e RELEASE\.md/v);
	await taken.enter('2');
	await taken.waitFor('Do the results of the moved steps still hold');
	await taken.enter('2');
	await taken.waitFor('is taken: 1 changed, 2 added, 1 removed, 1 moved (their results kept)');
	// Other commands are agreed to before any of them runs.
	expect(await taken.waitFor('may run when their step comes')).toContain('+ true && test -e RELEASE.md');
	await taken.enter('y');
	// What was said of the text before, and not looked at by an answer, would deny that this one counts.
	expect(await taken.waitFor(/Beta is really done[\s\S]*them\):/v)).not.toContain('goes on with the text that it has');
	await taken.enter('y');
	await taken.waitFor(/Step 2 of 4[\s\S]*them\):/v);
	await taken.enter('y');
	await taken.waitFor(/Step 3 of 4[\s\S]*them\):/v);
	await taken.enter('r');
	await taken.waitFor('GO can be decided');
	await taken.enter('go');
	await taken.waitFor(/[Tt]ype .*v1.0.0/v);
	await taken.enter('v1.0.0');
	expect(await taken.ended).toMatchObject({exitCode: 0});
	expect(await stage.run('show', 'v1.0.0#1')).toMatchObject({stdout: expect.stringMatching(/\[passed\] Alpha is 1\.2 done/v) as string});
	const verified = await stage.run('verify', 'v1.0.0');
	expect(verified.exitCode, verified.stdout).toBe(4);
	expect(verified.stdout).toContain('SELF-SIGNED');
	const record = path.join(stage.top, 'releases', 'v1.0.0');
	expect(await readFile(path.join(record, 'checklist.md'), 'utf8')).toContain('Delta');
	const names = await readdir(record);
	const texts = names.filter(name => name.startsWith('checklist-'));
	// The one that was declined is no part of it.
	expect(texts).toHaveLength(1);
	expect(await readFile(path.join(record, texts[0] ?? ''), 'utf8')).toContain('- [ ] Beta is done');
});
