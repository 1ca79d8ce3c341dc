/** Evidence steps in real walks: found, hashed, kept in the record, looked at again. */
import {createHash} from 'node:crypto';
import {readFile, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {go, startWalk, tag} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
---

# Release

## Soak

**Evidence**: soak = \`artifacts/soak-<timestamp>.json\`

- [ ] Somebody read it
`;
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

test('files that are there are recorded by digest, kept in the record, and looked at again before GO', async () => {
	const walk = await startWalk(document);
	const {step} = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence') ?? {step: undefined};
	const id = step?.id ?? '';
	expect(await walk.act({type: 'record', step: id})).toBe('');
	expect(walk.view().state.steps.get(id)).toMatchObject({status: 'failed', answers: [{reason: expect.stringContaining('No file is called') as string}]});

	const text = '{"errors": 1}\n';
	await walk.repository.write('artifacts/soak-1.json', text);
	await walk.act({type: 'record', step: id});
	expect(walk.view().state.steps.get(id)).toMatchObject({status: 'passed', evidence: [{files: [{path: 'artifacts/soak-1.json', size: text.length, sha256: digestOf(text)}]}]});

	await walk.confirm('Somebody read it');
	await walk.repository.write('artifacts/soak-1.json', '{"errors": 0}\n');
	expect(await walk.act(go)).toMatch('artifacts/soak-1.json has changed since it was recorded');
	expect(walk.view().state.steps.get(id)).toMatchObject({status: 'stale', stale: 'artifacts/soak-1.json changed'});

	await walk.act({type: 'record', step: id});
	await walk.act(go);
	expect(walk.view().state.closed?.outcome).toBe('GO');
	const kept = path.join(walk.top, 'releases', tag, 'evidence', digestOf('{"errors": 0}\n'));
	expect(await readFile(kept, 'utf8')).toBe('{"errors": 0}\n');
});

test('a gate is not signed over a file that has changed since it was recorded', async () => {
	const walk = await startWalk(`${document}\n**Signed By**: ____ **Date**: ____\n`);
	const id = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence')?.step.id ?? '';
	const line = walk.view().plan.steps.find(({step: {kind}}) => kind === 'signature')?.step.id ?? '';
	const sign = {
		type: 'sign', step: line, decision: 'approve', comment: '',
	} as const;
	await walk.repository.write('artifacts/soak-1.json', '{"errors": 1}');
	await walk.act({type: 'record', step: id});
	await walk.confirm('Somebody read it');
	await walk.repository.write('artifacts/soak-1.json', '{"errors": 0}');
	expect(await walk.act(sign)).toMatch('artifacts/soak-1.json has changed since it was recorded');
	expect(walk.view().state.steps.get(id)?.status).toBe('stale');
	expect(walk.view().state.signatures).toEqual([]);
	await walk.act({type: 'record', step: id});
	expect(await walk.act(sign)).toBe('');
	expect(walk.view().state.signatures).toHaveLength(1);
});

test('what is older than the run says nothing about this commit', async () => {
	const walk = await startWalk(document);
	const id = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence')?.step.id ?? '';
	await walk.repository.write('artifacts/soak-1.json', '{}');
	await utimes(path.join(walk.top, 'artifacts/soak-1.json'), new Date(0), new Date(0));
	await walk.act({type: 'record', step: id});
	expect(walk.view().state.steps.get(id)?.answers.at(-1)?.reason).toMatch('it was changed last at 1970');
});

test('on coming back a changed file is said, and its step is stale', async () => {
	const walk = await startWalk(document);
	const id = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence')?.step.id ?? '';
	await walk.repository.write('artifacts/soak-1.json', '{"errors": 1}');
	await walk.act({type: 'record', step: id});
	await writeFile(path.join(walk.top, 'artifacts/soak-1.json'), '{"errors": 2}');
	await walk.reopen();
	expect(walk.view().changes).toContainEqual(expect.stringContaining('artifacts/soak-1.json has changed'));
	expect(walk.view().state.steps.get(id)?.status).toBe('stale');
});

test('a file outside of the repository is named by the person, hashed, and stays where it is', async () => {
	const walk = await startWalk(`---
inputs:
  version: {ask: Version}
---

# Release

## Approval

**Evidence**: \`~/mail/approval.eml\`

- [ ] Read
`);
	const id = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence')?.step.id ?? '';
	const file = path.join(walk.repository.home, 'approval.eml');
	await writeFile(file, 'yes');
	await walk.act({type: 'record', step: id, files: [path.join(walk.repository.home, 'nothing')]});
	expect(walk.view().state.steps.get(id)?.status).toBe('failed');
	await walk.act({type: 'record', step: id, files: [file]});
	expect(walk.view().state.steps.get(id)).toMatchObject({status: 'passed', evidence: [{kept: false, files: [{path: file, sha256: digestOf('yes')}]}]});
	await walk.confirm('Read');
	await walk.act(go);
	expect(walk.view().state.closed?.outcome).toBe('GO');
});
