/** Yes, no and values: when they are taken, and why not. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import {outline} from './outline.js';
import {startRun, waive} from './trial-run.js';

const confirm = (...steps: string[]): Intent => ({type: 'confirm', steps});
const fail = (step: string, reason = 'broken', answer?: string): Intent => ({
	type: 'fail', step, reason, ...(answer !== undefined && {answer}),
});
const choose = (step: string, answer: string): Intent => ({type: 'confirm', steps: [step], answer});

test('a yes passes the step, with who, when and the note', () => {
	const run = startRun(outline('# 1\n- a'));
	run.take({type: 'confirm', steps: ['a'], note: ' see wiki '});
	expect(run.step('a')).toMatchObject({
		status: 'passed', answers: [{
			status: 'passed', note: 'see wiki', together: false, mark: {by: {name: 'Ada'}, seq: 2},
		}],
	});
	expect(run.gate('1')).toBe('passed');
});

test('several are confirmed together, each once', () => {
	const run = startRun(outline('# 1\n- a\n- b'));
	run.take(confirm('a', 'b', 'a'));
	expect(run.step('a').answers).toMatchObject([{together: true}]);
	expect(run.state().seq).toBe(2);
});

test('one that cannot be confirmed stops all of them', () => {
	const run = startRun(outline('# 1\n- a\n- check c'));
	expect(run.refusal(confirm('a', 'c'))).toBe('A check is not confirmed by hand.');
	expect(run.status('a')).toBe('open');
});

test('no fails the step with the reason, and a later yes passes it; both stay', () => {
	const run = startRun(outline('# 1\n- a'));
	run.take(fail('a', ' does not start '), confirm('a'));
	expect(run.step('a')).toMatchObject({status: 'passed', answers: [{status: 'failed', reason: 'does not start'}, {status: 'passed'}]});
});

test.each([
	['nothing picked', confirm(), 'Nothing is picked to be confirmed.'],
	['a step that is not there', confirm('nobody'), 'The checklist has no step “nobody”.'],
	['a check', confirm('check'), 'A check is not confirmed by hand.'],
	['a value', confirm('value'), 'A value is not confirmed by hand.'],
	['a signature', confirm('signature'), 'A signature is not confirmed by hand.'],
	['evidence', confirm('evidence'), 'Evidence is recorded from its files, not confirmed by hand.'],
	['an action that never ran', confirm('action'), 'An action passes when it was run and seen, or done by hand.'],
	['an action done by hand, without saying what', {
		type: 'confirm', steps: ['action'], byHand: true, note: ' ',
	}, 'Say what was done by hand.'],
	['a choice without an alternative', choose('choice', 'MAYBE'), 'Choose one of PASS, FAIL.'],
	['a failing alternative as a yes', choose('choice', 'FAIL'), 'FAIL fails the step; say why.'],
	['a no without a reason', fail('confirm', ' '), 'Say what failed, in a few words.'],
	['a no to a check', fail('check'), 'This step is not decided by hand.'],
	['a no to a value', fail('value'), 'This step is not decided by hand.'],
	['a no to a signature', fail('signature'), 'This step is not decided by hand.'],
	['a no to an action that never ran', fail('action'), 'An action fails by running, or when a person has seen its output.'],
	['a no to a choice that names no failing alternative', fail('choice', 'broken', 'PASS'), 'Choose one of FAIL.'],
	['a no to a step that is not there', fail('nobody'), 'The checklist has no step “nobody”.'],
	['a value for a step without one', {type: 'enter value', step: 'confirm', value: 'x'}, 'This step takes no value.'],
	['an empty value', {type: 'enter value', step: 'value', value: ' \n'}, 'Nothing was entered for “value”.'],
	['a value for a step that is not there', {type: 'enter value', step: 'nobody', value: 'x'}, 'The checklist has no step “nobody”.'],
	['a step after the tag', confirm('later'), 'This step is for after the tag, not for this run.'],
] satisfies ReadonlyArray<readonly [string, Intent, string]>)('%s is refused', (_what, intent, refusal) => {
	const run = startRun(outline(`
# 1
- confirm
- check check
- value value
- action action
- choice choice
- signature signature
- evidence
- later`, {evidence: {kind: 'evidence'}, later: {phase: 'after the tag'}}));
	expect(run.refusal(intent)).toBe(refusal);
});

test.each(['passed', 'set aside', 'waived'])('what is %s is not answered again without being reopened', how => {
	const run = startRun(outline('# 1\n- a'));
	if (how === 'passed') {
		run.confirm('a');
	} else if (how === 'waived') {
		run.fail('a');
		run.take(waive('a', 'known'));
	} else {
		run.take({type: 'set aside', steps: ['a'], reason: 'no such thing'});
	}

	const sentence = `It ${how === 'passed' ? 'has passed already' : `is ${how}`}; reopen it to answer anew.`;
	expect(run.refusal(confirm('a'))).toBe(sentence);
	expect(run.refusal(fail('a'))).toBe(sentence);
	run.take({type: 'reopen', steps: ['a'], reason: ''});
	expect(run.refusal(confirm('a'))).toBeUndefined();
});

test('a reopened answer stays beside the new one', () => {
	const run = startRun(outline('# 1\n- a'));
	run.confirm('a');
	run.take({type: 'reopen', steps: ['a'], reason: 'looked at the wrong page'}, fail('a', 'still red'));
	expect(run.step('a')).toMatchObject({status: 'failed', answers: [{status: 'passed'}, {status: 'open', reason: 'looked at the wrong page'}, {status: 'failed', reason: 'still red'}]});
});

test('a group is asked after its items', () => {
	const run = startRun(outline('# 1\n- group g\n  - a\n  - b\n  - c'));
	expect(run.refusal(confirm('g'))).toBe('Its items come first: “a” and 2 more open.');
	run.confirm('a', 'b');
	expect(run.refusal(confirm('g'))).toBe('Its items come first: “c” open.');
	run.take(confirm('c', 'g'));
	expect(run.status('g')).toBe('passed');
});

test('a group does not wait for what is optional, after the tag, or comes last in its section', () => {
	const run = startRun(outline('# 1\n- group g\n  - a\n  - b\n  - choice c\n  - signature s', {a: {optional: true}, b: {phase: 'after the tag'}}));
	run.confirm('g');
	run.take(choose('c', 'PASS'), run.sign('s'));
	expect(run.gate('1')).toBe('passed');
});

test('a failed item stops its group', () => {
	const run = startRun(outline('# 1\n- group g\n  - a'));
	run.fail('a');
	expect(run.refusal(confirm('g'))).toBe('Its items come first: “a” open.');
});

test('a choice passes once everything else of its section is settled, and below it too', () => {
	const run = startRun(outline('# 1\n- a\n- choice c\n- choice d\n- signature s\n## 1.1\n- signature t'));
	expect(run.refusal(choose('c', 'PASS'))).toBe('PASS is offered once everything else in “1” is settled: “a” is not.');
	run.confirm('a');
	expect(run.refusal(choose('c', 'PASS'))).toBe('PASS is offered once everything else in “1” is settled: “t” is not.');
	run.take(run.sign('t'), choose('c', 'PASS'));
	expect(run.step('c')).toMatchObject({status: 'passed', answers: [{answer: 'PASS'}]});
});

test('a failing alternative can be chosen at any time, with a reason', () => {
	const run = startRun(outline('# 1\n- a\n- choice c'));
	run.take(fail('c', 'too slow', 'FAIL'));
	expect(run.step('c')).toMatchObject({status: 'failed', answers: [{answer: 'FAIL', reason: 'too slow'}]});
	expect(run.gate('1')).toBe('failed');
});

test('a value passes its step, and is known by its label; a new one replaces it, and both stay', () => {
	const run = startRun(outline('# 1\n- value Ticket'));
	run.take({type: 'enter value', step: 'Ticket', value: ' REL-1 '}, {type: 'enter value', step: 'Ticket', value: 'REL-2'});
	expect(run.state().values.get('Ticket')).toBe('REL-2');
	expect(run.step('Ticket')).toMatchObject({status: 'passed', answers: [{answer: 'REL-1'}, {answer: 'REL-2'}]});
});

test('a value that was set aside is reopened before it is entered', () => {
	const run = startRun(outline('# 1\n- value Ticket'));
	run.take({type: 'set aside', steps: ['Ticket'], reason: 'no tickets here'});
	expect(run.refusal({type: 'enter value', step: 'Ticket', value: 'REL-1'})).toBe('It is set aside; reopen it to answer anew.');
});

test('a checklist may want a note with every yes', () => {
	const run = startRun(outline('# 1\n- a\n- action b', {}, {note: true}));
	expect(run.refusal(confirm('a'))).toBe('This checklist wants a note, link or file with every confirmation.');
	expect(run.refusal({type: 'confirm', steps: ['a'], note: 'seen'})).toBeUndefined();
	run.run('b');
	expect(run.refusal(confirm('b'))).toBeUndefined();
});

test('in a plain document evidence is seen and not kept, in words; in one of ours it is recorded from its files', () => {
	const seen = (note: string): Intent => ({
		type: 'confirm', steps: ['e'], byHand: true, note,
	});
	const run = startRun(outline('# 1\n- e', {e: {kind: 'evidence'}}));
	expect(run.refusal(seen(' '))).toBe('Say what was seen, and where.');
	run.take(seen('the graph in the wiki'));
	expect(run.step('e')).toMatchObject({status: 'passed', answers: [{byHand: true, note: 'the graph in the wiki'}]});
	run.take({type: 'reopen', steps: ['e'], reason: ''}, fail('e', 'the graph is empty'));
	expect(run.status('e')).toBe('failed');
	const ours = startRun(outline('# 1\n- e', {e: {kind: 'evidence'}}, {own: true}));
	expect(ours.refusal(seen('the graph'))).toBe('Evidence is recorded from its files, not confirmed by hand.');
});

test('a no-go step is answered before the decision, and nothing waits for it', () => {
	const run = startRun(outline('# 1\n- a\n# If NO\n- b', {b: {phase: 'no-go'}}));
	run.confirm('a');
	expect(run.refusal(confirm('b'))).toBeUndefined();
	expect(run.refusal({
		type: 'decide', decision: 'GO', reasons: [], typedTag: 'v1.0.0',
	})).toBeUndefined();
});
