/** NO-GO in the real program; then the next attempt is offered, with its values to be taken by Enter. */
import {expect, test} from 'vitest';
import {setStage} from './stage.js';

const document = `---
inputs:
  version: {ask: Version}
  kind: {choices: [minor, major], default: minor}
---

# Release

- [ ] A person says so

**Notes**: ______
`;

test('the next attempt takes the values along, asks again, and knows what was said', async () => {
	const stage = await setStage();
	await stage.commit('A release', {'RELEASE.md': document});
	const first = stage.open(['RELEASE.md', '--plain', '--set', 'version=1.0.0', '--set', 'kind=major'], {columns: 120, rows: 50});
	await first.waitFor('A person says so');
	await first.enter('n');
	await first.waitFor('What failed?');
	await first.enter('the dashboards are red');
	await first.waitFor('Enter Notes...');
	await first.enter('y');
	await first.waitFor('Notes:');
	await first.enter('example.com/1');
	await first.waitFor('Said before: [failed]');
	await first.enter('d');
	await first.waitFor('no-go  NO-GO');
	await first.enter('no-go');
	await first.waitFor('ok takes it so');
	await first.enter('ok');
	await first.waitFor('Type v1.0.0 to confirm it');
	await first.enter('v1.0.0');
	expect(await first.ended).toMatchObject({exitCode: 1});

	const second = stage.open(['--plain'], {columns: 120, rows: 50});
	await second.waitFor('1. Start the next attempt after v1.0.0#1 (NO-GO): RELEASE.md');
	await second.enter('1');
	await second.waitFor('Version [1.0.0]');
	await second.enter('');
	await second.waitFor('1. major (default)');
	await second.enter('1');
	await second.waitFor('the next attempt after v1.0.0#1 (NO-GO: A person says so: the dashboards are red)');
	expect(await second.waitFor('Last time, in v1.0.0#1: [failed]: the dashboards are red, Ada Lovelace')).toContain('run v1.0.0#2');
	await second.enter('y');
	await second.waitFor('Last time, in v1.0.0#1: [passed]: example.com/1');
	await second.enter('y');
	await second.waitFor('Notes: [example.com/1]');
	await second.enter('');
	await second.waitFor('The attempt before, v1.0.0#1, NO-GO: A person says so: the dashboards are red');
	await second.enter('go');
	await second.waitFor('Type v1.0.0 to confirm it');
	await second.enter('v1.0.0');
	expect(await second.ended).toMatchObject({exitCode: 0});
	const runs = await stage.run('runs');
	expect(runs.stdout).toMatch(/^v1\.0\.0#1 {2}NO-GO .*\n {2}followed by v1\.0\.0#2\n {2}left: not pushed by this run\nv1\.0\.0#2 {2}GO .*\n {2}the attempt after v1\.0\.0#1\n/v);
	const shown = await stage.run('show', 'v1.0.0#2', '--json');
	expect(JSON.parse(shown.stdout)).toMatchObject({
		run: 'v1.0.0#2', standing: 'GO', left: ['not pushed by this run'], earlier: {run: 'v1.0.0#1', outcome: 'NO-GO'}, closed: {outcome: 'GO'},
	});
	const verified = await stage.run('verify', 'v1.0.0');
	expect(verified).toMatchObject({exitCode: 4, stdout: expect.stringMatching(/✔ earlier attempt: v1\.0\.0#1, NO-GO at .* counts\n/v) as string});
});
