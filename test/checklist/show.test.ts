import {expect, test} from 'vitest';
import {describeChecklist, outlineText} from '../../source/checklist/show.js';
import {
	read,
	readSeed,
} from './reading.js';

const text = [
	'---',
	'release: x',
	'inputs: {version: {ask: Which}}',
	'---',
	'# T',
	'',
	'## Build',
	'',
	'**Requires**: Before',
	'',
	'- [ ] Make. **Expect**: `exit == 0`',
	'',
	'  ```bash check',
	'  make <what>',
	'  ```',
	'',
	'- [ ] Tag the release',
	'',
	'**Signed by**: director',
	'',
	'## Before',
	'',
	'- [ ] \u{202E}evil (optional)',
	'',
].join('\n');

test('the shape for programs', () => {
	const described = describeChecklist(read(text));
	const written = JSON.stringify(described);
	expect(JSON.parse(written)).toEqual(described);
	expect(described).toMatchObject({
		title: 'T',
		digest: expect.stringMatching(/^[\da-f]{64}$/v) as string,
		commandsDigest: expect.stringMatching(/^[\da-f]{64}$/v) as string,
		release: 'x',
		tag: 'v{{version}}',
		inputs: [{
			name: 'version', ask: 'Which', choices: [], secret: false,
		}],
		sections: [{
			id: '.', title: 'T', level: 0, line: 1, gate: true, blocking: true, when: 'before the tag', requires: [], steps: [], sections: [{
				id: 'build', title: 'Build', level: 2, line: 7, gate: true, requires: ['before'], steps: [
					{
						id: 'build:make', kind: 'check', title: 'Make.', line: 11, optional: false, witness: false,
						command: {
							language: 'bash', text: 'make <what>', line: 13, mode: 'check', timeoutMs: 600_000, placeholders: ['<what>'],
						},
						commands: [{text: 'make <what>'}],
						expectations: ['exit == 0'], evidence: [], role: null, steps: [],
					},
					{
						kind: 'confirm', command: null, commands: [], when: 'after the tag',
					},
					{kind: 'signature', role: 'director'},
				],
			}, {id: 'before'}],
		}],
		diagnostics: [],
	});
});

test('the outline for people', () => {
	expect(outlineText(read(text))).toEqual([
		'    1  T  (gate)',
		'',
		'    7    Build  (gate)',
		'   11      check: Make.',
		'   13          bash  (check; to be filled in: <what>)',
		'                 make <what>',
		'   11          expects exit == 0',
		'',
		'       ──── the tag is made here; what follows is after it ────',
		'',
		'   17      confirm: Tag the release',
		'   19      signature: Signed by: director  (director)',
		'',
		'   21    Before  (gate; after the tag)',
		String.raw`   23      confirm: \u{202E}evil (optional)  (optional)`,
	]);
});

test('the outline is in the order of the document, and says where the tag is', () => {
	const lines = outlineText(readSeed('001-release-candidate'));
	const numbers = lines.map(line => /^ *(?<number>\d+) {2}/v.exec(line)?.groups?.number).filter(number => number !== undefined).map(Number);
	expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
	expect(lines.findIndex(line => line.includes('the tag is made here'))).toBeLessThan(lines.findIndex(line => line.includes('Tag git:')));
	expect(outlineText(readSeed('002-sprint-3')).slice(-2)[0]).toBe('       ──── the tag is made when everything before it has passed ────');
	expect(outlineText(read('---\ntag: none\n---\n- [ ] a\n')).join('\n')).toContain('a record without a tag');
});
