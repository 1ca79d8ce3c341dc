/** The house stands: no import runs upward, no two rooms import each other, and the pure rooms stay pure. */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const source = path.join(import.meta.dirname, '..', 'source');

const ground = ['checklist', 'run'];
const workshops = ['journal', 'checks', 'signing', 'repository'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
	checklist: [],
	run: ['checklist'],
	record: ground,
	...Object.fromEntries(workshops.map(room => [room, ground])),
	walk: [...ground, 'record', ...workshops],
	ui: [...ground, 'walk'],
	plain: [...ground, 'walk'],
	commands: [...ground, 'record', ...workshops, 'walk', 'ui', 'plain'],
	cli: ['commands'],
	'.': ['cli', 'commands'],
};

const pure = new Set(['checklist', 'run', 'record']);
const impure = /^(?:node:(?!crypto$|buffer$)|ink|execa$|simple-git$|conf$|react)/v;

const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(file => /\.tsx?$/v.test(file) && !file.endsWith('.d.ts'));

function importsOf(file: string): string[] {
	const text = readFileSync(path.join(source, file), 'utf8');
	return text.matchAll(/(?:\bfrom|\bimport)\s*(?:\(\s*)?'(?<target>[^']+)'/gv).map(({groups}) => groups?.target ?? '').toArray();
}

function roomOf(file: string): string {
	const first = file.split(path.sep)[0] ?? '';
	return first === file ? '.' : first;
}

test.each(files)('%s imports only from below', file => {
	const room = roomOf(file);
	const folder = path.dirname(file);
	const others = importsOf(file).filter(target => target.startsWith('.') && !target.endsWith('package.json')).map(target => roomOf(path.normalize(path.join(folder, target))));
	const upward = others.filter(other => other !== room && !mayImport[room]?.includes(other));
	expect(upward).toEqual([]);
});

test.each(files.filter(file => pure.has(roomOf(file))))('%s is pure', file => {
	expect(importsOf(file).filter(target => impure.test(target))).toEqual([]);
});

test('every room is known', () => {
	expect([...new Set(files.map(file => roomOf(file)))].toSorted()).toEqual(Object.keys(mayImport).toSorted());
});

test('no file is called by a name that says nothing', () => {
	expect(files.filter(file => /utils|helpers|common|manager/v.test(file))).toEqual([]);
});
