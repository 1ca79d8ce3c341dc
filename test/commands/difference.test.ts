import fc from 'fast-check';
import {expect, test} from 'vitest';
import {describeDifference} from '../../source/commands/difference.js';

test('a second role of somebody who has one already is shown, with the role it is', () => {
	const before = 'people:\n  a: {}\nroles:\n  director:\n    - grace\n  release manager:\n    - ada\n';
	const after = before.replace('    - ada\n', '    - ada\n    - grace\n');
	expect(describeDifference(before, after)).toEqual(['  ...', '      - grace', '    release manager:', '      - ada', '+     - grace']);
});

test('what came and went, apart from each other', () => {
	const lines = Array.from({length: 20}, (_, index) => `line ${index}`);
	const after = lines.with(2, 'other').toSpliced(15, 0, 'more');
	expect(describeDifference(lines.join('\n'), after.join('\n'))).toEqual([
		'  line 0', '  line 1', '- line 2', '+ other', '  line 3', '  line 4', '  line 5', '  ...', '  line 12', '  line 13', '  line 14', '+ more', '  line 15', '  line 16', '  line 17',
	]);
	expect(describeDifference('a\nb', 'a\nb')).toEqual([]);
});

test('no difference is left out', () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), {maxLength: 12});
	fc.assert(fc.property(text, text, (before, after) => {
		const shown = describeDifference(before.join('\n'), after.join('\n'));
		const count = (sign: string) => shown.filter(line => line.startsWith(sign)).length;
		expect(count('+') - count('-')).toBe(Math.max(1, after.length) - Math.max(1, before.length));
		expect(shown.length === 0).toBe(before.join('\n') === after.join('\n'));
	}));
});
