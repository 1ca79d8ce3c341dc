import {expect, test} from 'vitest';
import type {Checklist} from '../../source/checklist/model.js';
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

/** A document of ours: one with our front matter. */
const own = (text: string): Checklist => read(`---\nrelease: x\ninputs: {kind: {choices: [major, minor]}}\n---\n${text}`);

/** What a label on an item, and the same in a paragraph, sets. */
const onItem = (label: string) => stepOf(own(`- [ ] a ${label}\n`), 'a');
const inParagraph = (label: string) => sectionOf(own(`# T\n\n## S\n\n${label}\n\n- [ ] a\n`), 'S');

const minute = 60_000;
const hour = 60 * minute;

test('Only if is a condition that a machine answers', () => {
	const expression = 'inputs.kind == "major"';
	const condition = {text: `Only if \`${expression}\``, expression, oppositeOf: undefined};
	expect(onItem(`**Only if**: \`${expression}\``)).toMatchObject({title: 'a', onlyIf: {...condition, line: 5}, condition: undefined});
	expect(inParagraph(`**Only if**: \`${expression}\``)).toMatchObject({onlyIf: {...condition, line: 9}});
	expect(inParagraph(`Only if: \`${expression}\`.`)).toMatchObject({onlyIf: condition, steps: [{title: 'a', onlyIf: undefined}]});
});

test('conditions have ids of their own, that say another expression', () => {
	const checklist = own('# T\n\n## S\n\n**Only if**: `inputs.kind == "major"`\n\n- [ ] a **Only if**: `inputs.kind == "major"`\n- [ ] b **Only if**: `inputs.kind != "major"`\n');
	const ids = [sectionOf(checklist, 'S').onlyIf?.id, stepOf(checklist, 'a').onlyIf?.id, stepOf(checklist, 'b').onlyIf?.id];
	expect(new Set(ids).size).toBe(3);
	expect(ids.map(id => id?.replace(/~.*/v, ''))).toEqual(['s?only-if', 's?only-if', 's?only-if']);
	const moved = own('# T\n\n## S\n\n- [ ] new\n- [ ] b **Only if**: `inputs.kind != "major"`\n');
	expect(stepOf(moved, 'b').onlyIf?.id).toBe(ids[2]);
});

test.each([
	['1h', {kind: 'for', ms: hour}],
	['24 hours', {kind: 'for', ms: 24 * hour}],
	['1 hour 30 minutes', {kind: 'for', ms: 90 * minute}],
	['2 days.', {kind: 'for', ms: 48 * hour}],
	['`30m`', {kind: 'for', ms: 30 * minute}],
	['until 2026-12-01', {kind: 'until', at: '2026-12-01T00:00:00.000Z'}],
	['until 2026-12-01 09:00 UTC', {kind: 'until', at: '2026-12-01T09:00:00.000Z'}],
	['until 2026-12-01T09:00:30Z', {kind: 'until', at: '2026-12-01T09:00:30.000Z'}],
	['Until 2026-12-01 09:00 +02:00', {kind: 'until', at: '2026-12-01T07:00:00.000Z'}],
])('Wait: %s', (text, wait) => {
	expect(onItem(`**Wait**: ${text}`)).toMatchObject({
		kind: 'wait', title: 'a', wait, box: {sign: false}, steps: [],
	});
	expect(inParagraph(`Wait: ${text}`).steps).toMatchObject([{kind: 'wait', wait, box: undefined}, {kind: 'confirm', wait: undefined}]);
});

test('an item that waits and then does something is a group: what it does cannot be done before', () => {
	const checklist = own('- [ ] Error rate is low **Wait**: 1h **Expect**: `json.rate < 0.1`\n\n  ```bash check\n  curl x\n  ```\n');
	expect(checklist.root.steps).toMatchObject([{
		kind: 'group', asked: false, title: 'Error rate is low', box: {sign: false}, wait: undefined, steps: [
			{
				kind: 'wait', title: 'Wait: 1h', box: undefined, wait: {kind: 'for', ms: hour}, requires: [],
			},
			{
				kind: 'check', title: 'Error rate is low', requires: [':error-rate-is-low/wait'], expectations: [{expression: 'json.rate < 0.1'}], wait: undefined,
			},
		],
	}]);
	expect(checklist.root.steps[0]?.steps[0]?.id).toBe(':error-rate-is-low/wait');
});

test('items below an item that waits come after it; its signature comes last', () => {
	const checklist = own('- [ ] Canary **Wait**: 2h **Signed by**: sre\n  - [ ] no alarms\n');
	expect(linesOf(allSteps(checklist))).toEqual(['(group) Canary', 'wait Wait: 2h', 'signature Canary', 'confirm no alarms']);
	expect(checklist.root.steps[0]?.steps.map(({kind, requires}) => [kind, requires])).toEqual([['wait', []], ['confirm', [':canary/wait']], ['signature', [':canary/wait']]]);
	expect(rulesOf(own('- [ ] Canary **Wait**: 2h **Count**: ____\n'))).toEqual(['5:1 error label-value']);
});

test('Fresh: of an item, else the shortest of its commands, else of what is around it', () => {
	const checklist = own([
		'# T',
		'',
		'## S',
		'',
		'**Fresh**: 1 day',
		'',
		'- [ ] a',
		'- [ ] b **Fresh**: 2h',
		'',
		'  ```bash check fresh=5m',
		'  make',
		'  ```',
		'',
		'- [ ] c',
		'',
		'  ```bash check fresh=30m',
		'  make',
		'  ```',
		'',
		'  ```bash check fresh=10m',
		'  make',
		'  ```',
		'',
		'- [ ] **d** **Fresh**: 3h',
		'  - [ ] e',
		'',
		'## O',
		'',
		'- [ ] f',
		'',
	].join('\n'));
	expect(['a', 'b', 'c', 'e', 'f'].map(title => stepOf(checklist, title).freshMs)).toEqual([24 * hour, 2 * hour, 10 * minute, 3 * hour, undefined]);
});

test('By and Waivable by hold for everything below', () => {
	const checklist = own([
		'# T',
		'',
		'## S',
		'',
		'**Waivable by**: Director **By**: QA lead',
		'',
		'- [ ] a',
		'- [ ] b **By**: sre',
		'- [ ] **c** **Waivable by**: cto',
		'  - [ ] d',
		'',
		'### Below',
		'',
		'- [ ] e',
		'',
		'## O',
		'',
		'- [ ] f',
		'',
	].join('\n'));
	expect(['a', 'b', 'd', 'e', 'f'].map(title => stepOf(checklist, title)).map(({by, waivableBy}) => [by, waivableBy])).toEqual([
		['qa lead', 'director'], ['sre', 'director'], ['qa lead', 'cto'], ['qa lead', 'director'], [undefined, undefined],
	]);
	expect(rulesOf(checklist)).toEqual([]);
});

test.each([
	['`source/**`', ['source/**']],
	['`source/**`, `package.json` and `a b/*.ts`.', ['source/**', 'package.json', 'a b/*.ts']],
	['source/*.ts, package.json', ['source/*.ts', 'package.json']],
	[String.raw`\`docs\api\``.replaceAll('\\`', '`'), ['docs/api']],
])('About: %s', (text, about) => {
	expect(inParagraph(`**About**: ${text}`).about).toEqual(about);
});

test.each([
	['`out.txt`', [{name: undefined, glob: 'out.txt', age: 'run'}]],
	['`out.txt` (any age)', [{name: undefined, glob: 'out.txt', age: 'any'}]],
	['zip = `dist/*.zip` (newer than 7d), `log.txt`, csv = `m-<stamp>.csv` (Any age).', [
		{name: 'zip', glob: 'dist/*.zip', age: 7 * 24 * hour}, {name: undefined, glob: 'log.txt', age: 'run'}, {name: 'csv', glob: 'm-*.csv', age: 'any'},
	]],
	['`a` and `b` (newer than 90 minutes)', [{glob: 'a', age: 'run'}, {glob: 'b', age: 90 * minute}]],
])('Evidence: %s', (text, evidence) => {
	expect(onItem(`**Evidence**: ${text}`).evidence).toMatchObject(evidence);
	expect(inParagraph(`**Evidence**: ${text}`).steps[0]).toMatchObject({kind: 'evidence', evidence});
});

test('an evidence blank asks for a text, a link or a file', () => {
	expect(stepOf(own('- [ ] a **Evidence**: ______\n'), 'a')).toMatchObject({kind: 'value', value: {evidence: true}});
	expect(stepOf(own('Evidence location: [TBD]\n'), 'Evidence location')).toMatchObject({kind: 'value', value: {evidence: true}});
});

test('several signatures, by several people each', () => {
	const signatures = (checklist: Checklist) => allSteps(checklist).filter(({kind}) => kind === 'signature').map(({signature}) => [signature?.role, signature?.count]);
	expect(signatures(own('- [ ] a\n\n**Signed by**: release manager, QA (2)\n'))).toEqual([['release manager', 1], ['qa', 2]]);
	expect(signatures(own('- [ ] a **Signed by**: qa (3)\n'))).toEqual([['qa', 3]]);
	expect(signatures(own('- [ ] a **Signed by**: qa\n  - [ ] b\n'))).toEqual([['qa', 1]]);
});

/** Every label with values that are not of its kind: text, an error in a document of ours. */
test.each([
	'Only if: major',
	'Only if: `a` or `b`',
	'Only if:',
	'For each: arch',
	'For each: arch in',
	'For each: `x86, arm`',
	'For each: arch in `a, a`',
	'For each: PATH in `a`',
	'For each: arch in `a,,b`',
	'For each: exit in `a`',
	'Wait: for CI',
	'Wait: 24',
	'Wait: 0h',
	'Wait: until Monday',
	'Wait: until 2026-12-01 09:00',
	'Wait: until 2026-02-30',
	'Wait: until 2026-12-01 25:00 UTC',
	'Wait: 24h or so',
	'Wait:',
	'Fresh: yes',
	'Fresh: -1h',
	'About: /etc/**',
	'About: `../x`',
	'About:',
	'About: `a` or whatever',
	'Waivable by: 3 people',
	'Waivable by: director, cto',
	'Waivable by: director (2)',
	'By:',
	'By: (2)',
	'Blocking: perhaps',
	'Witness: optional',
	'When: later',
	'Evidence: log.txt',
	'Evidence: (any age) `a`',
	'Evidence: `a` (old)',
	'Evidence: `a` (newer than yesterday)',
	'Evidence: exit = `a`',
	'Evidence: Zip = `a`',
	'Evidence: ``` ```',
	'Evidence: `a`, b =',
	'Signed by: ...',
	'Signed by: qa (0)',
])('"%s" is text', label => {
	expect(rulesOf(own(`# T\n\n## S\n\n- [ ] a\n\n${label}\n`))).toEqual(['11:1 error label-value']);
	expect(askedIn(`# T\n\n## S\n\n- [ ] a\n\n${label}\n`)).toEqual(['confirm a']);
});

test.each([
	['a **Blocking**: no', 'a Blocking: no'], ['a **About**: `x/**`', 'a About: x/**'], ['a **Wait**: soon', 'a Wait: soon'],
])('on an item "%s" is its text', (text, title) => {
	const checklist = own(`- [ ] ${text}\n`);
	expect(linesOf(checklist.root.steps)).toEqual([`confirm ${title}`]);
	expect(rulesOf(checklist)).toEqual(['5:9 error label-value']);
});

test('a thing is said once', () => {
	expect(rulesOf(own('- [ ] a **Wait**: 1h **Wait**: 2h\n'))).toEqual(['5:22 error label-value']);
	expect(rulesOf(own('- [ ] a **By**: qa **By**: sre **Fresh**: 1h **Fresh**: 1h\n'))).toEqual(['5:20 error label-value', '5:46 error label-value']);
	expect(stepOf(own('- [ ] a **By**: qa **By**: sre\n'), 'a').by).toBe('qa');
	expect(rulesOf(own('# T\n\n## S\n\n**About**: `a/`\n**About**: `b/`\n\n- [ ] a\n'))).toEqual(['10:1 error label-value']);
});

test('two labels may share a line', () => {
	const checklist = own('# T\n\n## S\n\n**Requires**: R **Waivable by**: director **Fresh**: 1h\n\n- [ ] a **Expect**: `exit == 0`. **By**: qa\n\n## R\n\n- [ ] r\n');
	expect(sectionOf(checklist, 'S').requires).toEqual(['r']);
	expect(stepOf(checklist, 'a')).toMatchObject({
		kind: 'check', by: 'qa', waivableBy: 'director', freshMs: hour, expectations: [{expression: 'exit == 0'}],
	});
});

/** Words that anybody may write. */
test.each([
	'By: Ada', '**By**: Ada Lovelace', 'Wait: for CI', '**Wait**: until it is green', 'About: this release', '**About**: `holdpoint`', 'Fresh: coffee', 'For each: repository', '**Only if**: `--force`',
])('in a plain document "%s" changes nothing, and nobody is told', text => {
	const plain = `# T\n\n## S\n\n${text}\n\n- [ ] a\n- [ ] b ${text}\n`;
	const {diagnostics, root} = read(plain);
	expect(diagnostics).toEqual([]);
	const untouched = {
		kind: 'confirm', by: undefined, onlyIf: undefined, freshMs: undefined, wait: undefined, bindings: [],
	};
	const [section] = root.sections;
	expect(section).toMatchObject({about: [], onlyIf: undefined, steps: [untouched, untouched]});
	expect(section?.steps[1]?.title).toMatch(/^b .*:/v);
});

test('in a plain document a label counts whose value can be nothing else', () => {
	const checklist = read('# T\n\n## S\n\nWait: 24 hours\n\n- [ ] a **By**: release manager\n- [ ] b **Only if**: `inputs.kind == "major"`\n- [ ] c **Expect**: `json.ok`\n');
	expect(rulesOf(checklist)).toEqual([]);
	expect(linesOf(allSteps(checklist))).toEqual(['wait Wait: 24 hours', 'confirm a', 'confirm b', 'check c']);
	expect(stepOf(checklist, 'a').by).toBe('release manager');
	expect(stepOf(checklist, 'b').onlyIf?.expression).toBe('inputs.kind == "major"');
});

test.each(['`200 OK`', '`ok`', '`a -> b`', '`<version> < 2`'])('in a plain document "Expect: %s" is what should be seen', text => {
	expect(rulesIn(`- [ ] a **Expect**: ${text}\n`)).toEqual(['1:9 warning label-value']);
	expect(stepOf(read(`- [ ] a **Expect**: ${text}\n`), 'a').kind).toBe('confirm');
});

test('an item that is nothing but labels says them about what it stands in', () => {
	const checklist = own('# T\n\n## S\n\n- **Requires**: R\n- **Blocking**: no\n- **Signed by**: qa\n\n- [ ] a\n  - **Expect**: `commit != ""`\n  - **By**: sre\n\n## R\n\n- [ ] r\n');
	expect(sectionOf(checklist, 'S')).toMatchObject({requires: ['r'], blocking: false});
	expect(linesOf(sectionOf(checklist, 'S').steps)).toEqual(['signature Signed by: qa', 'check a']);
	expect(stepOf(checklist, 'a').by).toBe('sre');
	expect(rulesOf(checklist)).toEqual([]);
});

test('a task item that is nothing but a label is called by it', () => {
	const checklist = own('- [ ] **Wait**: 24h\n- [ ] **Expect**: `commit != ""`\n- [ ] **Signed by**: qa\n');
	expect(linesOf(checklist.root.steps)).toEqual(['wait Wait: 24h', 'check Expect: commit != ""', 'signature Signed by: qa']);
});

test('a blank on an item with items below stays a question', () => {
	expect(askedIn('- [ ] Count: ____\n  - [ ] b\n')).toEqual(['group Count: ____', 'value Count', 'confirm b']);
});
