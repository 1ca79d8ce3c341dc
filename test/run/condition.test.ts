/** "If …:" is asked once, "Otherwise:" is its opposite. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import {openCondition} from '../../source/run/standing.js';
import {condition} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
} from './trial-run.js';

const answer = (id: string, holds: boolean): Intent => ({type: 'answer condition', condition: id, holds});

/** X86 with two items and minor below it, and its opposite. */
const document = outline(`
# 1
- group g
  - a
  - check b
  - group h
    - c
- group else
  - d
- z`, {
	g: {asked: false, condition: condition('x86')}, h: {asked: false, condition: condition('minor')}, else: {asked: false, condition: condition('otherwise', 'x86')},
});

const questionOf = (run: ReturnType<typeof startRun>, id: string) => {
	const planned = run.plan.byId.get(id);
	return planned && openCondition(planned, run.state())?.id;
};

test('a condition is asked before what stands below it', () => {
	const run = startRun(document);
	expect(run.refusal({type: 'confirm', steps: ['a']})).toBe('First say whether this applies: “If x86:”.');
	expect(run.acts('a')).toEqual(['applies', 'does not apply', 'comment']);
	expect(run.refusal({type: 'confirm', steps: ['z']})).toBeUndefined();
});

test('yes opens what is below and sets the opposite aside', () => {
	const run = startRun(document);
	run.take(answer('x86', true));
	expect(run.status('d')).toBe('set-aside');
	expect(run.step('d').answers).toMatchObject([{as: 'rule', answer: 'x86', reason: 'applies: If x86:'}]);
	expect(run.refusal({type: 'confirm', steps: ['a']})).toBeUndefined();
	expect(questionOf(run, 'c')).toBe('minor');
});

test('no sets all below aside, with that reason, and opens the opposite', () => {
	const run = startRun(document);
	run.take(answer('x86', false));
	expect(['a', 'b', 'c', 'd'].map(id => run.status(id))).toEqual(['set-aside', 'set-aside', 'set-aside', 'open']);
	expect(run.step('a').answers).toMatchObject([{reason: 'does not apply: If x86:'}]);
	expect(run.refusal({type: 'confirm', steps: ['d']})).toBeUndefined();
});

test('the opposite is asked as its condition is, so that yes means the same everywhere', () => {
	const run = startRun(document);
	expect(questionOf(run, 'd')).toBe('x86');
	expect(run.refusal({type: 'confirm', steps: ['d']})).toBe('First say whether this applies: “If x86:”.');
});

test('what a condition set aside is answered by the condition alone', () => {
	const run = startRun(document);
	run.take(answer('x86', false));
	const refusal = 'A condition of the document set it aside; reopen it if it applies after all.';
	const intents: Intent[] = [
		{type: 'confirm', steps: ['a']},
		{type: 'fail', step: 'a', reason: 'broken'},
		{type: 'reopen', steps: ['a', 'b'], reason: ''},
		waive('b', 'known'),
		{type: 'leave for later', step: 'a'},
		{type: 'start', started: {step: 'b', output: 1, commands: []}},
	];
	expect(intents.map(intent => run.refusal(intent))).toEqual(intents.map(() => refusal));
	expect(questionOf(run, 'c')).toBeUndefined();
});

test('to reopen what a condition set aside is to answer the condition the other way', () => {
	const run = startRun(document);
	run.take(answer('x86', false));
	expect(run.offers('a').map(({act, label}) => [act, label])).toEqual([['reopen', 'It applies after all…'], ['comment', 'Comment…']]);
	run.take({type: 'reopen', steps: ['a'], reason: ''});
	expect(run.state().conditions.get('x86')).toBe(true);
	expect(['a', 'b', 'd'].map(id => run.status(id))).toEqual(['open', 'open', 'set-aside']);
	run.take({type: 'reopen', steps: ['d'], reason: ''});
	expect(['a', 'b', 'd'].map(id => run.status(id))).toEqual(['set-aside', 'set-aside', 'open']);
});

test('what a rule without a question set aside is not reopened by hand', () => {
	const run = startRun(document);
	run.happen({type: 'step-set-aside', data: {steps: ['z'], reason: 'inputs.kind == "major"', by: 'rule'}});
	expect(run.refusal({type: 'reopen', steps: ['z'], reason: ''})).toBe('A rule of the checklist set it aside, and nobody is asked about that.');
});

test('another answer opens again what the one before had set aside', () => {
	const run = startRun(document);
	run.take(answer('x86', false), answer('x86', true));
	expect(['a', 'b', 'c', 'd'].map(id => run.status(id))).toEqual(['open', 'open', 'open', 'set-aside']);
	expect(run.step('a').answers.map(({status}) => status)).toEqual(['set-aside', 'open']);
});

test('what an inner condition set aside stays aside, whatever the outer one says then', () => {
	const run = startRun(document);
	run.take(answer('x86', true), answer('minor', false), answer('x86', false), answer('x86', true));
	expect([run.status('a'), run.status('c')]).toEqual(['open', 'set-aside']);
});

test.each([
	['one that is not there', answer('nowhere', true), 'The checklist has no such condition.'],
	['an inner one before the outer one', answer('minor', true), 'First say whether this applies: “If x86:”.'],
	['the opposite by its own name', answer('otherwise', true), 'The checklist has no such condition.'],
])('%s is not answered', (_what, intent, refusal) => {
	expect(startRun(document).refusal(intent)).toBe(refusal);
});

test('an inner condition is not answered below one that does not apply', () => {
	const run = startRun(document);
	run.take(answer('x86', false));
	expect(run.refusal(answer('minor', true))).toBe('It stands below “If x86:”, which does not apply.');
});

test('the same answer twice, a running command that it would set aside, a requirement above stand against an answer', () => {
	const run = startRun(document);
	run.take(answer('x86', true));
	expect(run.refusal(answer('x86', true))).toBe('That is what was said already.');
	run.happen({type: 'check-started', data: {step: 'b', output: 1, commands: []}});
	expect(run.refusal(answer('x86', false))).toBe('“b” is still running.');
	run.take(move(secondCommit), answer('x86', true));
	expect(run.status('b')).toBe('running');
	const waiting = startRun(outline('# 1\n- a\n# 2\n- b', {2: {requires: ['1']}, b: {condition: condition('x86')}}));
	expect(waiting.refusal(answer('x86', true))).toBe('“2” requires “1”, which has 1 open step.');
});

test('a condition that is only about later is not for this run', () => {
	const run = startRun(outline('# 1\n- a\n- b', {b: {condition: condition('x86'), phase: 'after the tag'}}));
	expect(run.refusal(answer('x86', true))).toBe('What this is about is not for this run.');
});

test('a failure that a condition sets aside afterwards is shown beside the waivers', () => {
	const run = startRun(document);
	run.take(answer('x86', true), {type: 'fail', step: 'a', reason: 'broken'}, answer('x86', false));
	expect(run.report().setAside.map(({step}) => step.id)).toEqual(['a']);
});

test('HEAD moved: conditions are asked again, and what they had set aside is open', () => {
	const run = startRun(document);
	run.take(answer('x86', false), move(secondCommit));
	expect(questionOf(run, 'a')).toBe('x86');
	expect(run.step('a')).toMatchObject({status: 'open', stale: 'HEAD moved to bbbbbbb'});
});

test('an answer that opens steps below a signature makes the signature stale', () => {
	const run = startRun(outline('# 1\n- a\n- signature s', {a: {condition: condition('x86'), optional: true}}));
	run.take(answer('x86', false), run.sign('s'), answer('x86', true));
	expect(run.status('s')).toBe('stale');
	expect(run.gate('1')).not.toBe('passed');
});
