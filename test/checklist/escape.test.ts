import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	showLines,
	showOutput,
	showText,
	writeOut,
} from '../../source/checklist/escape.js';

test.each([
	['a\tb', 'a    b'],
	['a\nb', String.raw`a\u{A}b`],
	['\u{1B}[31mred\u{1B}[0m', String.raw`\u{1B}[31mred\u{1B}[0m`],
	['\u{202E}gpj.exe', String.raw`\u{202E}gpj.exe`],
	['a\u{200B}b\u{200D}c\u{FEFF}', String.raw`a\u{200B}b\u{200D}c\u{FEFF}`],
	['\u{7}\u{7F}\u{9B}', String.raw`\u{7}\u{7F}\u{9B}`],
	['\u{2028}\u{2029}\u{AD}\u{E0041}', String.raw`\u{2028}\u{2029}\u{AD}\u{E0041}`],
	['\u{D800}', String.raw`\u{D800}`],
	['👩\u{200D}💻 👨\u{200D}👩\u{200D}👧', '👩💻 👨👩👧'],
	['👩\u{200D}a \u{200D}💻', String.raw`👩\u{200D}a \u{200D}💻`],
	['⚠️ 漢字 עברית 🎉 é', '⚠️ 漢字 עברית 🎉 é'],
])('showText(%j)', (text, shown) => {
	expect(showText(text)).toBe(shown);
});

test('a record writes out the joiner of joined emoji as well', () => {
	expect(writeOut('👩\u{200D}💻')).toBe(String.raw`👩\u{200D}💻`);
});

test('showLines keeps lines', () => {
	expect(showLines('a\r\nb\rc\n\u{1B}')).toBe(String.raw`a
b
c
\u{1B}`);
});

test.each([
	['plain', 'plain'],
	['\u{1B}[1;31mred\u{1B}[0m', '\u{1B}[1;31mred\u{1B}[0m'],
	['\u{1B}[32mopen', '\u{1B}[32mopen\u{1B}[0m'],
	['\u{1B}[mx', '\u{1B}[0mx'],
	['\u{1B}[38;5;200mx\u{1B}[39m', '\u{1B}[38;5;200mx\u{1B}[39m\u{1B}[0m'],
	['\u{1B}[38;2;1;2;3;4mx', '\u{1B}[38;2;1;2;3;4mx\u{1B}[0m'],
	['\u{1B}[8mhidden\u{1B}[5mblink', 'hiddenblink'],
	['\u{1B}[38;5mx', 'x'],
	['10%\r50%\r100%\r\n', '100%'],
	['a\u{1B}[2K\u{1B}[1A\u{1B}[?25lb', 'ab'],
	['\u{1B}]0;title\u{7}a\u{1B}]8;;https://x.example\u{1B}\\link\u{1B}]8;;\u{1B}\\', 'alink'],
	['\u{1B}]52;c;aGk=\u{7}', ''],
	['\u{9D}0;title\u{9C}a\u{9B}31mb', 'a\u{1B}[31mb\u{1B}[0m'],
	['\u{1B}]0;never ends', '0;never ends'],
	['\u{1B}Pq#0\u{1B}\\a\u{1B}c\u{1B}(Bb', 'ab'],
	['ab\u{8}c\u{7}', String.raw`abc\u{7}`],
	['a\tb', 'a       b'],
	['\u{1B}[31mab\u{1B}[0m\tc', '\u{1B}[31mab\u{1B}[0m      c'],
	['12345678\tc', '12345678        c'],
	['\u{202E}x', String.raw`\u{202E}x`],
])('showOutput(%j)', (text, shown) => {
	expect(showOutput(text)).toBe(shown);
});

const signs = ['a', '\u{1B}', '[', ']', '3', '1', 'm', ';', '\u{7}', '\r', '\n', '\t', '\u{9B}', '\u{9D}', '\u{9C}', '\u{202E}', '\u{200B}', '\\', 'P', '漢', '\u{8}'];
const hostile = fc.string({unit: fc.constantFrom(...signs), maxLength: 40});

test('whatever comes, only colours reach the terminal', () => {
	fc.assert(fc.property(hostile, text => {
		expect(showText(text)).not.toMatch(/[\p{Control}\u{200B}\u{202E}]/v);
		const withoutColours = showOutput(text).split('\u{1B}').map((part, index) => index > 0 ? part.replace(/^\[[\d;]*m/v, '') : part).join('');
		expect(withoutColours).not.toMatch(/[\p{Control}\u{200B}\u{202E}]/v);
	}), {numRuns: 2000});
});
