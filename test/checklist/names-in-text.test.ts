import {expect, test} from 'vitest';
import {
	fillCommand,
	fillNames,
	replacementsOf,
	replaceTexts,
} from '../../source/checklist/names-in-text.js';
import {read, stepsIn} from './reading.js';

test('names are filled in where they have a value', () => {
	const values = new Map([['version', '1.2.0'], ['soak.path', 'a/b.json']]);
	expect(fillNames('Ship {{version}}, {{ version }}, {{other}}, {{soak.path}} {version} {{Version}}', values)).toBe('Ship 1.2.0, 1.2.0, {{other}}, a/b.json {version} {{Version}}');
	expect(fillNames('{{a}}', new Map([['a', '{{b}}'], ['b', 'no']]))).toBe('{{b}}');
});

test.each([
	['git tag vX.Y.Z', 'git tag v1.2.0'],
	['app-vX.Y.Z.tar.gz "vX.Y.Z"', 'app-v1.2.0.tar.gz "v1.2.0"'],
	['xvX.Y.Z vX.Y.Z9 vX.Y.Z.W', 'xvX.Y.Z vX.Y.Z9 vX.Y.Z.W'],
	['X.Y of vX.Y.Z', '1.2 of v1.2.0'],
	['$HOME [FILE] a.b', '$HOME f.txt a.b'],
])('%j reads %j', (text, filled) => {
	expect(replaceTexts(text, new Map([['X.Y', '1.2'], ['vX.Y.Z', 'v1.2.0'], ['[FILE]', 'f.txt'], ['a+b', 'no']]))).toBe(filled);
});

test('nothing is replaced in what was put there', () => {
	expect(replaceTexts('A B', new Map([['A', 'B'], ['B', 'A']]))).toBe('B A');
});

const document = (command: string): string => `---\ninputs: {version: {}}\nplaceholders: {vX.Y.Z: 'v{{version}}', <file>: 'dist/{{version}}.zip'}\n---\n- [ ] a\n\n\`\`\`bash\n${command}\n\`\`\`\n`;

const filledIn = (command: string, version: string | undefined) => {
	const checklist = read(document(command));
	const [written] = checklist.root.steps[0]?.commands ?? [];
	const filled = written && fillCommand(written, replacementsOf(checklist, new Map(version === undefined ? [] : [['version', version]])));
	return [written?.placeholders, filled?.text, filled?.placeholders];
};

test('a command\'s placeholders are those that the front matter does not fill', () => {
	expect(filledIn('upload <file> vX.Y.Z', '1.2.0')).toEqual([[], 'upload dist/1.2.0.zip v1.2.0', []]);
	expect(filledIn('upload <file> <where> vX.Y.Z-rcN', '1.2.0')).toEqual([['<where>', 'vX.Y.Z-rcN'], 'upload dist/1.2.0.zip <where> vX.Y.Z-rcN', ['<where>', 'vX.Y.Z-rcN']]);
});

test.each([undefined, '', '1.2; rm -rf /', '$(id)', '1 2', '`id`', '1\n2', '"', '*'])('the value %j never reaches a command: it has to be filled in', version => {
	expect(filledIn('git tag vX.Y.Z', version)).toEqual([[], 'git tag vX.Y.Z', ['vX.Y.Z']]);
});

test('another release\'s version in the title stands for this one\'s, once that was agreed to', () => {
	const checklist = read('# Release v0.1.0\n\n- [ ] a\n\n```bash\ngit tag v0.1.0 && pack app-0.1.0.tgz 10.0.1.0 v0.1.0.1\n```\n');
	const [command] = checklist.root.steps[0]?.commands ?? [];
	const fill = (values: ReadonlyMap<string, string>) => command && fillCommand(command, replacementsOf(checklist, values)).text;
	expect(fill(new Map())).toBe(command?.text);
	expect(fill(new Map([['v0.1.0', 'v0.2.0']]))).toBe('git tag v0.2.0 && pack app-0.2.0.tgz 10.0.1.0 v0.1.0.1');
});

test('front matter placeholders are no placeholders of a check', () => {
	expect(stepsIn('---\nplaceholders: {????: x}\n---\n- [ ] a\n\n```bash check\necho ????\n```\n')[0]?.commands[0]).toMatchObject({mode: 'check', placeholders: []});
});
