import * as fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {measureWith} from '../../esbuild.width.js';
import {chooseSigns} from '../../source/ui/signs.js';

const quick = measureWith(() => () => NaN);
const isQuick = (text: string): boolean => !Number.isNaN(quick(text));
const all = Array.from({length: 0x1_00_00}, (_, code) => String.fromCodePoint(code));
const counted = all.filter(sign => isQuick(sign));

test('the signs that are counted without tables take one column each, alone and beside each other', () => {
	expect(counted.length).toBeGreaterThan(600);
	expect(counted.filter(sign => stringWidth(sign) !== 1)).toEqual([]);
	const part = fc.constantFrom(...counted, '\u{1B}[31m', '\u{1B}[38;5;1m', '\u{1B}[m');
	fc.assert(fc.property(fc.array(part), parts => {
		const text = parts.join('');
		expect(quick(text)).toBe(stringWidth(text));
	}));
});

test('the screen’s own signs are among them', () => {
	const {steps, gates, plain, ...strokes} = chooseSigns(false);
	expect(plain).toBeUndefined();
	const signs = [...Object.values(steps), ...Object.values(gates)].map(({sign}) => sign);
	expect([...signs, ...Object.values(strokes)].filter(sign => typeof sign === 'string' && !isQuick(sign))).toEqual([]);
});

test('everything else is measured as before', () => {
	const measure = measureWith(() => stringWidth);
	for (const text of ['日本', '👩‍👩‍👧', '✔️', 'e\u{301}', '\u{1B}]8;;x\u{7}link\u{1B}]8;;\u{7}', 'a\tb', '\u{AD}']) {
		expect(isQuick(text)).toBe(false);
		expect(measure(text)).toBe(stringWidth(text));
	}

	expect(measure('\u{1B}[31mx', {countAnsiEscapeCodes: true})).toBe(stringWidth('\u{1B}[31mx', {countAnsiEscapeCodes: true}));
});
