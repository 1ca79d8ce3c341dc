/** What is offered, in which words and with which keys. */
import {expect, test} from 'vitest';
import {command} from './checklist-builder.js';
import {outline} from './outline.js';
import {startRun} from './trial-run.js';

const run = () => startRun(outline('# 1\n- a\n- b\n- check c\n- action d\n- action i\n- action p\n- value v\n# 2\n- choice x\n- signature s', {
	b: {optional: true}, i: {commands: [command('git push', {irreversible: true})]}, p: {commands: [command('ping <host>', {placeholders: ['<host>']})]},
}));

test.each([
	['a manual step', 'a', ['y Yes', 'n No, failed… (reason)', 'x Not applicable… (reason)', 'l Later', 'c Comment… (note)']],
	['an optional step', 'b', ['y Yes', 'n No, failed… (reason)', 'x Not applicable (note)', 'l Later', 'c Comment… (note)']],
	['a check', 'c', ['r Run', 'w Waive… (reason)', 'l Later', 'c Comment… (note)']],
	['an action', 'd', ['r Run', 'e Edit first…', 'h Done by hand… (reason)', 'x Not applicable… (reason)', 'l Later', 'c Comment… (note)']],
	['an irreversible action', 'i', ['r Run (tag)', 'e Edit first… (tag)', 'h Done by hand… (reason)', 'x Not applicable… (reason)', 'l Later', 'c Comment… (note)']],
	['an action with a placeholder', 'p', ['e Fill in <host> and run…', 'h Done by hand… (reason)', 'x Not applicable… (reason)', 'l Later', 'c Comment… (note)']],
	['a value', 'v', ['y Enter v… (value)', 'x Not applicable… (reason)', 'l Later', 'c Comment… (note)']],
	['a choice', 'x', ['- PASS', '- FAIL… (reason)', 'x Not applicable… (reason)', 'l Later', 'c Comment… (note)']],
	['a signature', 's', ['l Later', 'c Comment… (note)']],
	['a step that is not there', 'nobody', []],
])('%s', (_what, step, expected) => {
	expect(run().offers(step).map(({key = '-', label, asks}) => `${key} ${label}${asks === 'nothing' ? '' : ` (${asks})`}`)).toEqual(expected);
});

test('a signature is offered over a settled gate, and can be withdrawn', () => {
	const trial = run();
	trial.take({type: 'confirm', steps: ['x'], answer: 'PASS'});
	expect(trial.offers('s').map(({label}) => label)).toEqual(['Sign as release manager', 'Later', 'Comment…']);
	trial.take(trial.sign('s'));
	expect(trial.acts('s')).toEqual(['withdraw', 'comment']);
});

test.each([
	['passed', 'a', ['reopen', 'comment']],
	['failed', 'b', ['yes', 'no', 'waive', 'later', 'reopen', 'comment']],
	['a check that passed', 'c', ['run', 'reopen', 'comment']],
	['a value that was entered', 'v', ['enter', 'reopen', 'comment']],
])('what is %s can be looked at again', (_what, step, expected) => {
	const trial = run();
	trial.confirm('a');
	trial.fail('b');
	trial.run('c');
	trial.take({type: 'enter value', step: 'v', value: '1'});
	expect(trial.acts(step)).toEqual(expected);
});

test('while a command runs, nothing is offered with it but a comment, and no other is started', () => {
	const trial = run();
	trial.happen({type: 'check-started', data: {step: 'c', output: 1, commands: []}});
	expect(trial.acts('c')).toEqual(['comment']);
	expect(trial.acts('d')).toEqual(['by hand', 'not applicable', 'later', 'comment']);
});

test('a command is offered where its document says how it runs: in a folder, at the terminal, in the background', () => {
	for (const how of [{cwd: 'packages'}, {tty: true}, {background: 'yes'}, {background: 'gate'}] as const) {
		const trial = startRun(outline('# 1\n- action soak', {soak: {commands: [command('soak', how)]}}, {own: true}));
		expect(trial.acts('soak')).toEqual(expect.arrayContaining(['run', 'edit']));
	}
});
