/** Each rule of `lint`, by the smallest document that breaks it. */
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readDocument} from '../../source/checklist/parse.js';
import {rules, type RuleName} from '../../source/checklist/rules.js';
import {diagnose} from '../../source/commands/lint/diagnose.js';
import {readBytes} from '../../source/commands/checklist-file.js';
import {temporaryRepository} from '../repository/temporary-repository.js';

const {top, write, git} = await temporaryRepository();
await write('.holdpoint/signers.yaml', [
	'project: example',
	'version: 1',
	'people:',
	'  ada@example.com: {name: Ada, keys: [{ssh: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f}]}',
	'roles:',
	'  release manager: [ada@example.com]',
	'  QA: [ada@example.com]',
	'',
].join('\n'));
await git('add', 'README.md');

const file = path.join(top, 'RELEASE.md');

async function lint(text: string | Uint8Array): Promise<string[]> {
	const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
	const diagnostics = await diagnose(file, readDocument(bytes));
	return diagnostics.map(({line, column, severity, rule}) => `${line}:${column} ${severity} ${rule}`);
}

/** In our own document: three lines of front matter, and an empty one, above. */
const own = (...lines: string[]): string => ['---', 'release: x', '---', '', ...lines, ''].join('\n');
const fence = (info: string, ...lines: string[]): string[] => [`\`\`\`${info}`, ...lines, '```', ''];
const check = (...lines: string[]): string => own('- [ ] a', '', ...fence('bash check', ...lines));
const expects = (expression: string): string => own(`- [ ] a. **Expect**: \`${expression}\``, '', ...fence('bash check', 'ls'));

type Case = readonly [rule: RuleName, text: string | Uint8Array, ...found: readonly string[]];

const broken: readonly Case[] = [
	['not-text', new Uint8Array([0x2D, 0xFF]), '1:1 error'],
	['empty', '', '1:1 error'],
	['unreadable', '> '.repeat(200), '1:1 error'],
	['no-steps', 'Only text.\n', '1:1 error'],
	['front-matter', '---\nrelease: x\norde: strict\n---\n\n- [ ] a\n', '3:1 error'],
	['secret-short', String.raw`---
inputs:
  otp: {secret: true, match: '\d{6}'}
  token: {secret: true, match: '\w{8,}'}
---

- [ ] a
`, '3:3 warning'],
	['label-value', own('**Blocking**: perhaps', '', '- [ ] a'), '5:1 error'],
	['label-value', '**Blocking**: perhaps\n\n- [ ] a\n', '1:1 warning'],
	['label-mistyped', own('**Requirse**: b', '', '- [ ] a. **Expcet**: `1 == 1`', '- [ ] b. **Expected**: all'), '5:1 warning', '7:10 warning'],
	['fence-word', own('- [ ] a', '', ...fence('bash check timeout=soon', 'ls')), '7:1 error'],
	['fence-word-mistyped', own('- [ ] a', '', ...fence('bash chekc', 'ls')), '7:1 warning'],
	['fence-not-run', own('- [ ] a', '', ...fence('yaml check', 'a: b')), '7:1 error'],
	['expectation-input', '---\ninputs: {version: {}}\n---\n\n- [ ] a **Only if**: `inputs.version == "{{version}}"`\n', '5:9 error'],
	['expectation-input', own('- [ ] a. **Expect**: `!stdout.contains("{{ tag }}")`', '', ...fence('bash check', 'ls')), '5:10 error'],
	['expectation-input', own('- [ ] a', '', ...fence('bash check save=canary', 'ls'), '- [ ] b. **Expect**: `stdout != "{{canary}}"`', '', ...fence('bash check', 'ls')), '11:10 error'],
	['expectation-input', own('- [ ] {{arch}}. **Only if**: `"{{ arch }}" != "arm"` **For each**: arch in `arm, x86`', '', '## B', '', '**Only if**: `"{{arch}}" != ""`', '', '- [ ] b'), '5:17 error', '9:1 error'],
	['expectation-input', own('**Evidence**: soak = `a/*.json`', '', '- [ ] a. **Expect**: `!soak.text.contains("{{soak.path}}")`'), '7:10 error'],
	['expectation-input', '- [ ] a\n\n  ```bash save=canary\n  ls\n  ```\n\n- [ ] b **Only if**: `canary == "{{canary}}"`\n', '7:9 error'],
	['fence-input', own('- [ ] {{arch}} **For each**: arch in `arm, x86`', '', '  ```bash', '  deploy {{arch}}', '  ```'), '7:3 error'],
	['fence-input', own('**Evidence**: soak = `a/*.json`', '', '- [ ] a', '', ...fence('bash check', 'test ! -s {{soak.path}}')), '9:1 error'],
	['fence-input', own('- [ ] a', '', ...fence('bash check save=canary', 'ls'), '- [ ] b', '', ...fence('bash', 'deploy {{canary}}')), '13:1 error'],
	['fence-input', '---\ninputs: {version: {}}\n---\n\n- [ ] a\n\n```bash\necho {{version}}\n```\n', '7:1 error'],
	['fence-open', own('- [ ] a', '', '```', 'text', '- [ ] b'), '7:1 error'],
	['fence-open', own('- [ ] a', '', '  ```', '  text', '- [ ] b'), '7:3 error'],
	['fence-open', own('- [ ] a', '', '```markdown', '```bash', 'make', '```', '', '- [ ] b', '', '```', '', '- [ ] c'), '7:1 error', '14:1 error'],
	['fence-indented', own('- [ ] a:', '      ```bash', '      make', '      ```', '- [ ] b', '', '      ```sh check', '      make', '      ```', '', '  ~~~~markdown', '  ```bash', '  make', '  ```', '  ~~~~'), '6:7 warning', '11:7 warning'],
	['html-open', own('- [ ] a', '', '<!-- later', '', '- [ ] b'), '7:1 error'],
	['html-open', own('- [ ] a', '', '<details><summary>More</summary>', '', '- [ ] b'), '7:1 error'],
	['box-in-text', own('- [ ] a', '', ...fence('markdown', '- [ ] b')), '8:3 warning'],
	['box-in-text', own('- [ ] a', '- [] b', '- [ ]c', '- [d](e)', '- []e'), '6:3 warning', '7:3 warning'],
	['box-in-text', own('- [ ] a', '', ...fence('', 'Hello all,', '- [ ] b')), '9:3 warning'],
	['box-in-text', own('- [ ] a', '', '<!--', '- [ ] b', '-->'), '8:3 warning'],
	['title-twice', own('- [ ] Tests pass', '- [ ] Docs', '- [ ] Tests pass', '', '## A', '', '- [ ] a', '', '## A', '', '- [ ] a'), '7:1 warning', '13:1 warning'],
	['requires-unknown', own('## A', '', '**Requires**: B', '', '- [ ] a'), '7:15 error'],
	['requires-ambiguous', own('## A', '', '**Requires**: Build', '', '- [ ] a', '', '## Build one', '', '- [ ] b', '', '## Build two', '', '- [ ] c'), '7:15 error'],
	['requires-cycle', own('## A', '', '**Requires**: Beta', '', '- [ ] a', '', '## Beta', '', '- [ ] b. **Requires**: A'), '5:1 error'],
	['requires-cycle', own('## A', '', '- [ ] b. **Requires**: A'), '7:1 error'],
	['requires-late', own('## A', '', '**Requires**: Announcement', '', '- [ ] a', '', '## Announcement', '', '**When**: after the tag', '', '- [ ] b'), '5:1 error'],
	['requires-late', '---\norder: strict\n---\n\n## A\n\n**Requires**: Beta\n\n- [ ] a\n\n## Beta\n\n- [ ] b\n', '5:1 error'],
	['role-unknown', own('- [ ] a', '', '**Signed by**: director'), '7:1 error'],
	['role-unknown', '---\ndecision: [tester]\n---\n\n- [ ] a\n', '1:1 error'],
	['role-count', own('- [ ] a', '', '**Signed by**: release manager (2)'), '7:1 error'],
	['name-unknown', '---\ninputs: {version: {}}\n---\n\n- [ ] Announce {{version}}\n- [ ] Send {{verison}} and {{tag}}\n', '6:12 error'],
	['name-twice', own('**Evidence**: soak = `a/*.json`', '', '- [ ] a', '', ...fence('bash check save=soak', 'ls')), '7:1 error'],
	['name-early', own('- [ ] a. **Expect**: `canary == "x"`', '', '- [ ] b', '', ...fence('bash check save=canary', 'ls')), '5:1 warning'],
	['name-shadows', '---\ninputs: {arch: {}}\n---\n\n- [ ] a **For each**: arch in `x86, arm`\n', '5:23 error'],
	['for-each', own('## Decision', '', '**For each**: arch in `x86, arm`', '', 'GO: [ ] GO [ ] NO-GO', '', '**Signed by**: release manager'), '7:15 error'],
	['evidence-outside', own('**Evidence**: `/var/log/*.json`', '', '- [ ] a'), '5:1 warning'],
	['expectation', expects('exit = 0'), '5:28 error'],
	['expectation', expects('exti == 0'), '5:23 error'],
	['expectation', expects('exit'), '5:23 error'],
	['expectation', expects('int(stdout) == 4'), '5:23 error'],
	['expectation', own('- [ ] a. **Only if**: `exit == 0`'), '5:24 error'],
	['expectation', '---\ninputs: {kind: {}}\n---\n\n## A\n\n**Only if**: `inputs.kid == "x"`\n\n- [ ] a\n', '7:22 error'],
	['expectation-unsure', expects('json.ok'), '5:23 warning'],
	['expectation-lines', expects('exit == 0 && output.matches("^ok$")'), '5:36 warning'],
	['expectation-order', expects('stdout > "1.9"'), '5:23 warning'],
	['shell-syntax', check('ls', 'if true; then'), '9:1 error'],
	['shell-watch', check('set -x', 'ls'), '8:1 error'],
	['swallowed-substitution', check('ls', 'echo "$(date)"'), '9:7 error'],
	['early-exit', check('curl -s example.com | grep -q x'), '8:1 warning'],
	['check-empty', check('# nothing'), '7:1 error'],
	['check-acts', check('ls', 'sudo git -C x push --tags', 'echo x > README.md', 'sed -i s/a/b/ x', 'curl -X POST example.com'), '9:1 warning', '10:8 warning', '11:1 warning', '12:1 warning'],
	['check-placeholder', check('ls <folder>'), '7:1 error'],
	['command-forbidden', own('Do NOT use `git push --tags`.', '', '- [ ] a', '', ...fence('bash', 'git push origin --tags')), '9:1 warning'],
	['command-forbidden', own('- [ ] a', '', ...fence('bash', '# Never: git push --tags', 'git push --tags')), '7:1 warning'],
];

test.each(broken.map(([rule, text, ...found], index) => ({
	index, rule, text, found,
})))('$rule ($index)', async ({rule, text, found}) => {
	const all = await lint(text);
	expect(all.filter(one => one.endsWith(` ${rule}`))).toEqual(found.map(one => `${one} ${rule}`));
});

test('a role is the same in upper and lower case', async () => {
	expect(await lint(own('- [ ] a', '', '**Signed by**: Qa'))).toEqual([]);
});

test.each([
	['---\nrelese: x\norder: free\n---\n\n- [ ] a\n', 'Did you mean `release`?'],
	['---\ninputs: {version: {aks: Which}}\n---\n\n- [ ] a\n', 'Did you mean `ask`?'],
	[own('## Start-up checks', '', '- [ ] a', '', '## B', '', '**Requires**: startup checks', '', '- [ ] b'), 'Did you mean "Start-up checks"?'],
	[own('**Signed by**: releese manager', '', '- [ ] a'), 'Did you mean `release manager`?'],
	[expects('lines.exist(l, l == "x")'), 'Did you mean `exists`?'],
	[expects('exit = 0'), 'Equality is written `==`.'],
	[expects('exit == 0 and stdout == ""'), 'Write `&&`, `||` and `!`.'],
	[own('**Evidence**: soak = `a/*.json`', '', '- [ ] a. **Expect**: `soakk.json.n == 0`'), 'Did you mean `soak`?'],
	[own('**Evidence**: soak = `a/*.json`', '', '- [ ] a. **Expect**: `soak.jsn.n == 0`'), 'Did you mean `json`?'],
	[own('- [ ] a. **Expect**: `exit == 0`'), 'There is no command here: put the expectation on the item that holds one.'],
	[expects('stdout >= "1.9"'), 'Write `number(stdout) >= number("1.9")`.'],
	[expects('tag > "v1.9.0"'), 'Write `version(tag) > version("v1.9.0")`.'],
])('a fix is given: %#', async (text, fix) => {
	const diagnostics = await diagnose(file, readDocument(new TextEncoder().encode(text)));
	expect(diagnostics.map(one => one.fix)).toContain(fix);
});

test('every rule is broken above', () => {
	expect(new Set(broken.map(([rule]) => rule))).toEqual(new Set(Object.keys(rules)));
});

const clean: readonly string[] = [
	own('- [ ] a', '', '  ```bash check', '  ls', '  ```', '', '- [ ] b'),
	check('x=$(date)', 'tmp=$(mktemp)', 'ls > "$tmp"', 'rm "$tmp"', 'curl -sf https://example.com >/dev/null', 'git tag --list', 'git push --dry-run', 'echo x > build.log'),
	expects('lines.exists(l, l.matches("^ok$")) && version(stdout) > version("1.9") && json.n >= 40'),
	'---\ninputs: {kind: {}}\n---\n\n## A\n\n**Only if**: `inputs.kind == "x"`\n\n- [ ] a\n',
	expects('stdout >= "2026-01-01" && json.ok == true'),
	own('Do not forget to run `git push --tags`. Do not go on until `make` ends.', '', '- [ ] a', '', ...fence('bash', 'git push --tags', 'make')),
	own('## A', '', '- [ ] Tests pass', '', '## B', '', '**Requires**: A', '', '- [ ] Tests pass', '', '**Signed by**: release manager'),
	own('| task | done |', '|---|---|', '| a | [ ] |', '', '- [ ] b'),
	own('<details><summary>A</summary>', '', '- [ ] a', '', '</details>', '', '<!-- b -->'),
];

test.each(clean)('a clean document %#', async text => {
	expect(await lint(text)).toEqual([]);
});

const checklists = path.join(import.meta.dirname, '..', '..', 'checklists');

test.each(readdirSync(checklists).filter(name => name.endsWith('.md') && name !== 'README.md'))('what we ship: %s', async name => {
	const place = path.join(checklists, name);
	const document = readDocument(await readBytes(place));
	expect(await diagnose(place, document)).toEqual([]);
});
