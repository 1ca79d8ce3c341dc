/** A pass counts for as long as the checklist says, by the times of the events. */
import {expect, test} from 'vitest';
import {findExpired, freshUntil} from '../../source/run/freshness.js';
import {go} from './decision-intents.js';
import {outline} from './outline.js';
import {startRun, tag, type TrialRun} from './trial-run.js';

const expired = (run: TrialRun) => findExpired(run.plan, run.state(), Date.parse(run.now())).map(({step}) => step.id);

test('at the decision an older pass counts no more, until it has passed again', () => {
	const run = startRun(outline('# 1\n- check c\n- a', {c: {freshMs: 60_000}}));
	run.run('c');
	run.confirm('a');
	expect(run.refusal(go)).toBeUndefined();
	run.pass(61_000);
	expect(expired(run)).toEqual(['c']);
	expect(run.refusal(go)).toBe('“c” in “1” passed too long ago to count now: it has to pass again.');
	run.run('c');
	expect(run.refusal(go)).toBeUndefined();
});

test('several are counted, and what does not block does not stop GO', () => {
	const run = startRun(outline('# 1\n- a\n- b\n# 2\n- c', {
		a: {freshMs: 1000}, b: {freshMs: 1000}, c: {freshMs: 1000}, 2: {blocking: false},
	}));
	run.confirm('a', 'b', 'c');
	run.pass(60_000);
	expect(expired(run)).toEqual(['a', 'b', 'c']);
	expect(run.refusal(go)).toBe('“a” in “1” and 1 more passed too long ago to count now: they have to pass again.');
	run.confirm('a', 'b');
	expect(run.refusal(go)).toBeUndefined();
});

test('a person can say again that it is still so, while it counts and after', () => {
	const run = startRun(outline('# 1\n- a\n- b', {a: {freshMs: 1000}}));
	run.confirm('a', 'b');
	expect([run.acts('a'), run.acts('b')]).toEqual([['yes', 'reopen', 'comment'], ['reopen', 'comment']]);
	run.confirm('a');
	expect(run.step('a').answers).toHaveLength(2);
});

test('NO-GO does not ask how fresh anything is', () => {
	const run = startRun(outline('# 1\n- a', {a: {freshMs: 10}}));
	run.confirm('a');
	run.pass(1000);
	expect(run.refusal(go)).toMatch('too long ago');
	expect(run.refusal({
		type: 'decide', decision: 'NO-GO', reasons: ['too old'], typedTag: tag,
	})).toBeUndefined();
});

test('only a pass has a time until which it counts', () => {
	const run = startRun(outline('# 1\n- a\n- b', {a: {freshMs: 1000}}));
	const until = (id: string) => {
		const planned = run.plan.byId.get(id);
		return planned && freshUntil(planned, run.state());
	};

	expect([until('a'), until('b')]).toEqual([undefined, undefined]);
	run.confirm('a', 'b');
	expect([until('a'), until('b')]).toEqual([Date.parse(run.step('a').answers[0]?.mark.at ?? '') + 1000, undefined]);
});
