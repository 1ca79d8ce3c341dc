/** The decision: what stands against it, what it comes to, and what follows in which order. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import {decidingRoles} from '../../source/run/roles.js';
import {condition, signature} from './checklist-builder.js';
import {
	close,
	go,
	makeTag,
	noGo,
	passed,
	push,
	record,
	seal,
	takeBack,
} from './decision-intents.js';
import {outline} from './outline.js';
import {
	move,
	secondCommit,
	startRun,
	waive,
	tag,
	type TrialRun,
} from './trial-run.js';

test('GO is decided once all has passed, with the outputs that are left out', () => {
	const run = startRun(outline('# 1\n- check a\n- check b'));
	run.run('a');
	run.run('b');
	run.take({type: 'leave output out', output: 2, leftOut: true}, {type: 'leave output out', output: 1, leftOut: true}, {type: 'leave output out', output: 1, leftOut: false}, go);
	expect(run.state().decision).toMatchObject({decision: 'GO', leftOut: [2]});
});

test.each([
	['an open step', '- a\n- b', 'GO needs every blocking gate to have passed: “a” in “1” and 1 more have not.'],
	['a signature', '- signature s', 'GO needs every blocking gate to have passed: “s” in “1” has not.'],
	['a condition that nobody answered', '- c', 'GO needs every blocking gate to have passed: “c” in “1” has not.'],
	['an action that waits to be judged', '- action d', 'GO needs every blocking gate to have passed: “d” in “1” has not.'],
])('%s stands against GO', (_what, text, refusal) => {
	const run = startRun(outline(`# 1\n${text}`, {c: {condition: condition('x')}}));
	if (run.plan.byId.has('d')) {
		run.run('d');
	}

	expect(run.refusal(go)).toBe(refusal);
	expect(run.report().obstacle).toBe(refusal);
});

test.each([
	['failed', (run: TrialRun) => {
		run.fail('a');
	}],
	['stale', (run: TrialRun) => {
		run.confirm('a');
		run.take(move(secondCommit));
	}],
	['reopened', (run: TrialRun) => {
		run.confirm('a');
		run.take({type: 'reopen', steps: ['a'], reason: ''});
	}],
] as const)('a step that is %s stands against GO', (_what, make) => {
	const run = startRun(outline('# 1\n- a'));
	make(run);
	expect(run.refusal(go)).toMatch('“a” in “1” has not');
});

test('what does not block, is optional and untouched, or comes later does not stand against it', () => {
	const run = startRun(outline('# 1\n- a\n- b\n# info\n- c\n# After\n- d', {b: {optional: true}, info: {blocking: false}, d: {phase: 'after the tag'}}));
	run.confirm('a');
	run.fail('c');
	expect(run.report().leftOpen.map(({step}) => step.id)).toEqual(['b', 'c']);
	expect(run.refusal(go)).toBeUndefined();
	run.fail('b');
	expect(run.refusal(go)).toMatch('“b” in “1” has not');
});

test('a non-blocking section makes all below it non-blocking', () => {
	const run = startRun(outline('# info\n## deep\n- a', {info: {blocking: false}}));
	expect(run.refusal(go)).toBeUndefined();
});

test('a checklist that asks nothing is no GO', () => {
	const run = startRun(outline('# Text'));
	expect(run.refusal(go)).toBe('This checklist asks nothing, so nothing says that it can go.');
	expect(run.refusal(noGo('there is nothing to go by'))).toBeUndefined();
});

test('the tag has to be typed, for GO and for NO-GO', () => {
	const run = passed();
	const sentence = `This cannot be undone: type ${tag} to confirm it.`;
	expect(run.refusal({
		type: 'decide', decision: 'GO', reasons: [], typedTag: '',
	})).toBe(sentence);
	expect(run.refusal({
		type: 'decide', decision: 'NO-GO', reasons: ['x'], typedTag: 'v1.0',
	})).toBe(sentence);
});

test('without a tag the run\'s name is typed', () => {
	const run = passed({tag: null, name: 'docs#1'});
	expect(run.refusal({
		type: 'decide', decision: 'GO', reasons: [], typedTag: 'docs#1',
	})).toBeUndefined();
});

test('NO-GO is decided at any time, with blocking issues in words', () => {
	const run = startRun(outline('# 1\n- a'));
	expect(run.refusal(noGo())).toBe('NO-GO needs at least one blocking issue, in words.');
	expect(run.refusal(noGo(' ', ''))).toBe('NO-GO needs at least one blocking issue, in words.');
	run.take(noGo(' a is broken ', ''));
	expect(run.state().decision).toMatchObject({decision: 'NO-GO', reasons: ['a is broken']});
});

test('a rehearsal cannot become a release', () => {
	const run = passed({rehearsal: true});
	run.take(go);
	for (const intent of [seal('release manager'), record, makeTag()]) {
		expect(run.refusal(intent)).toMatch(/^A rehearsal cannot become a release|^Only a recorded GO is tagged/v);
	}

	run.take(close('GO'));
	expect(run.state()).toMatchObject({closed: {outcome: 'GO'}, record: undefined, tagged: undefined});
});

test('it is decided once; taken back with a reason, again', () => {
	const run = passed();
	expect(run.refusal(takeBack)).toBe('Nothing is decided yet.');
	run.take(go);
	expect(run.refusal(go)).toBe('GO is decided already.');
	expect(run.refusal(noGo('x'))).toBe('GO is decided already.');
	expect(run.refusal({type: 'take back decision', reason: ' '})).toBe('Say why the decision is taken back.');
	run.take(seal('release manager'), takeBack);
	expect(run.state()).toMatchObject({decision: undefined, seals: [{void: true}]});
	run.take(noGo('found something'));
	expect(run.refusal(record)).toBe('The seal is missing: release manager.');
});

test.each([
	['confirm', {type: 'confirm', steps: ['a']}],
	['reopen', {type: 'reopen', steps: ['a'], reason: ''}],
	['start', {type: 'start', started: {step: 'a', output: 1, commands: []}}],
	['leave for later', {type: 'leave for later', step: 'a'}],
	['withdraw signature', {
		type: 'withdraw signature', step: 'a', role: '', reason: 'x',
	}],
] satisfies ReadonlyArray<readonly [string, Intent]>)('nothing is answered after the decision: %s', (_what, intent) => {
	const run = passed();
	run.take(go);
	expect(run.refusal(intent)).toBe('GO is decided; take the decision back first.');
	expect(run.acts('a')).toEqual(['comment']);
});

test('the report says what is open, failed, stale, waived, set aside, unsigned, and what outputs there are', () => {
	const text = '# 1\n- open\n- failed\n- waived\n- away\n- rule\n- check check\n- signature sign\n# Criteria\n- criterion';
	const run = startRun(outline(text, {rule: {condition: condition('x')}, Criteria: {part: 'criteria'}}));
	run.fail('failed');
	run.fail('waived');
	run.take(waive('waived', 'known'), {type: 'set aside', steps: ['away'], reason: 'no'}, {type: 'answer condition', condition: 'x', holds: false});
	run.run('check', {size: 7});
	const report = run.report();
	const names = ['open', 'failed', 'stale', 'waived', 'setAside', 'unsigned', 'leftOpen'] as const;
	const ids = Object.fromEntries(names.map(name => [name, report[name].map(({step}) => step.id)]));
	expect(ids).toEqual({
		open: ['open', 'sign', 'criterion'], failed: ['failed'], stale: [], waived: ['waived'], setAside: ['away'], unsigned: ['sign'], leftOpen: [],
	});
	expect(report.outputs).toEqual([{
		output: 1, title: 'check', size: 7, leftOut: false,
	}]);
	run.take(move(secondCommit));
	expect(run.report().stale.map(({step}) => step.id)).toEqual(['waived', 'away', 'check']);
});

test('a run is abandoned with a reason and the tag typed', () => {
	const run = startRun(outline('# 1\n- a'));
	expect(run.refusal(close('abandoned', ' ', tag))).toBe('Say why the run is abandoned.');
	expect(run.refusal(close('abandoned', 'a new plan'))).toBe(`This cannot be undone: type ${tag} to confirm it.`);
	run.take(close('abandoned', 'a new plan', tag));
	expect(run.refusal({type: 'note', about: '', note: 'x'})).toBe('This run is closed (abandoned); nothing can be added to it.');
	expect(run.refusal(push)).toBe('There is no record to push yet.');
});

test('the front matter names the deciding roles, else the last signature lines, else the release manager', () => {
	const plain = startRun(outline('# 1\n- a'));
	expect(decidingRoles(plain.plan.checklist, plain.plan)).toEqual(['release manager']);
	const signed = startRun(outline('# 1\n- a\n- signature s', {s: {signature: signature('', 'director', {seals: true}).signature}}));
	expect(decidingRoles(signed.plan.checklist, signed.plan)).toEqual(['director']);
	const named = startRun(outline('# 1\n- a', {}, {decision: ['tester', 'director', 'tester']}));
	expect(decidingRoles(named.plan.checklist, named.plan)).toEqual(['tester', 'director']);
});
