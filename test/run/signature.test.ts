/** Signatures: over a settled gate, by different people, and stale when something changes after them. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import {signature, condition} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
} from './trial-run.js';

const withdraw = (step: string, reason = 'wrong gate'): Intent => ({
	type: 'withdraw signature', step, role: 'release manager', reason,
});
const line = (role: string, count = 1) => ({signature: signature('', role, {count}).signature});
const grace = {signer: 'grace@example.com'};

test('a gate is signed when all in it and below it is settled, and passes then', () => {
	const run = startRun(outline('# 1\n- a\n- signature s\n## 1.1\n- b'));
	run.confirm('a');
	expect(run.refusal(run.sign('s'))).toBe('“b” has not passed; a signature is given over a gate that is settled.');
	run.confirm('b');
	expect(run.gate('1')).toBe('started');
	run.take(run.sign('s', {comment: ' fine '}));
	expect(run.step('s')).toMatchObject({status: 'passed', answers: [{answer: 'ada@example.com', as: 'release manager', note: 'fine'}]});
	expect(run.state().signatures).toMatchObject([{
		gate: '1', stale: false, withdrawn: false, comment: 'fine',
	}]);
	expect(run.gate('1')).toBe('passed');
});

test('signatures of the sections below come first, those beside it do not', () => {
	const run = startRun(outline('# 1\n- signature s\n- signature r\n## 1.1\n- signature t', {r: line('director')}));
	expect(run.refusal(run.sign('s'))).toBe('“t” has not passed; a signature is given over a gate that is settled.');
	run.take(run.sign('t'));
	expect(run.refusal(run.sign('s'))).toBeUndefined();
	expect(run.refusal(run.sign('r'))).toBeUndefined();
});

test('what may fail without blocking does not hold up a signature', () => {
	const run = startRun(outline('# 1\n- signature s\n## info\n- b\n- c', {info: {blocking: false}}));
	run.fail('b');
	expect(run.refusal(run.sign('s'))).toBeUndefined();
});

test.each([
	['another kind of step', {step: 'a', role: ''}, 'This step is no signature.'],
	['a step that is not there', {step: 'nobody'}, 'The checklist has no step “nobody”.'],
	['another gate', {gate: '2'}, 'This signature is over “1”, not over another gate.'],
	['another role', {role: 'director'}, 'This line is signed as release manager, not as director.'],
	['a waiver', {decision: 'waive', comment: 'x'}, 'A signature is given or not; it cannot be waived.'],
	['a rejection without a reason', {decision: 'reject', comment: ' '}, 'Say why it is rejected.'],
] as const)('%s is not signed', (_what, rest, refusal) => {
	const run = startRun(outline('# 1\n- a\n- signature s\n# 2\n- b'));
	run.confirm('a');
	expect(run.refusal(run.sign('s', rest))).toBe(refusal);
});

test('it is signed once, and again after being withdrawn', () => {
	const run = startRun(outline('# 1\n- signature s'));
	run.take(run.sign('s'));
	expect(run.refusal(run.sign('s'))).toBe('It is signed already; withdraw the signature first.');
	expect(run.refusal(withdraw('s', ' '))).toBe('Say why the signature is withdrawn.');
	run.take(withdraw('s'));
	expect(run.step('s')).toMatchObject({status: 'open', answers: [{status: 'passed'}, {status: 'open', reason: 'wrong gate'}]});
	expect(run.refusal(withdraw('s'))).toBe('There is no signature to withdraw.');
	run.take(run.sign('s'));
	expect(run.state().signatures).toMatchObject([{withdrawn: true}, {withdrawn: false}]);
});

test('a rejection fails the gate, and stands until it is withdrawn', () => {
	const run = startRun(outline('# 1\n- a\n- signature s'));
	run.take(run.sign('s', {...grace, decision: 'reject', comment: 'the log is full of errors'}));
	expect(run.step('s')).toMatchObject({status: 'failed', answers: [{reason: 'the log is full of errors'}]});
	expect(run.gate('1')).toBe('failed');
	expect(run.refusal(run.sign('s'))).toBe('grace@example.com has rejected it; whoever walks the run as release manager withdraws that first, and says why.');
	run.take(withdraw('s'));
	expect(run.status('s')).toBe('open');
});

test('one person never approves N times: a line for two wants two different people', () => {
	const run = startRun(outline('# 1\n- signature s', {s: line('director', 2)}));
	run.take(run.sign('s', {missing: 0}));
	expect(run.status('s')).toBe('open');
	expect(run.gate('1')).not.toBe('passed');
	expect(run.refusal(run.sign('s'))).toBe('ada@example.com has signed this already; it wants different people.');
	run.take(run.sign('s', grace));
	expect(run.status('s')).toBe('passed');
	expect(run.state().signatures.map(({missing}) => missing)).toEqual([1, 0]);
});

test('when one of two is withdrawn, one is missing again', () => {
	const run = startRun(outline('# 1\n- signature s', {s: line('release manager', 2)}));
	run.take(run.sign('s', {statement: 'e'.repeat(64)}), run.sign('s', {...grace, statement: 'f'.repeat(64)}), withdraw('s'));
	expect(run.state().signatures.map(({withdrawn}) => withdrawn)).toEqual([false, true]);
	expect(run.status('s')).toBe('open');
	run.take(run.sign('s', grace));
	expect(run.status('s')).toBe('passed');
});

test('two roles want two people, unless the checklist allows the same', () => {
	const text = '# 1\n- signature s\n- signature r';
	const run = startRun(outline(text, {r: line('director')}));
	run.take(run.sign('s'));
	expect(run.refusal(run.sign('r'))).toBe('ada@example.com has signed this gate as release manager; two roles want two people.');
	expect(run.refusal(run.sign('r', grace))).toBeUndefined();
	const allowed = startRun(outline(text, {r: line('director')}, {samePerson: true}));
	allowed.take(allowed.sign('s'), allowed.sign('r'));
	expect(allowed.gate('1')).toBe('passed');
});

test('a self-signed run has one person for every role and number', () => {
	const run = startRun(outline('# 1\n- signature s\n- signature r', {s: line('release manager', 2), r: line('director')}), {signers: null});
	run.take(run.sign('s'), run.sign('r', {statement: null}));
	expect(run.gate('1')).toBe('passed');
});

test.each([
	['a yes', {type: 'confirm', steps: ['b']}],
	['a no', {type: 'fail', step: 'b', reason: 'broken'}],
	['a value', {type: 'enter value', step: 'v', value: '2'}],
	['a reopened step', {type: 'reopen', steps: ['a'], reason: ''}],
	['a step set aside', {type: 'set aside', steps: ['b'], reason: 'no'}],
	['a condition answered anew', {type: 'answer condition', condition: 'x', holds: true}],
] satisfies ReadonlyArray<readonly [string, Intent]>)('%s after a signature makes it stale, in the gates around it and nowhere else', (_what, intent) => {
	const run = startRun(outline('# 1\n- signature s\n## 1.1\n- a\n- b\n- c\n- value v\n- signature t\n# 2\n- signature u', {b: {optional: true}, c: {condition: condition('x')}}));
	run.confirm('a');
	run.take({type: 'enter value', step: 'v', value: '1'}, {type: 'answer condition', condition: 'x', holds: false}, run.sign('t'), run.sign('s'), run.sign('u'), intent);
	expect(['s', 't', 'u'].map(id => run.status(id))).toEqual(['stale', 'stale', 'passed']);
	expect(run.step('s').stale).toBe('something in the gate changed after the signature');
	expect(run.state().signatures.map(({step, stale}) => [step, stale])).toEqual([['t', true], ['s', true], ['u', false]]);
	expect(run.refusal(withdraw('s'))).toBe('There is no signature to withdraw.');
});

test('a check that runs again after the signature makes it stale when it ends', () => {
	const run = startRun(outline('# 1\n- check c\n- signature s'));
	run.run('c');
	run.take(run.sign('s'));
	run.run('c');
	expect(run.status('s')).toBe('stale');
	run.take(run.sign('s'));
	expect(run.gate('1')).toBe('passed');
});

test('comments and what is left for later change no result', () => {
	const run = startRun(outline('# 1\n- a\n- signature s', {a: {optional: true}}));
	run.take(run.sign('s'), {type: 'note', about: 'a', note: 'a link'}, {type: 'leave for later', step: 'a'});
	expect(run.status('s')).toBe('passed');
});

test('a signature taken back below makes those around it stale, and not those beside it', () => {
	const run = startRun(outline('# 1\n- signature s\n## 1.1\n- signature t\n- signature r', {r: line('director')}));
	run.take(run.sign('t'), run.sign('r', grace), run.sign('s'), withdraw('t'));
	expect(['s', 't', 'r'].map(id => run.status(id))).toEqual(['stale', 'open', 'passed']);
	expect(run.state().signatures.map(({step, stale, withdrawn}) => [step, stale, withdrawn])).toEqual([['t', false, true], ['r', false, false], ['s', true, false]]);
});

test('HEAD moved: every signature has to be given again', () => {
	const run = startRun(outline('# 1\n- a\n- signature s'));
	run.confirm('a');
	run.take(run.sign('s'), move(secondCommit));
	expect(run.step('s')).toMatchObject({status: 'stale', stale: 'HEAD moved to bbbbbbb'});
	expect(run.refusal(run.sign('s'))).toBe('“a” has not passed; a signature is given over a gate that is settled.');
	run.confirm('a');
	run.take(run.sign('s'));
	expect(run.gate('1')).toBe('passed');
});

test('a signature that only waives is a waiver, whoever wrote it into the journal', () => {
	const run = startRun(outline('# 1\n- signature s'));
	const signed = run.sign('s', {decision: 'waive', comment: 'he is ill'});
	run.happen({type: 'gate-signed', data: signed.type === 'sign' ? signed.signed : never()});
	expect(run.step('s')).toMatchObject({status: 'waived', answers: [{reason: 'he is ill'}]});
	expect(run.report().waived.map(({step}) => step.id)).toEqual(['s']);
});

function never(): never {
	throw new TypeError('it is a signature');
}
