/** `Only if`: answered by a machine, never by a person, and never silently. */
import {expect, test} from 'vitest';
import {conditionsToJudge} from '../../source/run/decide/condition.js';
import type {Intent} from '../../source/run/intents.js';
import {condition, rule} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
} from './trial-run.js';

const judge = (id: string, holds: boolean | undefined, why = ''): Intent => ({
	type: 'judge condition', condition: id, holds, why,
});
const answer = (id: string, holds: boolean): Intent => ({type: 'answer condition', condition: id, holds});
const toJudge = (run: ReturnType<typeof startRun>) => conditionsToJudge(run.plan, run.state()).map(({id}) => id);

/** A rule on the section, one on a group below, one on an item of it. */
const document = outline('# 1\n- a\n- group g\n  - b\n  - check c\n# 2\n- z', {
	1: {onlyIf: rule('section')}, g: {onlyIf: rule('group'), asked: false}, c: {onlyIf: rule('item')},
});

test('the rules of sections, groups and the step stand above it, outermost first', () => {
	const {plan} = startRun(document);
	expect(plan.byId.get('c')?.conditions.map(({id}) => id)).toEqual(['section', 'group', 'item']);
	expect(plan.byId.get('a')?.conditions.map(({id}) => id)).toEqual(['section']);
	expect(plan.byId.get('z')?.conditions).toEqual([]);
});

test('what a machine can tell comes before what a person is asked', () => {
	const {plan} = startRun(outline('# 1\n- a', {a: {condition: condition('x86'), onlyIf: rule('item')}}));
	expect(plan.byId.get('a')?.conditions.map(({id}) => id)).toEqual(['item', 'x86']);
});

test('until it is judged nobody is asked about the step, and nobody answers the rule', () => {
	const run = startRun(document);
	expect(run.refusal({type: 'confirm', steps: ['a']})).toBe('Whether this applies is not known yet: “Only if section”.');
	expect(run.refusal(answer('section', true))).toBe('Nobody is asked about that: “Only if section” is answered by Holdpoint.');
	expect(run.acts('a')).toEqual(['comment']);
	expect(run.report().obstacle).toBeDefined();
});

test('an inner rule is judged once the outer one holds', () => {
	const run = startRun(document);
	expect(toJudge(run)).toEqual(['section']);
	run.take(judge('section', true));
	expect(toJudge(run)).toEqual(['section', 'group']);
	expect(run.refusal(judge('item', true))).toBe('Whether this applies is not known yet: “Only if group”.');
});

test('what does not hold is set aside, with the rule as its reason, and not reopened by hand', () => {
	const run = startRun(document);
	run.take(judge('section', true), judge('group', false));
	expect([run.status('a'), run.status('b'), run.status('c')]).toEqual(['open', 'set-aside', 'set-aside']);
	expect(run.step('b').answers).toMatchObject([{as: 'rule', answer: 'group', reason: 'does not apply: Only if group'}]);
	expect(run.refusal({type: 'reopen', steps: ['b'], reason: ''})).toBe('Nobody is asked about that: “Only if group” is answered by Holdpoint.');
	expect(run.refusal({type: 'confirm', steps: ['b']})).toBe('A rule of the checklist set it aside: “Only if group”.');
	expect(run.acts('b')).toEqual(['comment']);
});

test('judged anew, what was set aside is open again; the same answer is no news', () => {
	const run = startRun(document);
	run.take(judge('section', false));
	expect(run.refusal(judge('section', false))).toBe('That is what was said already.');
	run.take(judge('section', true));
	expect(run.status('a')).toBe('open');
});

test('what cannot be told is neither set aside nor passed, says why, and takes back what an earlier answer had set aside', () => {
	const run = startRun(document);
	run.take(judge('section', false), judge('section', undefined, 'no such field `kind`'));
	expect(run.status('a')).toBe('open');
	expect(run.refusal({type: 'confirm', steps: ['a']})).toBe('Whether this applies is not known: “Only if section” cannot be told, no such field `kind`.');
	expect(run.refusal(judge('section', undefined, 'no such field `kind`'))).toBe('That is what was said already.');
	expect(run.report().obstacle).toBeDefined();
	run.take(judge('section', true));
	run.confirm('a');
	expect(run.status('a')).toBe('passed');
});

test('when HEAD moves it is judged again', () => {
	const run = startRun(document);
	run.take(judge('section', false), move(secondCommit));
	expect(run.status('a')).toBe('open');
	expect(toJudge(run)).toEqual(['section']);
	expect(run.state().conditions.size).toBe(0);
});

test('a machine does not wait for gates that come before, nor answers for a person', () => {
	const run = startRun(outline('# 1\n- a\n# 2\n- b\n- c', {2: {requires: ['1']}, b: {onlyIf: rule('item')}, c: {condition: condition('x86')}}));
	run.take(judge('item', false));
	expect(run.status('b')).toBe('set-aside');
	expect(run.refusal(judge('x86', true))).toBe('This is for a person to say.');
});

test('a failure that a rule sets aside afterwards stands beside the waivers', () => {
	const run = startRun(outline('# 1\n- a', {a: {onlyIf: rule('item')}}));
	run.take(judge('item', true));
	run.fail('a');
	run.take(judge('item', false));
	expect(run.report().setAside.map(({step}) => step.id)).toEqual(['a']);
	expect(run.refusal(waive('a'))).toBeDefined();
});
