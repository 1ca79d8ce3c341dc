import {expect, test} from 'vitest';
import fc from 'fast-check';
import {edit, startEditor, type Edit} from '../../source/ui/editor.js';

const types = ['backspace', 'delete', 'left', 'right', 'up', 'down', 'line start', 'line end', 'delete word', 'delete to line start', 'delete to line end'] as const;

function after(text: string, ...changes: ReadonlyArray<(typeof types)[number] | {insert: string}>): string {
	let editor = startEditor(text);
	for (const change of changes) {
		editor = edit(editor, typeof change === 'string' ? {type: change} : {type: 'insert', text: change.insert});
	}

	return `${editor.text.slice(0, editor.at)}|${editor.text.slice(editor.at)}`;
}

test('letters are inserted where the place is', () => {
	expect(after('ac', 'left', {insert: 'b'})).toBe('ab|c');
});

test('a joined emoji is one step and one deletion', () => {
	expect(after('a👩‍💻b', 'left', 'left')).toBe('a|👩‍💻b');
	expect(after('a👩‍💻', 'backspace')).toBe('a|');
	expect(after('👩‍💻b', 'line start', 'delete')).toBe('|b');
});

test('start and end of line stay within the line', () => {
	expect(after('one\ntwo', 'line start')).toBe('one\n|two');
	expect(after('one\ntwo', 'up', 'line end')).toBe('one|\ntwo');
});

test('up and down keep the column as far as the line goes', () => {
	expect(after('漢字x\nab', 'up')).toBe('漢字|x\nab');
	expect(after('a\nlong', 'up')).toBe('a|\nlong');
	expect(after('a\nlong', 'down')).toBe('a\nlong|');
});

test('deleting a word takes the blanks behind it', () => {
	expect(after('git push  ', 'delete word')).toBe('git |');
	expect(after('one', 'delete word')).toBe('|');
});

test('deleting to the start or the end of a line', () => {
	expect(after('ab\ncd', 'left', 'delete to line start')).toBe('ab\n|d');
	expect(after('ab\ncd', 'up', 'line start', 'delete to line end')).toBe('|\ncd');
	expect(after('ab\ncd', 'up', 'delete to line end')).toBe('ab|cd');
});

test('whatever is done, the place stays inside the text', () => {
	const change: fc.Arbitrary<Edit> = fc.oneof(
		fc.constantFrom(...types).map(type => ({type})),
		fc.string({unit: fc.constantFrom('a', ' ', '\n', '👩‍💻', '漢'), maxLength: 5}).map(text => ({type: 'insert' as const, text})),
	);
	fc.assert(fc.property(fc.array(change, {maxLength: 40}), changes => {
		let editor = startEditor('one\ntwo');
		for (const one of changes) {
			editor = edit(editor, one);
			expect(editor.at).toBeGreaterThanOrEqual(0);
			expect(editor.at).toBeLessThanOrEqual(editor.text.length);
			expect(editor.text.isWellFormed()).toBe(true);
		}
	}));
});
