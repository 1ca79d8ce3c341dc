import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {
	askedIn,
	linesOf,
	read,
	rulesIn,
	rulesOf,
	sectionOf,
	stepOf,
} from './reading.js';

test('Expect judges the command of its item, and checks by itself elsewhere', () => {
	const text = [
		'- [ ] Soak ran. **Expect**: `exit == 0 && seconds >= 1.0`',
		'',
		'  ```bash check',
		'  make soak',
		'  ```',
		'',
		'- [ ] p95 is low **Expect:** `` soak.json["`p95`"] < 5.0 ``',
		'',
		'Expect: `commit != ""`',
		'',
	].join('\n');
	const checklist = read(text);
	expect(linesOf(allSteps(checklist))).toEqual(['check Soak ran.', 'check p95 is low', 'check Expect: commit != ""']);
	expect(stepOf(checklist, 'Soak')).toMatchObject({commands: [{mode: 'check'}], expectations: [{expression: 'exit == 0 && seconds >= 1.0', line: 1, column: 30}]});
	const found = allSteps(checklist).flatMap(({expectations}) => expectations);
	expect(found).toHaveLength(3);
	for (const {expression, line, column} of found) {
		expect(text.split('\n')[line - 1]?.slice(column - 1, column - 1 + expression.length)).toBe(expression);
	}
});

test('Evidence', () => {
	const checklist = read([
		'# T',
		'',
		'## A',
		'',
		'**Evidence**: soak = `artifacts\\soak-<date>.json`, metrics = `m-*.csv`',
		'',
		'- [ ] Look **Evidence location**: `log.txt`',
		'- [ ] Run **Evidence**: `out.txt`',
		'',
		'  ```bash',
		'  make',
		'  ```',
		'',
	].join('\n'));
	expect(stepOf(checklist, 'Evidence: ')).toMatchObject({kind: 'evidence', evidence: [{name: 'soak', glob: 'artifacts/soak-*.json', line: 5}, {name: 'metrics', glob: 'm-*.csv'}]});
	expect(stepOf(checklist, 'Look')).toMatchObject({kind: 'evidence', title: 'Look', evidence: [{name: undefined, glob: 'log.txt'}]});
	expect(stepOf(checklist, 'Run')).toMatchObject({kind: 'action', evidence: [{glob: 'out.txt'}]});
});

test('Requires names gates and steps by words that occur together in one', () => {
	const checklist = read([
		'# T',
		'',
		'## 1 · Start-up reliability',
		'',
		'- [ ] Ten cycles',
		'',
		'## 2 · Soak reliability',
		'',
		'**Requires**: start-up; Ten cycles',
		'',
		'- [ ] Ran **Requires**: 1 · Start-up reliability',
		'',
	].join('\n'));
	expect(sectionOf(checklist, '2').requires).toEqual(['start-up-reliability', 'start-up-reliability:ten-cycles']);
	expect(stepOf(checklist, 'Ran')).toMatchObject({title: 'Ran', requires: ['start-up-reliability']});
	expect(rulesOf(checklist)).toEqual([]);
});

test('Requires that names nothing or too much is an error', () => {
	const checklist = read('# T\n\n## A tests\n\n- [ ] a\n\n## B tests\n\n- [ ] b\n\n## C\n\n**Requires**: tests; weather\n\n- [ ] c\n');
	expect(rulesOf(checklist)).toEqual(['13:15 error requires-ambiguous', '13:15 error requires-unknown']);
	expect(sectionOf(checklist, 'C').requires).toEqual([]);
});

test('Blocking, When, Witness', () => {
	const checklist = read([
		'# T',
		'',
		'## A',
		'',
		'**Blocking**: no **When**: after the tag',
		'',
		'- [ ] a. **Witness**: required',
		'- [ ] b **WHEN**: No-Go',
		'',
		'## B',
		'',
		'Blocking: yes',
		'When: rolling back',
		'',
		'- [ ] c',
		'',
	].join('\n'));
	const steps = [{title: 'a.', witness: true, phase: 'after the tag'}, {title: 'b', witness: false, phase: 'no-go'}];
	expect(sectionOf(checklist, 'A')).toMatchObject({blocking: false, phase: 'after the tag', steps});
	expect(sectionOf(checklist, 'B')).toMatchObject({blocking: true, phase: 'rolling back'});
	expect(checklist.diagnostics).toEqual([]);
});

test('Signed by names roles', () => {
	const checklist = read([
		'---',
		'release: x',
		'---',
		'# T',
		'',
		'## A',
		'',
		'- [ ] a',
		'- [ ] read it **Signed by**: security',
		'',
		'**Signed by**: Release manager, director (2)',
		'',
		'## B',
		'',
		'- [ ] b',
		'',
		'**Approved by**: owner',
		'',
	].join('\n'));
	expect(allSteps(checklist).filter(({kind}) => kind === 'signature').map(({title, signature}) => [title, signature?.role, signature?.count, signature?.blank])).toEqual([
		['read it', 'security', 1, undefined],
		['Signed by: release manager', 'release manager', 1, undefined],
		['Signed by: director (2)', 'director', 2, undefined],
		['Approved by: owner', 'owner', 1, undefined],
	]);
});

test('in a plain document "Approved by" and a name is text', () => {
	expect(askedIn('- [ ] a\n\nApproved by: Ada Lovelace\n\n**Reviewed by**: Grace, 2026\n')).toEqual(['confirm a']);
});

test.each([
	'**Expect**: exit == 0',
	'**Evidence**: the log',
	'**Blocking**: maybe',
	'**When**: on Friday',
	'**Witness**: required',
	'**Signed by**:',
	'**Requires**:',
	'Expect: nothing',
])('"%s" is text, and said', label => {
	expect(rulesIn(`- [ ] a\n\n${label}\n`)).toEqual(['3:1 warning label-value']);
	expect(rulesIn(`---\nrelease: x\n---\n- [ ] a\n\n${label}\n`)).toEqual(['6:1 error label-value']);
	expect(askedIn(`- [ ] a\n\n${label}\n`)).toEqual(['confirm a']);
});

test('a label that introduces a list is its title', () => {
	expect(rulesIn('**Evidence**:\n- [ ] a\n\n- [ ] **Evidence:**\n  - [ ] b\n')).toEqual([]);
});

test('labels of items stand in bold', () => {
	expect(stepOf(read('- [ ] Requires: nothing\n'), 'Requires').requires).toEqual([]);
});

test('front matter with all its keys', () => {
	const {settings, diagnostics} = read(String.raw`---
release: installer
tag: installer-v{{version}}
inputs:
  version: {ask: Version to release, match: '\d+\.\d+\.\d+'}
  kind: {choices: [major, minor, patch], default: patch}
  otp: {ask: One-time password, secret: true}
  plain:
placeholders: {vX.Y.Z: 'v{{version}}'}
decision: [Release Manager, director]
order: strict
pair: required
same person: allowed
note: required
record: docs/releases
---
- [ ] a
`);
	expect(diagnostics).toEqual([]);
	expect(settings).toEqual({
		own: true,
		release: 'installer',
		tag: 'installer-v{{version}}',
		inputs: [
			{
				name: 'version', ask: 'Version to release', match: String.raw`\d+\.\d+\.\d+`, choices: [], default: undefined, secret: false,
			},
			{
				name: 'kind', ask: 'kind', match: undefined, choices: ['major', 'minor', 'patch'], default: 'patch', secret: false,
			},
			{
				name: 'otp', ask: 'One-time password', match: undefined, choices: [], default: undefined, secret: true,
			},
			{
				name: 'plain', ask: 'plain', match: undefined, choices: [], default: undefined, secret: false,
			},
		],
		placeholders: [{text: 'vX.Y.Z', value: 'v{{version}}'}],
		decision: ['release manager', 'director'],
		order: 'strict',
		pair: 'required',
		samePerson: true,
		note: true,
		record: 'docs/releases',
	});
});

test('defaults', () => {
	expect(read('- [ ] a\n').settings).toEqual({
		own: false, release: undefined, tag: undefined, inputs: [], placeholders: [],
		decision: ['release manager'], order: 'free', pair: 'optional', samePerson: false, note: false, record: 'releases',
	});
	expect(read('---\ninputs: {version: {ask: a}}\n---\n- [ ] a\n').settings.tag).toBe('v{{version}}');
});

test('front matter without any of our keys is text', () => {
	expect(read('---\ntitle: x\nlayout: y\n---\n- [ ] a\n')).toMatchObject({settings: {own: false}, diagnostics: [], frontMatter: {from: 0}});
	expect(read('---\n: [\n---\n- [ ] a\n').diagnostics).toEqual([]);
});

test.each([
	['release: x\nunknown: y', '3:1'],
	['order: fast', '2:1'],
	['inputs:\n  PATH: {ask: x}', '3:3'],
	['inputs:\n  http_proxy: {}', '3:3'],
	['inputs:\n  v: {ask: x, seceret: true}', '3:15'],
	['inputs:\n  v: {match: "("}', '3:7'],
	['inputs:\n  v: {choices: [a, b], default: c}', '3:24'],
	['record: ../elsewhere', '2:1'],
	['tag: v{{nothing}}', '2:1'],
	['tag: [', '2:7'],
	['text: [Nowhere]', '1:1'],
	['decision: []', '2:1'],
])('front matter %j is wrong at %s', (text, place) => {
	expect(rulesIn(`---\n${text}\n---\n- [ ] a\n`)).toEqual([`${place} error front-matter`]);
});

test('front matter that grows by aliases is refused', () => {
	expect(read('---\nrelease: &a [x]\ntext: [*a, *a]\n---\n- [ ] a\n').settings.own).toBe(false);
});

test('labels that are not supported yet are errors in a document of ours, and anybody\'s words elsewhere', () => {
	const text = '- [ ] a **Wait**: 1h\n\n**Waivable by**: director\n';
	expect(rulesIn(`---\nrelease: x\n---\n${text}`)).toEqual(['4:9 error label-value', '6:1 error label-value']);
	expect(rulesIn(text)).toEqual([]);
});
