import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {readBlocks} from '../../source/checklist/reader/document.js';
import type {Checklist, Fill} from '../../source/checklist/model.js';
import {allSteps} from '../../source/checklist/outline.js';
import {parseChecklist} from '../../source/checklist/parse.js';
import {fillChecklist} from '../../source/record/render/fill.js';
import {closeMarkdown} from '../../source/record/render/markdown-closing.js';
import {describeDuration} from '../../source/record/render/words.js';
import {gatherMaterial} from '../../source/record/render/material.js';
import {renderRecord} from '../../source/record/render.js';
import type {Fact} from '../../source/run/events.js';
import {
	type ada,
	finished,
	grace,
	ran,
	rangeOf,
	sampleChecklist,
	sampleSource,
	started,
} from './render-sample.js';

function fill(checklist: Checklist, ...facts: ReadonlyArray<Fact & {readonly person?: typeof ada}>): string {
	return fillChecklist(gatherMaterial(sampleSource(checklist, [{type: 'run-started', data: started}, ...facts])));
}

function confirm(...steps: string[]): Fact {
	return {
		type: 'step-confirmed', data: {
			steps, together: false, answer: '', note: '', byHand: false,
		},
	};
}

const noGo: Fact = {type: 'decision-made', data: {decision: 'NO-GO', reasons: ['one', 'two', 'three'], leftOut: []}};

test('a document with CRLF keeps it, and remarks end with it', () => {
	expect(fill(sampleChecklist('- [ ] A\r\n- [ ] B\r\n'), confirm('step A'))).toBe('- [x] A\r\n  - **passed** · by Ada Lovelace, 2026-11-20 14:01 UTC\r\n- [ ] B\r\n  - **open**\r\n');
});

test('what was ticked in the file and did not pass is not ticked in the record', () => {
	expect(fill(sampleChecklist('- [x] A\n- [x] B\n'), confirm('step A'))).toMatch(/^- \[x\] A\n.*\n- \[ \] B\n {2}- \*\*open\*\*\n$/v);
});

test('whatever sign stands for a box, it is ticked when its step has passed, and else is not', () => {
	const signs = ['□', '▢', '◻', '☐', '⬜', '☑'];
	const checklist = parseChecklist(new TextEncoder().encode(signs.flatMap((sign, index) => [`- ${sign} A${index}`, `- ${sign} B${index}`]).join('\n')));
	const passed = allSteps(checklist).filter(({title}) => title.startsWith('A')).map(({id}) => id);
	const lines = fill(checklist, confirm(...passed)).split('\n').filter(line => line.startsWith('- '));
	expect(lines.map(line => line.slice(2))).toEqual(signs.flatMap((sign, index) => [`☑ A${index}`, `${sign === '☑' ? '⬜' : sign} B${index}`]));
});

test('signs are ticked as signs', () => {
	const text = 'Verdict: ⬜ GO ⬜ NO‑GO\n';
	const checklist = sampleChecklist(text, {
		changes: [{
			find: 'Verdict', step: {
				title: 'Verdict', kind: 'choice', alternatives: [
					{label: 'GO', fails: false, box: {at: rangeOf(text, '⬜'), sign: true}},
					{label: 'NO-GO', fails: true, box: {at: rangeOf(text, '⬜', ' GO'), sign: true}},
				],
			},
		}],
	});
	const filled = fill(checklist, {type: 'step-failed', data: {step: 'step Verdict', reason: 'no', answer: 'NO-GO'}});
	expect(filled).toMatch(/^Verdict: ⬜ GO ☑ NO‑GO\n- Verdict: \*\*failed\*\* · answer: NO-GO · reason: no · /v);
});

test('a value behind a label without a blank gets its space', () => {
	const text = '**Owner**:\n';
	const at = {from: text.length - 1, to: text.length - 1};
	const checklist = sampleChecklist(text, {changes: [{find: 'Owner', step: {title: 'Owner', kind: 'value', value: {label: 'Owner', blank: {at}, evidence: false}}}]});
	expect(fill(checklist, {
		type: 'value-entered', data: {
			step: 'step Owner', name: 'owner', value: 'Ada', secret: false,
		},
	})).toMatch(/^\*\*Owner\*\*: Ada\n- Owner: /v);
});

test('blocking issues are shared among their blanks, and a decision fills its places', () => {
	const text = 'Issues:\n\n```\n__a__\n__b__\n```\n\nDecision: ___ [ ] GO [ ] NO-GO\n';
	const blank = (find: string) => ({at: rangeOf(text, find)});
	const box = (label: string) => ({at: {from: rangeOf(text, `] ${label}`).from - 1, to: rangeOf(text, `] ${label}`).from}, sign: false});
	const fills: Fill[] = [
		{
			what: 'blocking issues', about: undefined, blank: blank('__a__'), alternatives: [],
		},
		{
			what: 'blocking issues', about: undefined, blank: blank('__b__'), alternatives: [],
		},
		{
			what: 'decision', about: undefined, blank: blank('___ '), alternatives: [{label: 'GO', fails: false, box: box('GO')}, {label: 'NO-GO', fails: true, box: box('NO-GO')}],
		},
	];
	const filled = fill(sampleChecklist(text, {fills}), noGo);
	expect(filled).toContain('one\ntwo; three\n```');
	expect(filled).toContain('Decision: NO-GO[ ] GO [x] NO-GO');
});

test('a form is filled in as plain text that cannot end it', () => {
	const text = '```\nOwner: ____\n```\n';
	const filled = fill(sampleChecklist(text), {
		type: 'value-entered', data: {
			step: 'step Owner 4', name: 'owner', value: '*Ada* ``` x', secret: false,
		},
	});
	expect(filled).toMatch(/^```\nOwner: \*Ada\* ` ` ` x\n» Owner 4: passed · answer: \*Ada\* ` ` ` x · by Ada Lovelace, 2026-11-20 14:01 UTC\n```\n$/v);
});

test('the tag’s place says that the tag comes after the record', () => {
	const checklist = sampleChecklist('- [ ] Tag it\n', {
		tagPlace: {
			id: 'step Tag it', line: 1, others: [], none: false,
		},
	});
	const go = fill(checklist, {type: 'decision-made', data: {decision: 'GO', reasons: [], leftOut: []}});
	expect(go).toContain('- [ ] Tag it\n  - **the tag’s place** · the tag `v1.2.0` is made after this record is sealed and committed');
	expect(fill(checklist, noGo)).toContain('no tag is made by this run');
});

test('an action that succeeded and was not judged is open, with what ran', () => {
	const filled = fill(sampleChecklist('- [ ] Deploy\n'), {type: 'action-started', data: ran('step Deploy', 1, 'deploy\n')}, {type: 'action-finished', data: finished('step Deploy', 1)});
	expect(filled).toContain('- [ ] Deploy\n  - **open** · the command succeeded; nobody said whether its output is what was expected\n  - **ran** · exit 0 · 0.4 s · output 1');
});

test('a stale pass is not ticked and says why', () => {
	const filled = fill(sampleChecklist('- [ ] A\n'), confirm('step A'), {
		type: 'head-moved', data: {
			from: 'a'.repeat(40), to: 'f'.repeat(40), tree: 'b'.repeat(40), branch: 'main', commits: [], paths: [], own: false,
		},
	});
	expect(filled).toMatch(/^- \[ \] A\n {2}- \*\*stale\*\* · HEAD moved to f{7}\n {2}- earlier: \*\*passed\*\* · /v);
});

test('outputs that are left out or private keep their digest alone', () => {
	const record = renderRecord(sampleSource(sampleChecklist('- [ ] A\n- [ ] B\n'), [
		{type: 'run-started', data: started},
		{type: 'check-started', data: ran('step A', 1, 'a')},
		{type: 'check-finished', data: finished('step A', 1, {tail: 'secret one', size: 10})},
		{type: 'check-started', data: ran('step B', 2, 'b')},
		{type: 'check-finished', data: finished('step B', 2, {tail: 'secret two', size: 10, private: true})},
		{type: 'decision-made', data: {decision: 'GO', reasons: [], leftOut: [1]}},
	]));
	expect(record).not.toContain('secret');
	expect(record).toContain(`Output 1: A · 10 bytes · SHA-256 \`${'e'.repeat(64)}\` · left out`);
	expect(record).toContain(`Output 2: B · 10 bytes · SHA-256 \`${'e'.repeat(64)}\` · kept private`);
});

test('a gate signed without a line of its own is signed below its title', () => {
	const filled = fill(sampleChecklist('## Build\n\n- [ ] A\n'), {
		type: 'gate-signed', person: grace, data: {
			gate: 'section Build', step: '', role: 'director', decision: 'approve', missing: 1, comment: '', statement: 'f'.repeat(64), signer: grace.email, key: 'k',
		},
	});
	expect(filled).toMatch(/^## Build\n\* \*\*signed\*\* as director · 1 more to sign · by Grace Hopper, 2026-11-20 14:01 UTC\n\n- \[ \] A/v);
});

test.each([
	['# a\n', ''],
	['```\nopen', '```'],
	['~~~~~\nopen\n~~~\n', '~~~~~'],
	['<!-- open\n', '-->'],
	['- <!-- open\n', '<!-- -->'],
	['<details>\n<summary>x</summary>\n\ntext\n', '</details>'],
	['<details>\n\n<div>\n\n</details>\n', ''],
	['<p align="center">\n<br>\n', ''],
	['- item\n\n  ```\n  open in the item\n', ''],
])('%j is closed by %j', (text, closing) => {
	expect(closeMarkdown(text, readBlocks(text))).toBe(closing);
});

test.each([[12, '12 ms'], [412, '0.4 s'], [59_949, '59.9 s'], [59_950, '1 min 0 s'], [200_000, '3 min 20 s'], [172_800_000, '48 h 0 min']])('%d ms is %s', (ms, words) => {
	expect(describeDuration(ms)).toBe(words);
});

test('the places that the parser names are filled in', async () => {
	const bytes = await readFile(new URL('golden/checklist.md', import.meta.url));
	const checklist = parseChecklist(bytes);
	const steps = allSteps(checklist).filter(({signature, value, alternatives}) => !signature && !value && alternatives.length === 0);
	const filled = fill(checklist, confirm(...steps.map(({id}) => id)));
	expect(filled).not.toMatch(/^ *- \[ \]/mv);
	expect(filled.match(/^ *- \[x\]/gmv)).toHaveLength(6);
	expect(filled.match(/\*\*passed\*\*/gv)).toHaveLength(6);
});
