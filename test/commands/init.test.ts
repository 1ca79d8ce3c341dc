/** What `init` writes: real repositories of every kind, real documents. */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Checklist} from '../../source/checklist/model.js';
import {allSteps} from '../../source/checklist/outline.js';
import {readDocument} from '../../source/checklist/parse.js';
import {adopt} from '../../source/commands/init/adopt.js';
import {composeChecklist} from '../../source/commands/init/first-checklist.js';
import {applyInsertions, unifiedDiff} from '../../source/commands/init/insertion.js';
import {surveyRepository} from '../../source/commands/init/survey.js';
import {readTagScheme} from '../../source/commands/init/tag-scheme.js';
import {diagnose} from '../../source/commands/lint/diagnose.js';
import {temporaryRepository} from '../repository/temporary-repository.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const commandsOf = (checklist: Checklist): string[] => allSteps(checklist).flatMap(({commands}) => commands.map(({text, mode}) => `${mode}: ${text}`));

const manifest = (more: object): string => JSON.stringify({
	name: 'lamp', version: '1.0.0', scripts: {
		test: 'node --test', lint: 'xo', build: 'tsc', typecheck: 'tsc --noEmit', start: 'node .',
	}, ...more,
});

type Kind = {readonly kind: string; readonly files: Readonly<Record<string, string>>; readonly commands: readonly string[]; readonly name?: string};

const kinds: readonly Kind[] = [
	{
		kind: 'npm',
		files: {'package.json': manifest({}), 'package-lock.json': '{}', 'CHANGELOG.md': '# 1.0.0\n'},
		name: 'lamp',
		commands: ['check: cat package.json', 'check: npm ci --dry-run --ignore-scripts', 'check: npm run typecheck', 'check: npm run lint', 'check: npm run build', 'check: npm test', 'check: grep -Fw -- "$version" CHANGELOG.md', 'action: npm pack --dry-run', 'action: npm publish'],
	},
	{
		kind: 'pnpm, private',
		files: {'package.json': manifest({private: true}), 'pnpm-lock.yaml': ''},
		name: 'lamp',
		commands: ['check: cat package.json', 'check: pnpm run typecheck', 'check: pnpm run lint', 'check: pnpm run build', 'check: pnpm test'],
	},
	{
		kind: 'yarn, without anything to test',
		files: {'package.json': manifest({private: true, packageManager: 'yarn@4.5.0', scripts: {test: 'echo "Error: no test specified" && exit 1'}})},
		name: 'lamp',
		commands: ['check: cat package.json'],
	},
	{
		kind: 'cargo',
		files: {'Cargo.toml': '[package]\nname = "lamp"\nversion = "1.0.0"\n\n[dependencies]\n', 'Cargo.lock': ''},
		name: 'lamp',
		commands: ['check: cargo metadata --no-deps --format-version 1', 'check: cargo build --release --locked', 'check: cargo test --locked', 'check: cargo publish --dry-run --locked', 'action: cargo publish --locked'],
	},
	{
		kind: 'go',
		files: {'go.mod': 'module example.com/lamp/v2\n\ngo 1.25\n'},
		name: 'lamp',
		commands: ['check: go mod verify', 'check: go build ./...', 'check: go vet ./...', 'check: go test ./...'],
	},
	{
		kind: 'python',
		files: {'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n\n[project]\nname = "lamp"\nversion = "1.0.0"\n\n[tool.ruff]\n\n[tool.pytest.ini_options]\n'},
		name: 'lamp',
		commands: ['check: python3 -c \'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])\'', 'check: ruff check .', 'check: python3 -m pytest', 'check: python3 -m build', 'action: python3 -m twine upload dist/*'],
	},
	{
		kind: 'poetry',
		files: {'pyproject.toml': '[tool.poetry]\nname = "lamp"\nversion = "1.0.0"\n\n[build-system]\n', 'poetry.lock': '', 'tox.ini': '[tox]\n'},
		name: 'lamp',
		commands: ['check: python3 -c \'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["tool"]["poetry"]["version"])\'', 'check: poetry run tox', 'check: poetry build', 'action: poetry publish'],
	},
	{
		kind: 'make',
		files: {Makefile: '.PHONY: test lint\nCC := cc\nall lamp: lamp.o\n\tcc -o lamp\ntest:\n\t./lamp\nlint:\n\ttrue\n'},
		commands: ['check: make lint', 'check: make all', 'check: make test'],
	},
	{
		kind: 'npm and cargo',
		name: 'lamp',
		files: {'package.json': manifest({private: true, scripts: {test: 'x'}}), 'Cargo.toml': '[package]\nname = "lamp"\npublish = false\n', Makefile: 'test:\n'},
		commands: ['check: cat package.json', 'check: npm test', 'check: cargo metadata --no-deps --format-version 1', 'check: cargo build --release', 'check: cargo test'],
	},
	{kind: 'nothing that is known', files: {}, commands: []},
];

test.each(kinds)('a first checklist: $kind', async ({files, commands, name = 'project'}) => {
	const {top, commit} = await temporaryRepository();
	await commit('Files', {...files, 'notes.txt': ''});
	const survey = await surveyRepository(top);
	const document = readDocument(encode(composeChecklist(survey)));
	expect(commandsOf(document.checklist)).toEqual(commands);
	expect(document.checklist.settings.release).toBe(name);
	expect(document.checklist.tagPlace.others).toEqual([]);
	expect(await diagnose(path.join(top, 'checklists', 'release.md'), document)).toEqual([]);
});

test('tags, branch, signers, and a workflow that publishes, are taken into account', async () => {
	const {top, commit, git} = await temporaryRepository();
	await commit('Files', {
		'package.json': manifest({}),
		'.github/workflows/release.yml': 'on: push\njobs: {a: {steps: [{run: npm publish}]}}\n',
		'.holdpoint/signers.yaml': [
			'project: lamp',
			'version: 1',
			'people:',
			'  ada@example.com: {name: Ada, keys: [{ssh: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f}]}',
			'roles: {captain: [ada@example.com]}',
			'',
		].join('\n'),
	});
	await git('tag', 'lamp-2026.04');
	await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
	await git('symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${await git('symbolic-ref', '--short', 'HEAD')}`);
	const survey = await surveyRepository(top);
	const document = readDocument(encode(composeChecklist(survey)));
	const {checklist} = document;
	expect(checklist.settings).toMatchObject({tag: 'lamp-{{version}}', decision: ['captain'], inputs: [{name: 'version', match: String.raw`\d+\.\d+`}]});
	expect(commandsOf(checklist)).not.toContain('action: npm publish');
	expect(allSteps(checklist)[0]?.expectations[0]?.expression).toBe('branch == "main"');
	expect(await diagnose(path.join(top, 'release.md'), document)).toEqual([]);
});

test.each([
	[[], 'v{{version}}', String.raw`\d+\.\d+\.\d+`, undefined],
	[['v1.2.0', 'v1.1.0'], 'v{{version}}', String.raw`\d+\.\d+\.\d+`, 'v1.2.0'],
	[['latest', '2.0.0-rc.1', '1.9.0'], '{{version}}', String.raw`\d+\.\d+\.\d+(?:-[\-.0-9A-Za-z]+)?`, '1.9.0'],
	[['release/2026.4'], 'release/{{version}}', String.raw`\d+\.\d+`, 'release/2026.4'],
	[['nightly'], 'v{{version}}', String.raw`\d+\.\d+\.\d+`, undefined],
])('tags such as %j', (tags, tag, match, last) => {
	expect(readTagScheme(tags)).toEqual({tag, match, last});
});

describe('a document that is there', async () => {
	const {top} = await temporaryRepository();
	const survey = await surveyRepository(top);
	const adopted = (text: string): string => {
		const document = readDocument(encode(text));
		return applyInsertions(document.source.text, adopt(document, survey));
	};

	const own = String.raw`---
release: project
inputs:
  version: {ask: Version to release, match: '\d+\.\d+\.\d+'}
---

`;

	test('gets front matter, and `check` on what decides by itself', () => {
		const text = '# Release\n\n- [ ] Test\n\n  ```bash\n  npm test\n  ```\n\n- [ ] Push\n\n  ```bash\n  git push\n  ```\n\n- [ ] Both\n\n  ~~~sh\n  npm test && npm publish\n  ~~~\n';
		expect(adopted(text)).toBe(own + text.replace('```bash\n  npm test', '```bash check\n  npm test'));
	});

	test('keeps its line ends', () => {
		const text = '# Release\r\n\r\n- [ ] Test\r\n';
		expect(adopted(text)).toBe(own.replaceAll('\n', '\r\n') + text);
	});

	test('keeps the front matter of others', () => {
		expect(adopted('---\ntitle: Release\n---\n\n- [ ] Test the version\n')).toBe(`---\ntitle: Release\n${own.slice(4)}- [ ] Test the version\n`);
	});

	test('says what it is: lists, placeholders, who decides', () => {
		const lines = adopted('# Release\n\n1. Tag it\n\n   ```bash\n   git tag vX.Y.Z\n   ```\n\n2. Tell\n\n## Sign-off\n\nApproved by Director: ______\n').split('\n');
		expect(lines).toEqual(expect.arrayContaining(['placeholders:', '  vX.Y.Z: v{{version}}', 'decision: [director]', 'steps: lists']));
	});

	test('makes no tag where there is nothing that has one', () => {
		expect(adopted('# Move\n\n- [ ] Pack\n').split('\n')).toContain('tag: none');
	});

	test('is left alone when it has ours', () => {
		const text = '---\nrelease: x\n---\n\n- [ ] a\n';
		expect(adopted(text)).toBe(text);
	});

	const seeds = path.join(import.meta.dirname, '..', 'seeds');
	test.each(readdirSync(seeds).filter(name => name.endsWith('.md')))('%s has the same steps as before, and no fault that it had not', async name => {
		const bytes = readFileSync(path.join(seeds, name));
		const before = readDocument(bytes);
		const changed = applyInsertions(before.source.text, adopt(before, survey));
		const after = readDocument(encode(changed));
		const titles = ({checklist}: {checklist: Checklist}): string[] => allSteps(checklist).map(({title}) => title);
		expect(after.checklist.settings.own).toBe(true);
		expect(titles(after)).toEqual(titles(before));
		const found = await diagnose(path.join(top, name), after);
		expect(found.filter(({severity}) => severity === 'error')).toEqual([]);
	});
});

test('a unified diff, applied, gives the new text', async () => {
	const {top, write, git} = await temporaryRepository();
	const line = fc.constantFrom('a\n', 'b\n', '\n', '- c\n', '+ d\n', '@@ e\n');
	const inserted = fc.constantFrom('new\n', 'two\nlines\n', ' word');
	const wish = fc.record({at: fc.nat(), text: inserted});
	const documents = fc.tuple(fc.array(line, {minLength: 1, maxLength: 30}), fc.array(wish, {maxLength: 4}));
	const property = fc.asyncProperty(documents, async ([lines, wishes]) => {
		const text = lines.join('');
		const starts = lines.map((_, index) => lines.slice(0, index).join('').length);
		const insertions = wishes.map(({at, text: word}) => {
			const start = starts[at % starts.length] ?? 0;
			return {at: word === ' word' ? start + (lines[at % starts.length]?.length ?? 1) - 1 : start, text: word};
		});
		await write('file.txt', text);
		const diff = unifiedDiff({from: 'a/file.txt', to: 'b/file.txt'}, text, insertions);
		await write('changes.diff', `${diff.join('\n')}\n`);
		if (insertions.length > 0) {
			await git('apply', 'changes.diff');
		}

		expect(readFileSync(path.join(top, 'file.txt'), 'utf8')).toBe(applyInsertions(text, insertions));
	});
	await fc.assert(property, {numRuns: 30});
});
