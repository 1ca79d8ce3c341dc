/** With `About` a gate is stale only when these paths change. */
import {expect, test} from 'vitest';
import {command, condition, rule} from './checklist-builder.js';
import {outline} from './outline.js';
import {
	move,
	observe,
	secondCommit,
	startOf,
	startRun,
} from './trial-run.js';

const document = outline('# code\n- a\n- signature s\n## docs\n- d\n# other\n- o', {code: {about: ['source/**']}, docs: {about: ['*.md']}});

function after(paths: readonly string[], commits = ['b1 A fix']) {
	const run = startRun(document);
	run.confirm('a', 'd', 'o');
	run.take(run.sign('s'), move(secondCommit, {paths: [...paths], commits}));
	return ['a', 'd', 'o', 's'].filter(id => run.status(id) === 'stale').join(' ');
}

test.each([
	['what it is about', ['source/a.ts'], 'a o s'],
	['what the gate inside is about: the signature over both is stale too', ['README.md'], 'd o s'],
	['neither', ['test/a.ts'], 'o'],
	['nothing at all, in a commit of its own', [], 'o'],
])('%s', (_what, paths, expected) => {
	expect(after(paths)).toBe(expected);
});

test('where nobody can say what changed, everything has', () => {
	expect(after([], [])).toBe('a d o s');
	expect(after(Array.from({length: 1000}, (_, index) => `test/${index}.ts`))).toBe('a d o s');
});

test('a condition is asked again when something that hangs on it is touched, and not otherwise', () => {
	const conditional = outline('# code\n- a\n# other\n- o', {code: {about: ['source/**']}, a: {condition: condition('x86')}, o: {condition: condition('arm')}});
	const run = startRun(conditional);
	run.take({type: 'answer condition', condition: 'x86', holds: false}, {type: 'answer condition', condition: 'arm', holds: false}, move(secondCommit, {paths: ['README.md']}));
	expect([run.status('a'), run.status('o')]).toEqual(['set-aside', 'open']);
	expect([...run.state().conditions]).toEqual([['x86', false]]);
	run.take(move('c'.repeat(40), {from: secondCommit, paths: ['source/a.ts']}));
	expect(run.status('a')).toBe('open');
});

test('a command that ran while HEAD moved counts when the move is not about it', () => {
	const run = startRun(outline('# code\n- check c\n# other\n- check d', {code: {about: ['source/**']}}));
	run.happen({type: 'check-started', data: {step: 'c', output: 1, commands: []}});
	run.take(move(secondCommit, {paths: ['README.md']}));
	run.happen({
		type: 'check-finished', data: {
			step: 'c', output: 1, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 1, statements: [], expectations: [], tail: '', size: 0, sha256: 'd'.repeat(64),
		},
	});
	expect(run.status('c')).toBe('passed');
});

test('what names the branch is stale on another one, whatever paths it is about', () => {
	const run = startRun(outline('# code\n- check c\n- check d', {code: {about: ['source/**']}, c: {expectations: [{expression: 'branch == "main"', line: 1, column: 1}]}}));
	run.run('c');
	run.run('d');
	run.take(move(secondCommit, {paths: ['README.md'], branch: 'release'}));
	expect(['c', 'd'].map(id => run.status(id))).toEqual(['stale', 'passed']);
});

test('what names the commit is about every move, and can be carried over; a word of git is not it', () => {
	const commands = (text: string) => ({commands: [command(text, {mode: 'check'})]});
	const run = startRun(outline('# code\n- check c\n- check d\n- e\n- f', {
		code: {about: ['source/**']}, c: commands('test "$(deployed)" = "$HOLDPOINT_COMMIT"'), d: commands('git commit --dry-run'), e: {expected: ['{{commit}} is deployed']}, f: {onlyIf: rule('there', 'commit != ""')},
	}));
	run.take({
		type: 'judge condition', condition: 'there', holds: false, why: '',
	});
	for (const [id, text] of [['c', 'test "$(deployed)" = "$HOLDPOINT_COMMIT"'], ['d', 'git commit --dry-run']] as const) {
		const output = run.state().outputs + 1;
		run.take(startOf(id, output, 1, {text}), {type: 'finish', observation: observe(id, output)});
	}

	run.confirm('e');
	run.take(move(secondCommit, {paths: ['README.md']}));
	expect(['c', 'd', 'e', 'f'].map(id => run.status(id))).toEqual(['stale', 'passed', 'stale', 'open']);
	expect(run.step('c').isMoved).toBe(true);
});
