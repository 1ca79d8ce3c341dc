import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {fillChecklist} from '../../source/record/render/fill.js';
import {gatherMaterial} from '../../source/record/render/material.js';
import type {Fact} from '../../source/run/events.js';
import {sampleSource, started} from './render-sample.js';

function fill(text: string, ...facts: readonly Fact[]): string {
	const checklist = parseChecklist(new TextEncoder().encode(text));
	expect(checklist.diagnostics).toEqual([]);
	return fillChecklist(gatherMaterial(sampleSource(checklist, [{type: 'run-started', data: started}, ...facts])));
}

function confirm(step: string, answer = ''): Fact {
	return {
		type: 'step-confirmed', data: {
			steps: [step], together: false, answer, note: '', byHand: false,
		},
	};
}

function enter(step: string, value: string): Fact {
	return {
		type: 'value-entered', data: {
			step, name: 'Host', value, secret: false,
		},
	};
}

const packages = '- [ ] Package {{arch}} **For each**: arch in `x86, arm`\n';

test('a box is ticked when all copies have passed, and every copy is told of, by its value', () => {
	const half = fill(packages, confirm(':package-arch=x86'));
	expect(half).toMatch(/^- \[ \] Package \{\{arch\}\}/v);
	expect(half).toMatch(/^ {2}- Package x86: \*\*passed\*\*.*$/mv);
	expect(half).toMatch(/^ {2}- Package arm: \*\*open\*\*$/mv);
	expect(fill(packages, confirm(':package-arch=x86'), confirm(':package-arch=arm'))).toMatch(/^- \[x\] Package/v);
});

test('steps of a section that is walked more than once are told apart', () => {
	const text = '# T\n\n## Canary\n\n**For each**: region in `eu, us`\n\n- [ ] Deployed\n\n## After\n\n- [ ] Done\n';
	const filled = fill(text, confirm('canary:deployed=us'), {type: 'note-added', data: {about: 'canary=us', note: 'slow'}});
	expect(filled).toMatch(/^ {2}- Deployed \(eu\): \*\*open\*\*$/mv);
	expect(filled).toMatch(/^ {2}- Deployed \(us\): \*\*passed\*\*/mv);
	expect(filled).toContain('- [ ] Deployed');
	expect(filled).toMatch(/^- Canary \(us\): note: slow/mv);
});

const hosts = '# T\n\n## Canary\n\n**For each**: region in `eu, us`\n\nHost: ______\n\nHealth: [ ] PASS [ ] FAIL\n';

test('a blank holds what all copies say, each by its name where they differ', () => {
	expect(fill(hosts, enter('canary:host=eu', 'a'), enter('canary:host=us', 'a'))).toContain('\nHost: a\n');
	expect(fill(hosts, enter('canary:host=eu', 'a'), enter('canary:host=us', 'b'))).toContain('\nHost: Host (eu): a; Host (us): b\n');
	expect(fill(hosts, enter('canary:host=us', 'b'))).toContain('\nHost: Host (us): b\n');
});

test('PASS is chosen when all copies passed, FAIL when one failed', () => {
	const failed: Fact = {type: 'step-failed', data: {step: 'canary:health=us', reason: 'red', answer: 'FAIL'}};
	expect(fill(hosts, confirm('canary:health=eu', 'PASS'))).toContain('Health: [ ] PASS [ ] FAIL');
	expect(fill(hosts, confirm('canary:health=eu', 'PASS'), confirm('canary:health=us', 'PASS'))).toContain('Health: [x] PASS [ ] FAIL');
	expect(fill(hosts, confirm('canary:health=eu', 'PASS'), failed)).toContain('Health: [ ] PASS [x] FAIL');
});

test('a command ran edited only where a person did it, not where names were filled in', () => {
	const text = '---\ninputs: {version: {}}\nplaceholders: {vX.Y.Z: "v{{version}}"}\n---\n- [ ] a\n\n  ```bash manual\n  look\n  ```\n\n  ```bash\n  show vX.Y.Z\n  ```\n';
	const version: Fact = {
		type: 'value-entered', data: {
			step: '', name: 'version', value: '1.2.0', secret: false,
		},
	};
	const ran = (command: string): Fact => ({
		type: 'action-started', data: {
			step: ':a', output: 1, commands: [{
				text: command, interpreter: 'bash', cwd: '', environment: [], line: 12,
			}],
		},
	});
	expect(fill(text, version, ran('show v1.2.0'))).toMatch(/^ *- ran: `show v1\.2\.0`$/mv);
	expect(fill(text, version, ran('show v1.2.1'))).toMatch(/^ *- ran \*\*edited\*\*: `show v1\.2\.1`$/mv);
});
