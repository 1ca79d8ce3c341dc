import {spawn} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {beforeAll, expect, test} from 'vitest';
import type {CommandRequest} from '../../source/checks/request.js';
import {startCommands} from '../../source/checks/run.js';
import {
	collect,
	findSurvivor,
	followSurvivor,
	stopSurvivor,
} from '../../source/checks/survivors.js';
import {buildDriver} from './driver.js';
import {listProcesses, until} from './processes.js';
import {bash, makePlace, requestOf} from './request.js';

let program = '';
beforeAll(async () => {
	program = await buildDriver(makePlace().directory, 'startCommands(request).done');
});

/** Starts a request in a process of its own and kills that as soon as `when` holds. */
async function killDuring(request: CommandRequest, when: () => boolean): Promise<void> {
	const driver = spawn(process.execPath, [program, JSON.stringify(request)], {stdio: 'ignore'});
	await until(when);
	const ended = new Promise(resolve => {
		driver.once('exit', resolve);
	});
	driver.kill('SIGKILL');
	await ended;
}

/** A block that says when it has begun, and goes on when a file is there. */
function waiting(mode: CommandRequest['mode'], behind: string, rest: Partial<CommandRequest> = {}) {
	const place = makePlace();
	const began = path.join(place.root, 'began');
	const gate = path.join(place.root, 'gate');
	const request = requestOf(place, [bash(`echo before\ntouch '${began}'\nuntil [ -e '${gate}' ]; do sleep 0.05; done\n${behind}`)], {mode, ...rest});
	return {
		request, place, begun: () => existsSync(began), open() {
			writeFileSync(gate, '');
		},
	};
}

test.concurrent('an action outlives Holdpoint unharmed, is followed, and its end is observed', async () => {
	const {request, begun, open, place} = waiting('action', 'echo after\ntouch finished');
	await killDuring(request, begun);
	const {directory, output} = request;
	expect(await collect(directory, output, request)).toBe('running');
	const survivor = await findSurvivor(directory, output);
	expect(survivor).toBeDefined();
	if (!survivor) {
		return;
	}

	const running = followSurvivor(survivor, request);
	await until(() => running.snapshot().running === 2 && running.snapshot().size > 0);
	expect(running.snapshot()).toMatchObject({tail: ['before'], pid: survivor.pid});
	open();
	expect(await running.done).toMatchObject({
		ok: true, ending: 'exited', exit: 0, tail: 'before\nafter\n', statements: [{verdict: 'passed'}, {}, {}, {}, {verdict: 'passed'}],
	});
	expect(existsSync(path.join(place.root, 'finished'))).toBe(true);
	expect(await findSurvivor(directory, output)).toBeUndefined();
});

test.concurrent('an action that ended while nobody looked is collected, as often as one asks', async () => {
	const {request, begun, open} = waiting('action', 'echo oops >&2\nbash -c "exit 3"', {expectations: ['stdout == "before"']});
	await killDuring(request, begun);
	open();
	const {directory, output} = request;
	await until(async () => await collect(directory, output, request) !== 'running');
	const collected = await collect(directory, output, request);
	expect(collected).toMatchObject({
		ok: false, why: 'Line 5: ended with 3.', exit: 3, tail: 'before\noops\n', expectations: [{ok: true}],
	});
	expect(await collect(directory, output, request)).toEqual(collected);
});

test.concurrent('of several blocks those that nobody was there to start are not reached', async () => {
	const {request, begun, open} = waiting('action', 'true');
	const both = {...request, commands: [...request.commands, bash('touch second', {line: 20})]};
	await killDuring(both, begun);
	open();
	await until(async () => await collect(both.directory, both.output, both) !== 'running');
	expect(await collect(both.directory, both.output, both)).toMatchObject({ok: false, why: 'The block on line 20 was not started.'});
});

test.concurrent('an action that was killed too is interrupted', async () => {
	const {request, begun} = waiting('action', 'true');
	await killDuring(request, begun);
	const {directory, output} = request;
	const survivor = await findSurvivor(directory, output);
	process.kill(-(survivor?.pid ?? 0), 'SIGKILL');
	await until(async () => await findSurvivor(directory, output) === undefined);
	expect(await collect(directory, output, request)).toBe('unknown');
	expect(survivor && await followSurvivor(survivor, request).done).toBe('interrupted');
});

test.concurrent('a followed action can be stopped', async () => {
	const {request, begun} = waiting('action', 'true');
	await killDuring(request, begun);
	const survivor = await findSurvivor(request.directory, request.output);
	const running = survivor && followSurvivor(survivor, request);
	running?.stop();
	expect(await running?.done).toMatchObject({ok: false, ending: 'stopped'});
});

test.concurrent('a check that lives is found and stopped, with all that it started', async () => {
	const name = `sleep 41.${process.pid}`;
	const {request, begun} = waiting('check', 'true', {environment: {NAME: name}});
	const check = {...request, commands: [bash(`${name} &\n${request.commands[0]?.text ?? ''}`)]};
	await killDuring(check, () => begun() && listProcesses(name).length > 0);
	const survivor = await findSurvivor(check.directory, check.output);
	expect(survivor).toBeDefined();
	if (survivor) {
		await stopSurvivor(survivor);
	}

	expect(listProcesses(name)).toEqual([]);
	expect(await findSurvivor(check.directory, check.output)).toBeUndefined();
});

test.concurrent('another process of that number is not taken for it', async () => {
	const {request, begun, open} = waiting('action', 'true');
	const running = startCommands(request);
	await until(begun);
	const file = path.join(request.directory, 'output', `${request.output}.process.json`);
	writeFileSync(file, readFileSync(file, 'utf8').replace(/"start":"\d+/v, '"start":"1'));
	expect(await findSurvivor(request.directory, request.output)).toBeUndefined();
	expect(await collect(request.directory, request.output, request)).toBe('unknown');
	open();
	await running.done;
});

test.concurrent('nothing is known of what was never started', async () => {
	const request = requestOf(makePlace(), [bash('true')]);
	expect(await findSurvivor(request.directory, request.output)).toBeUndefined();
	expect(await collect(request.directory, request.output, request)).toBe('unknown');
});
