/** Nobody is left behind: processes are counted by a marker in their environment, not by what Holdpoint knows of them. */
import process from 'node:process';
import {expect, test} from 'vitest';
import type {CommandRequest} from '../../source/checks/request.js';
import {startCommands} from '../../source/checks/run.js';
import {listMarked} from '../marked-processes.js';
import {bash, makePlace, requestOf} from './request.js';
import {until} from './processes.js';

let count = 0;

/** A request whose processes can be counted. */
function marked(text: string, timeoutMs?: number, rest: Partial<CommandRequest> = {}) {
	const value = `${process.pid}-${++count}`;
	const request = requestOf(makePlace(), [bash(text, timeoutMs === undefined ? {} : {timeoutMs})], {...rest, environment: {ORPHAN_MARK: value}});
	return {request, left: () => listMarked(`ORPHAN_MARK=${value}`)};
}

/** Ways to leave somebody behind. */
const leaving = [
	'sleep 300 &',
	'(sleep 300 &)',
	'nohup sleep 300 >/dev/null 2>&1 &',
	'(trap "" TERM HUP INT; sleep 300) &',
	'bash -c "sleep 300 & disown; sleep 300 &" &',
	'coproc sleep 300',
	'sleep 300 | cat &',
	'cat <(sleep 300) &',
	'for i in 1 2 3; do (sleep 300 & sleep 300) & done',
];

const endings = [
	['passed', 'true', undefined],
	['failed', 'false', undefined],
	['exited', 'exit 0', undefined],
	['was not found', 'no-such-program', undefined],
	['was ended by a signal', 'kill -9 $$', undefined],
	['took too long', 'sleep 300', 500],
	['took too long, and did not want to end', 'trap "" TERM\nsleep 300 & wait\nsleep 300', 500],
] as const;

test.concurrent.each(endings)('after a check that %s', async (_, last, timeoutMs) => {
	for (const text of timeoutMs === undefined ? leaving : leaving.slice(0, 4)) {
		const {request, left} = marked(`${text}\n${last}`, timeoutMs);
		await startCommands(request).done;
		expect({text, left: left()}).toEqual({text, left: []});
	}
});

test.concurrent.each(['check', 'action'] as const)('after a %s that was stopped', async mode => {
	for (const text of leaving) {
		const {request, left} = marked(`${text}\nsleep 300`, undefined, {mode});
		const running = startCommands(request);
		await until(() => left().length > 2);
		running.stop();
		await running.done;
		expect({text, left: left()}).toEqual({text, left: []});
	}
});

test.concurrent('after one that was stopped at once, wherever that meets it', async () => {
	for (let milliseconds = 0; milliseconds < 60; milliseconds += 12) {
		const {request, left} = marked('sleep 300 &\nsleep 300');
		const running = startCommands(request);
		await new Promise(resolve => {
			setTimeout(resolve, milliseconds);
		});
		running.stop();
		expect(await running.done).toMatchObject({ok: false});
		expect(left()).toEqual([]);
	}
});

test.concurrent('after attempts, each of which left somebody behind', async () => {
	const {request, left} = marked('sleep 300 &\ntrue');
	const [command] = request.commands;
	const repeated = {...request, commands: command ? [{...command, repetition: {times: 3, same: false}}] : []};
	expect(await startCommands(repeated).done).toMatchObject({ok: true, attempts: [{}, {}, {}]});
	expect(left()).toEqual([]);
});
