import {expect, test} from 'vitest';
import {
	findKey,
	keyTable,
	nameKey,
	sayKey,
	type KeyPlace,
} from '../../source/ui/keys.js';
import {findEdit} from '../../source/ui/typing.js';

test('keys have one name each', () => {
	expect(nameKey('y', {})).toBe('y');
	expect(nameKey('R', {})).toBe('R');
	expect(nameKey(' ', {})).toBe('space');
	expect(nameKey('', {upArrow: true})).toBe('up');
	expect(nameKey('\r', {return: true})).toBe('enter');
	expect(nameKey('c', {ctrl: true})).toBe('ctrl+c');
	expect(nameKey('b', {meta: true})).toBe('alt+b');
	expect(nameKey('', {escape: true, meta: true})).toBe('escape');
});

test('several different characters at once are no key, a key held down is one', () => {
	expect(nameKey('yes', {})).toBe('');
	expect(nameKey(']]]', {})).toBe(']');
});

test('no key means two things in one place', () => {
	const places = new Set<KeyPlace>(keyTable.flatMap(({places}) => places));
	for (const place of places) {
		const keys = keyTable.filter(row => row.places.includes(place) && !(row.group === 'Everywhere' && row.does === 'take')).flatMap(row => row.keys);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index), place).toEqual([]);
	}
});

test('the keys that the choices answer to are not taken by the table where there are choices', () => {
	for (const place of ['step', 'finishing', 'reading'] as const) {
		for (const key of ['up', 'down', 'enter', 'j', 'k', '1', '9']) {
			expect(findKey(place, key), `${key} at ${place}`).toBeUndefined();
		}
	}
});

test('while a text is typed, letters are letters', () => {
	for (const place of ['typing', 'typing lines', 'confirming', 'finding'] as const) {
		for (const key of ['q', 'y', 'g', '?', 's', '/']) {
			expect(findKey(place, key), `${key} at ${place}`).toBeUndefined();
		}
	}
});

test('Escape, Ctrl-C and Ctrl-Z mean the same everywhere', () => {
	for (const place of new Set(keyTable.flatMap(({places}) => places))) {
		expect(['escape', 'ctrl+c', 'ctrl+z'].map(key => findKey(place, key)?.does), place).toEqual(['close', 'interrupt', 'suspend']);
	}
});

test('every key of the table can be said', () => {
	expect(keyTable.flatMap(({keys}) => keys).map(key => sayKey(key)).filter(words => words === '')).toEqual([]);
	expect(sayKey('page up')).toBe('Page Up');
});

test('a typed confirmation takes letters, and no paste, however it arrives', () => {
	const typed = (input: string, isPasted = false) => findEdit({
		name: nameKey(input, {}), input, place: 'confirming', isPasted,
	});
	expect(typed('v')).toEqual({type: 'insert', text: 'v'});
	expect(typed('v1')).toEqual({type: 'insert', text: 'v1'});
	expect(typed('v1.0.0')).toBe('refused');
	expect(typed('v', true)).toBe('refused');
});

test('a paste into one line becomes one line; controls are left out', () => {
	expect(findEdit({
		name: '', input: 'a\r\nb\u{1B}[31m\n', place: 'typing', isPasted: true,
	})).toEqual({type: 'insert', text: 'a b[31m'});
	expect(findEdit({
		name: '', input: 'a\r\nb', place: 'typing lines', isPasted: true,
	})).toEqual({type: 'insert', text: 'a\nb'});
});
