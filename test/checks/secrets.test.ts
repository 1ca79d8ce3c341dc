import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {searchFor} from '../../source/checks/output/search.js';
import {maskOf, secretsOf} from '../../source/checks/output/secrets.js';

const masked = (secrets: readonly string[], chunks: ReadonlyArray<string | Uint8Array>): string => {
	const stream = maskOf(secrets).open();
	return Buffer.concat([...chunks.map(chunk => stream.push(Buffer.from(chunk))), stream.end()]).toString();
};

const pieces = fc.array(fc.constantFrom('correct-horse', 'horse-battery', 'x', 'correct', '-', '\n', 'correct-hors', 'ü'), {maxLength: 12});
const places = fc.array(fc.nat(40), {maxLength: 6});

test('a secret is masked wherever the chunks are cut', () => {
	fc.assert(fc.property(
		pieces,
		places,
		(parts, cuts) => {
			const bytes = Buffer.from(parts.join(''));
			const ends = [0, ...cuts.filter(cut => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
			const chunks = ends.slice(1).map((end, index) => bytes.subarray(ends[index], end));
			const result = masked(['correct-horse', 'horse-battery'], chunks);
			expect(result).not.toMatch(/correct-horse|horse-battery/v);
			expect(result).toBe(masked(['correct-horse', 'horse-battery'], [bytes]));
		},
	));
});

test('many texts are found wherever they stand, also in each other', () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'c'), {minLength: 2, maxLength: 5}).map(letters => letters.join(''));
	const many = fc.array(text, {minLength: 1, maxLength: 5});
	const whole = fc.array(fc.constantFrom('a', 'b', 'c'), {maxLength: 60}).map(letters => letters.join(''));
	fc.assert(fc.property(many, whole, (needles, hay) => {
		const different = [...new Set(needles)];
		const expected = different.flatMap(needle => Array.from({length: hay.length}, (_, at) => at).filter(at => hay.startsWith(needle, at)).map(at => [at, at + needle.length]));
		const found = searchFor(different.map(needle => Buffer.from(needle)))(Buffer.from(hay));
		const inOrder = (ranges: ReadonlyArray<readonly number[]>) => ranges.map(([from = 0, to = 0]) => (from * 1000) + to).toSorted((a, b) => a - b);
		expect(inOrder(found)).toEqual(inOrder(expected));
	}), {numRuns: 500});
});

test('nothing else is changed', () => {
	expect(masked(['correct-horse'], ['a correct', '-house\n'])).toBe('a correct-house\n');
	expect(masked(['correct-horse'], ['correct-horse'])).toBe('***');
	expect(masked(['correct-horse', 'horse-battery'], ['correct-hor', 'se-battery'])).toBe('***');
	expect(masked(['correct-horse'], ['correct-horsecorrect-horse'])).toBe('******');
});

test('short secrets are left', () => {
	expect(masked(['short'], ['a short word'])).toBe('a short word');
});

test('each line of a secret of several lines is masked', () => {
	expect(masked(['first-line\nsecond-line'], ['1 first-line\n2 second-line\n'])).toBe('1 ***\n2 ***\n');
});

test('variables that look like a secret are known by their names', () => {
	expect(secretsOf({
		GITHUB_TOKEN: 'ghp_0123456789', NPM_CONFIG_PASSWORD: 'correct-horse', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI', SIGNING_KEY: '0123456789abcdef',
		KEYBOARD: 'querty-layout', PATH: '/usr/bin:/bin', SSH_KEY_PATH: '/home/ada/.ssh/id', TOKEN: 'short', MONKEY: 'bananabanana', SSH_AUTH_SOCK: '/tmp/agent.sock',
	})).toEqual(['ghp_0123456789', 'correct-horse', 'wJalrXUtnFEMI', '0123456789abcdef']);
});
