import {expect, test} from 'vitest';
import type {Checklist} from '../../source/checklist/model.js';
import {allSteps, sectionsOf, writtenSteps} from '../../source/checklist/outline.js';
import {outlineText} from '../../source/checklist/show.js';
import {
	askedIn,
	linesOf,
	outlineOf,
	read,
	rulesOf,
	sectionOf,
	stepOf,
} from './reading.js';

const own = (text: string): Checklist => read(`---\nrelease: x\ninputs: {kind: {}}\n---\n${text}`);

const canary = [
	'# T',
	'',
	'## Build',
	'',
	'- [ ] Built',
	'',
	'## Canary',
	'',
	'**For each**: region in `eu-west, us east`',
	'',
	'- [ ] Deployed to {{region}}',
	'',
	'  ```bash',
	'  deploy "$region"',
	'  ```',
	'',
	'- [ ] Healthy. **Requires**: Deployed',
	'',
	'### Alarms',
	'',
	'- [ ] none in {{ region }} **Evidence**: `alarms-{{region}}.txt`',
	'',
	'## After',
	'',
	'**Requires**: Canary',
	'',
	'- [ ] Announced. **Requires**: Canary us east',
	'',
].join('\n');

test('a section is walked once for each value, in order, titled with the value', () => {
	const checklist = own(canary);
	expect(rulesOf(checklist)).toEqual([]);
	expect(outlineOf(checklist)).toEqual([
		'T', '## Build 1 confirm', '## Canary (eu-west) 1 action, 1 confirm', '### Alarms 1 evidence', '## Canary (us east) 1 action, 1 confirm', '### Alarms 1 evidence', '## After 1 confirm',
	]);
	expect([...sectionsOf(checklist.root)].map(({id}) => id)).toEqual(['.', 'build', 'canary=eu-west', 'canary/alarms=eu-west', 'canary=us-east', 'canary/alarms=us-east', 'after']);
	expect(sectionOf(checklist, 'Canary (us').steps).toMatchObject([
		{
			id: 'canary:deployed-to-region=us-east', title: 'Deployed to us east', bindings: [{name: 'region', value: 'us east'}], commands: [{text: 'deploy "$region"'}],
		},
		{id: 'canary:healthy=us-east', title: 'Healthy.', bindings: [{name: 'region', value: 'us east'}]},
	]);
	expect(allSteps(checklist).flatMap(({evidence}) => evidence.map(({glob}) => glob))).toEqual(['alarms-eu-west.txt', 'alarms-us east.txt']);
});

test('copies stand in the same place of the text, and are written once', () => {
	const checklist = own(canary);
	const deployed = allSteps(checklist).filter(({title}) => title.startsWith('Deployed'));
	expect(new Set(deployed.map(({box, range, start, note}) => JSON.stringify([box, range, start, note]))).size).toBe(1);
	expect(new Set(deployed.map(({fingerprint}) => fingerprint)).size).toBe(1);
	expect(linesOf(writtenSteps(checklist))).toEqual(['confirm Built', 'action Deployed to eu-west', 'confirm Healthy.', 'evidence none in eu-west', 'confirm Announced.']);
	expect(checklist.copies.get('canary=eu-west')).toEqual(['canary=eu-west', 'canary=us-east']);
	expect(checklist.copies.get('canary:healthy=eu-west')).toEqual(['canary:healthy=eu-west', 'canary:healthy=us-east']);
	expect(checklist.copies.has('after')).toBe(false);
});

test('Requires means all copies, the one that is named, or the one of the same turn', () => {
	const checklist = own(canary);
	expect(sectionOf(checklist, 'After').requires).toEqual(['canary=eu-west', 'canary=us-east']);
	expect(stepOf(checklist, 'Announced').requires).toEqual(['canary=us-east']);
	expect(allSteps(checklist).filter(({title}) => title === 'Healthy.').map(({requires}) => requires)).toEqual([['canary:deployed-to-region=eu-west'], ['canary:deployed-to-region=us-east']]);
});

test('the outline keeps copies together', () => {
	const lines = outlineText(own(canary)).map(line => line.trim().replace(/^\d+ +/v, ''));
	const at = (text: string): number => lines.findIndex(line => line.includes(text));
	const order = ['Canary (eu-west)', 'Deployed to eu-west', 'none in eu-west', 'Canary (us east)', 'Deployed to us east', 'none in us east', 'After'].map(text => at(text));
	expect(order).toEqual(order.toSorted((one, other) => one - other));
	expect(order).not.toContain(-1);
});

test('an item, and a group with all in it, is walked once for each', () => {
	expect(askedIn('- [ ] Package {{arch}} **For each**: arch in `x86, arm`\n- [ ] Test **For each**: os in `deb`, `rpm`\n')).toEqual(['confirm Package x86', 'confirm Package arm', 'confirm Test (deb)', 'confirm Test (rpm)']);
	const checklist = own('- [ ] **Packages** **For each**: arch in `x86, arm`\n  - [ ] built\n  - [ ] signed for {{arch}} **For each**: key in `a, b`\n');
	expect(linesOf(checklist.root.steps.flatMap(step => [step, ...step.steps]))).toEqual([
		'(group) Packages (x86)', 'confirm built', 'confirm signed for x86 (a)', 'confirm signed for x86 (b)', '(group) Packages (arm)', 'confirm built', 'confirm signed for arm (a)', 'confirm signed for arm (b)',
	]);
	expect(stepOf(checklist, 'signed for arm (b)')).toMatchObject({
		id: ':packages/signed-for-arch=arm=b', context: ['Packages (arm)'], bindings: [{name: 'arch', value: 'arm'}, {name: 'key', value: 'b'}],
	});
});

test('values that read alike have ids of their own; a new value changes no other id', () => {
	const ids = (values: string): string[] => own(`- [ ] a **For each**: name in \`${values}\`\n`).root.steps.map(({id}) => id);
	expect(ids('a.b, a b, ?')).toEqual([':a=a-b', ':a=a-b#2', ':a=-']);
	expect(ids('zero, one, two').slice(1)).toEqual(ids('one, two'));
});

test('conditions inside are asked for each', () => {
	const checklist = own('## S\n\n**For each**: arch in `x86, arm`\n\nIf it is built:\n\n- [ ] a **Only if**: `arch == "arm"`\n- [ ] b\n\n## R\n\n- [ ] c\n');
	const steps = [...sectionsOf(checklist.root)].flatMap(section => section.steps);
	expect(steps.map(({condition}) => condition?.id)).toEqual(['s?if-it-is-built=x86', 's?if-it-is-built=x86', 's?if-it-is-built=arm', 's?if-it-is-built=arm', undefined]);
	expect(new Set(steps.flatMap(({onlyIf}) => onlyIf?.id ?? [])).size).toBe(2);
});

test.each([
	['## S\n\n**For each**: kind in `1, 2`\n\n- [ ] a\n', '7:15 error name-shadows'],
	['- [ ] a **For each**: x in `1, 2`\n  - [ ] b **For each**: x in `3, 4`\n', '6:25 error name-shadows'],
	['- [ ] a **For each**: soak in `1, 2` **Evidence**: soak = `a`\n', '5:23 error name-shadows'],
	['**For each**: x in `1, 2`\n\n- [ ] a\n', '5:1 error label-value'],
])('%j is wrong', (text, rule) => {
	expect(rulesOf(own(text))).toEqual([rule]);
});

test('more than anybody could walk is an error, and comes to an end', () => {
	const values = Array.from({length: 50}, (_, index) => `v${index}`).join(', ');
	const checklist = own(['a', 'b', 'c'].map((name, depth) => `${'  '.repeat(depth)}- [ ] ${name} **For each**: ${name} in \`${values}\``).join('\n'));
	expect(rulesOf(checklist)).toEqual(['6:25 error for-each', '7:27 error for-each']);
	expect(allSteps(checklist).length).toBeLessThan(6000);
	expect(rulesOf(own(`- [ ] a **For each**: x in \`${values}, more\`\n`))).toEqual(['5:9 error label-value']);
});
