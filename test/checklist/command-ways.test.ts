/** Where and how a command runs, in words and read back from them. */
import {expect, test} from 'vitest';
import {describeWays, readWays, writeWays} from '../../source/checklist/command-ways.js';
import {command} from '../run/checklist-builder.js';

test('all that the fence says about it is told, and nothing where it says nothing', () => {
	expect(describeWays(command('make'))).toEqual([]);
	expect(describeWays(command('make', {
		cwd: 'web', timeoutMs: 600_000, tty: true, background: 'yes', private: true, repetition: {
			times: 10, same: true, everyMs: 10_000, untilMs: undefined, forMs: undefined,
		},
	}))).toEqual(['in web', '10 times, and all must pass', 'with the same output each time', 'every 10s', 'at most 10m', 'has the terminal', 'goes on in the background', 'its output stays out of the record']);
	expect(describeWays(command('make', {
		background: 'gate', repetition: {
			times: 1, same: false, everyMs: 300_000, untilMs: 900_000, forMs: 86_400_000,
		},
	}))).toEqual(['again until it passes, for 15m', 'again for 1d, and all must pass', 'every 5m', 'in the background until its gate ends']);
});

test.each([
	['', {cwd: undefined, tty: false, background: 'no'}],
	['  cwd=web/app  tty ', {cwd: 'web/app', tty: true, background: 'no'}],
	['background cwd=.', {cwd: '.', tty: false, background: 'yes'}],
] as const)('“%s” is read, and written as it was', (text, ways) => {
	expect(readWays(text)).toEqual(ways);
	expect(readWays(writeWays(ways))).toEqual(ways);
});

test.each([
	['sudo', '“sudo” is none of cwd=PATH (inside the repository), tty and background.'],
	['cwd=', '“cwd=” is none of cwd=PATH (inside the repository), tty and background.'],
	['cwd=/etc', '“cwd=/etc” is none of cwd=PATH (inside the repository), tty and background.'],
	['cwd=a/../../b', '“cwd=a/../../b” is none of cwd=PATH (inside the repository), tty and background.'],
	['tty background', 'What has the terminal cannot go on in the background.'],
])('“%s” is refused', (text, sentence) => {
	expect(readWays(text)).toBe(sentence);
});
