import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import pty from '@lydell/node-pty';
import {beforeAll, expect, test} from 'vitest';
import type {Observation} from '../../source/run/events.js';
import {buildDriver} from './driver.js';
import {bash, makePlace, requestOf} from './request.js';

let program = '';
beforeAll(async () => {
	program = await buildDriver(makePlace().directory, 'runOnTerminal(request)');
});

/** Runs a block on a terminal of its own, types an answer when it asks, and gives what was observed and shown. */
async function runTyping(text: string, answer: string, expectations: readonly string[] = []): Promise<{observation: Observation; shown: string}> {
	const request = requestOf(makePlace(), [bash(text, {tty: true})], {mode: 'action', expectations});
	const terminal = pty.spawn(process.execPath, [program, JSON.stringify(request)], {cols: 80, rows: 24});
	let shown = '';
	await new Promise<void>(resolve => {
		let answered = false;
		terminal.onData(data => {
			shown += data;
			if (answered || !shown.includes('Sure?')) {
				return;
			}

			answered = true;
			terminal.write(answer);
		});
		terminal.onExit(() => {
			resolve();
		});
	});
	const log = readFileSync(path.join(request.directory, 'output', `${request.output}.log`), 'utf8');
	expect(log).toBe('');
	const file = readFileSync(path.join(request.directory, 'output', `${request.output}.process.json`), 'utf8');
	const {observation} = JSON.parse(file) as {observation: Observation};
	return {observation, shown};
}

test.concurrent('a command that has the terminal can ask', async () => {
	const {observation, shown} = await runTyping('read -rp "Sure? " answer\ntest "$answer" = yes\ntest -t 1 && echo shown', 'yes\r');
	expect(observation).toMatchObject({
		ok: true, ending: 'terminal', exit: 0, tail: '', size: 0, statements: [{verdict: 'passed'}, {verdict: 'passed'}, {verdict: 'passed'}],
	});
	expect(shown).toContain('shown');
});

test.concurrent('its failure is one', async () => {
	const {observation} = await runTyping('read -rp "Sure? " answer\ntest "$answer" = yes\ntrue', 'no\r');
	expect(observation).toMatchObject({
		ok: false, ending: 'terminal', exit: 1, why: 'Line 2: ended with 1.',
	});
});

test.concurrent('Ctrl-C ends the command and not the program', async () => {
	// The command asks by itself: a Ctrl-C that meets the shell between two commands may be taken by the shell alone.
	const {observation} = await runTyping(`"${process.execPath}" -e 'console.log("Sure?"); setTimeout(() => {}, 60_000)'`, '\u{3}');
	expect(observation).toMatchObject({ok: false, ending: 'terminal'});
});

test.concurrent('what it printed cannot be judged', async () => {
	const {observation} = await runTyping('echo "Sure?"', '', ['output == "Sure?"']);
	expect(observation).toMatchObject({ok: false, expectations: [{ok: false, why: '`output` cannot be had: the command had the terminal for itself'}]});
});
