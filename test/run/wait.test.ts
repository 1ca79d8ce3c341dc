/** Waits begin when the step above has passed, end when their time is over, and go by the events' times alone. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import {condition} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
} from './trial-run.js';

const start = (byHand = false): Intent => ({type: 'start wait', step: 'w', byHand});
const end: Intent = {type: 'end wait', step: 'w'};
const minute = 60_000;
/** Not before a minute after this. */
const minuteAfter = (at = '') => new Date(Date.parse(at) + minute).toISOString();

test('a wait does not only warn: it counts from when the step above passed, whenever it is begun, and passes when it is over', () => {
	const run = startRun(outline('# 1\n- a\n- wait w'));
	expect(run.refusal(start())).toBe('It counts from “a”, which has not passed.');
	run.confirm('a');
	const passed = run.step('a').answers.at(-1)?.mark.at;
	run.pass(20_000);
	run.take(start());
	expect(run.step('w')).toMatchObject({status: 'open', wait: {after: 'a', until: minuteAfter(passed)}});
	expect(run.refusal(end)).toBe(`It is waited until ${run.step('w').wait?.until}; to pass it early is a waiver.`);
	expect(run.report().obstacle).toBeDefined();
	run.pass(minute);
	run.take(end);
	expect(run.step('w')).toMatchObject({status: 'passed', answers: [{as: 'wait'}]});
	expect(run.report().obstacle).toBeUndefined();
});

test('an end that stands in the journal before its time ends nothing', () => {
	const run = startRun(outline('# 1\n- a\n- wait w'));
	run.confirm('a');
	run.take(start());
	run.happen({type: 'wait-ended', data: {step: 'w'}});
	expect(run.status('w')).toBe('open');
});

test('without a step above it counts from when all before it is settled, or from when a person says that the gate starts', () => {
	const run = startRun(outline('# 1\n- a\n# 2\n- wait w\n- b'));
	expect(run.refusal(start())).toBe('It counts from when the gate starts, and other steps come before that.');
	expect(run.acts('w')).toContain('start waiting');
	run.take(start(true));
	expect(run.step('w').wait?.until).toBe(minuteAfter(run.step('w').wait?.mark.at));

	const other = startRun(outline('# 1\n- a\n# 2\n- wait w\n- b'));
	other.confirm('a');
	other.pass(20_000);
	other.take(start());
	expect(other.step('w').wait?.until).toBe(minuteAfter(other.step('a').answers[0]?.mark.at));
});

test('what stands above and does not apply is not waited for', () => {
	const run = startRun(outline('# 1\n- a\n- b\n- wait w', {b: {condition: condition('x86')}}));
	run.confirm('a');
	run.take({type: 'answer condition', condition: 'x86', holds: false}, start());
	expect(run.step('w').wait?.after).toBe('a');
});

test('until a time', () => {
	const run = startRun(outline('# 1\n- a\n- wait w', {w: {wait: {kind: 'until', at: '2026-11-20T15:00:00.000Z'}}}));
	run.take(start());
	expect(run.refusal(end)).toContain('2026-11-20T15:00:00.000Z');
	run.pass(61 * minute);
	run.take(end);
	expect(run.status('w')).toBe('passed');
});

test('what it counts from is done again: it is waited anew, and a wait that was over says so', () => {
	const run = startRun(outline('# 1\n- action a\n- wait w'));
	run.run('a');
	run.confirm('a');
	run.take(start(), {type: 'reopen', steps: ['a'], reason: 'deployed the wrong build'});
	expect(run.step('w').wait).toBeUndefined();
	run.run('a');
	run.confirm('a');
	run.take(start());
	run.pass(minute);
	run.take(end, {type: 'reopen', steps: ['a'], reason: ''});
	expect(run.step('w')).toMatchObject({status: 'stale', stale: 'what it counts from was done again'});
	expect(run.acts('w')).toContain('still holds');
});

test('a move of HEAD asks whether it still holds; it is not waited again', () => {
	const run = startRun(outline('# 1\n- a\n- wait w'));
	run.confirm('a');
	run.take(start(), move(secondCommit));
	expect(run.step('w').wait).toBeDefined();
	run.pass(minute);
	run.take(end, move('c'.repeat(40), {from: secondCommit}));
	expect(run.status('w')).toBe('stale');
	expect(run.refusal(end)).toMatch('a person says whether it still holds');
	expect(run.refusal(start())).toBe('It has been waited for already; reopen it to wait anew.');
	run.take({type: 'confirm', steps: ['w']});
	expect(run.status('w')).toBe('passed');
});

test.each([
	['confirmed', {type: 'confirm', steps: ['w']}, 'A wait is not confirmed by hand.'],
	['failed', {type: 'fail', step: 'w', reason: 'no'}, 'This step is not decided by hand.'],
	['set aside', {type: 'set aside', steps: ['w'], reason: 'no time'}, 'A wait is not set aside by hand; a waiver is the way.'],
] satisfies ReadonlyArray<readonly [string, Intent, string]>)('it is not %s by hand; early it passes by a waiver alone', (_how, intent, refusal) => {
	const run = startRun(outline('# 1\n- a\n- wait w'));
	run.confirm('a');
	run.take(start());
	expect(run.refusal(intent)).toBe(refusal);
	run.take(waive('w', 'the fix cannot wait'));
	expect(run.status('w')).toBe('waived');
});

test.each([
	['a step that waits for nothing', {type: 'start wait', step: 'a'}, 'There is nothing to wait for here.'],
	['one that has not begun', {type: 'end wait', step: 'w'}, 'This wait has not begun.'],
] satisfies ReadonlyArray<readonly [string, Intent, string]>)('%s', (_what, intent, refusal) => {
	expect(startRun(outline('# 1\n- a\n- wait w')).refusal(intent)).toBe(refusal);
});

test('what did not apply when it began and is done after all is what it counts from: the time before that does not count', () => {
	const run = startRun(outline('# 1\n- a\n- b\n- wait w'));
	run.confirm('a');
	run.take({type: 'set aside', steps: ['b'], reason: 'no such region'}, start());
	run.pass(minute);
	run.take({type: 'reopen', steps: ['b'], reason: 'there is one'});
	run.confirm('b');
	expect(run.refusal(end)).toBe('This wait has not begun.');
	run.take(start());
	expect(run.step('w').wait).toMatchObject({after: 'b', until: minuteAfter(run.step('b').answers.at(-1)?.mark.at)});
});

test('what a condition had set aside counts when it is done, and not when the same is answered again', () => {
	const run = startRun(outline('# 1\n- a\n- check b\n- wait w', {b: {condition: condition('x86')}}));
	const answer = (holds: boolean): Intent => ({type: 'answer condition', condition: 'x86', holds});
	run.confirm('a');
	run.take(answer(false), start());
	run.pass(minute);
	run.take(end, move(secondCommit), answer(false), {type: 'confirm', steps: ['a', 'w']});
	expect(run.status('w')).toBe('passed');
	run.take(answer(true));
	run.run('b');
	expect(run.step('w')).toMatchObject({status: 'stale', stale: 'what it counts from was done after it began'});
});

test('a wait behind a wait begins anew with it', () => {
	const run = startRun(outline('# 1\n- a\n- wait w\n- wait z'));
	run.confirm('a');
	run.take(start());
	run.pass(minute);
	run.take(end, {type: 'start wait', step: 'z'}, {type: 'reopen', steps: ['a'], reason: ''});
	expect(run.step('z').wait).toBeUndefined();
});
