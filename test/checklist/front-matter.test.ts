import {expect, test} from 'vitest';
import {read, rulesIn} from './reading.js';

test('front matter with all its keys', () => {
	const {settings, diagnostics} = read(String.raw`---
release: installer
tag: installer-v{{version}}
inputs:
  version: {ask: Version to release, match: '\d+\.\d+\.\d+'}
  kind: {choices: [major, minor, patch], default: patch}
  otp: {ask: One-time password, secret: true}
  plain:
placeholders: {vX.Y.Z: 'v{{version}}'}
decision: [Release Manager, director]
order: strict
pair: required
same person: allowed
note: required
record: docs/releases
---
- [ ] a
`);
	expect(diagnostics).toEqual([]);
	expect(settings).toEqual({
		own: true,
		release: 'installer',
		tag: 'installer-v{{version}}',
		inputs: [
			{
				name: 'version', ask: 'Version to release', match: String.raw`\d+\.\d+\.\d+`, choices: [], default: undefined, secret: false,
			},
			{
				name: 'kind', ask: 'kind', match: undefined, choices: ['major', 'minor', 'patch'], default: 'patch', secret: false,
			},
			{
				name: 'otp', ask: 'One-time password', match: undefined, choices: [], default: undefined, secret: true,
			},
			{
				name: 'plain', ask: 'plain', match: undefined, choices: [], default: undefined, secret: false,
			},
		],
		placeholders: [{text: 'vX.Y.Z', value: 'v{{version}}'}],
		decision: ['release manager', 'director'],
		order: 'strict',
		pair: 'required',
		samePerson: true,
		note: true,
		record: 'docs/releases',
	});
});

test('defaults', () => {
	expect(read('- [ ] a\n').settings).toEqual({
		own: false, release: undefined, tag: undefined, inputs: [], placeholders: [],
		decision: ['release manager'], order: 'free', pair: 'optional', samePerson: false, note: false, record: 'releases',
	});
	expect(read('---\ninputs: {version: {ask: a}}\n---\n- [ ] a\n').settings.tag).toBe('v{{version}}');
});

test('front matter without any of our keys is text', () => {
	expect(read('---\ntitle: x\nlayout: y\n---\n- [ ] a\n')).toMatchObject({settings: {own: false}, diagnostics: [], frontMatter: {from: 0}});
	expect(read('---\n: [\n---\n- [ ] a\n').diagnostics).toEqual([]);
});

test.each([
	['release: x\nunknown: y', '3:1'],
	['order: fast', '2:1'],
	['inputs:\n  PATH: {ask: x}', '3:3'],
	['inputs:\n  http_proxy: {}', '3:3'],
	['inputs:\n  v: {ask: x, seceret: true}', '3:15'],
	['inputs:\n  v: {match: "("}', '3:7'],
	['inputs:\n  v: {choices: [a, b], default: c}', '3:24'],
	['record: ../elsewhere', '2:1'],
	['tag: v{{nothing}}', '2:1'],
	['tag: [', '2:7'],
	['text: [Nowhere]', '1:1'],
	['decision: []', '2:1'],
])('front matter %j is wrong at %s', (text, place) => {
	expect(rulesIn(`---\n${text}\n---\n- [ ] a\n`)).toEqual([`${place} error front-matter`]);
});

test('front matter that grows by aliases is refused', () => {
	expect(read('---\nrelease: &a [x]\ntext: [*a, *a]\n---\n- [ ] a\n').settings.own).toBe(false);
});
