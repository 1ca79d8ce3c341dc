/** What is set aside, waived, put off, opened again. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
} from './trial-run.js';

const setAside = (step: string, reason = 'no such thing here'): Intent => ({type: 'set aside', steps: [step], reason});
const reopen = (...steps: string[]): Intent => ({type: 'reopen', steps, reason: ''});

test('no silent skip: what does not apply is set aside with the reason, and counts as settled', () => {
	const run = startRun(outline('# 1\n- a'));
	run.take(setAside('a', ' only for major releases '));
	expect(run.step('a')).toMatchObject({status: 'set-aside', answers: [{reason: 'only for major releases', as: 'person'}]});
	expect(run.gate('1')).toBe('passed');
});

test('several are set aside at once', () => {
	const run = startRun(outline('# 1\n- a\n- b'));
	run.take({type: 'set aside', steps: ['a', 'b', 'a'], reason: 'RC only'});
	expect([run.status('a'), run.status('b')]).toEqual(['set-aside', 'set-aside']);
	expect(run.step('a').answers).toHaveLength(1);
});

test('an optional step needs no reason to be set aside, and needs nobody at all', () => {
	const run = startRun(outline('# 1\n- a\n- b', {a: {optional: true}, b: {optional: true}}));
	run.take(setAside('a', ''));
	expect(run.step('a').answers).toMatchObject([{reason: 'optional'}]);
	expect(run.gate('1')).toBe('passed');
});

test.each([
	['nothing', {type: 'set aside', steps: [], reason: 'x'}, 'Nothing is picked to be set aside.'],
	['a step that is not there', setAside('nobody'), 'The checklist has no step “nobody”.'],
	['a step without a reason', setAside('a', ' '), 'Say why it does not apply.'],
	['a check', setAside('check'), 'A check is not set aside by hand; a waiver is the way.'],
	['a signature', setAside('signature'), 'A signature is given or not; it is not set aside.'],
	['evidence', setAside('evidence'), 'Evidence is not set aside by hand; a waiver is the way.'],
	['what has passed', setAside('passed'), '“passed” is not open any more; only an open step is set aside.'],
	['what has failed', setAside('failed'), '“failed” is not open any more; only an open step is set aside.'],
] satisfies ReadonlyArray<readonly [string, Intent, string]>)('%s is not set aside', (_what, intent, refusal) => {
	const run = startRun(outline('# 1\n- a\n- check check\n- signature signature\n- evidence\n- passed\n- failed', {evidence: {kind: 'evidence'}}));
	run.confirm('passed');
	run.fail('failed');
	expect(run.refusal(intent)).toBe(refusal);
});

test('a failure does not go away by being reopened: it is neither set aside nor forgotten', () => {
	const run = startRun(outline('# 1\n- a\n- action b'));
	run.fail('a');
	run.run('b', {ok: false, exit: 1, why: 'exit 1'});
	run.take(reopen('a', 'b'));
	expect(run.refusal(setAside('a'))).toBe('“a” has failed before: it has to pass, or be waived; it is not set aside.');
	expect(run.refusal(setAside('b'))).toBe('“b” has failed before: it has to pass, or be waived; it is not set aside.');
	run.take(waive('a'), waive('b'));
	expect([run.status('a'), run.status('b')]).toEqual(['waived', 'waived']);
});

test('a waiver of a failure that HEAD made stale is not set aside either', () => {
	const run = startRun(outline('# 1\n- a'));
	run.fail('a');
	run.take(waive('a'), move(secondCommit));
	expect(run.status('a')).toBe('stale');
	expect(run.refusal(setAside('a'))).toMatch('has failed before');
});

test('what passed later can be set aside once it is open again', () => {
	const run = startRun(outline('# 1\n- a'));
	run.fail('a');
	run.confirm('a');
	run.take(reopen('a'), setAside('a'));
	expect(run.status('a')).toBe('set-aside');
});

test('an action that has run is judged, not set aside', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	expect(run.refusal(setAside('a'))).toBe('“a” has run; say whether its output is what was expected.');
});

test('in a plain document the operator may waive what did not pass, and it is no pass', () => {
	const run = startRun(outline('# 1\n- a\n- check c'), {decision: ['director', 'release manager']});
	run.fail('a');
	run.take(waive('a', ' tracked '), waive('c'));
	expect(run.step('a')).toMatchObject({status: 'waived', answers: [{status: 'failed'}, {status: 'waived', reason: 'tracked', as: 'director'}]});
	expect(run.gate('1')).toBe('passed');
});

test('a stale result is waived like one that did not pass', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.run('c');
	run.take(move(secondCommit), waive('c', 'only the CHANGELOG changed'));
	expect(run.status('c')).toBe('waived');
});

test.each([
	['an open step', waive('a'), 'Only a step that did not pass, or a stale result, is waived.'],
	['what has passed', waive('passed'), 'Only a step that did not pass, or a stale result, is waived.'],
	['a signature', waive('signature'), 'A signature is given or not; it cannot be waived.'],
	['a failure without a reason', waive('failed', ' '), 'A waiver says why, always.'],
	['a step that is not there', waive('nobody'), 'The checklist has no step “nobody”.'],
] satisfies ReadonlyArray<readonly [string, Intent, string]>)('%s is not waived', (_what, intent, refusal) => {
	const run = startRun(outline('# 1\n- a\n- signature signature\n- passed\n- failed'));
	run.confirm('passed');
	run.fail('failed');
	expect(run.refusal(intent)).toBe(refusal);
});

test('with front matter of ours nobody waives a blocking step, and a step of a non-blocking section anybody', () => {
	const run = startRun(outline('# 1\n- a\n# info\n- b', {info: {blocking: false}}, {own: true}));
	run.fail('a');
	run.fail('b');
	expect(run.refusal(waive('a'))).toBe('This checklist names nobody who may waive this step, so a failed blocking step stays failed.');
	expect(run.refusal(waive('b'))).toBeUndefined();
});

test('what is left for later is said to be, until it is answered', () => {
	const run = startRun(outline('# 1\n- a'));
	run.take({type: 'leave for later', step: 'a'});
	expect(run.step('a')).toMatchObject({status: 'open', later: true});
	run.confirm('a');
	expect(run.step('a').later).toBe(false);
});

test.each([
	['what is settled', 'passed', 'Only what is open can be left for later.'],
	['a step that is not there', 'nobody', 'The checklist has no step “nobody”.'],
	['a step after the tag', 'later', 'This step is for after the tag, not for this run.'],
])('%s is not left for later', (_what, step, refusal) => {
	const run = startRun(outline('# 1\n- passed\n- later', {later: {phase: 'after the tag'}}));
	run.confirm('passed');
	expect(run.refusal({type: 'leave for later', step})).toBe(refusal);
});

test.each([
	['nothing', reopen(), 'Nothing is picked to be reopened.'],
	['a step that is not there', reopen('nobody'), 'The checklist has no step “nobody”.'],
	['what is open', reopen('a'), 'It is open already.'],
	['what runs', reopen('running'), 'It is running; stop it first.'],
	['a signature', reopen('signature'), 'A signature is not reopened; it is withdrawn, with the reason.'],
	['one of several', reopen('passed', 'a'), 'It is open already.'],
] satisfies ReadonlyArray<readonly [string, Intent, string]>)('%s is not reopened', (_what, intent, refusal) => {
	const run = startRun(outline('# 1\n- a\n- passed\n- check running\n# 2\n- signature signature'));
	run.confirm('passed');
	run.take(run.sign('signature'));
	run.happen({type: 'check-started', data: {step: 'running', output: 1, commands: []}});
	expect(run.refusal(intent)).toBe(refusal);
});

test('an action whose output waits to be judged can be started over', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	run.take(reopen('a'));
	expect(run.step('a')).toMatchObject({status: 'open', awaiting: false});
	expect(run.acts('a')).toContain('run');
});
