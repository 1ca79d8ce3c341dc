/** The second person agrees, by their initials, and is never the one who answers. */
import {expect, test} from 'vitest';
import type {Intent} from '../../source/run/intents.js';
import type {Operator} from '../../source/run/plan.js';
import {initialsOf, readParticipant} from '../../source/run/witness.js';
import {outline} from './outline.js';
import {startRun} from './trial-run.js';

const grace = {name: 'Grace Hopper', email: 'grace@example.com'};
const ada: Operator = {emails: ['ada@example.com', 'ada@work.example.com'], roles: ['release manager']};
const confirm = (initials?: string): Intent => ({type: 'confirm', steps: ['a'], ...(initials !== undefined && {initials})});

test.each([
	['Grace Hopper', 'GH'],
	['ada', 'A'],
	['Jean-Luc  Picard', 'JP'],
	['Žofie Černá', 'ŽČ'],
	['李 小龍', '李小'],
	['"Bob" O\'Hara', 'BO'],
	['—', ''],
])('the initials of %s are %s', (name, initials) => {
	expect(initialsOf({name, email: ''})).toBe(initials);
});

test.each([
	['Grace Hopper <grace@example.com>', grace],
	['  Grace Hopper<grace@example.com> ', grace],
	['Grace Hopper', undefined],
	['<grace@example.com>', undefined],
	['Grace <grace>', undefined],
	['- <grace@example.com>', undefined],
])('“%s” names a person, or nobody', (text, expected) => {
	expect(readParticipant(text)).toEqual(expected);
});

test('an item that wants a witness passes with their initials and their name', () => {
	const run = startRun(outline('# 1\n- a\n- b', {a: {witness: true}}), {}, ada);
	expect(run.refusal(confirm())).toBe('“a” wants a witness: say first who that is.');
	expect(run.acts('a')).toEqual(['name witness', 'no', 'later', 'comment']);
	run.take({type: 'join', witness: grace});
	expect(run.offers('a')[0]).toMatchObject({act: 'yes', witness: true});
	expect(run.refusal(confirm('AL'))).toBe('“a” wants a witness: Grace Hopper agrees with their initials, GH.');
	run.take(confirm(' gh '));
	expect(run.step('a').answers).toMatchObject([{status: 'passed', witness: grace}]);
});

test('in a pair walkthrough the witness agrees to all that a person decides in a blocking gate, and to nothing else', () => {
	const document = outline('# 1\n- a\n- check c\n- value v\n- action d\n# 2\n- b', {2: {blocking: false}}, {pair: 'required'});
	const run = startRun(document, {}, ada);
	expect(run.acts('a')[0]).toBe('name witness');
	run.take({type: 'join', witness: grace}, {type: 'confirm', steps: ['b']}, {type: 'enter value', step: 'v', value: '1'});
	run.run('c');
	run.run('d');
	expect(run.refusal({type: 'confirm', steps: ['d']})).toMatch('wants a witness');
	run.take({type: 'confirm', steps: ['a', 'd'], initials: 'GH'});
	expect(run.step('d').answers.at(-1)).toMatchObject({together: true, witness: grace});
	expect(run.step('b').answers.at(-1)?.witness).toBeUndefined();
});

test('with --pair it is a pair walkthrough, whatever the document says', () => {
	const run = startRun(outline('# 1\n- a'), {witness: grace}, ada);
	expect(run.refusal(confirm())).toMatch('Grace Hopper agrees');
});

test('to set aside or to enter what wants a witness wants one too', () => {
	const run = startRun(outline('# 1\n- a\n- value v', {a: {witness: true}, v: {witness: true}}), {witness: grace}, ada);
	expect(run.refusal({type: 'set aside', steps: ['a'], reason: 'no'})).toMatch('wants a witness');
	expect(run.refusal({type: 'enter value', step: 'v', value: '1'})).toMatch('wants a witness');
	run.take({
		type: 'set aside', steps: ['a'], reason: 'no', initials: 'GH',
	}, {
		type: 'enter value', step: 'v', value: '1', initials: 'GH',
	});
	expect([run.step('a'), run.step('v')]).toMatchObject([{answers: [{witness: grace}]}, {answers: [{witness: grace}]}]);
});

test.each([
	['the operator', {name: 'Ada', email: 'ADA@example.com'}, 'ADA@example.com answers here; the witness is another person.'],
	['the operator by their other address', {name: 'Ada', email: 'ada@work.example.com'}, 'ada@work.example.com answers here; the witness is another person.'],
	['nobody', {name: ' ', email: 'x@example.com'}, 'A witness has a name and an e-mail address.'],
	['who it is already', grace, 'Grace Hopper is the witness already.'],
])('%s does not join', (_who, witness, refusal) => {
	expect(startRun(outline('# 1\n- a'), {witness: grace}, ada).refusal({type: 'join', witness})).toBe(refusal);
});

test('who drives after having witnessed is no witness any more', () => {
	const run = startRun(outline('# 1\n- a', {a: {witness: true}}), {witness: grace}, {emails: [grace.email], roles: undefined});
	expect(run.refusal(confirm('GH'))).toBe('Grace Hopper answers here now and cannot be the witness too: name another one.');
	expect(run.acts('a')[0]).toBe('name witness');
});
