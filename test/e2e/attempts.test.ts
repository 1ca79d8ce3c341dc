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
	await first.type('n\r');
	await first.waitFor('What failed?');
	await first.type('the dashboards are red\r');
	await first.waitFor('Enter Notes...');
	await first.type('y\r');
	await first.waitFor('Notes:');
	await first.type('example.com/1\r');
	await first.waitFor('Said before: [failed]');
	await first.type('d\r');
	await first.waitFor('no-go  NO-GO');
	await first.type('no-go\r');
	await first.waitFor('ok takes it so');
	await first.type('ok\r');
	await first.waitFor('Type v1.0.0 to confirm it');
	await first.type('v1.0.0\r');
	expect(await first.ended).toMatchObject({exitCode: 1});

	const second = stage.open(['--plain'], {columns: 120, rows: 50});
	await second.waitFor('1. Start the next attempt after v1.0.0#1 (NO-GO): RELEASE.md');
	await second.type('1\r');
	await second.waitFor('Version [1.0.0]');
	await second.type('\r');
	await second.waitFor('1. major (default)');
	await second.type('1\r');
	await second.waitFor('the next attempt after v1.0.0#1 (NO-GO: A person says so: the dashboards are red)');
	expect(await second.waitFor('Last time, in v1.0.0#1: [failed]: the dashboards are red, Ada Lovelace')).toContain('run v1.0.0#2');
	await second.type('y\r');
	await second.waitFor('Last time, in v1.0.0#1: [passed]: example.com/1');
	await second.type('y\r');
	await second.waitFor('Notes: [example.com/1]');
	await second.type('\r');
	await second.waitFor('The attempt before, v1.0.0#1, NO-GO: A person says so: the dashboards are red');
	await second.type('go\r');
	await second.waitFor('Type v1.0.0 to confirm it');
	await second.type('v1.0.0\r');
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
