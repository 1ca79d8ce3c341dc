import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readBlock} from '../../source/checks/shell/block.js';
import {lintBlock} from '../../source/checks/lint/block.js';
import {planCommands} from '../../source/checks/plan.js';
import {readReports} from '../../source/checks/watch/reports.js';
import {judgeBlock} from '../../source/checks/verdict.js';
import {watchBlock} from '../../source/checks/watch.js';
import type {Command} from '../../source/checklist/command.js';
import {commandDefaults} from '../checklist-defaults.js';
import {blocks} from './blocks/all.js';

const lint = (text: string) => lintBlock(readBlock(text)).map(({rule, refuses, line, column}) => [rule, refuses, line, column]);

test.each([
	['trap x DEBUG', [['shell-watch', true, 1, 1]]],
	['true\nf() { trap "rm x" RETURN; }', [['shell-watch', true, 2, 7]]],
	['set -euo pipefail', []],
	['set -ex', [['shell-watch', true, 1, 1]]],
	['set -o verbose', [['shell-watch', true, 1, 1]]],
	['set +e', [['shell-watch', true, 1, 1]]],
	['exec 3> log', []],
	['exec ssh host', [['shell-watch', true, 1, 1]]],
	['unset -f x', [['shell-watch', true, 1, 1]]],
	['unset x', []],
	['a | b\n[ $PIPESTATUS = 0 ]', [['shell-watch', true, 2, 3]]],
	['x=$(a)\ny="$(b | c)"', []],
	['export x=$(a)', [['swallowed-substitution', false, 1, 10]]],
	['f() {\n  local x=$(a)\n}', [['swallowed-substitution', false, 2, 11]]],
	['x=$(a) y=$(b)', [['swallowed-substitution', false, 1, 3]]],
	['echo "$(a)"', [['swallowed-substitution', false, 1, 7]]],
	['diff <(a) <(b)', [['swallowed-substitution', false, 1, 6], ['swallowed-substitution', false, 1, 11]]],
	['echo `a \\`b\\``', [['shell-watch', true, 1, 6]]],
	['curl -s url | grep -q x', [['early-exit', false, 1, 1]]],
	['curl -s url | grep x >/dev/null', []],
	['echo "', [['shell-syntax', true, 1, 6]]],
	['# nothing', [['shell-syntax', true, 1, 1]]],
])('%s', (text, found) => {
	expect(lint(text)).toEqual(found);
});

test('a watched block has as many lines as the block, and each probe is on the line of its statement', () => {
	const readable = blocks.values().toArray().flat().map(({block}) => readBlock(block)).filter(({faults}) => faults.length === 0);
	for (const read of readable) {
		const lines = watchBlock(read).script.split('\n');
		expect(lines).toHaveLength(read.text.split('\n').length);
		expect(read.statements.map(({line}, index) => lines[line - 1]?.includes(`__hp_b ${index} `))).not.toContain(false);
	}
});

test('what is read is never an exception', () => {
	const piece = fc.constantFrom('a', ' ', '\n', '|', '&&', '||', ';', '&', '$(', ')', '`', '"', '\'', '<<E', 'E', '{', '}', '(', 'if', 'then', 'fi', '!', '\\', '#', 'do', '[[', ']]', '((', '))', '=', '>');
	fc.assert(fc.property(fc.array(piece, {maxLength: 25}), pieces => {
		const block = readBlock(pieces.join(''));
		lintBlock(block);
		if (block.faults.length === 0) {
			watchBlock(block);
		}
	}), {numRuns: 500});
});

test('a block passes only when every statement said so', () => {
	const block = readBlock('true\ntrue | cat\n! false');
	const {points} = watchBlock(block);
	const line = fc.oneof(
		fc.tuple(fc.constantFrom('B', 'E'), fc.nat(2), fc.constantFrom(0, 1)).map(([letter, index, status]) => letter === 'B' ? `B ${index} 1.0` : `E ${index} ${status} 2.0`),
		fc.constantFrom('D 0 3.0 true', 'D 1 3.0 false', 'X 1 2.5', 'F 0 1 0', 'T 1 2', 'N foo', 'nonsense', ''),
	);
	fc.assert(fc.property(fc.array(line, {maxLength: 12}), fc.constantFrom(0, 1), (lines, status) => {
		const text = lines.map(part => `${part}\n`).join('');
		const {passed, why} = judgeBlock({block, points}, readReports(text), {
			ending: 'exited', status, signal: undefined, why: '',
		}, 1);
		expect(passed).toBe(why === '');
		if (!passed) {
			return;
		}

		expect(status).toBe(0);
		expect([0, 1, 2].every(index => text.includes(`B ${index} `) && text.includes(`E ${index} 0`))).toBe(true);
		expect(text).not.toMatch(/^[FNT] /mv);
	}));
});

test('a block that was cut short before a statement began says why that was not reached', () => {
	const block = readBlock('true\nfalse');
	const {points} = watchBlock(block);
	const cut = {
		ending: 'timed out', status: undefined, signal: undefined, why: 'timed out after 2 s',
	} as const;
	expect(judgeBlock({block, points}, [], cut, 7).why).toBe('Line 7 was not reached: the block timed out after 2 s.');
	expect(judgeBlock({block, points}, readReports('B 0 1.0\nE 0 0 2.0\n'), cut, 7).why).toBe('Line 8 was not reached: the block timed out after 2 s.');
});

test('commands are planned as they will be run', () => {
	const command: Command = {
		...commandDefaults, language: 'Shell-Session', text: 'a\r\nb', line: 7, mode: 'check', timeoutMs: 600_000,
	};
	const commands: Command[] = [command, {...command, mode: 'manual'}, {
		...command, language: 'pwsh', mode: 'action', timeoutMs: undefined, cwd: 'inside', tty: true,
	}];
	expect(planCommands(commands, {environment: ['version'], edited: new Map([[2, 'c']])})).toEqual([
		{
			text: 'a\nb', interpreter: 'bash', cwd: '', environment: ['version'], line: 8, timeoutMs: 600_000,
		},
		{
			text: 'c', interpreter: 'pwsh', cwd: 'inside', environment: ['version'], line: 8, tty: true, edited: true,
		},
	]);
});
