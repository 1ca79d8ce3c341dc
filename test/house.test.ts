/** The house stands: no import runs upward or in a circle, no two rooms import each other, and the pure rooms stay pure. */
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

const anyImport = /(?:\bfrom|\bimport)\s*(?:\(\s*)?'(?<target>[^']+)'/gv;
/** Without `import(…)`: what is loaded when it is needed may lead back to whoever needed it. */
const staticImport = /(?:\bfrom|\bimport)\s*'(?<target>[^']+)'/gv;

function importsOf(file: string, pattern = anyImport): string[] {
	const text = readFileSync(path.join(source, file), 'utf8');
	return text.matchAll(pattern).map(({groups}) => groups?.target ?? '').toArray();
}

const neighbours = new Map(files.map(file => [file, importsOf(file, staticImport).flatMap(target => {
	const beside = path.join(path.dirname(file), target.replace(/\.js$/v, ''));
	return target.startsWith('.') ? files.filter(other => other === `${beside}.ts` || other === `${beside}.tsx`) : [];
})]));

/** The files on the way to the first circle that is found; none: everything that can be come to from here has an end. */
function findCircle(file: string, way: readonly string[], ended: Set<string>): readonly string[] {
	if (way.includes(file)) {
		return [...way.slice(way.indexOf(file)), file];
	}

	if (ended.has(file)) {
		return [];
	}

	const circle = neighbours.get(file)?.map(next => findCircle(next, [...way, file], ended)).find(({length}) => length > 0) ?? [];
	ended.add(file);
	return circle;
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

test('no import leads back to where it came from, not for a type either', () => {
	const ended = new Set<string>();
	expect(files.map(file => findCircle(file, [], ended)).filter(({length}) => length > 0)).toEqual([]);
});

test('every room is known', () => {
	expect([...new Set(files.map(file => roomOf(file)))].toSorted()).toEqual(Object.keys(mayImport).toSorted());
});

test('no file is called by a name that says nothing', () => {
	expect(files.filter(file => /utils|helpers|common|manager/v.test(file))).toEqual([]);
});
