import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import type {Checklist} from '../../source/checklist/model.js';
import {
	askedIn,
	linesOf,
	read,
	stepOf,
} from './reading.js';

const filled = (checklist: Checklist, range: {readonly from: number; readonly to: number} | undefined): string => checklist.text.slice(range?.from, range?.to);

test('blanks are questions', () => {
	const checklist = read([
		'# T',
		'',
		'**Release Manager**: ______  ',
		'**Owner:** [TBD]  ',
		'Built on `____` by ___',
		'- **Target**: [your target]',
		'',
		'**Link**: [docs](x)',
		'**Seen**: [docs]',
		'',
		'snake_case_name and __init__',
		'',
	].join('\n'));
	expect(allSteps(checklist).map(({kind, value}) => [kind, value?.label, filled(checklist, value?.blank.at)])).toEqual([
		['value', 'Release Manager', '______'],
		['value', 'Owner', '[TBD]'],
		['value', 'Built on', '____'],
		['value', 'by', '___'],
		['value', 'Target', '[your target]'],
		['value', 'Seen', '[docs]'],
	]);
});

test('several blanks of a line, and blanks of items', () => {
	expect(askedIn([
		'**Date**: ____ **Owner**: ____',
		'',
		'- [ ] Build number: ____',
		'- [ ] **A**: ___ **B**: ___',
		'',
	].join('\n'))).toEqual(['value Date', 'value Owner', 'value Build number', '(group) A: ___ B: ___', 'value A', 'value B']);
});

test('evidence with a blank asks for a text, a link or a file', () => {
	expect(stepOf(read('**Evidence location**: ______\n'), 'Evidence location')).toMatchObject({kind: 'value', value: {evidence: true}});
});

test('choices: one a line; FAIL, NO and NO-GO fail', () => {
	const checklist = read('# T\n\n**Load test**: [ ] PASS [ ] FAIL\n\nStatus: ⬜ GO ⬜ NO‑GO\n\n- Ready? [ ] YES / [ ] NO\n- [ ] PASS [ ] FAIL\n');
	expect(allSteps(checklist).map(({kind, title, alternatives}) => [kind, title, alternatives.map(({label, fails, box}) => `${label} ${fails} ${filled(checklist, box.at)}`)])).toEqual([
		['choice', 'Load test', ['PASS false  ', 'FAIL true  ']],
		['choice', 'Status', ['GO false ⬜', 'NO‑GO true ⬜']],
		['choice', 'Ready?', ['YES false  ', 'NO true  ']],
		['choice', 'T', ['PASS false  ', 'FAIL true  ']],
	]);
});

test('signature lines: the role is in the label, or else the release manager', () => {
	const checklist = read([
		'# T',
		'',
		'## A',
		'',
		'- [ ] a',
		'',
		'Signed by: ____',
		'',
		'Approved by Director/VP: ____',
		'',
		'**Reviewed By**: [TBD]',
		'',
		'Verified by (QA Lead): ____',
		'',
		'Signed off by: ____',
		'',
		'## B',
		'',
		'- [ ] b',
		'',
		'Signed by: ____',
		'',
	].join('\n'));
	expect(allSteps(checklist).filter(({kind}) => kind === 'signature').map(({signature}) => [signature?.role, filled(checklist, signature?.blank?.at)])).toEqual([
		['release manager', '____'], ['director/vp', '____'], ['release manager', '[TBD]'], ['qa lead', '____'], ['release manager', '____'], ['release manager', '____'],
	]);
});

test('date, time and result beside or right below a signature are never asked', () => {
	const checklist = read([
		'# T',
		'',
		'## Gate',
		'',
		'- [ ] a',
		'',
		'**Signed By**: ____ **Date**: ____ **Result**: [ ] PASS [ ] FAIL',
		'',
		'Approved by CTO: ____',
		'Date: ___',
		'Time: ___',
		'Signature: ____',
		'',
		'Date: ____',
		'',
		'## Other',
		'',
		'- [ ] b',
		'',
		'Signed by: ___',
		'',
	].join('\n'));
	expect(linesOf(allSteps(checklist)).slice(1, -2)).toEqual(['signature Signed By', 'signature Approved by CTO', 'value Date']);
	expect(checklist.fills.map(({what, about}) => [what, about])).toEqual([
		['date', 'gate:signed-by'], ['result', 'gate'], ['date', 'gate:approved-by-cto'], ['date', 'gate:approved-by-cto'], ['signed off', 'gate:approved-by-cto'],
	]);
});

test('a fence without a language that holds boxes, blanks or signatures is a form', () => {
	const text = [
		'# T',
		'',
		'## Release decision',
		'',
		'- [ ] a',
		'',
		'> - quote',
		'',
		'```',
		'Checked:',
		'  [ ] one',
		'  [x] two',
		'',
		'APPROVED: [ ] YES  [ ] NO',
		'',
		'If NO, blocking issues:',
		'_____',
		'_____',
		'Ticket: ____',
		'',
		'Release Manager: ____ Date: ____',
		'Approved by VP: ____',
		'```',
		'',
	].join('\n');
	const checklist = read(text);
	expect(linesOf(allSteps(checklist))).toEqual(['confirm a', 'confirm one', 'confirm two', 'value Ticket', 'signature Release Manager', 'signature Approved by VP']);
	expect(stepOf(checklist, 'Ticket').phase).toBe('no-go');
	expect(stepOf(checklist, 'two').ticked).toBe(true);
	expect(checklist.fills.map(({what}) => what)).toEqual(['decision', 'blocking issues', 'blocking issues', 'date']);
	expect(checklist.root.sections[0]?.prose.map(({text: line}) => line)).toContain('If NO, blocking issues:');
	expect(text.slice(0, stepOf(checklist, 'one').note.at)).toBe(text.trimEnd());
});

test('a fence without such lines is text', () => {
	const {root} = read('# T\n\n- [ ] a\n\nWords:\n\n```\ntree\n|____ leaf_one\n[info] started\nrun() { x[0] }\n```\n');
	expect(linesOf(root.steps)).toEqual(['confirm a']);
	expect(root.prose.map(({text}) => text)).toContain('|____ leaf_one');
});

test('a row with PASS and FAIL follows the gate whose title shares most words with it', () => {
	const checklist = read([
		'# T',
		'## Gate 1: Start-up reliability',
		'- [ ] a',
		'## Gate 2: Data durability',
		'- [ ] b',
		'## Status',
		[
			'| Gate | Status | Date | Signed off |',
			'|---|---|---|---|',
			'| Start-up | [ ] PASS [ ] FAIL | ____ | [ ] |',
			'| Durability of data | [ ] PASS [ ] FAIL | | |',
			'| Weather | [ ] PASS [ ] FAIL | ____ | [ ] |',
			'',
		].join('\n'),
	].join('\n\n'));
	const [one, two] = ['gate-1-start-up-reliability', 'gate-2-data-durability'];
	expect(checklist.fills.map(({what, about}) => `${what} ${about}`)).toEqual([`result ${one}`, `date ${one}`, `signed off ${one}`, `result ${two}`]);
	expect(linesOf(checklist.root.sections[2]?.steps ?? [])).toEqual(['choice Weather', 'value Weather: Date', 'confirm Weather: Signed off']);
});

test('a row that could follow two gates is asked', () => {
	const checklist = read('# T\n\n## Load tests\n\n- [ ] a\n\n## Unit tests\n\n- [ ] b\n\n## Status\n\n| G | S |\n|---|---|\n| Tests | [ ] PASS [ ] FAIL |\n');
	expect(checklist.fills).toEqual([]);
	expect(stepOf(checklist, 'Tests').kind).toBe('choice');
});

test('status and release are known', () => {
	expect(read('**Status**: ____ \n**Version**: [TBD]\n').fills.map(({what, about}) => [what, about])).toEqual([['status', undefined], ['release', undefined]]);
});

test('a row is called by its first cell, or by the next one where that is a number', () => {
	const rows = ['| # | What | OK |', '|---|---|---|', '| A1 | The archive is there | ☐ |', '| [ ] | Checked by two | |', '| Prices | are right | ☐ |'];
	expect(askedIn(rows.join('\n'))).toEqual(['confirm A1: The archive is there', 'confirm Checked by two', 'confirm Prices']);
});

test('a line of underscores behind a label is a blank, anywhere else it is a rule', () => {
	const checklist = read('# T\n\n- [ ] a\n\n**Reason:**\n\n________\n\n________\n\nWords.\n\n____\n');
	expect(linesOf(allSteps(checklist))).toEqual(['confirm a', 'value Reason']);
	expect(filled(checklist, stepOf(checklist, 'Reason').value?.blank.at)).toBe('________');
});

test('who approves is in the label too, where a section is called sign-off', () => {
	const lines = '- **QA approver:** ____\n- **Final sign-off:** ____\n- **Ticket:** ____\n';
	expect(allSteps(read(`# T\n\n## A\n\n- [ ] a\n\n## Sign-off\n\n${lines}`)).flatMap(({signature}) => signature?.role ?? [])).toEqual(['qa', 'release manager']);
	expect(allSteps(read(`# T\n\n## A\n\n- [ ] a\n\n## Data\n\n${lines}`)).flatMap(({signature}) => signature?.role ?? [])).toEqual([]);
});

test('a mail, or a document with blocks of its own, is no form', () => {
	expect(askedIn('- [ ] a\n\n```\nHello all,\n\n[ ] +1\n[ ] -1\n```\n\n````\n```bash\nmake\n```\nName: ____\n````\n\n```\nSubject: x\nName: ____\n```\n')).toEqual(['confirm a']);
});

test('a table of who signs, in a section called sign-off, holds signature lines', () => {
	const table = (title: string) => `# T\n\n## A\n\n- [ ] a\n\n## ${title}\n\n| Role | Name | Signature | Date | Decision |\n|---|---|---|---|---|\n| QA Lead |   | ____ | | ⬜ GO ⬜ NO-GO |\n| CTO | Ada |  |  | |\n| Ops | Bob | done | | |\n`;
	const checklist = read(table('Sign-off'));
	const signatures = allSteps(checklist).flatMap(({signature}) => signature ?? []);
	expect(signatures.map(({role, seals, blank}) => [role, seals, filled(checklist, blank?.at)])).toEqual([['qa lead', true, ''], ['cto', true, '']]);
	expect(checklist.fills.map(({what}) => what)).toEqual(['signed off', 'date', 'result', 'date']);
	expect(checklist.settings.decision).toEqual(['qa lead', 'cto']);
	const other = read(table('People'));
	expect(allSteps(other).some(({signature}) => signature)).toBe(false);
});
