/** What a move of HEAD and changed evidence make stale, and what they do not. */
import {expect, test} from 'vitest';
import {findBreach} from '../../source/run/audit.js';
import {command} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	firstCommit,
	move,
	secondCommit,
	startRun,
	tag,
	waive,
} from './trial-run.js';

const decideGo = {
	type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
} as const;

test('HEAD moved: what was seen and said is stale, values and failures stay', () => {
	const run = startRun(outline('# 1\n- check check\n- yes\n- action action\n- waived\n- away\n- value value\n- failed\n- open\n- check interrupted'));
	run.run('check');
	run.confirm('yes');
	run.run('action');
	run.confirm('action');
	run.fail('waived');
	run.fail('failed');
	run.take(waive('waived', 'known'), {type: 'set aside', steps: ['away'], reason: 'no'}, {type: 'enter value', step: 'value', value: 'x'});
	run.happen({type: 'check-started', data: {step: 'interrupted', output: 3, commands: []}}, {type: 'step-interrupted', data: {step: 'interrupted', output: 3, tail: ''}});
	run.take(move(secondCommit, {branch: 'release'}));
	const statuses = Object.fromEntries(run.plan.steps.map(({step: {id}}) => [id, run.status(id)]));
	expect(statuses).toEqual({
		check: 'stale', yes: 'stale', action: 'stale', waived: 'stale', away: 'stale', value: 'passed', failed: 'failed', open: 'open', interrupted: 'interrupted',
	});
	expect(run.step('yes')).toMatchObject({stale: 'HEAD moved to bbbbbbb', answers: [{status: 'passed'}]});
	expect(run.state()).toMatchObject({
		commit: secondCommit, tree: secondCommit, branch: 'release', moves: [{to: secondCommit}],
	});
	expect(run.state().values.get('value')).toBe('x');
});

test('what was seen counts again when it is seen again', () => {
	const run = startRun(outline('# 1\n- a\n- check c'));
	run.run('c');
	run.confirm('a');
	run.take(move(secondCommit));
	expect(run.offers('a')[0]).toMatchObject({act: 'yes', label: 'Yes, still true'});
	expect(run.offers('c')[0]).toMatchObject({act: 'run', label: 'Run again'});
	expect(run.refusal({type: 'confirm', steps: ['c']})).toBe('A check is not confirmed by hand.');
	run.confirm('a');
	run.run('c');
	expect(run.step('a').stale).toBe('');
	expect(run.gate('1')).toBe('passed');
});

test('going back does not bring back what was seen there', () => {
	const run = startRun(outline('# 1\n- a'));
	run.confirm('a');
	run.take(move(secondCommit), move(firstCommit, {from: secondCommit}));
	expect(run.status('a')).toBe('stale');
});

test('a move begins where the run was', () => {
	const run = startRun(outline('# 1\n- a'));
	const third = 'c'.repeat(40);
	const strange = move(secondCommit, {from: third});
	expect(run.refusal(strange)).toContain('HEAD did not move from there');
	run.happen({
		type: 'head-moved', data: {
			from: third, to: secondCommit, tree: secondCommit, branch: null, commits: [], paths: [], own: false,
		},
	});
	expect(findBreach(run.plan, run.events)?.event.seq).toBe(2);
});

test('an action that passed may still hold, or not', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	run.confirm('a');
	run.take(move(secondCommit));
	expect(run.acts('a')).toEqual(['run', 'edit', 'still holds', 'no', 'by hand', 'not applicable', 'waive', 'later', 'reopen', 'comment']);
	run.confirm('a');
	expect(run.status('a')).toBe('passed');
});

test.each(['waived', 'set aside'])('an action that was %s holds nothing: it never worked', how => {
	const run = startRun(outline('# 1\n- action a'));
	if (how === 'waived') {
		run.run('a', {ok: false});
		run.take(waive('a', 'known'));
	} else {
		run.take({type: 'set aside', steps: ['a'], reason: 'no'});
	}

	run.take(move(secondCommit));
	expect(run.refusal({type: 'confirm', steps: ['a']})).toBe('An action passes when it was run and seen, or done by hand.');
	expect(run.acts('a')).not.toContain('still holds');
	expect(run.acts('a')).toContain('waive');
});

test('a waiver of a manual step does not become “still true”', () => {
	const run = startRun(outline('# 1\n- a'));
	run.fail('a');
	run.take(waive('a', 'known'), move(secondCommit));
	expect(run.offers('a')[0]).toMatchObject({act: 'yes', label: 'Yes'});
});

test('output that waits to be judged says that it is of another commit', () => {
	const run = startRun(outline('# 1\n- action a'));
	run.run('a');
	run.take(move(secondCommit));
	expect(run.step('a')).toMatchObject({status: 'open', awaiting: true, stale: 'HEAD moved to bbbbbbb'});
});

test('another branch on the same commit makes stale what names the branch, and nothing else; the same place is no move', () => {
	const run = startRun(outline('# 1\n- a\n- check c\n- check d', {
		c: {expectations: [{expression: 'branch == "main"', line: 1, column: 1}]}, d: {commands: [command('true', {mode: 'check'})]},
	}));
	run.confirm('a');
	run.run('c');
	run.run('d');
	run.take(move(firstCommit, {branch: 'release'}));
	expect(['a', 'c', 'd'].map(id => run.status(id))).toEqual(['passed', 'stale', 'passed']);
	expect(run.step('c').stale).toBe('HEAD is on release');
	expect(run.state().branch).toBe('release');
	expect(run.refusal(move(firstCommit, {branch: 'release'}))).toBe('HEAD is where it was.');
});

test('after the decision a move makes nothing stale; taken back, it counts', () => {
	const run = startRun(outline('# 1\n- a\n- signature s'));
	run.confirm('a');
	run.take(run.sign('s'), decideGo, move(secondCommit));
	expect(run.status('a')).toBe('passed');
	expect(run.state()).toMatchObject({commit: firstCommit, moves: [{to: secondCommit}]});
	run.take({type: 'take back decision', reason: 'a fix came in'});
	expect(run.state().commit).toBe(secondCommit);
	expect([run.status('a'), run.status('s')]).toEqual(['stale', 'stale']);
});

test('taken back without a move, all still counts', () => {
	const run = startRun(outline('# 1\n- a'));
	run.confirm('a');
	run.take(move(secondCommit));
	run.confirm('a');
	run.take(decideGo, {type: 'take back decision', reason: 'too early'});
	expect(run.status('a')).toBe('passed');
});

test('changed evidence makes its step stale', () => {
	const run = startRun(outline('# 1\n- a\n- b'));
	run.confirm('a');
	run.fail('b');
	run.happen({type: 'evidence-changed', data: {step: 'a', path: 'soak.json'}}, {type: 'evidence-changed', data: {step: 'b', path: 'soak.json'}});
	expect([run.status('a'), run.status('b')]).toEqual(['stale', 'failed']);
	expect(run.step('a').stale).toBe('soak.json changed');
});
