import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {startCommands} from '../../source/checks/run.js';
import {
	bash,
	makePlace,
	observe,
	requestOf,
} from './request.js';
import {listProcesses, until} from './processes.js';

const digest = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

test.concurrent('stderr does not stand after stdout in the log: what was printed is there in order, measured and at the end of the record', async () => {
	const place = makePlace();
	const request = requestOf(place, [bash('echo one\necho two >&2\necho three')]);
	const observation = await startCommands(request).done;
	const log = readFileSync(path.join(place.directory, 'output', `${request.output}.log`), 'utf8');
	expect(log).toBe('one\ntwo\nthree\n');
	expect(observation).toMatchObject({
		ok: true, why: '', ending: 'exited', exit: 0, signal: null, tail: log, size: 14, sha256: digest(log), step: 'step', output: request.output, expectations: [],
	});
	expect(observation.statements).toMatchObject([{
		line: 1, text: 'echo one', verdict: 'passed', status: 0,
	}, {line: 2}, {line: 3}]);
	expect(readdirSync(path.join(place.directory, 'output')).toSorted()).toEqual([`${request.output}.log`, `${request.output}.process.json`]);
});

test.concurrent('lines are those of the document', async () => {
	const {statements, why} = await observe([bash('true\n\nfalse', {line: 40})]);
	expect(statements.map(({line}) => line)).toEqual([40, 42]);
	expect(why).toBe('Line 42: ended with 1.');
});

test.concurrent('the tail is the last 4 KiB and no more', async () => {
	const {tail, size} = await observe([bash('seq 100000; printf "ü%.0s" {1..3000}')]);
	expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(4096);
	expect(tail).toMatch(/^ü+$/v);
	expect(size).toBe(588_895 + 6000);
});

test.concurrent('output, statements and the one that runs can be seen meanwhile', async () => {
	const place = makePlace();
	const gate = path.join(place.root, 'gate');
	const running = startCommands(requestOf(place, [bash(`echo ready\nmkfifo '${gate}'\ncat '${gate}' >/dev/null\necho done`)]));
	let calls = 0;
	const unsubscribe = running.subscribe(() => {
		calls++;
	});
	await until(() => running.snapshot().running === 2);
	const live = running.snapshot();
	expect(live).toBe(running.snapshot());
	expect(live.statements.map(({verdict}) => verdict)).toEqual(['passed', 'passed', 'not reached', 'not reached']);
	expect(live.pid).toBeGreaterThan(0);
	await until(() => running.snapshot().size === 6);
	expect(running.snapshot()).toMatchObject({tail: ['ready'], lines: 1});
	await writeFile(gate, '');
	expect(await running.done).toMatchObject({ok: true});
	expect(calls).toBeGreaterThan(1);
	unsubscribe();
	expect(running.snapshot()).toMatchObject({tail: ['ready', 'done'], pid: undefined, running: undefined});
});

test.concurrent('only the last lines are shown', async () => {
	const running = startCommands(requestOf(makePlace(), [bash('seq 1000')]));
	await running.done;
	expect(running.snapshot().tail).toEqual(Array.from({length: 200}, (_, index) => String(801 + index)));
	expect(running.snapshot().lines).toBe(1000);
});

test.concurrent('a million lines are counted, measured and shown as few', async () => {
	const running = startCommands(requestOf(makePlace(), [bash('seq 1000000')], {expectations: ['size(lines) == 1000000']}));
	expect(await running.done).toMatchObject({
		ok: true, why: '', size: 6_888_896, sha256: '90433fcbd9e16297e6a7c1dacb1056394743194776e52f78ebf0a44b80b6b14f',
	});
	expect(running.snapshot()).toMatchObject({lines: 1_000_000, size: 6_888_896});
});

test.concurrent('watch-mode tests do not go on for ever: a check that takes too long is ended with all that it started', async () => {
	const name = `sleep 31.${process.pid}1`;
	// One statement: which of several the time meets is another one on a busy machine.
	const {ok, ending, why, statements, exit} = await observe([bash(`{ ${name} & ${name}; }`, {timeoutMs: 1000})]);
	expect({
		ok, ending, why, exit,
	}).toEqual({
		ok: false, ending: 'timed out', why: expect.stringMatching(/^Line 1: timed out after 1 s/v) as string, exit: expect.anything() as number,
	});
	expect(statements).toMatchObject([{verdict: 'failed', why: expect.stringMatching(/^timed out after 1 s/v) as string}]);
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent.each(['check', 'action'] as const)('a stopped %s is not ok and leaves nobody', async mode => {
	const name = `sleep 32.${process.pid}${mode.length}`;
	const running = startCommands(requestOf(makePlace(), [bash(`${name}\ntrue`)], {mode}));
	await until(() => listProcesses(name).length > 0);
	running.stop();
	running.stop();
	expect(await running.done).toMatchObject({ok: false, ending: 'stopped', why: 'Line 1: was stopped.'});
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('stopped before it began, it does not begin', async () => {
	const place = makePlace();
	const running = startCommands(requestOf(place, [bash('touch began')]));
	running.stop();
	expect(await running.done).toMatchObject({ok: false, ending: 'stopped'});
	expect(existsSync(path.join(place.root, 'began'))).toBe(false);
});

test.concurrent('one that ignores SIGTERM is ended by SIGKILL', async () => {
	const name = `sleep 33.${process.pid}`;
	const running = startCommands(requestOf(makePlace(), [bash(`trap '' TERM\n${name}\ntrue`)]));
	await until(() => listProcesses(name).length > 0);
	const before = performance.now();
	running.stop();
	expect(await running.done).toMatchObject({ok: false, ending: 'stopped'});
	expect(performance.now() - before).toBeGreaterThan(2500);
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('a check leaves no process of its group, an action may', async () => {
	const name = `sleep 34.${process.pid}`;
	const block = bash(`(${name} &)`);
	expect(await observe([block])).toMatchObject({ok: true});
	expect(listProcesses(name)).toEqual([]);
	expect(await observe([block], {mode: 'action'})).toMatchObject({ok: true});
	await until(() => listProcesses(name).length === 1);
	for (const pid of listProcesses(name)) {
		process.kill(pid);
	}
});

test.concurrent('a background job that still ran is said', async () => {
	const {statements} = await observe([bash('sleep 35 &\ntrue')], {mode: 'action'});
	expect(statements[0]).toMatchObject({verdict: 'passed', why: 'the background job `sleep 35` still ran after the last statement and was stopped'});
});

test.concurrent('several blocks run in order, and only as long as they pass', async () => {
	const place = makePlace();
	const all = await startCommands(requestOf(place, [bash('echo 1 > order', {line: 3}), bash('echo 2 >> order; false', {line: 9}), bash('echo 3 >> order', {line: 12})])).done;
	expect(all).toMatchObject({ok: false, why: 'Line 9: ended with 1.', exit: 1});
	expect(all.statements.map(({line, verdict}) => [line, verdict])).toEqual([[3, 'passed'], [9, 'passed'], [9, 'failed'], [12, 'not reached']]);
	expect(readFileSync(path.join(place.root, 'order'), 'utf8')).toBe('1\n2\n');
});

test.concurrent('a hidden prompt never hangs: commands see what Holdpoint adds, in the directory that was said, without input and terminal', async () => {
	const block = 'test "$HOLDPOINT_TAG" = v1\ntest "$(basename "$PWD")" = inside\ntest -z "$(cat)"\n! test -t 0\n! test -t 1\n! bash -c "exec 3</dev/tty" 2>/dev/null';
	const {why} = await observe([bash(block, {cwd: 'inside'})], {environment: {HOLDPOINT_TAG: 'v1'}});
	expect(why).toBe('');
});

test.concurrent.each([
	['../', /not inside the repository/v],
	['nowhere', /does not exist/v],
	['conf', /not a directory/v],
])('the directory %s is refused', async (cwd, why) => {
	expect(await observe([bash('true', {cwd})])).toMatchObject({ok: false, ending: 'not started', why: expect.stringMatching(why) as string});
});

test.concurrent('a block that cannot be read does not run', async () => {
	const place = makePlace();
	const observation = await startCommands(requestOf(place, [bash('touch began\necho "', {line: 5})], {mode: 'action'})).done;
	expect(observation).toMatchObject({ok: false, ending: 'not started', statements: [{line: 6, verdict: 'could not be checked'}]});
	expect(existsSync(path.join(place.root, 'began'))).toBe(false);
});

test.concurrent('what a check may not use, an action may', async () => {
	expect(await observe([bash('set -x\ntrue')], {mode: 'action'})).toMatchObject({ok: true});
});

const judged = async (text: string, expectations: readonly string[], rest = {}) => observe([bash(text)], {expectations, ...rest});

test.concurrent('expectations are about what was observed', async () => {
	const observation = await judged('echo \'{"n": 40}\'\necho warning >&2', ['json.n >= 40', 'stderr == "warning"', 'size(lines) == 2', 'seconds < 60.0']);
	expect(observation.expectations.filter(({ok}) => !ok)).toEqual([]);
	expect(observation).toMatchObject({ok: true, size: 18});
	expect(await judged('echo 39', ['stdout == "40"'])).toMatchObject({ok: false, why: 'Expected stdout == "40": `stdout` is "39".'});
});

test.concurrent('an expectation about exit takes the place of the default, one about something else does not', async () => {
	expect(await judged('exit 3', ['exit == 3'])).toMatchObject({ok: true, exit: 3});
	expect(await judged('echo x\nbash -c "exit 3"', ['exit == 3'])).toMatchObject({ok: true});
	// Bash itself would go on and give 0.
	expect(await judged('bash -c "exit 3"\ntrue', ['exit == 3'])).toMatchObject({ok: false, why: 'Line 1: ended with 3.'});
	expect(await judged('(exit 3) & true', ['exit == 3'])).toMatchObject({ok: false});
	expect(await judged('exit 3', ['output == ""'])).toMatchObject({ok: false, why: 'Line 1: `exit 3`.'});
	expect(await judged('exit 3', ['exit == 4'])).toMatchObject({ok: false});
});

test.concurrent.each([
	['no-such-program', 'exit != 0'],
	['! cat missing | grep x', 'exit != 0'],
	['kill -9 $$', 'true || exit == 0'],
	['echo "', 'exit == 0 || true'],
])('an always-true condition is not taken for success: %s fails whatever is expected', async (text, expectation) => {
	expect(await judged(text, [expectation])).toMatchObject({ok: false});
});

test.concurrent('expectations alone are a check too', async () => {
	const request = (expectation: string) => requestOf(makePlace(), [], {expectations: [expectation]});
	expect(await startCommands(request('branch == "main"')).done).toMatchObject({ok: true, statements: [], size: 0});
	expect(await startCommands(request('exit == 0')).done).toMatchObject({ok: false});
});

test.concurrent('a value is kept', async () => {
	expect(await judged('echo " a path "; echo noise >&2', [], {save: 'where'})).toMatchObject({ok: true, saved: {name: 'where', value: 'a path'}});
	expect(await judged('echo x; false', [], {save: 'where'})).not.toHaveProperty('saved');
	expect(await judged('seq 100000', [], {save: 'where'})).toMatchObject({ok: false, why: expect.stringContaining('larger than 64 KiB') as string});
});

test.concurrent.each([
	['of the environment', {environment: {DEPLOY_TOKEN: 'correct-horse'}}],
	['that was entered', {environment: {otp: 'correct-horse'}, secrets: ['correct-horse']}],
])('a secret %s is masked in log, tail and record, and judged as it is', async (_, secret) => {
	const place = makePlace();
	const request = requestOf(place, [bash('printf correct-; printf "horse\\n"\necho battery')], {...secret, expectations: ['stdout.startsWith("correct-") && size(stdout) == 21', 'output == "x"']});
	const running = startCommands(request);
	const observation = await running.done;
	expect(observation.expectations.map(({ok, why}) => [ok, why])).toEqual([[true, ''], [false, String.raw`${'`output`'} is "***\nbattery"`]]);
	expect(observation).toMatchObject({tail: '***\nbattery\n', size: 12, sha256: digest('***\nbattery\n')});
	expect(running.snapshot().tail).toEqual(['***', 'battery']);
	const folder = path.join(place.directory, 'output');
	const kept = readdirSync(folder).map(name => readFileSync(path.join(folder, name), 'utf8')).join('');
	expect(kept).not.toContain('correct-horse');
	expect(kept).toContain('***\nbattery\n');
});

test.concurrent('with a secret that was entered, a grandchild that holds the pipe keeps nobody waiting', async () => {
	const name = `sleep 36.${process.pid}`;
	const request = requestOf(makePlace(), [bash(`(setsid ${name} &)\nuntil ps -A -o args= | grep -qx '${name}'; do sleep 0.02; done\necho correct-horse`)], {secrets: ['correct-horse']});
	expect(await startCommands(request).done).toMatchObject({ok: true, tail: '***\n'});
	const holders = listProcesses(name);
	expect(holders).toHaveLength(1);
	process.kill(holders[0] ?? 0);
});
