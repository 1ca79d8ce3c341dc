/** Evidence steps stand on files as they were recorded. */
import {expect, test} from 'vitest';
import type {FoundEvidence, Intent} from '../../source/run/intents.js';
import {evidence} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	observe,
	secondCommit,
	startRun,
} from './trial-run.js';

const file = {path: 'soak.json', size: 7, sha256: 'e'.repeat(64)};
const there = (name = ''): FoundEvidence => ({
	name, files: [file], ok: true, why: '',
});
const missing = (name = ''): FoundEvidence => ({
	name, files: [], ok: false, why: 'no file matches',
});
const record = (...found: FoundEvidence[]): Intent => ({type: 'record evidence', step: 'e', found});
const one = outline('# 1\n- evidence e');
const two = outline('# 1\n- evidence e', {e: evidence('e', ['a.json', 'b.csv'])});

test('files that are there pass the step, files that are not fail it and say why', () => {
	const run = startRun(one);
	run.take(record(missing()));
	expect(run.step('e')).toMatchObject({status: 'failed', answers: [{reason: 'no file matches', as: 'evidence'}]});
	expect(run.offers('e')[0]).toMatchObject({act: 'record', label: 'Record the files again'});
	run.take(record(there()));
	expect(run.step('e')).toMatchObject({status: 'passed', evidence: [{files: [file], ok: true}]});
});

test('all that the step points at has to be there, and what is recorded again counts alone', () => {
	const run = startRun(two);
	run.take(record(missing(), there()));
	expect(run.step('e').answers).toMatchObject([{status: 'failed'}]);
	run.take(record(there(), there()));
	expect(run.step('e')).toMatchObject({status: 'passed', evidence: [{ok: true}, {ok: true}]});
	run.take(record(there(), missing()));
	expect(run.status('e')).toBe('failed');
});

test('a journal that ends between two of its files has decided nothing', () => {
	const run = startRun(two);
	run.take(record(there(), there()));
	run.happen({
		type: 'evidence-recorded', data: {
			step: 'e', name: '', files: [file], ok: true, more: true,
		},
	});
	expect(run.status('e')).toBe('open');
	run.take({type: 'resume', gap: 0}, record(there(), there()));
	expect(run.step('e').evidence).toHaveLength(2);
	expect(run.status('e')).toBe('passed');
});

test.each([
	['only a part', one, record(), 'Evidence is recorded whole, in the order of the checklist.'],
	['under another name', one, record(there('soak')), 'Evidence is recorded whole, in the order of the checklist.'],
	['no file at all', one, record({...there(), files: []}), 'Evidence without a file is none.'],
	['nothing, without saying what is missing', one, record({...missing(), why: ' '}), 'What is missing is said.'],
	['a step without evidence', outline('# 1\n- e'), record(), 'This step points at no files.'],
])('%s is not recorded', (_what, document, intent, refusal) => {
	expect(startRun(document).refusal(intent)).toBe(refusal);
});

test('changed later, it is stale; and so is a check that was judged by it', () => {
	const run = startRun(outline('# 1\n- evidence e\n- check c'));
	run.take(record(there()));
	run.run('c', {evidence: [{name: 'soak', files: [file]}]});
	run.take({type: 'change evidence', step: 'e', path: 'soak.json'}, {type: 'change evidence', step: 'c', path: 'soak.json'});
	expect([run.step('e'), run.step('c')]).toMatchObject([{status: 'stale', stale: 'soak.json changed'}, {status: 'stale', stale: 'soak.json changed'}]);
	expect(run.refusal({type: 'change evidence', step: 'e', path: 'soak.json'})).toBe('soak.json is not what this step stands on.');
});

test('a file that nothing was judged by changes nothing', () => {
	const run = startRun(outline('# 1\n- evidence e\n- check c'));
	run.take(record(there()));
	run.happen({type: 'check-started', data: {step: 'c', output: 1, commands: []}}, {type: 'check-finished', data: observe('c', 1)});
	expect(run.refusal({type: 'change evidence', step: 'e', path: 'other.json'})).toBe('other.json is not what this step stands on.');
	expect(run.refusal({type: 'change evidence', step: 'c', path: 'soak.json'})).toBe('soak.json is not what this step stands on.');
});

test('a move of HEAD makes it stale, and it is recorded again', () => {
	const run = startRun(one);
	run.take(record(there()), move(secondCommit));
	expect(run.status('e')).toBe('stale');
	run.take(record(there()));
	expect(run.status('e')).toBe('passed');
});

test('what is out of reach is named by a person, or seen and not kept, in a document of ours too', () => {
	const outside = startRun(outline('# 1\n- evidence e', {e: evidence('e', ['~/mail/approval.eml'])}, {own: true}));
	expect(outside.offers('e').map(({label}) => label)).toEqual(['Name the files…', 'Seen, not kept…', 'No, failed…', 'Later', 'Comment…']);
	outside.take(record({...there(), kept: false}));
	expect(outside.step('e')).toMatchObject({status: 'passed', evidence: [{kept: false}]});
	const inside = startRun(outline('# 1\n- evidence e', {}, {own: true}));
	expect(inside.acts('e')).toEqual(['record', 'no', 'later', 'comment']);
});
