/** Secret inputs: in the memory of the program and the environment of commands, and nowhere on the disk. */
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {go, startWalk} from './real-walk.js';

const secret = 'correct horse battery';
const document = `---
inputs:
  version: {ask: Version}
  otp: {ask: One-time password, secret: true}
---

# Release

- [ ] It is known to commands

  \`\`\`bash check
  test -n "$otp" && echo "otp is $otp"
  \`\`\`

- [ ] Somebody says so
`;

async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
}

/** What a command's keeper takes away meanwhile holds nothing any more. */
async function readStanding(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return '';
		}

		throw error;
	}
}

test('secrets are not stored: one reaches commands, is masked in what they print, and is never on the disk', async () => {
	const walk = await startWalk(document, {environment: {otp: secret}});
	await walk.act({type: 'run', step: walk.id('It is known')});
	expect(walk.step('It is known')).toMatchObject({status: 'passed', executions: [{finished: {tail: 'otp is ***\n'}}]});
	expect(walk.view().state.values.has('otp')).toBe(false);

	expect(await walk.act({type: 'confirm', steps: [walk.id('Somebody')], note: `with ${secret}`})).toBe('This holds the value of otp, which is never written down. Leave it out: commands have it as $otp.');
	await walk.confirm('Somebody');
	await walk.act(go);
	expect(walk.view().state.closed?.outcome).toBe('GO');
	const files = [...await filesBelow(walk.folder()), ...await filesBelow(path.join(walk.top, 'releases'))];
	expect(files.length).toBeGreaterThan(5);
	for (const file of files) {
		expect(await readStanding(file), file).not.toContain(secret);
	}
});

test('evidence that holds a secret is known by its digest alone', async () => {
	const walk = await startWalk(document.replace('- [ ] Somebody says so', '**Evidence**: `out/*.log`\n\n- [ ] Somebody says so').replace('echo "otp is $otp"', 'true'), {environment: {otp: secret}});
	await walk.repository.write('out/run.log', `logged in with ${secret}\n`);
	await walk.act({type: 'run', step: walk.id('It is known')});
	const id = walk.view().plan.steps.find(({step: {kind}}) => kind === 'evidence')?.step.id ?? '';
	await walk.act({type: 'record', step: id});
	expect(walk.view().state.steps.get(id)).toMatchObject({status: 'passed', evidence: [{kept: false, files: [{path: 'out/run.log'}]}]});
	await walk.confirm('Somebody');
	expect(await walk.act(go)).toBe('');
	expect(walk.view().state.closed?.outcome).toBe('GO');
	for (const file of [...await filesBelow(walk.folder()), ...await filesBelow(path.join(walk.top, 'releases'))]) {
		expect(await readStanding(file), file).not.toContain(secret);
	}
});

test('secrets are not on a command line: none is taken from there', async () => {
	await expect(startWalk(document, {set: ['version=1.0.0', `otp=${secret}`]})).rejects.toThrow('the input otp is secret: others see a command line');
});

test('an expectation cannot see a secret', async () => {
	const walk = await startWalk(document.replace('- [ ] Somebody says so', '- [ ] Seen. **Expect**: `inputs.otp != ""`'), {environment: {otp: secret}});
	await walk.act({type: 'run', step: walk.id('Seen')});
	expect(walk.status('Seen')).toBe('failed');
});
