import {expect, test} from 'vitest';
import {allSteps} from '../../source/checklist/outline.js';
import {
	read,
	stepOf,
	stepsIn,
} from './reading.js';

/** Puts a note behind a step, as the record does, and tells what the document then holds. */
const withNote = (text: string, title: string): string => {
	const {note} = stepOf(read(text), title);
	return `${text.slice(0, note.at)}\n${note.indent}NOTE${text.slice(note.at)}`;
};

test.each([
	['- [ ] a', '- [ ] a\n  NOTE'],
	['- [ ] a\n  b\n  - [ ] c\n', '- [ ] a\n  b\n  NOTE\n  - [ ] c\n'],
	['- [ ] a\n\n  ```bash\n  x\n  ```\n', '- [ ] a\n  NOTE\n\n  ```bash\n  x\n  ```\n'],
	['- [ ] a\n\n```bash\nx\n```\n', '- [ ] a\n  NOTE\n\n```bash\nx\n```\n'],
	['10. [ ] a\n    b\n', '10. [ ] a\n    b\n    NOTE\n'],
	['-   [ ] a\n', '-   [ ] a\n    NOTE\n'],
	['> - [ ] a\n> - [ ] b\n', '> - [ ] a\n>   NOTE\n> - [ ] b\n'],
	['- x\n  - [ ] a\n', '- x\n  - [ ] a\n    NOTE\n'],
	['- - [ ] a\n', '- - [ ] a\n    NOTE\n'],
	['-\t[ ] a\n', '-\t[ ] a\n    NOTE\n'],
	['- [ ] a  \n- [ ] b', '- [ ] a  \n  NOTE\n- [ ] b'],
])('a note behind "a" in %j', (text, expected) => {
	expect(withNote(text, 'a')).toBe(expected);
	expect(stepsIn(withNote(text, 'a')).map(({kind}) => kind)).toEqual(stepsIn(text).map(({kind}) => kind));
});

test('notes of paragraphs, blocks, forms and headings', () => {
	expect(withNote('A: ____  \nB: ____\n\nWords.\n', 'A')).toBe('A: ____  \nB: ____\nNOTE\n\nWords.\n');
	expect(withNote('Run:\n```bash\nx\n```\nWords.\n', 'Run:')).toBe('Run:\n```bash\nx\n```\nNOTE\nWords.\n');
	expect(withNote('```\n[ ] a\n```\n', 'a')).toBe('```\n[ ] a\n```\nNOTE\n');
	expect(withNote('# T\n\n## 1. One\n\nWords.\n', '1. One')).toBe('# T\n\n## 1. One\nNOTE\n\nWords.\n');
	expect(withNote('| a | b |\n|--|--|\n| x | [ ] PASS [ ] FAIL |\n\nWords.\n', 'x')).toBe('| a | b |\n|--|--|\n| x | [ ] PASS [ ] FAIL |\nNOTE\n\nWords.\n');
});

test('ranges hold with CRLF, tabs, code, bold and wide text', () => {
	const text = '\u{FEFF}# Tag 🎉\r\n\r\n-\t[x] `co de`\r\n- [ ] **bold** 漢字\r\n1)\t[X]\ttabs\r\n\r\n> * [ ] quoted\r\n\r\nName: ____\r\n';
	const checklist = read(text);
	expect(checklist.text).toBe(text.slice(1));
	expect(allSteps(checklist).map(({title, box, value, start}) => {
		const at = box?.at ?? value?.blank.at ?? {from: 0, to: 0};
		return [title, checklist.text.slice(at.from - 1, at.to + 1), `${start.line}:${start.column}`];
	})).toEqual([['co de', '[x]', '3:1'], ['bold 漢字', '[ ]', '4:1'], ['tabs', '[X]', '5:1'], ['quoted', '[ ]', '7:3'], ['Name', ' ____\r', '9:1']]);
});

test('a step covers its blocks and nested items', () => {
	const text = '- [ ] a\n  - [ ] b\n\n  words\n- [ ] c\n';
	const checklist = read(text);
	expect(allSteps(checklist).map(({range}) => text.slice(range.from, range.to))).toEqual(['- [ ] a\n  - [ ] b\n\n  words', '- [ ] b', '- [ ] c']);
});

test('sections cover what is below their headings', () => {
	const text = '# T\n\nwords\n\n## A\n\n- [ ] a\n\n### B\n\n## C\n';
	const {root} = read(text);
	expect(root.range).toEqual({from: 0, to: text.length});
	expect(root.sections.map(({range}) => text.slice(range.from, range.to))).toEqual(['## A\n\n- [ ] a\n\n### B\n\n', '## C\n']);
});
