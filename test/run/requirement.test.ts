/** What has to pass before what, and what gates come to. */
import {expect, test} from 'vitest';
import {findNext, progressOf, walkedSteps} from '../../source/run/gates.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
} from './trial-run.js';

const yes = (step: string) => ({type: 'confirm', steps: [step]}) as const;

test('a gate waits for the gate that it requires', () => {
	const run = startRun(outline('# 1\n- a\n- b\n- c\n# 2\n- d', {2: {requires: ['1']}, c: {optional: true}}));
	expect(run.gate('2')).toBe('waiting');
	expect(run.refusal(yes('d'))).toBe('“2” requires “1”, which has 2 open steps.');
	run.confirm('a');
	run.fail('b');
	expect(run.refusal(yes('d'))).toBe('“2” requires “1”, which has 1 open step.');
	run.confirm('b');
	expect(run.refusal(yes('d'))).toBeUndefined();
	expect(run.gate('2')).toBe('open');
});

test('what a section requires holds for all below it, and what a group requires for its items', () => {
	const run = startRun(outline('# 1\n- a\n# 2\n## 2.1\n- b\n# 3\n- group g\n  - c', {2: {requires: ['1']}, g: {requires: ['a'], asked: false}}));
	expect(run.refusal(yes('b'))).toBe('“2” requires “1”, which has 1 open step.');
	expect(run.refusal(yes('c'))).toBe('“g” requires “a”, which has not passed.');
});

test('a step waits for the step that it requires; optional is no answer then', () => {
	const run = startRun(outline('# 1\n- a\n- b', {b: {requires: ['a']}, a: {optional: true}}));
	expect(run.refusal(yes('b'))).toBe('This step requires “a”, which has not passed.');
	run.take({type: 'set aside', steps: ['a'], reason: ''});
	expect(run.refusal(yes('b'))).toBeUndefined();
});

test('a required group has passed when it and its items have', () => {
	const run = startRun(outline('# 1\n- group g\n  - a\n- group t\n  - b\n# 2\n- c\n- d', {t: {asked: false}, c: {requires: ['g']}, d: {requires: ['t']}}));
	expect(run.refusal(yes('d'))).toBe('This step requires “b”, which has not passed.');
	run.confirm('a', 'g', 'b');
	expect([run.refusal(yes('c')), run.refusal(yes('d'))]).toEqual([undefined, undefined]);
	run.take({type: 'reopen', steps: ['a'], reason: ''});
	expect(run.refusal(yes('c'))).toBe('This step requires “a”, which has not passed.');
});

test('a dangling dependency is not ignored: what the checklist does not have never passes; a section in which nothing is asked has', () => {
	const run = startRun(outline('# 1\n- a\n- b\n# Text', {a: {requires: ['nowhere']}, b: {requires: ['Text']}}));
	expect(run.refusal(yes('a'))).toBe('This step requires “nowhere”, which this checklist does not have.');
	expect(run.refusal(yes('b'))).toBeUndefined();
});

test('gates that require each other wait, and nothing breaks', () => {
	const run = startRun(outline('# 1\n- a\n# 2\n- b\n# 3\n- c', {1: {requires: ['2']}, 2: {requires: ['1']}, 3: {requires: ['3']}}));
	expect(['1', '2', '3'].map(id => run.gate(id))).toEqual(['waiting', 'waiting', 'waiting']);
	expect(run.refusal(yes('a'))).toBe('“1” requires “2”, which has 1 open step.');
	expect(run.refusal(yes('c'))).toBe('“3” requires “3”, which has 1 open step.');
});

test('a requirement that becomes stale holds again', () => {
	const run = startRun(outline('# 1\n- a\n# 2\n- b', {2: {requires: ['1']}}));
	run.confirm('a');
	run.take(move(secondCommit));
	expect(run.refusal(yes('b'))).toBe('“2” requires “1”, which has 1 open step.');
});

test('in strict order a gate waits for those before it', () => {
	const run = startRun(outline('# 1\n## 1.1\n- a\n## 1.2\n- b\n# 2\n- c\n# 3\n- d', {}, {order: 'strict'}));
	expect(run.refusal(yes('b'))).toBe('The gates go in order, and “1.1” has not passed.');
	expect(run.refusal(yes('d'))).toBe('The gates go in order, and “1” has not passed.');
	run.confirm('a');
	run.confirm('b');
	expect(run.refusal(yes('d'))).toBe('The gates go in order, and “2” has not passed.');
	run.confirm('c');
	expect(run.refusal(yes('d'))).toBeUndefined();
});

test('strict order does not wait for what may fail, for criteria, or for what is after the tag', () => {
	const run = startRun(outline('# info\n- a\n# all info\n## info too\n- b\n# Criteria\n- c\n# Later\n- d\n# 2\n- e', {
		info: {blocking: false}, 'info too': {blocking: false}, Criteria: {part: 'criteria'}, d: {phase: 'after the tag'},
	}, {order: 'strict'}));
	run.fail('b');
	expect(run.refusal(yes('e'))).toBeUndefined();
});

test('a gate is open, started, failed, passed', () => {
	const run = startRun(outline('# 1\n- a\n- b'));
	expect(run.gate('1')).toBe('open');
	run.confirm('a');
	expect(run.gate('1')).toBe('started');
	run.fail('b');
	expect(run.gate('1')).toBe('failed');
	run.take(waive('b', 'known'));
	expect(run.gate('1')).toBe('passed');
});

test.each(['running', 'interrupted', 'stale'] as const)('a gate with a step that is %s has not passed', status => {
	const run = startRun(outline('# 1\n- check c\n- b', {c: {optional: true}, b: {optional: true}}));
	run.happen({type: 'check-started', data: {step: 'c', output: 1, commands: []}});
	if (status === 'interrupted') {
		run.happen({type: 'step-interrupted', data: {step: 'c', output: 1, tail: ''}});
	} else if (status === 'stale') {
		run.happen({type: 'step-waived', data: {step: 'c', reason: '', role: ''}});
		run.take(move(secondCommit));
	}

	expect(run.status('c')).toBe(status);
	expect(run.gate('1')).toBe('started');
});

test('what may fail without blocking fails its own gate and not the one around it', () => {
	const run = startRun(outline('# 1\n- a\n## info\n- b', {info: {blocking: false}}));
	run.fail('b');
	expect([run.gate('1'), run.gate('info')]).toEqual(['open', 'failed']);
	run.confirm('a');
	expect([run.gate('1'), run.gate('info')]).toEqual(['passed', 'failed']);
});

test('a gate of nothing but what may fail does not pass before anything is done', () => {
	const run = startRun(outline('# 1\n## info\n- b', {info: {blocking: false}}));
	expect(run.gate('1')).toBe('open');
	run.fail('b');
	expect(run.gate('1')).toBe('failed');
});

test('an optional step may stay open, but once tried it counts', () => {
	const run = startRun(outline('# 1\n- a\n- b', {b: {optional: true}}));
	run.confirm('a');
	expect(run.gate('1')).toBe('passed');
	run.fail('b');
	expect(run.gate('1')).toBe('failed');
});

test('a gate cut by the tag\'s place passes by what is before it', () => {
	const run = startRun(outline('# 1\n- a\n- b', {b: {phase: 'after the tag'}}));
	run.confirm('a');
	expect(run.gate('1')).toBe('passed');
});

test('progress counts steps', () => {
	const run = startRun(outline('# 1\n- a\n- b\n- c'));
	run.confirm('a');
	run.take({type: 'set aside', steps: ['b'], reason: 'no'});
	expect(progressOf(run.plan.steps, run.state())).toEqual({settled: 2, total: 3});
});

test('the next step is the one behind, then around, and what was left for later last', () => {
	const run = startRun(outline('# 1\n- a\n- b\n- c\n- d', {d: {optional: true}}));
	const next = (after?: string) => findNext(walkedSteps(run.plan), run.state(), after)?.step.id;
	expect([next(), next('b'), next('d')]).toEqual(['a', 'c', 'a']);
	run.confirm('a');
	run.take({type: 'leave for later', step: 'b'});
	expect([next(), next('d')]).toEqual(['c', 'c']);
	run.confirm('c');
	expect(next()).toBe('d');
	run.take({type: 'set aside', steps: ['d'], reason: ''});
	expect(next()).toBe('b');
	run.confirm('b');
	expect(next()).toBeUndefined();
});
