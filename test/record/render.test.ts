import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {commandDefaults} from '../checklist-defaults.js';
import {renderRecord} from '../../source/record/render.js';
import type {Step} from '../../source/checklist/model.js';
import {
	ada,
	finished,
	grace,
	ran,
	rangeOf,
	sampleChecklist,
	sampleSource,
	started,
} from './render-sample.js';

const document = await readFile(new URL('golden/checklist.md', import.meta.url), 'utf8');

function command(text: string): Step['commands'] {
	return [{
		language: 'bash', text, line: 1, mode: 'check', ...commandDefaults,
	}];
}

function goldenChecklist() {
	const box = (text: string, after: string) => {
		const {from} = rangeOf(document, text, after);
		return {at: {from: from + 1, to: from + 2}, sign: false};
	};

	return sampleChecklist(document, {
		frontMatter: {from: 0, to: document.indexOf('\n\n#')},
		changes: [
			{
				find: '**Release Manager**: ___', step: {
					title: 'Release Manager', kind: 'value', value: {label: 'Release Manager', blank: {at: rangeOf(document, '______', '**Release Manager**')}, evidence: false},
				},
			},
			{find: 'Tests pass', step: {title: 'Tests pass', kind: 'check', commands: command('npm test\n')}},
			{find: 'Deploy to staging', step: {title: 'Deploy to staging', kind: 'action', commands: command('./deploy.sh staging\n')}},
			{
				find: '**Signed by**', step: {
					title: 'Signed by', kind: 'signature',
					signature: {
						role: 'release manager', count: 1, seals: false, blank: {at: rangeOf(document, '______', '**Signed by**')},
					},
				},
			},
			{
				find: 'APPROVED:', step: {
					title: 'APPROVED', kind: 'choice', alternatives: [
						{label: 'YES', fails: false, box: box('[ ] YES', 'APPROVED')},
						{label: 'NO', fails: true, box: box('[ ] NO', 'APPROVED')},
					],
				},
			},
			{
				find: 'Director: ___', step: {
					title: 'Director', kind: 'signature',
					signature: {
						role: 'director', count: 1, seals: true, blank: {at: rangeOf(document, '______', 'Director:')},
					},
				},
			},
		],
		fills: [
			{
				what: 'status', about: undefined, blank: {at: rangeOf(document, 'PENDING')}, alternatives: [],
			},
			{
				what: 'date', about: 'step Signed by', blank: {at: rangeOf(document, '____', '**Date**')}, alternatives: [],
			},
			{
				what: 'result', about: 'section Build', blank: undefined, alternatives: [
					{label: 'PASS', fails: false, box: box('[ ] PASS', '**Result**')},
					{label: 'FAIL', fails: true, box: box('[ ] FAIL', '**Result**')},
				],
			},
		],
	});
}

const tests = 'step Tests pass';
const deploy = 'step Deploy to staging';

test('a run to GO, as the record tells it', async () => {
	const record = renderRecord(sampleSource(goldenChecklist(), [
		{type: 'run-started', data: started},
		{
			type: 'value-entered', data: {
				step: 'step Release Manager', name: 'release_manager', value: 'Ada Lovelace', secret: false,
			},
		},
		{type: 'check-started', data: ran(tests, 1, 'npm test\n')},
		{
			type: 'check-finished', data: finished(tests, 1, {
				ok: false, why: 'exit 1 at line 12', exit: 1, ms: 300, tail: '2 tests failed\n', size: 15,
				statements: [{
					line: 12, text: 'npm test', status: 1, ms: 290, verdict: 'failed',
				}],
				expectations: [{expression: 'exit == 0', ok: false, why: 'exit is 1'}],
			}),
		},
		{type: 'check-started', data: ran(tests, 2, 'npm test\n')},
		{
			type: 'check-finished', data: finished(tests, 2, {
				tail: 'all tests pass\n', size: 15, ms: 200_412, expectations: [{expression: 'exit == 0', ok: true, why: 'exit is 0'}],
			}),
		},
		{
			type: 'step-confirmed', data: {
				steps: ['step Changelog is up to date', 'step Version is bumped'], together: true, answer: '', note: '', byHand: false,
			},
		},
		{type: 'note-added', data: {about: 'step Changelog is up to date', note: 'see https://ci.example.com/42 or ask @grace'}},
		{type: 'step-reopened', data: {steps: ['step Version is bumped'], reason: 'wrong file'}},
		{
			type: 'step-confirmed', data: {
				steps: ['step Version is bumped'], together: false, answer: '', note: 'now *package.json*', byHand: false,
			},
		},
		{type: 'step-set-aside', data: {steps: ['step Migrations are documented'], reason: 'there are none', by: 'person'}},
		{type: 'step-failed', data: {step: 'step Load test', reason: 'no machine for it', answer: ''}},
		{type: 'step-waived', data: {step: 'step Load test', reason: 'the last one was a week ago', role: 'release manager'}},
		{type: 'action-started', data: ran(deploy, 3, './deploy.sh staging --slow\n')},
		{type: 'step-interrupted', data: {step: deploy, output: 3, tail: 'copying …'}},
		{
			type: 'step-confirmed', data: {
				steps: [deploy], together: false, answer: '', note: 'it had worked', byHand: true,
			},
		},
		{type: 'note-added', data: {about: 'section Build', note: 'the build machine is new'}},
		{
			type: 'gate-signed', person: grace, data: {
				gate: 'section Build', step: 'step Signed by', role: 'release manager', decision: 'approve', missing: 0,
				comment: 'looks right', statement: 'f'.repeat(64), signer: grace.email, key: 'SHA256:grace',
			},
		},
		{
			type: 'step-confirmed', data: {
				steps: ['step APPROVED'], together: false, answer: 'YES', note: '', byHand: false,
			},
		},
		{type: 'decision-made', data: {decision: 'GO', reasons: [], leftOut: []}},
	]));
	await expect(record).toMatchFileSnapshot('golden/go.md');
});

test('a self-signed NO-GO on a modified tree', async () => {
	const record = renderRecord(sampleSource(goldenChecklist(), [
		{
			type: 'run-started', data: {
				...started, signers: null, dirty: true, demo: true,
			},
		},
		{type: 'check-started', data: ran(tests, 1, 'npm test\n')},
		{
			type: 'check-finished', data: finished(tests, 1, {
				ok: false, why: 'timed out after 10 min', ending: 'timed out', exit: null, ms: 600_000, tail: '```\n</details>\n\u{202E}evil', size: 30,
			}),
		},
		{
			type: 'gate-signed', data: {
				gate: 'section Build', step: 'step Signed by', role: 'release manager', decision: 'reject', missing: 0, comment: 'tests hang', statement: null, signer: ada.email, key: 'SHA256:ada',
			},
		},
		{type: 'decision-made', data: {decision: 'NO-GO', reasons: ['the tests hang', 'nobody knows why'], leftOut: []}},
	]));
	await expect(record).toMatchFileSnapshot('golden/no-go.md');
});
