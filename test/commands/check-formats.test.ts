/** What a check found, in the formats of CI servers. */
import {Buffer} from 'node:buffer';
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';
import {parseChecklist} from '../../source/checklist/parse.js';
import {annotate, summarise} from '../../source/commands/check/github.js';
import {describeReport} from '../../source/commands/check/json.js';
import {writeJunit} from '../../source/commands/check/junit.js';
import {
	closingLine,
	verdictOf,
	type CheckResult,
	type Report,
} from '../../source/commands/check/report.js';
import {findGates, scopeOf} from '../../source/commands/check/scope.js';
import type {Observation} from '../../source/run/events.js';
import {planWalk} from '../../source/run/plan.js';

const check = (title: string) => `- [ ] ${title}\n\n  \`\`\`bash check\n  true\n  \`\`\`\n\n`;
const markdown = `# Release <1> & "more"

## Code, all of it: 100 %

${check('Passes')}${check('Fails \\<b> & "quoted" | `x`')}${check('Is blocked')}${check('Is set aside')}${check('Is open')}- [ ] Somebody looked

## Docs (non-blocking)

${check('Fails, and does not block')}`;

const plan = planWalk(parseChecklist(Buffer.from(markdown)));
const scope = scopeOf(plan, undefined);
const observation: Observation = {
	step: 's', output: 1, ok: false, why: 'Line 3: ended with 1.', ending: 'exited', exit: 1, signal: null, ms: 1234, statements: [], expectations: [],
	tail: 'a\u{0}b\u{1B}[31mred\u{1B}[0m ]]> \u{FFFE}\n::error::no\n', size: 3, sha256: '0'.repeat(64),
};
const states: Array<Pick<CheckResult, 'state' | 'why' | 'observation'>> = [
	{state: 'passed', why: '', observation: {...observation, ok: true, why: ''}},
	{state: 'failed', why: 'Line 3: ended\nwith 1 <&">, 50 %.', observation},
	{state: 'blocked', why: 'This step requires “Fails”, which has not passed.', observation: undefined},
	{state: 'set-aside', why: 'It does not apply: inputs.kind == "major"', observation: undefined},
	{state: 'open', why: 'A person has to say whether this applies: “x”.', observation: undefined},
	{state: 'failed', why: 'Line 9: ended with 1.', observation},
];
const reportOf = (...which: number[]): Report => ({
	scope, endedEarly: false, results: which.flatMap(index => {
		const [planned, state] = [scope.checks[index], states[index]];
		return planned && state ? [{...state, planned, evidence: []}] : [];
	}),
});
const all = reportOf(0, 1, 2, 3, 4, 5);

const missing = spawnSync('xmllint', ['--version']).error !== undefined;

test.skipIf(missing)('JUnit is valid against what the common schemas share (xmllint from libxml2-utils is needed)', () => {
	const xml = writeJunit(all, {at: new Date('2026-11-20T14:02:03.456Z'), host: 'buildhost'});
	const {status, stderr} = spawnSync('xmllint', ['--noout', '--schema', path.join(import.meta.dirname, 'junit.xsd'), '-'], {input: xml, encoding: 'utf8'});
	expect(stderr).toBe('- validates\n');
	expect(status).toBe(0);
	const {status: wrong} = spawnSync('xmllint', ['--noout', '--schema', path.join(import.meta.dirname, 'junit.xsd'), '-'], {input: xml.replace(' time="1.234"', ''), encoding: 'utf8'});
	expect(wrong).not.toBe(0);
});

test('JUnit tells what blocks from what does not', () => {
	const xml = writeJunit(all, {at: new Date(), host: 'buildhost'});
	expect(xml).toContain('tests="5" failures="1" errors="1" skipped="2" time="2.468"');
	expect(xml).toContain('tests="1" failures="0" errors="0" skipped="1" time="1.234"');
	expect(xml).toContain('<failure message="Line 3: ended / with 1 &lt;&amp;&quot;&gt;, 50 %." type="failed">');
	expect(xml).toContain('<skipped message="failed, and does not block: Line 9: ended with 1."/>');
	expect(xml).toContain('a?bred ]]&gt; ?');
});

test('GitHub shows each at its line, and nothing of what was printed can be taken for a command', () => {
	expect(annotate(all, 'docs/a,b:c.md')).toEqual([
		'::error file=docs/a%2Cb%3Ac.md,line=11,title=Fails <b> & "quoted" | x%3A failed::Line 3: ended / with 1 <&">, 50 %25.',
		'::error file=docs/a%2Cb%3Ac.md,line=17,title=Is blocked%3A blocked::This step requires “Fails”, which has not passed.',
		'::warning file=docs/a%2Cb%3Ac.md,line=39,title=Fails, and does not block%3A failed::Line 9: ended with 1.'.replace('Fails,', 'Fails%2C'),
	]);
	const summary = summarise(all);
	expect(summary).toContain(String.raw`| Code, all of it: 100 % › Fails \<b\> & "quoted" \| x | ❌ failed | 1.2 s |`);
	expect(summary).toMatch(/^\*\*RELEASE BLOCKED: /mv);
});

test('the last line says every reason, or how much is left for a person', () => {
	expect(closingLine(all)).toBe('RELEASE BLOCKED: "Fails <b> & "quoted" | x" failed: Line 3: ended / with 1 <&">, 50 %; "Is blocked" is blocked: This step requires “Fails”, which has not passed.');
	expect(closingLine(reportOf(0, 3, 4, 5))).toBe('RELEASE OK: 1 check passed, 1 failed without blocking, 1 set aside, 1 open; a person must still answer 1 question.');
	expect(closingLine(reportOf(3, 4))).toBe('NOTHING WAS CHECKED: 0 checks passed, 1 set aside, 1 open.');
	expect([all, reportOf(0), reportOf(3), {...reportOf(0), endedEarly: true}].map(report => verdictOf(report))).toEqual(['blocked', 'ok', 'nothing ran', 'blocked']);
});

test('JSON has the shape of the contract', () => {
	const described = describeReport(all, {
		file: 'RELEASE.md', commit: 'c0ffee', modified: [], at: new Date(),
	});
	expect(described).toMatchObject({
		ok: false, questions: 1, sections: [{
			title: 'Code, all of it: 100 %', ok: false, passed: 1, total: 5,
		}, {title: 'Docs (non-blocking)', blocking: false}],
	});
	expect(described.steps.map(({state, ms, blocking}) => [state, ms, blocking])).toEqual([['passed', 1234, true], ['failed', 1234, true], ['blocked', 0, true], ['set-aside', 0, true], ['open', 0, true], ['failed', 1234, false]]);
});

test('a gate is known by its title, or by enough of its words', () => {
	expect(findGates(plan, 'docs').map(({section}) => section.title)).toEqual(['Docs (non-blocking)']);
	expect(findGates(plan, 'code, ALL of it: 100 %')).toHaveLength(1);
	expect(findGates(plan, 'nowhere')).toEqual([]);
	expect(findGates(plan, '…')).toEqual([]);
});
