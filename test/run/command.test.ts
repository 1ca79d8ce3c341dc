/** Commands: when they start, what their end means. */
import {expect, test} from 'vitest';
import {stateOf} from '../../source/run/gates.js';
import {command} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	observe,
	secondCommit,
	startOf,
	startRun,
	tag,
} from './trial-run.js';

const finish = (step: string, output: number, rest: Parameters<typeof observe>[2] = {}) => ({type: 'finish', observation: observe(step, output, rest)} as const);
const interrupt = (step: string, output: number) => ({type: 'interrupt', interrupted: {step, output, tail: ''}} as const);

test('a check passes or fails by itself, and may run again', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.take(startOf('c', 1));
	expect(run.step('c')).toMatchObject({status: 'running', executions: [{output: 1, kind: 'check', finished: undefined}]});
	run.take(finish('c', 1, {ok: false, exit: 1, why: 'exit 1'}));
	expect(run.step('c')).toMatchObject({status: 'failed', answers: [{reason: 'exit 1', output: 1}]});
	run.run('c');
	expect(run.step('c')).toMatchObject({status: 'passed', answers: [{status: 'failed'}, {status: 'passed', output: 2}], executions: [{output: 1}, {output: 2}]});
	run.run('c');
	expect(run.state().outputs).toBe(3);
});

test.each([
	['stopped', {ending: 'stopped'}],
	['timed out', {ending: 'timed out'}],
	['an expectation that does not hold', {expectations: [{expression: 'exit == 1', ok: false, why: 'exit is 0'}]}],
] satisfies ReadonlyArray<readonly [string, Parameters<typeof observe>[2]]>)('%s is no pass, whatever else is said', (_what, rest) => {
	const run = startRun(outline('# 1\n- check c'));
	run.run('c', rest);
	expect(run.status('c')).toBe('failed');
});

test('an action that succeeded waits for a person: it never passes by its exit status alone', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	expect(run.step('a')).toMatchObject({status: 'open', awaiting: true});
	expect(run.acts('a')).toEqual(['yes', 'no', 'later', 'reopen', 'comment']);
	expect(run.gate('1')).toBe('open');
	run.confirm('a');
	expect(run.status('a')).toBe('passed');
});

test('a person who sees another output than expected fails the action', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	run.fail('a');
	expect(run.step('a')).toMatchObject({status: 'failed', awaiting: false});
});

test('an action with an expectation is judged by it', () => {
	const run = startRun(outline('# 1\n- action a\n- action b'));
	run.run('a', {expectations: [{expression: 'exit == 0', ok: true, why: ''}]});
	run.run('b', {expectations: [{expression: 'stdout == "x"', ok: false, why: 'stdout is "y"'}]});
	expect([run.status('a'), run.status('b')]).toEqual(['passed', 'failed']);
});

test('never marked done though the command failed: an action fails by its exit status, and is interrupted by being stopped', () => {
	const run = startRun(outline('# 1\n- action a\n- action b'));
	run.run('a', {ok: false, exit: 2, why: 'exit 2'});
	run.run('b', {
		ok: false, ending: 'stopped', exit: null, why: 'stopped',
	});
	expect([run.status('a'), run.status('b')]).toEqual(['failed', 'interrupted']);
});

test('an action runs once: neither while it waits, nor after it passed, but again after it failed or was reopened', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	expect(run.refusal(startOf('a', 2))).toBe('An action runs once; reopen the step to run it again.');
	run.confirm('a');
	expect(run.refusal(startOf('a', 2))).toBe('An action runs once; reopen the step to run it again.');
	run.take({type: 'reopen', steps: ['a'], reason: ''});
	run.run('a', {ok: false});
	expect(run.refusal(startOf('a', 3))).toBeUndefined();
});

test('an action is done by hand, and says what was done', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.take({
		type: 'confirm', steps: ['a'], byHand: true, note: 'uploaded in the browser',
	});
	expect(run.step('a')).toMatchObject({status: 'passed', executions: [], answers: [{byHand: true, note: 'uploaded in the browser'}]});
});

test('one command at a time', () => {
	const run = startRun(outline('# 1\n- check c\n- action a'));
	run.take(startOf('c', 1));
	expect(run.refusal(startOf('a', 2))).toBe('“c” is still running.');
	expect(run.refusal(startOf('c', 2))).toBe('“c” is still running.');
	expect(run.refusal({
		type: 'decide', decision: 'NO-GO', reasons: ['x'], typedTag: tag,
	})).toBe('“c” is still running.');
});

test.each([
	['a step without a command', startOf('a', 1), 'This step has no command to run.'],
	['a step that is not there', startOf('nobody', 1), 'The checklist has no step “nobody”.'],
	['no command where there is one', startOf('c', 1, 0), 'This step has 1 command to run, not 0.'],
	['an edited check', startOf('c', 1, 1, {edited: true}), 'A check runs as it stands in the checklist.'],
	['a placeholder', startOf('p', 1, 1, {text: 'git push <remote>'}), 'Fill in <remote> first.'],
	['an irreversible command without the tag typed', startOf('i', 1), `This cannot be undone: type ${tag} to confirm it.`],
	['an irreversible command with another text typed', startOf('i', 1, 1, {typedTag: 'v1.0.1'}), `This cannot be undone: type ${tag} to confirm it.`],
])('%s does not start', (_what, intent, refusal) => {
	const run = startRun(outline('# 1\n- a\n- check c\n- action p\n- action i', {
		p: {commands: [command('git push <remote>', {placeholders: ['<remote>']})]}, i: {commands: [command('git push', {irreversible: true})]},
	}));
	expect(run.refusal(intent)).toBe(refusal);
});

test('a placeholder is filled in, also in a check, and the typed tag lets the irreversible start', () => {
	const run = startRun(outline('# 1\n- check p\n- action i', {
		p: {commands: [command('ping <host>', {mode: 'check', placeholders: ['<host>']})]}, i: {commands: [command('git push', {irreversible: true})]},
	}));
	expect(run.acts('p')).toEqual(['edit', 'waive', 'later', 'comment']);
	run.take(startOf('p', 1, 1, {text: 'ping localhost', edited: true}), finish('p', 1), startOf('i', 2, 1, {typedTag: ` ${tag} `}));
	expect(run.status('i')).toBe('running');
});

test('what is only shown is not among what runs', () => {
	const run = startRun(outline('# 1\n- action a', {a: {commands: [command('make'), command('vi', {mode: 'manual', irreversible: true})]}}));
	expect(run.refusal(startOf('a', 1, 2))).toBe('This step has 1 command to run, not 2.');
	expect(run.refusal(startOf('a', 1))).toBeUndefined();
});

test('a check that is nothing but an expectation starts without a command', () => {
	const run = startRun(outline('# 1\n- check c', {c: {commands: [], expectations: [{expression: 'tag == "v1.0.0"', line: 1, column: 1}]}}));
	expect(run.offers('c')[0]).toMatchObject({act: 'run', label: 'Check'});
	run.run('c', {expectations: [{expression: 'tag == "v1.0.0"', ok: true, why: ''}]});
	expect(run.status('c')).toBe('passed');
});

test('every log has a number of its own', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.run('c');
	expect(run.refusal(startOf('c', 1))).toBe('There is a log number 1 already; the next is 2.');
	expect(run.refusal(startOf('c', 0))).toBe('There is a log number 0 already; the next is 2.');
});

test('what was in flight is interrupted: a check runs again or has failed, an action is judged', () => {
	const run = startRun(outline('# 1\n- check c\n- action a'));
	run.take(startOf('c', 1), interrupt('c', 1), startOf('a', 2), interrupt('a', 2));
	expect(run.step('a')).toMatchObject({status: 'interrupted', executions: [{interrupted: true}]});
	expect(run.acts('c')).toEqual(['run', 'had failed', 'waive', 'later', 'reopen', 'comment']);
	expect(run.acts('a')).toEqual(['run', 'edit', 'worked', 'had failed', 'waive', 'later', 'reopen', 'comment']);
	run.take({type: 'fail', step: 'c', reason: 'the disk was full'}, {type: 'confirm', steps: ['a'], byHand: true});
	expect([run.status('c'), run.status('a')]).toEqual(['failed', 'passed']);
});

test('an end is believed once, and only of what runs', () => {
	const run = startRun(outline('# 1\n- check c'));
	const refusal = 'There is no running command with the number 1.';
	expect(run.refusal(finish('c', 1))).toBe(refusal);
	expect(run.refusal(interrupt('c', 1))).toBe(refusal);
	run.take(startOf('c', 1), interrupt('c', 1));
	expect(run.refusal(finish('c', 1))).toBe(refusal);
	expect(run.refusal(interrupt('c', 1))).toBe(refusal);
	run.take(startOf('c', 2));
	expect(run.refusal(finish('c', 1))).toBe(refusal);
	run.take(finish('c', 2));
	expect(run.refusal(finish('c', 2))).toBe('There is no running command with the number 2.');
});

test('the late end of a command that was given up changes nothing about the one that runs', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.take(startOf('c', 1), interrupt('c', 1), startOf('c', 2));
	run.happen({type: 'check-finished', data: observe('c', 1, {saved: {name: 'version', value: '9'}})});
	expect(run.step('c')).toMatchObject({status: 'running', executions: [{interrupted: true, finished: {ok: true}}, {finished: undefined}]});
	expect(run.state().values.has('version')).toBe(false);
});

test.each(['check-finished', 'action-finished'] as const)('a %s that nothing started passes nothing', type => {
	const run = startRun(outline('# 1\n- check c\n- action a'));
	run.happen({type, data: observe('c', 1)}, {type, data: observe('a', 2)});
	expect([run.status('c'), run.status('a'), run.step('a').awaiting]).toEqual(['open', 'open', false]);
});

test('an end after the decision changes nothing', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.run('c');
	run.take({
		type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
	});
	run.happen({type: 'check-finished', data: observe('c', 1, {ok: false})});
	expect(run.status('c')).toBe('passed');
	expect(run.refusal(finish('c', 1))).toBe('There is no running command with the number 1.');
});

test('what began on one commit and ended on another is stale at once', () => {
	const run = startRun(outline('# 1\n- check c\n- action a\n- action e\n- check f'));
	run.take(startOf('c', 1), move(secondCommit), finish('c', 1));
	expect(run.step('c')).toMatchObject({status: 'stale', stale: 'HEAD moved to bbbbbbb'});
	run.take(startOf('a', 2), move('c'.repeat(40), {from: secondCommit}), finish('a', 2));
	expect(run.step('a')).toMatchObject({status: 'open', awaiting: true, stale: 'HEAD moved to ccccccc'});
	run.take(startOf('e', 3), move('d'.repeat(40), {from: 'c'.repeat(40)}), finish('e', 3, {expectations: [{expression: 'true', ok: true, why: ''}]}));
	expect(run.status('e')).toBe('stale');
	run.take(startOf('f', 4), move('e'.repeat(40), {from: 'd'.repeat(40)}), finish('f', 4, {ok: false}));
	expect(run.status('f')).toBe('failed');
});

test('a saved output becomes a value', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.run('c', {saved: {name: 'version', value: '1.0.0'}});
	expect(run.state().values.get('version')).toBe('1.0.0');
});

test('a step that the checklist does not have is history and stops nobody', () => {
	const run = startRun(outline('# 1\n- check c'));
	run.happen({type: 'check-started', data: {step: 'gone', output: 4, commands: []}});
	expect(stateOf(run.state(), 'gone').status).toBe('running');
	expect(run.refusal(startOf('c', 5))).toBeUndefined();
	expect(run.refusal(startOf('c', 4))).toBe('There is a log number 4 already; the next is 5.');
});

test('beside a command in the background others are started; nothing is decided before it has ended', () => {
	const run = startRun(outline('# 1\n- action soak\n- action other\n- check c', {soak: {commands: [command('soak', {background: 'yes'})]}}));
	const begin = startOf('soak', 1, 1, {text: 'soak', background: 'yes'});
	run.take(begin);
	expect(run.status('soak')).toBe('running');
	expect(run.acts('soak')).toEqual(['comment']);
	run.run('c');
	run.take(startOf('other', 3, 1));
	expect(run.refusal(startOf('c', 4, 1))).toBe('“other” is still running.');
	expect(run.refusal({
		type: 'decide', decision: 'NO-GO', reasons: ['it is late'], typedTag: 'v1.0.0',
	})).toBe('“soak” is still running.');
	run.take({type: 'finish', observation: observe('other', 3)}, {type: 'finish', observation: observe('soak', 1)});
	expect([run.step('soak').awaiting, run.step('other').awaiting]).toEqual([true, true]);
});

test('where and how a command runs is the document\'s to say, where it was written for us', () => {
	const changed = startOf('a', 1, 1, {text: 'make', background: 'yes'});
	const document = '# 1\n- action a\n- check c';
	expect(startRun(outline(document, {}, {own: true})).refusal(changed)).toBe('This checklist says itself where and how its commands run; only their text can be edited.');
	const plain = startRun(outline(document));
	expect(plain.refusal(changed)).toBeUndefined();
	expect(plain.refusal(startOf('c', 1, 1, {background: 'yes'}))).toBe('This checklist says itself where and how its commands run; only their text can be edited.');
});
