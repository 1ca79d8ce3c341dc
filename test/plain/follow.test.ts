import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {followEnd, followLive, type Followed} from '../../source/plain/follow.js';
import type {Observation} from '../../source/run/events.js';
import type {LiveOutput} from '../../source/walk/view.js';

const live = (text: string, window: number, parts: Partial<LiveOutput> = {}): LiveOutput => {
	const lines = text.split('\n');
	if (lines.at(-1) === '') {
		lines.pop();
	}

	return {
		step: 's', kind: 'check', tail: lines.slice(-window), size: Buffer.byteLength(text), statements: [], running: undefined, startedAt: 7, stopping: false, ...parts,
	};
};

const mark = {at: '2026-11-20T14:00:00.000Z', by: {name: 'Ada', email: 'ada@example.com', host: 'buildhost'}, seq: 3};
const ended = (text: string, parts: Partial<Observation> = {}): Observation & {mark: typeof mark} => ({
	step: 's', output: 1, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 3, statements: [], expectations: [], sha256: '',
	tail: text.slice(-60), size: Buffer.byteLength(text), mark, ...parts,
});

function followAll(pieces: readonly string[], window: number): string[] {
	let text = '';
	let followed: Followed | undefined;
	const told: string[] = [];
	for (const piece of pieces) {
		text += piece;
		const news = followLive(followed, live(text, window));
		followed = news.followed;
		told.push(...news.lines);
	}

	return [...told, ...followEnd(followed, ended(text))].map(line => line.replace(/^ {2}\| ?/v, ''));
}

test('every line of the output is told once and in order, however it comes', () => {
	// Few different lines, so that they repeat a lot; pieces end anywhere, and each brings less than a window.
	const told = (texts: readonly string[], window: number) => {
		const line = fc.constantFrom(...texts);
		const piece = fc.tuple(fc.array(line, {maxLength: 3}), line).map(([lines, rest]) => `${lines.map(one => `${one}\n`).join('')}${rest}`);
		return fc.property(fc.array(piece, {maxLength: 30}), pieces => {
			const whole = pieces.join('');
			expect(followAll(pieces, window)).toEqual(whole === '' ? [] : whole.replace(/\n$/v, '').split('\n'));
		});
	};

	fc.assert(told(['', 'a', 'ab', 'é', 'x'.repeat(9)], 1000), {numRuns: 300});
	fc.assert(told(['aa', 'ab', 'éé', 'x'.repeat(9)], 8), {numRuns: 300});
});

test('when more came than the window shows, that is said', () => {
	const lines = Array.from({length: 50}, (_, index) => `line ${index}`);
	const text = `${lines.join('\n')}\n`;
	expect(followAll(['line 0\n', text.slice('line 0\n'.length)], 5)).toEqual(['... (more was printed than is shown here)', ...lines.slice(45)]);
});

test('statements are told when they have ended, and those that were not reached at the end', () => {
	const statement = (line: number, verdict: 'passed' | 'failed' | 'not reached') => ({
		line, text: `test -f ${line}`, status: null, ms: 100, verdict,
	});
	const [open, passed] = [statement(1, 'not reached'), statement(1, 'passed')];
	const first = followLive(undefined, live('', 5, {statements: [open, statement(2, 'not reached')], running: 0}));
	expect(first.lines).toEqual([]);
	const stopping = live('', 5, {statements: [passed, statement(2, 'not reached')], running: 1, stopping: true});
	const second = followLive(first.followed, stopping);
	expect(second.lines).toEqual(['  [passed] line 1: test -f 1 (0.1 s)', 'Stopping it.']);
	expect(followLive(second.followed, stopping).lines).toEqual([]);
	const all = [passed, statement(2, 'failed'), statement(3, 'not reached'), statement(4, 'not reached')];
	expect(followEnd(second.followed, ended('', {statements: all}))).toEqual(['  [failed] line 2: test -f 2 (0.1 s)', '  [not reached] 2 more']);
});

test('what a command prints cannot move the cursor, set titles or colours', () => {
	const hostile = '\u{1B}]0;title\u{7}\u{1B}[31mred\u{1B}[0m\u{202E}evil\rover\n';
	const told = followEnd(undefined, ended(hostile)).join('\n');
	expect(told).toBe('  | over');
	expect(followEnd(undefined, ended('\u{1B}[31mred\u{1B}[2J\u{202E}\n'))).toEqual([String.raw`  | red\u{202E}`]);
});
