import {stripVTControlCharacters} from 'node:util';
import {expect, test} from 'vitest';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {
	chop,
	chopColoured,
	fit,
	fitColoured,
	pad,
	widthOf,
	wrap,
} from '../../source/ui/columns.js';
import {fitLine, span} from '../../source/ui/lines.js';

const texts = fc.string({unit: fc.constantFrom('a', 'b', ' ', '漢', '字', '😀', '👩‍💻', 'é', 'é', 'م', 'ر', '-'), maxLength: 60});

test('a cut text is never wider than asked, and says that it was cut', () => {
	fc.assert(fc.property(texts, fc.integer({min: 1, max: 40}), (text, width) => {
		const cut = fit(text, width);
		expect(stringWidth(cut)).toBeLessThanOrEqual(width);
		expect(cut === text || cut.endsWith('…')).toBe(true);
	}));
});

test('a padded text is exactly as wide as asked', () => {
	fc.assert(fc.property(texts, fc.integer({min: 1, max: 40}), (text, width) => {
		expect(stringWidth(pad(text, width))).toBe(width);
	}));
});

test('a chopped command loses nothing', () => {
	fc.assert(fc.property(texts, fc.integer({min: 2, max: 40}), (text, width) => {
		const pieces = chop(text, width);
		expect(pieces.join('')).toBe(text);
		expect(pieces.every(piece => stringWidth(piece) <= width)).toBe(true);
	}));
});

test('a wrapped text keeps its words in order and fits', () => {
	fc.assert(fc.property(texts, fc.integer({min: 2, max: 40}), (text, width) => {
		const lines = wrap(text, width);
		expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
		expect(lines.every(line => stringWidth(line) <= width)).toBe(true);
	}));
});

test('wide characters count two columns, joined emoji once', () => {
	expect(widthOf('漢字')).toBe(4);
	expect(widthOf('👩‍💻')).toBe(2);
	expect(fit('漢字漢字', 5)).toBe('漢字…');
	expect(pad('漢字', 5)).toBe('漢字 ');
});

test('coloured output is cut by what is seen, its colour ends, and it says that it was cut', () => {
	const text = '\u{1B}[31mred and long\u{1B}[0m';
	expect(fitColoured(text, 40)).toBe(text);
	expect(fitColoured(text, 3)).toBe('\u{1B}[31mre\u{1B}[0m\u{1B}[0m…');
});

test('a chopped output loses nothing but what begins and ends its colours', () => {
	const part = fc.oneof(texts, fc.constantFrom('\u{1B}[31m', '\u{1B}[1;4m', '\u{1B}[0m'));
	fc.assert(fc.property(fc.array(part), fc.integer({min: 2, max: 40}), (parts, width) => {
		const pieces = chopColoured(parts.join(''), width);
		expect(stripVTControlCharacters(pieces.join(''))).toBe(stripVTControlCharacters(parts.join('')));
		expect(pieces.filter(piece => stringWidth(piece) > width)).toEqual([]);
	}));
	expect(chopColoured('ab\u{1B}[31mcdef\u{1B}[0mgh', 3)).toEqual(['ab\u{1B}[31mc\u{1B}[0m', '\u{1B}[31mdef\u{1B}[0m', 'gh']);
});

test('a line of several spans says that it was cut also where the cut lies between two of them', () => {
	const line = [span('abc', 'strong'), span('def')];
	const textOf = (width: number) => fitLine(line, width).map(({text}) => text).join('');
	expect([6, 4, 3, 1].map(width => textOf(width))).toEqual(['abcdef', 'abc…', 'ab…', '…']);
});

test('a text of a million characters is cut without being measured', () => {
	expect(fit('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…');
});
