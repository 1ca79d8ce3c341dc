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

test('Requires that names nothing or too much is an error; in a document that was not written for us it may be prose', () => {
	const text = '# T\n\n## A tests\n\n- [ ] a\n\n## B tests\n\n- [ ] b\n\n## C\n\n**Requires**: tests; weather\n\n- [ ] c\n';
	const plain = read(text);
	expect(rulesOf(plain)).toEqual(['13:15 warning requires-ambiguous', '13:15 warning requires-unknown']);
	expect(sectionOf(plain, 'C').requires).toEqual([]);
	expect(rulesOf(read(`---\nrelease: x\n---\n${text}`))).toEqual(['16:15 error requires-ambiguous', '16:15 error requires-unknown']);
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
