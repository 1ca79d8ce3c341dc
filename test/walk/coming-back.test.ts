/** Several things changed while nobody looked: each is said before the walk goes on, also to whoever left again without a word. */
import {expect, test} from 'vitest';
import {startWalk} from './real-walk.js';

const document = `---
inputs:
  version: {ask: Version}
  kind: {choices: [major, minor], default: minor}
---

# Release

**Evidence**: soak = \`artifacts/soak.json\` (any age)

- [ ] Quiet. **Expect**: \`soak.json.errors == 0.0\`
- [ ] Somebody looked
- [ ] Announced. **Only if**: \`inputs.kind == "major"\`
`;

test('evidence and HEAD, both changed, are both said, again to whoever left before they answered; then the answers count', async () => {
	const walk = await startWalk(document, {set: ['version=1.0.0', 'kind=minor'], files: {'.gitignore': 'artifacts/\n'}});
	const {repository: {git, write}, act, id, confirm, reopen, status, step} = walk;
	await write('artifacts/soak.json', '{"errors": 0}');
	await act({type: 'record', step: id('Evidence')});
	await act({type: 'run', step: id('Quiet')});
	await confirm('Somebody looked');
	await write('artifacts/soak.json', '{"errors": 0.0}');
	await git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'A word in the CHANGELOG');
	const said = [
		'artifacts/soak.json has changed since it was recorded: “Evidence: soak = artifacts/soak.json (any age)” is stale.',
		'artifacts/soak.json has changed since it was recorded: “Quiet.” is stale.',
		expect.stringMatching(/^HEAD moved from [\da-f]{7} to [\da-f]{7} \(1 commit\): what was seen on the other commit is stale\. Since then: [\da-f]+ A word in the CHANGELOG\.$/v),
	];
	await reopen();
	expect(walk.view().changes).toEqual(said);
	expect(['Evidence', 'Quiet', 'Somebody looked'].map(words => status(words))).toEqual(['stale', 'stale', 'stale']);
	await reopen();
	expect(walk.view().changes).toEqual(said);
	await confirm('Somebody looked');
	await reopen();
	expect(walk.view().changes).toEqual([]);
	// What stands on other files now is not carried over, whatever came first.
	expect([step('Quiet').isMoved, step('Evidence').isMoved]).toEqual([false, false]);
	await git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'While somebody answered');
	expect(await act({type: 'reopen', steps: [id('Somebody looked')], reason: 'on the other commit'})).toMatch(/is stale\. What you asked for was not done: look again first\.$/v);
	expect(status('Somebody looked')).toBe('stale');
});

test('files that change after HEAD has moved are looked at too: their result cannot be carried over', async () => {
	const walk = await startWalk(document, {set: ['version=1.0.0', 'kind=minor'], files: {'.gitignore': 'artifacts/\n'}});
	const {repository: {git, write}, act, id, reopen, step} = walk;
	await write('artifacts/soak.json', '{"errors": 0}');
	await act({type: 'run', step: id('Quiet')});
	await git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'Other work');
	await reopen();
	expect(step('Quiet').isMoved).toBe(true);
	await write('artifacts/soak.json', '{"errors": 9}');
	await reopen();
	expect(step('Quiet').isMoved).toBe(false);
	expect(await act({type: 'correct', name: 'kind', value: 'major'})).toBe('kind is major now, and was minor: 1 condition that names it is judged again.');
	expect(await act({type: 'correct', name: 'kind', value: 'minor'})).toBe('kind is minor now, and was major: 1 condition that names it is judged again.');
});
