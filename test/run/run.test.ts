/** What is about the run as a whole. */
import {expect, test} from 'vitest';
import {link, emptyChain} from '../../source/run/chain.js';
import {decide} from '../../source/run/decide.js';
import type {Fact} from '../../source/run/events.js';
import {readEvent} from '../../source/run/read-event.js';
import {planWalk} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {outline} from './outline.js';
import {firstCommit, startRun, tag} from './trial-run.js';

const document = outline('# 1\n- a\n- check c');

test('a run that has not started takes nothing', () => {
	const plan = planWalk(document);
	expect(decide(plan, initialState(plan), {type: 'confirm', steps: ['a']})).toEqual({refusal: 'The run has not started.'});
});

test('the start says what the run is about', () => {
	const run = startRun(document, {witness: {name: 'Grace', email: 'grace@example.com'}});
	expect(run.state()).toMatchObject({
		run: '1'.repeat(32), commit: firstCommit, branch: 'main', started: {tag, mark: {seq: 1}}, witness: {name: 'Grace'}, seq: 1, outputs: 0,
	});
});

test('comments stand at the step, at a gate, or at the run', () => {
	const run = startRun(document);
	run.take({type: 'note', about: 'a', note: ' see there '}, {type: 'note', about: '1', note: 'slow today'}, {type: 'note', about: '', note: 'started late'});
	expect(run.step('a').notes).toMatchObject([{note: 'see there'}]);
	expect(run.state().notes).toMatchObject([{about: '1', note: 'slow today'}, {about: '', note: 'started late'}]);
	expect(run.status('a')).toBe('open');
	expect(run.refusal({type: 'note', about: 'a', note: ' '})).toBe('An empty comment says nothing; write a word, a link or a file.');
	expect(run.refusal({type: 'note', about: 'nobody', note: 'x'})).toBe('The checklist has no step or gate “nobody”.');
});

test('only outputs that are there are left out, and not after the decision', () => {
	const run = startRun(document);
	run.run('c');
	expect(run.refusal({type: 'leave output out', output: 0, leftOut: true})).toBe('There is no output with the number 0.');
	expect(run.refusal({type: 'leave output out', output: 2, leftOut: true})).toBe('There is no output with the number 2.');
	run.confirm('a');
	run.take({
		type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
	});
	expect(run.refusal({type: 'leave output out', output: 1, leftOut: true})).toBe('GO is decided with these outputs; take the decision back first.');
});

test('paused, resumed, taken over', () => {
	const run = startRun(document);
	run.take({type: 'pause', why: 'lunch'});
	expect(run.state().paused).toBe(true);
	run.take({type: 'resume', gap: 90_000.4}, {type: 'change driver', from: 'grace@build', why: 'her process is gone'}, {type: 'resume', gap: -5});
	expect(run.state().paused).toBe(false);
	expect(run.events.slice(-3).map(({data}) => data)).toEqual([{gap: 90_000}, {from: 'grace@build', why: 'her process is gone'}, {gap: 0}]);
});

/** Milliseconds that count, for facts at the given times. */
function activeMs(...facts: ReadonlyArray<readonly [second: number, fact: Fact]>): number {
	const run = startRun(document);
	let end = emptyChain;
	const events = [[0, run.events[0] ?? {type: 'run-paused', data: {why: ''}}] as const, ...facts].map(([second, fact]) => {
		const linked = link({
			fact, end, run: '1'.repeat(32), at: new Date(Date.UTC(2026, 0, 1) + (second * 1000)).toISOString(), by: {name: 'Ada', email: 'ada@example.com', host: 'desk'},
		});
		end = linked.end;
		return linked.event;
	});
	return replay(initialState(run.plan), events).activeMs;
}

const note: Fact = {type: 'note-added', data: {about: '', note: 'x'}};
const paused: Fact = {type: 'run-paused', data: {why: ''}};
const resumed: Fact = {type: 'run-resumed', data: {gap: 0}};

test.each([
	['time between events', [[10, note], [30, note]], 30_000],
	['not while paused', [[10, paused], [100, note], [200, resumed], [205, note]], 15_000],
	['not the time before a resume after a crash', [[10, note], [100, resumed], [105, note]], 15_000],
	['not backwards', [[10, note], [5, note], [6, note]], 11_000],
] satisfies ReadonlyArray<readonly [string, ReadonlyArray<readonly [number, Fact]>, number]>)('active time: %s', (_what, facts, expected) => {
	expect(activeMs(...facts)).toBe(expected);
});

test.each([
	['null', null],
	['a word', 'event'],
	['a list', []],
	['nothing in it', {}],
])('%s is no event, in a sentence', (_what, value) => {
	expect(readEvent(value)).toBeTypeOf('string');
});

test('an event with anything more or less than its type has is none', () => {
	const event = startRun(document).events[0] ?? {data: {}};
	expect(readEvent(event)).toEqual(event);
	expect(readEvent({...event, extra: 1})).toMatch('extra');
	expect(readEvent({...event, data: {...event.data, extra: 1}})).toMatch('extra');
	expect(readEvent({...event, data: {}})).toBeTypeOf('string');
	expect(readEvent({...event, at: '2026-11-20 14:00'})).toMatch('at');
	expect(readEvent({...event, v: 2})).toMatch('v');
	expect(readEvent({...event, seq: 0})).toMatch('seq');
});
