/** Waits, evidence, roles and witnesses, by typed lines. */
import {expect, test} from 'vitest';
import {walkByLines} from '../../source/plain/walk-by-lines.js';
import {createMemoryWalk} from './memory-walk.js';
import {script} from './script.js';

const release = `---
inputs:
  kind: {choices: [major, minor]}
---

# Release

## Soak

**Waivable by**: director

- [ ] The build is deployed
- [ ] It soaked. **Wait**: 48h
- [ ] The budget is approved. **By**: director
- [ ] The contract is signed. **Witness**: required

**Evidence**: soak = \`artifacts/soak-<timestamp>.json\`
`;

test('a wait says what it counts from; waiving it early takes the reason and the tag', async () => {
	const walk = createMemoryWalk(release);
	const person = script('y', 'w', 'the fix cannot wait', 'v1.0.0', 'q');
	await walkByLines({walk, terminal: person.terminal});
	expect(person.told()).toContain('To be waited for 48 h 0 min, from when "The build is deployed" has passed.');
	expect(person.told()).toContain('[waived] "It soaked.", Ada, as director: the fix cannot wait');
	expect(walk.acts).toContainEqual({
		type: 'waive', step: walk.find('It soaked.'), reason: 'the fix cannot wait', typedTag: 'v1.0.0',
	});
});

test('the witness is named and agrees; other initials confirm nothing', async () => {
	const walk = createMemoryWalk(release);
	const person = script('y', 'l', 'y', 'y', 'Grace Hopper <grace@example.com>', 'y', 'ah', 'y', 'gh', 'q');
	await walkByLines({walk, terminal: person.terminal});
	expect(person.told()).toContain('It is answered by the director.');
	expect(person.told()).toContain('It wants a witness.');
	expect(person.told()).toContain('The witness is Grace Hopper.');
	expect(person.told()).toContain('Those are not the initials of Grace Hopper; nothing was done.');
	expect(walk.getView().state.steps.get(walk.find('The contract is signed.'))?.answers).toMatchObject([{status: 'passed', witness: {name: 'Grace Hopper'}}]);
});

test('evidence is recorded, and stands there with its digest when it is looked at again', async () => {
	const walk = createMemoryWalk(release);
	const person = script('l', 'l', 'l', 'l', 'r', '/artifacts', 'q');
	await walkByLines({walk, terminal: person.terminal});
	expect(person.told()).toContain(`Recorded: soak.log, 3 bytes, sha256 ${'e'.repeat(64)}`);
});
