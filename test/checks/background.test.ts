import {spawn, spawnSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {beforeAll, expect, test} from 'vitest';
import {backgroundOf, startBackground} from '../../source/checks/background.js';
import type {CommandRequest} from '../../source/checks/request.js';
import {
	collect,
	findSurvivor,
	followSurvivor,
	stopSurvivor,
} from '../../source/checks/survivors.js';
import type {StartedCommand} from '../../source/run/events.js';
import {runTypescript} from '../typescript-programs.js';
import {buildDriver} from './driver.js';
import {listProcesses, until} from './processes.js';
import {bash, makePlace, requestOf} from './request.js';

let program = '';
beforeAll(async () => {
	runTypescript();
	program = await buildDriver(makePlace().directory, 'startBackground(request).done');
});

/** A block that says when its second statement has begun, and goes on when a file is there. */
function waiting(background: 'yes' | 'gate', behind: string, rest: Partial<CommandRequest> & {readonly command?: Partial<StartedCommand>} = {}) {
	const place = makePlace();
	const began = path.join(place.root, 'began');
	const gate = path.join(place.root, 'open');
	const {command, ...changed} = rest;
	const request = requestOf(place, [bash(`echo before\nuntil touch '${began}'; [ -e '${gate}' ]; do sleep 0.02; done\n${behind}`, {background, ...command})], changed);
	return {
		request, place, begun: () => existsSync(began), open() {
			writeFileSync(gate, '');
		},
	};
}

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

const survivorOf = async ({directory, output}: CommandRequest) => {
	const survivor = await findSurvivor(directory, output);
	if (!survivor) {
		throw new Error('Nobody survived.');
	}

	return survivor;
};

test.concurrent('it is looked at while it runs, and its end is observed', async () => {
	const {request, begun, open} = waiting('yes', 'echo after', {expectations: ['lines == ["before", "after"]']});
	const running = startBackground(request);
	await until(() => begun() && running.snapshot().running === 1 && running.snapshot().size > 0);
	expect(running.snapshot()).toMatchObject({tail: ['before'], statements: [{verdict: 'passed'}, {verdict: 'not reached'}, {}]});
	open();
	expect(await running.done).toMatchObject({
		ok: true, why: '', ending: 'exited', tail: 'before\nafter\n',
	});
	expect(running.snapshot()).toMatchObject({pid: undefined, running: undefined});
});

test.concurrent.each(['check', 'action'] as const)('a %s outlives Holdpoint, keeps to its attempts and blocks, and is collected', async mode => {
	const {request, begun, open} = waiting('yes', 'echo x >> count', {mode, command: {repetition: {times: 3, same: false}}, expectations: ['size(runs) == 3']});
	const both = {...request, commands: [bash('echo first'), ...request.commands]};
	await killDuring(both, begun);
	expect(await collect(both.directory, both.output, both)).toBe('running');
	const running = followSurvivor(await survivorOf(both), both);
	await until(() => running.snapshot().attempts?.number === 1 && running.snapshot().size > 0);
	open();
	const observed = await running.done;
	expect(observed).toMatchObject({
		ok: true, why: '', attempts: [{ok: true}, {ok: true}, {ok: true}], expectations: [{ok: true}],
	});
	expect(await collect(both.directory, both.output, both)).toEqual(observed);
	expect(await findSurvivor(both.directory, both.output)).toBeUndefined();
});

test.concurrent('nobody has to be there when its time is up', async () => {
	const name = `sleep 61.${process.pid}`;
	const place = makePlace();
	const began = path.join(place.root, 'began');
	const request = requestOf(place, [bash(`touch '${began}'\n${name}`, {background: 'yes', timeoutMs: 2500})]);
	await killDuring(request, () => existsSync(began));
	await until(async () => await collect(request.directory, request.output, request) !== 'running');
	expect(await collect(request.directory, request.output, request)).toMatchObject({ok: false, ending: 'timed out', why: expect.stringContaining('timed out after 2.5 s') as string});
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('it goes on when one leaves, and can be stopped when one is back', async () => {
	const name = `sleep 62.${process.pid}`;
	const request = requestOf(makePlace(), [bash(name, {background: 'yes'})]);
	const first = startBackground(request);
	await until(() => listProcesses(name).length > 0);
	first.leave();
	const second = followSurvivor(await survivorOf(request), request);
	second.stop();
	expect(await second.done).toMatchObject({ok: false, ending: 'stopped', why: 'Line 1: was stopped.'});
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('when what runs it is killed too, the command is followed to its end', async () => {
	const {request, begun, open} = waiting('yes', 'echo after');
	const running = startBackground(request);
	await until(begun);
	const {keeper} = await survivorOf(request);
	process.kill(keeper?.pid ?? 0, 'SIGKILL');
	await until(async () => {
		const {keeper: left} = await survivorOf(request);
		return left === undefined;
	});
	open();
	expect(await running.done).toMatchObject({ok: true, tail: 'before\nafter\n'});
});

test.concurrent('after a start of the machine nobody knows what came of it', async () => {
	const {request, begun} = waiting('yes', 'true');
	const running = startBackground(request);
	await until(begun);
	const file = path.join(request.directory, 'output', `${request.output}.process.json`);
	const before = readFileSync(file, 'utf8');
	writeFileSync(file, before.replaceAll(/"boot":"[^"]+"/gv, '"boot":"another"'));
	expect(await findSurvivor(request.directory, request.output)).toBeUndefined();
	expect(await collect(request.directory, request.output, request)).toBe('unknown');
	writeFileSync(file, before);
	running.stop();
	expect(await running.done).toMatchObject({ok: false, ending: 'stopped'});
});

test.concurrent('a secret reaches the command, and no disk', async () => {
	const {request, begun, open, place} = waiting('yes', '[ "$(printf %s "$otp" | wc -c)" = 13 ]\necho "$otp"', {environment: {otp: 'correct-horse'}, secrets: ['correct-horse']});
	await killDuring(request, begun);
	const folder = path.join(place.directory, 'output');
	const {stdout} = spawnSync('grep', ['-r', 'correct-horse', folder], {encoding: 'utf8'});
	expect(stdout).toBe('');
	open();
	await until(async () => await collect(request.directory, request.output, request) !== 'running');
	expect(await collect(request.directory, request.output, request)).toMatchObject({ok: true, tail: 'before\n***\n'});
});

test.concurrent('a service passes when it ran until its gate ended', async () => {
	const {request, begun} = waiting('gate', 'true', {expectations: ['lines[0] == "before"']});
	const service = startBackground(request);
	await until(begun);
	service.end();
	expect(await service.done).toMatchObject({
		ok: true, why: '', ending: 'signalled', statements: [{verdict: 'passed'}, {verdict: 'passed', why: 'ran until its gate ended'}, {verdict: 'not reached'}],
	});
	expect(await findSurvivor(request.directory, request.output)).toBeUndefined();
});

test.concurrent('a service whose gate ends at once has begun all the same', async () => {
	const service = startBackground(requestOf(makePlace(), [bash('sleep 60', {background: 'gate'})]));
	service.end();
	expect(await service.done).toMatchObject({ok: true, statements: [{verdict: 'passed', why: 'ran until its gate ended'}]});
	const failing = startBackground(requestOf(makePlace(), [bash('exit 3'), bash('sleep 60', {background: 'gate'})]));
	failing.end();
	expect(await failing.done).toMatchObject({ok: false, statements: [{verdict: 'failed'}, {verdict: 'not reached'}]});
});

test.concurrent.each([
	['that fails', 'exit 3', /`exit 3`/v],
	['that ends by itself', 'true', /The service ended before its gate did/v],
])('a service %s has failed', async (_, behind, why) => {
	const {request, open} = waiting('gate', behind);
	const service = startBackground(request);
	open();
	expect(await service.done).toMatchObject({ok: false, why: expect.stringMatching(why) as string});
});

test.concurrent.each(['stop', 'leave'] as const)('a service that is told to %s has not passed, and nothing of it is left', async how => {
	const name = `sleep 63.${process.pid}${how.length}`;
	const service = startBackground(requestOf(makePlace(), [bash(`${name} & wait`, {background: 'gate'})]));
	await until(() => listProcesses(name).length > 0);
	service[how]();
	expect(await service.done).toMatchObject({ok: false, ending: 'stopped'});
	expect(listProcesses(name)).toEqual([]);
});

test.concurrent('a service ends with Holdpoint, however that ends', async () => {
	const name = `sleep 64.${process.pid}`;
	const request = requestOf(makePlace(), [bash(`trap '' HUP\n${name}`, {background: 'gate'})]);
	await killDuring(request, () => listProcesses(name).length > 0);
	await until(() => listProcesses(name).length === 0);
	await until(async () => await collect(request.directory, request.output, request) !== 'running');
	expect(await collect(request.directory, request.output, request)).toMatchObject({ok: false, ending: 'stopped'});
});

test.concurrent('a survivor is stopped with what runs it', async () => {
	const name = `sleep 65.${process.pid}`;
	const request = requestOf(makePlace(), [bash(name, {background: 'yes'})]);
	await killDuring(request, () => listProcesses(name).length > 0);
	const survivor = await survivorOf(request);
	await stopSurvivor(survivor);
	expect(listProcesses(name)).toEqual([]);
	expect(await findSurvivor(request.directory, request.output)).toBeUndefined();
});

test('how a step runs', () => {
	expect(backgroundOf([{}])).toBeUndefined();
	expect(backgroundOf([{}, {background: 'yes'}])).toBe('yes');
	expect(backgroundOf([{background: 'yes'}, {background: 'gate'}])).toBe('gate');
});
