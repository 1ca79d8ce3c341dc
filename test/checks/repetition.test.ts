import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {keepEnds, nextAttempt, type StartedRepetition} from '../../source/checks/repetition.js';
import type {CommandRequest} from '../../source/checks/request.js';
import {startCommands} from '../../source/checks/run.js';
import {once} from '../../source/checklist/command.js';
import {planCommands} from '../../source/checks/plan.js';
import {commandDefaults} from '../checklist-defaults.js';
import {bash, makePlace, requestOf} from './request.js';
import {listProcesses, until} from './processes.js';

const often: StartedRepetition = {times: 1, same: false};

/** A block that appends a line to `count` and knows as `$n` which attempt it is. */
const counting = (text: string): string => `echo x >> count\nn=$(wc -l < count)\n${text}`;

async function start(text: string, repetition: Partial<StartedRepetition>, rest: Partial<CommandRequest> & {readonly timeoutMs?: number} = {}) {
	const place = makePlace();
	const {timeoutMs, ...changed} = rest;
	const request = requestOf(place, [bash(counting(text), {repetition: {...often, ...repetition}, ...(timeoutMs !== undefined && {timeoutMs})})], changed);
	const running = startCommands(request);
	const observation = await running.done;
	const log = readFileSync(path.join(place.directory, 'output', `${request.output}.log`), 'utf8');
	return {...observation, log, live: running.snapshot()};
}

const marks = (attempts: ReadonlyArray<{ok: boolean}> = []) => attempts.map(({ok}) => ok ? '+' : '-').join('');

test.concurrent('`repeat`: all must pass', async () => {
	const {ok, why, attempts, log, live, statements} = await start('echo "run $n"', {times: 4});
	expect({ok, why, marks: marks(attempts)}).toEqual({ok: true, why: '', marks: '++++'});
	expect(attempts?.every(({exit, why: reason, at}) => exit === 0 && reason === '' && !Number.isNaN(Date.parse(at)))).toBe(true);
	expect(statements).toHaveLength(3);
	expect(log.replaceAll(/\d{4}-\S+Z/gv, 'TIME')).toBe([1, 2, 3, 4].map(n => `--- attempt ${n} of 4, TIME ---\nrun ${n}\n`).join(''));
	expect(live.attempts).toMatchObject({
		number: 4, times: 4, passed: 4, why: '',
	});
});

test.concurrent('`repeat`: the first that fails is the last', async () => {
	const {ok, why, attempts, statements, exit} = await start('test "$n" != 3', {times: 10});
	expect({
		ok, why, exit, marks: marks(attempts),
	}).toEqual({
		ok: false, why: 'Attempt 3 of 10: Line 3: ended with 1.', exit: 1, marks: '++-',
	});
	expect(attempts?.at(-1)).toMatchObject({exit: 1, why: 'Line 3: ended with 1.'});
	expect(statements.map(({verdict}) => verdict)).toEqual(['passed', 'passed', 'failed']);
});

test.concurrent('`same`: what each stream printed has to be the same too, in whatever order they arrive', async () => {
	expect(await start('echo out; echo err >&2', {times: 3, same: true})).toMatchObject({ok: true});
	expect(await start('echo "$((n / 3))"', {times: 5, same: true})).toMatchObject({ok: false, why: 'Attempt 3 of 5: It printed something else than the first attempt on standard output.'});
	expect(await start('echo same; echo $n >&2', {times: 5, same: true})).toMatchObject({ok: false, why: 'Attempt 2 of 5: It printed something else than the first attempt on standard error.'});
	expect(await start('echo $n', {times: 5, same: true}, {secrets: ['correct-horse']})).toMatchObject({ok: false, why: expect.stringMatching(/^Attempt 2 of 5/v) as string});
	expect(await start('echo correct-horse', {times: 3, same: true}, {secrets: ['correct-horse']})).toMatchObject({ok: true});
});

test.concurrent('`until`: again until it passes', async () => {
	const {ok, why, attempts} = await start('test "$n" = 3', {untilMs: 60_000, everyMs: 10});
	expect({ok, why, marks: marks(attempts)}).toEqual({ok: true, why: '', marks: '--+'});
});

test.concurrent('`until`: what is expected is part of passing', async () => {
	const {ok, attempts, expectations} = await start(String.raw`echo "{\"ready\": $([ "$n" -ge 3 ] && echo true || echo false)}"`, {untilMs: 60_000, everyMs: 10}, {expectations: ['json.ready', 'size(runs) == 3 && !runs[0].json.ready && runs[2].json.ready']});
	expect(expectations.map(({why}) => why)).toEqual(['', '']);
	expect({ok, marks: marks(attempts)}).toEqual({ok: true, marks: '--+'});
	expect(attempts?.[0]?.why).toMatch(/^Expected json.ready: /v);
});

test.concurrent('`until`: time runs out between attempts, and in the middle of one', async () => {
	expect(await start('false', {untilMs: 20_000, everyMs: 30_000})).toMatchObject({ok: false, why: 'It did not pass in 20 s (1 attempt); the last one: Line 3: ended with 1.'});
	// Where the time meets the shell is not the same on a busy machine.
	const name = `sleep 51.${process.pid}`;
	const {ok, ending, why, attempts} = await start(name, {untilMs: 200, everyMs: 10}, {timeoutMs: 60_000});
	expect({ok, ending, marks: marks(attempts)}).toEqual({ok: false, ending: 'timed out', marks: expect.stringMatching(/^-+$/v) as string});
	expect(why).toMatch(/^It did not pass in 0\.2 s \(\d attempts?\); the last one: Line \d.* timed out/v);
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('`timeout` is for each attempt', async () => {
	const {ok, attempts = []} = await start('[ "$n" -gt 1 ] || sleep 30', {untilMs: 60_000, everyMs: 10}, {timeoutMs: 500});
	// On a busy machine a later attempt may take as long to begin.
	expect({ok, marks: marks(attempts)}).toEqual({ok: true, marks: expect.stringMatching(/^-+\+$/v) as string});
	expect(attempts.slice(0, -1).every(({why}) => why.includes('timed out after 0.5 s'))).toBe(true);
});

test.concurrent('`for`: all in that time must pass, and one begins when it ends', async () => {
	const began = performance.now();
	const {ok, attempts} = await start('true', {forMs: 600, everyMs: 200});
	expect(performance.now() - began).toBeGreaterThan(600);
	expect({ok, marks: marks(attempts)}).toEqual({ok: true, marks: expect.stringMatching(/^\++$/v) as string});
	expect(await start('test "$n" != 2', {forMs: 60_000, everyMs: 10})).toMatchObject({ok: false, why: 'Attempt 2: Line 3: ended with 1.'});
});

test.concurrent('what can never be right is not tried again', async () => {
	expect(await start('echo "', {untilMs: 60_000})).toMatchObject({ok: false, ending: 'not started', attempts: [{ok: false, exit: null}]});
	expect(await start('true', {times: 3, untilMs: 1000})).toMatchObject({ok: false, ending: 'not started', why: '`repeat` and `until` cannot both say how often a block runs.'});
});

test.concurrent('each run has what a command has; `output` is that of the last one', async () => {
	const {expectations} = await start(String.raw`printf "%s\n" "$n" "A=$n"; [ $n -lt 3 ] || echo end >&2`, {times: 3}, {
		expectations: [
			'size(runs) == 3',
			'runs.all(r, r.exit == 0 && r.seconds < 30.0)',
			String.raw`runs[0].output == "1\nA=1"`,
			'runs[1].lines[0] == "2" && runs[1].values.A == "2"',
			String.raw`runs[2].stdout == "3\nA=3" && runs[2].stderr == "end" && runs[0].stderr == ""`,
			'size(stdout) == 5 && stdout.endsWith("A=" + stdout.substring(0, 1))',
			'runs.map(r, number(r.values.A)) == [1.0, 2.0, 3.0]',
		],
	});
	expect(expectations.filter(({ok}) => !ok)).toEqual([]);
});

test.concurrent('with several blocks, the repeated one is repeated and the others are not', async () => {
	const place = makePlace();
	const {ok, why, attempts, expectations} = await startCommands(requestOf(place, [
		bash('echo first >> order'),
		bash('echo x >> order; wc -l < order', {repetition: {...often, times: 3}, line: 9}),
		bash('echo last; cat order'),
	], {expectations: [String.raw`stdout == "4\nlast\nfirst\nx\nx\nx"`, 'size(runs) == 3']})).done;
	expect(expectations.map(({why: reason}) => reason)).toEqual(['', '']);
	expect({ok, why, marks: marks(attempts)}).toEqual({ok: true, why: '', marks: '+++'});
});

test.concurrent('it can be stopped while it waits, and while it runs', async () => {
	const run = (text: string, everyMs: number) => startCommands(requestOf(makePlace(), [bash(text, {repetition: {...often, times: 5, everyMs}})]));
	const waiting = run('true', 600_000);
	await until(() => waiting.snapshot().attempts?.nextAt !== undefined);
	expect(waiting.snapshot()).toMatchObject({pid: undefined, attempts: {number: 1, times: 5, passed: 1}});
	waiting.stop();
	expect(await waiting.done).toMatchObject({ok: false, ending: 'stopped', why: 'It was stopped after attempt 1 of 5.'});
	const name = `sleep 52.${process.pid}`;
	const running = run(name, 0);
	await until(() => listProcesses(name).length > 0);
	running.stop();
	expect(await running.done).toMatchObject({ok: false, ending: 'stopped', why: 'Attempt 1 of 5: Line 1: was stopped.'});
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('a secret is masked in every attempt, and where our lines stand between', async () => {
	const {log, ok} = await start('printf correct-', {times: 3}, {secrets: ['correct-horse']});
	expect(ok).toBe(true);
	expect(log).toMatch(/^--- attempt 1 of 3, \S+ ---\ncorrect-\n--- attempt 2/v);
	expect(await start('echo correct-horse', {times: 2}, {secrets: ['correct-horse']})).toMatchObject({log: expect.not.stringContaining('correct-horse') as string, ok: true});
});

test('of very many attempts the first and the last 50 are kept', () => {
	const all = Array.from({length: 250}, (_, index) => ({
		at: '2026-01-01T00:00:00.000Z', ms: index, exit: 0, ok: true, why: '',
	}));
	const kept = keepEnds(all);
	expect(kept.map(({ms}) => ms)).toEqual([...Array.from({length: 50}).keys(), ...Array.from({length: 50}, (_, index) => 200 + index)]);
	expect(keepEnds(all.slice(0, 100))).toHaveLength(100);
});

test('what comes after an attempt', () => {
	const next = (repetition: Partial<StartedRepetition>, soFar: Partial<Parameters<typeof nextAttempt>[1]>) => nextAttempt({...often, ...repetition}, {
		count: 1, ok: true, elapsedMs: 0, endedMs: soFar.elapsedMs ?? 0, sinceMs: 0, ...soFar,
	});
	expect(next({times: 3}, {count: 2})).toEqual({kind: 'again', inMs: 0});
	expect(next({times: 3, everyMs: 100}, {count: 2, sinceMs: 30})).toEqual({kind: 'again', inMs: 70});
	expect(next({times: 3}, {count: 3})).toEqual({kind: 'passed'});
	expect(next({times: 3}, {ok: false})).toEqual({kind: 'failed'});
	expect(next({untilMs: 50_000}, {ok: false, elapsedMs: 3000, sinceMs: 400})).toEqual({kind: 'again', inMs: 9600});
	expect(next({untilMs: 5000}, {ok: false, elapsedMs: 4900, sinceMs: 100})).toEqual({kind: 'time is up'});
	expect(next({untilMs: 5000}, {elapsedMs: 6000})).toEqual({kind: 'passed'});
	expect(next({forMs: 5000, everyMs: 2000}, {elapsedMs: 4500, sinceMs: 500})).toEqual({kind: 'again', inMs: 500});
	expect(next({forMs: 5000, everyMs: 2000}, {elapsedMs: 5000})).toEqual({kind: 'passed'});
	expect(next({forMs: 5000, everyMs: 2000}, {elapsedMs: 5100, endedMs: 4900})).toEqual({kind: 'again', inMs: 0});
	expect(next({forMs: 5000, everyMs: 2000}, {ok: false, elapsedMs: 5000})).toEqual({kind: 'failed'});
});

test('the fence\'s words are planned', () => {
	const plan = (rest: object) => planCommands([{
		...commandDefaults, language: 'bash', text: 'x', line: 1, mode: 'check', ...rest,
	}], {environment: []})[0];
	expect(plan({})).not.toHaveProperty('repetition');
	expect(plan({repetition: {...once, times: 10, same: true}, background: 'yes'})).toMatchObject({repetition: {times: 10, same: true}, background: 'yes'});
	expect(plan({repetition: {...once, untilMs: 900_000, everyMs: 10_000}, background: 'gate'})).toMatchObject({
		repetition: {
			times: 1, same: false, untilMs: 900_000, everyMs: 10_000,
		}, background: 'gate',
	});
});
