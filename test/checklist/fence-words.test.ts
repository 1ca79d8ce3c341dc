import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {
	read,
	rulesIn,
	rulesOf,
	stepsIn,
} from './reading.js';

const fence = (info: string, text = 'make'): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

const commandIn = (info: string, text = 'make') => stepsIn(`- [ ] a\n\n${fence(info, text)}`)[0]?.commands[0];

const once = {
	times: 1, same: false, everyMs: undefined, untilMs: undefined, forMs: undefined,
};

test('a block without words of ours is an action, run once, without a limit', () => {
	expect(commandIn('bash')).toEqual({
		language: 'bash', text: 'make', line: 3, mode: 'action', irreversible: false, timeoutMs: undefined, placeholders: [], cwd: undefined, tty: false, save: undefined,
		repetition: once, freshMs: undefined, background: 'no', private: false, words: [],
	});
});

test.each([
	['check', {mode: 'check', timeoutMs: 600_000}],
	['check timeout=90s', {mode: 'check', timeoutMs: 90_000}],
	['timeout=1h30m', {mode: 'action', timeoutMs: 5_400_000}],
	['irreversible', {mode: 'action', irreversible: true}],
	['manual', {mode: 'manual'}],
	['manual cwd=sub irreversible', {mode: 'manual', cwd: 'sub', irreversible: true}],
	['check repeat=10', {repetition: {...once, times: 10}}],
	['check repeat=10 same every=10s', {
		repetition: {
			...once, times: 10, same: true, everyMs: 10_000,
		},
	}],
	['check until=15m every=30s', {repetition: {...once, untilMs: 900_000, everyMs: 30_000}}],
	['check until=15m', {repetition: {...once, untilMs: 900_000, everyMs: 10_000}}],
	['check for=24h every=5m', {repetition: {...once, forMs: 86_400_000, everyMs: 300_000}}],
	['until=5m', {mode: 'action', repetition: {...once, untilMs: 300_000, everyMs: 10_000}}],
	['check fresh=15m', {freshMs: 900_000}],
	['check save=canary', {save: 'canary'}],
	['cwd=sub/dir', {cwd: 'sub/dir'}],
	['tty', {mode: 'action', tty: true}],
	['background timeout=49h', {background: 'yes', timeoutMs: 176_400_000}],
	['background=gate', {background: 'gate', mode: 'action'}],
	['check private', {private: true}],
])('"bash %s"', (words, meaning) => {
	const checklist = read(`- [ ] a\n\n${fence(`bash ${words}`)}`);
	expect(rulesOf(checklist)).toEqual([]);
	expect(allSteps(checklist)[0]?.commands[0]).toMatchObject({...meaning, words: words.split(' ')});
});

test.each([
	'{"name":"x"} title=y', 'showLineNumbers for everybody', 'same as above', 'until it works', 'repeat', 'linenums="1"',
])('in "bash %s" none of the words is ours, and all are left alone', words => {
	expect(commandIn(`bash ${words}`)).toMatchObject({mode: 'action', words: [], repetition: once});
	expect(rulesIn(`---\nrelease: x\n---\n- [ ] a\n\n${fence(`bash ${words}`)}`)).toEqual([]);
});

/** What each of these says, so that it is an error for its own reason. */
test.each([
	['check chekc', 'no word of a fence'],
	['manual title=x', 'no word of a fence'],
	['check Timeout=3s', 'no word of a fence'],
	['check=yes', 'no word of a fence'],
	['private=true', 'no word of a fence'],
	['check timeout=soon', 'wants a duration'],
	['check timeout=0s', 'wants a duration'],
	['check timeout=400d', 'wants a duration'],
	['check timeout', 'wants a duration'],
	['check fresh=', 'wants a duration'],
	['check every=10 repeat=2', 'wants a duration'],
	['for=ever', 'wants a duration'],
	['check repeat=0', 'wants a number'],
	['check repeat=1.5', 'wants a number'],
	['check cwd=/etc', 'wants a path'],
	['check cwd=../x', 'wants a path'],
	['check cwd=~/x', 'wants a path'],
	['check save=PATH', 'wants a name'],
	['check save=exit', 'wants a name'],
	['check save=git_dir', 'wants a name'],
	['background=yes', 'wants nothing or'],
	['check check', 'more than once'],
	['check timeout=1s timeout=2s', 'more than once'],
	['background background=gate', 'more than once'],
	['check irreversible', 'changes nothing'],
	['irreversible until=15m', 'runs once'],
	['check same', 'there is none'],
	['check same until=5m', 'there is none'],
	['check repeat=1 same', 'nothing to compare'],
	['check repeat=5 same tty', 'no output is seen'],
	['check every=10s', 'there is none of them'],
	['check until=15m for=1h', 'write one of them'],
	['check repeat=10 until=15m', 'write one of them'],
	['check repeat=10 for=15m', 'write one of them'],
	['check until=15m every=1h', 'only once'],
	['background tty', 'no terminal'],
	['background repeat=10', 'one run'],
	['background for=24h', 'one run'],
	['check background=gate', 'decides nothing'],
	['check background save=x', 'no output to keep'],
	['background=gate save=x', 'there is no result'],
	['background=gate fresh=1h', 'there is no result'],
	['tty save=x', 'nothing to `save`'],
	['private save=x', 'stands in the record'],
	['manual check', 'never run'],
	['manual save=x', 'never run'],
	['manual background', 'never run'],
])('"bash %s" is an error (%s), and the block is only shown', (words, why) => {
	const {root, diagnostics} = read(`- [ ] a\n\n${fence(`bash ${words}`)}`);
	expect(diagnostics.map(({line, column, severity, rule}) => [line, column, severity, rule])).toEqual(diagnostics.map(() => [3, 1, 'error', 'fence-word']));
	expect(diagnostics.some(({message}) => message.includes(why))).toBe(true);
	expect(root.steps[0]).toMatchObject({kind: 'confirm', commands: [{mode: 'manual'}]});
});

test('what is known to be irreversible is not repeated either, but may be waited for by a check', () => {
	expect(rulesIn(`- [ ] a\n\n${fence('bash until=5m', 'git push')}`)).toEqual(['3:1 error fence-word']);
	expect(rulesIn(`- [ ] a\n\n${fence('bash check until=5m', 'kubectl rollout status deployment/x')}`)).toEqual([]);
});

test.each([
	['`````check', 'make', 'names no language|no language that is run'],
	['```text check', 'make', 'names no language'],
	['```yaml check timeout=3m', 'a: 1', '`yaml` is no language'],
	['```bash check', '#!/bin/sh\nmake', 'is a file'],
	['```bash check', '- [ ] make', 'boxes'],
])('"%s" with %j is never run, and whoever wrote our words there is told', (open, text, why) => {
	const block = `${open}\n${text}\n${/^`+/v.exec(open)?.[0] ?? ''}\n`;
	const {diagnostics} = read(`---\nrelease: x\n---\n- [ ] a\n\n${block}`);
	expect(diagnostics.map(({line, severity, rule}) => [line, severity, rule])).toEqual([[6, 'error', 'fence-not-run']]);
	expect(diagnostics[0]?.message).toMatch(new RegExp(why, 'v'));
	expect(rulesIn(`- [ ] a\n\n${block}`)).toEqual(['3:1 warning fence-not-run']);
});

test('a check in a quote, or behind a list that is text, is never run, and that is said', () => {
	expect(rulesIn('- [ ] a\n\n> ```bash check\n> make\n> ```\n')).toEqual(['3:3 warning fence-not-run']);
	expect(rulesIn('- [ ] a\n\n## Notes\n\n- look\n\n```bash check\nmake\n```\n')).toEqual(['7:1 warning fence-not-run']);
	expect(rulesIn('- [ ] a\n\n> ```bash\n> make\n> ```\n\n```yaml title=x\na: 1\n```\n\n```text manual\nx\n```\n')).toEqual([]);
});
