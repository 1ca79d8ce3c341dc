import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	canonicalJson,
	emptyChain,
	hashLine,
	link,
	readChain,
} from '../../source/run/chain.js';
import {checklist, step} from './checklist-builder.js';
import {startRun} from './trial-run.js';

function journal() {
	const run = startRun(checklist([step('a'), step('b')]));
	run.take({type: 'confirm', steps: ['a'], note: 'Größe „7“ 🚀'}, {type: 'fail', step: 'b', reason: 'no'});
	return run;
}

const textOf = (lines: readonly string[]) => lines.map(line => `${line}\n`).join('');

/** The fault of a text, or the chain's end. */
function codeOf(text: string, ...rest: [run?: string]): string {
	const chain = readChain(text, emptyChain, ...rest);
	return 'code' in chain ? `${chain.code} ${chain.line}` : chain.end.hash;
}

test('what was linked is read back, with the hash of every line', () => {
	const {lines, events} = journal();
	expect(readChain(textOf(lines))).toEqual({events, hashes: lines.map(line => hashLine(line)), end: {seq: 3, hash: hashLine(lines[2] ?? '')}});
});

test('reading goes on behind what was read before', () => {
	const {lines, events} = journal();
	const first = readChain(textOf(lines.slice(0, 1)));
	expect(first).toHaveProperty('end');
	const rest = readChain(textOf(lines.slice(1)), 'end' in first ? first.end : emptyChain, '1'.repeat(32));
	expect(rest).toMatchObject({events: events.slice(1), end: {seq: 3}});
});

test('lines are canonical and name the one before', () => {
	const {lines, events} = journal();
	expect(lines.map(line => canonicalJson(JSON.parse(line)))).toEqual(lines);
	expect(events.map(({seq}) => seq)).toEqual([1, 2, 3]);
	expect(events[0]?.prev).toBe('0'.repeat(64));
	expect(events[2]?.prev).toBe(hashLine(lines[1] ?? ''));
});

test.each([
	['a line left out', (lines: string[]) => [lines[0], lines[2]], 'journal.chain 2'],
	['two lines exchanged', (lines: string[]) => [lines[0], lines[2], lines[1]], 'journal.chain 2'],
	['the first line left out', (lines: string[]) => lines.slice(1), 'journal.chain 1'],
	['a line twice', (lines: string[]) => [lines[0], lines[1], lines[1]], 'journal.chain 3'],
	['an empty line', (lines: string[]) => [lines[0], '', lines[1]], 'journal.format 2'],
	['spaces', (lines: string[]) => [lines[0]?.replace('{', '{ ')], 'journal.format 1'],
	['another order of keys', (lines: string[]) => [lines[0]?.replace('"v":1}', '"v":1,"a":1}')], 'journal.format 1'],
	['a key twice', (lines: string[]) => [lines[0]?.replace('"v":1}', '"v":1,"v":1}')], 'journal.format 1'],
	['a prototype', (lines: string[]) => [lines[0]?.replace('{', '{"__proto__":{},')], 'journal.format 1'],
	['half of a character', (lines: string[]) => [lines[0]?.replace('desk', String.raw`\ud800`)], 'journal.format 1'],
	['a type that is not known', (lines: string[]) => [lines[0]?.replace('run-started', 'run-begun')], 'journal.format 1'],
	['no JSON', () => ['{'], 'journal.format 1'],
])('%s is said with its line', (_what, damage, code) => {
	const {lines} = journal();
	expect(codeOf(damage(lines).map(line => `${line ?? ''}\n`).join(''))).toBe(code);
});

test('a run starts once, and first', () => {
	const {lines, events} = journal();
	const by = {name: 'Eve', email: 'eve@example.com', host: 'desk'};
	const at = '2026-11-20T15:00:00.000Z';
	const run = '1'.repeat(32);
	const end = {seq: 3, hash: hashLine(lines[2] ?? '')};
	const [start] = events;
	const again = link({
		fact: {type: 'run-started', data: start?.type === 'run-started' ? start.data : never()}, end, run, at, by,
	});
	expect(codeOf(textOf([...lines, again.line]))).toBe('journal.start 4');
	const other = link({
		fact: {type: 'run-paused', data: {why: ''}}, end, run: '2'.repeat(32), at, by,
	});
	expect(codeOf(textOf([...lines, other.line]))).toBe('journal.run 4');
	expect(codeOf(textOf(lines), '2'.repeat(32))).toBe('journal.run 1');
	const paused = link({
		fact: {type: 'run-paused', data: {why: ''}}, end: emptyChain, run, at, by,
	});
	expect(codeOf(textOf([paused.line]))).toBe('journal.start 1');
});

function never(): never {
	throw new TypeError('the journal has these events');
}

test('JSON of any depth is a fault and no crash', () => {
	const {lines} = journal();
	const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
	expect(codeOf(`${deep}\n`)).toBe('journal.format 1');
	const first = lines[0]?.split('["release manager"]').join(deep) ?? '';
	expect(codeOf(textOf([first]))).toBe('journal.format 1');
});

test('no character can be changed unnoticed: the line is refused, the next one, or the end is another', () => {
	const {lines} = journal();
	const text = textOf(lines);
	const whole = codeOf(text);
	const place = fc.nat({max: text.length - 1});
	const replacement = fc.oneof(fc.string({unit: 'grapheme', maxLength: 2}), fc.constantFrom('0', '1', 'a', '"', ' ', '\n', '}', '\u{D800}', ''));
	fc.assert(fc.property(place, replacement, (at, character) => {
		fc.pre(text[at] !== character);
		// A missing last newline is a torn write, which the journal sets aside before the lines come here.
		fc.pre(at < text.length - 1);
		expect(codeOf(`${text.slice(0, at)}${character}${text.slice(at + 1)}`)).not.toBe(whole);
	}), {numRuns: 1000});
});

test('no line can be cut out, moved or doubled unnoticed', () => {
	const {lines} = journal();
	const whole = codeOf(textOf(lines));
	const someLines = fc.array(fc.constantFrom(...lines), {maxLength: 5});
	fc.assert(fc.property(someLines, taken => {
		const text = textOf(taken);
		fc.pre(text !== textOf(lines));
		expect(codeOf(text)).not.toBe(whole);
	}));
});
