
import {
	appendFile,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openJournal, readJournal} from '../../source/journal/journal.js';
import {canonicalJson, hashLine} from '../../source/run/chain.js';
import type {Fact} from '../../source/run/events.js';
import {
	ada,
	expectFault,
	expectValue,
	freshRun,
	noted,
	notesIn,
	notesOf,
	started,
	startedRun,
	textOf,
} from './scratch.js';

test('the hash chain does not restart on append: what was appended is what the next opening reads, and goes on from', async () => {
	const {folder, journal} = await startedRun('one', 'two');
	const again = expectValue(await openJournal(folder));
	expect(again.events.map(event => event.seq)).toEqual([1, 2, 3]);
	expect(notesOf(again.events)).toEqual(['one', 'two']);
	expect(again.end).toEqual(journal.end);
	expect(again.torn).toBeUndefined();
	expect(again.run).toBe(path.basename(folder));
	const {written} = expectValue(await again.append(ada, () => [noted('three')]));
	expect(written).toMatchObject([{seq: 4, prev: journal.end.hash}]);
	const last = expectValue(await openJournal(folder));
	expect(notesOf(last.events)).toEqual(['one', 'two', 'three']);
});

test('events carry who, and the time that the clock gives', async () => {
	const folder = await freshRun();
	const journal = expectValue(await openJournal(folder, {clock: () => new Date('2026-11-20T12:34:56.789Z')}));
	const {written} = expectValue(await journal.append(ada, () => [started]));
	expect(written[0]).toMatchObject({at: '2026-11-20T12:34:56.789Z', by: ada, seq: 1});
	expect(expectValue(await readJournal(folder)).events).toEqual(written);
});

test('an append decides on what others have written meanwhile', async () => {
	const {folder, journal} = await startedRun();
	const other = expectValue(await openJournal(folder));
	await journal.append(ada, () => [noted('mine')]);
	const appended = expectValue(await other.append(ada, news => news.map(event => noted(`after ${event.seq}`))));
	expect(notesOf(appended.news)).toEqual(['mine']);
	expect(notesOf(appended.written)).toEqual(['after 2']);
	const {news} = expectValue(await journal.append(ada, () => []));
	expect(notesOf(news)).toEqual(['after 2']);
});

test('a refusal writes nothing and still brings the news', async () => {
	const {folder, journal} = await startedRun();
	const other = expectValue(await openJournal(folder));
	await journal.append(ada, () => [noted('mine')]);
	const before = await readFile(path.join(folder, 'journal.jsonl'));
	const refused = expectValue(await other.append(ada, () => ({refusal: 'Gate 2 requires gate 1.'})));
	expect(refused.refusal).toEqual({refusal: 'Gate 2 requires gate 1.'});
	expect(refused.written).toEqual([]);
	expect(notesOf(refused.news)).toEqual(['mine']);
	expect(await readFile(path.join(folder, 'journal.jsonl'))).toEqual(before);
});

test('appends of one process at once follow one another', async () => {
	const {folder, journal} = await startedRun();
	const texts = Array.from({length: 20}, (_, index) => `note ${index}`);
	await Promise.all(texts.map(async text => journal.append(ada, () => [noted(text)])));
	expect(await notesIn(folder)).toEqual(texts);
});

test('half a surrogate pair cannot stop a run from being read', async () => {
	const {folder, journal} = await startedRun();
	const {written} = expectValue(await journal.append(ada, () => [noted('cut off \u{D83D}')]));
	expect(notesOf(written)).toEqual(['cut off \u{FFFD}']);
	expect(await notesIn(folder)).toEqual(['cut off \u{FFFD}']);
});

test('what no reader would take is a mistake in the program and is never written', async () => {
	const {folder, journal} = await startedRun();
	const before = await readFile(path.join(folder, 'journal.jsonl'));
	const surprising = JSON.parse('{"type":"note-added","data":{"about":"","note":"","surprise":1}}') as Fact;
	await expect(journal.append(ada, () => [surprising])).rejects.toThrow('note-added');
	expect(await readFile(path.join(folder, 'journal.jsonl'))).toEqual(before);
	expectValue(await journal.append(ada, () => [noted('goes on')]));
});

test('a torn last line is set aside, said, and the run goes on from the line before', async () => {
	const {folder} = await startedRun('kept');
	await appendFile(path.join(folder, 'journal.jsonl'), '{"at":"2026-');
	const looked = expectValue(await readJournal(folder));
	expect(looked.torn).toContain('12 bytes');
	expect(await readFile(path.join(folder, 'journal.jsonl'), 'utf8')).toMatch(/\{"at":"2026-$/v);

	const journal = expectValue(await openJournal(folder));
	expect(journal.torn).toMatch(/12 bytes.*journal\.torn.*event 2/v);
	expect(notesOf(journal.events)).toEqual(['kept']);
	expect(await readFile(path.join(folder, 'journal.torn'), 'utf8')).toBe('{"at":"2026-\n');
	expectValue(await journal.append(ada, () => [noted('goes on')]));
	expect(await notesIn(folder)).toEqual(['kept', 'goes on']);
});

test('a line torn by another process is set aside at the next append', async () => {
	const {folder, journal} = await startedRun('kept');
	await appendFile(path.join(folder, 'journal.jsonl'), 'torn');
	const appended = expectValue(await journal.append(ada, () => [noted('goes on')]));
	expect(appended.torn).toContain('4 bytes');
	expect(await notesIn(folder)).toEqual(['kept', 'goes on']);
});

test('every damaged line stops with file, line and advice, and nothing is changed', async () => {
	const {folder} = await startedRun('one', 'two', 'three');
	const file = path.join(folder, 'journal.jsonl');
	const text = await readFile(file, 'utf8');
	const lines = text.split('\n').slice(0, -1);
	for (const index of lines.keys()) {
		const damaged = `${lines.with(index, (lines[index] ?? '').replace('"v":1', '"v":x')).join('\n')}\n`;
		await writeFile(file, damaged);
		for (const fault of [expectFault(await openJournal(folder)), expectFault(await readJournal(folder))]) {
			expect(fault).toMatchObject({code: 'journal.format', line: index + 1, file});
			expect(fault.sentence).toContain(`line ${index + 1}`);
			expect(fault.sentence).toContain('backup');
		}

		expect(await readFile(file, 'utf8')).toBe(damaged);
	}
});

test('a changed, swapped or missing line breaks the chain', async () => {
	const {folder} = await startedRun('one', 'two', 'three');
	const file = path.join(folder, 'journal.jsonl');
	const text = await readFile(file, 'utf8');
	const lines = text.split('\n').slice(0, -1);
	const write = async (changed: readonly string[]): Promise<void> => writeFile(file, `${changed.join('\n')}\n`);
	await write(lines.with(1, (lines[1] ?? '').replace('one', 'won')));
	expect(expectFault(await openJournal(folder))).toMatchObject({code: 'journal.chain', line: 3});
	await write(lines.toSpliced(1, 1));
	expect(expectFault(await openJournal(folder))).toMatchObject({code: 'journal.chain', line: 2});
	await write(lines.with(3, (lines[3] ?? '').replace('three', 'trees')));
	expect(expectFault(await openJournal(folder)).code).toBe('journal.head');
});

test('bytes that are not UTF-8 are a corrupt line', async () => {
	const {folder} = await startedRun('one', 'two');
	const file = path.join(folder, 'journal.jsonl');
	const bytes = await readFile(file);
	bytes[bytes.indexOf('"one"') + 1] = 0xFF;
	await writeFile(file, bytes);
	expect(expectFault(await openJournal(folder))).toMatchObject({code: 'journal.format', line: 2});
});

test('a journal shorter than its head says how many events were written', async () => {
	const {folder} = await startedRun('one', 'two');
	await writeFile(path.join(folder, 'journal.jsonl'), '');
	expect(expectFault(await openJournal(folder)).sentence).toContain('3 were written');
});

test('a head that is missing, torn or behind is caught up', async () => {
	const {folder, journal} = await startedRun('one');
	const head = path.join(folder, 'head');
	const {end} = journal;
	const [first] = journal.events;
	expect(first).toBeUndefined();
	const right = await readFile(head, 'utf8');
	expect(right).toBe(`2 ${end.hash}\n`);
	const text = await textOf(folder);
	const lines = text.split('\n');
	const behind = `1 ${(JSON.parse(lines[1] ?? '') as {prev: string}).prev}\n`;
	for (const wrong of [undefined, '', '2 0000', behind]) {
		await (wrong === undefined ? rm(head) : writeFile(head, wrong));
		expect(expectValue(await openJournal(folder)).end).toEqual(end);
		expect(await readFile(head, 'utf8')).toBe(right);
	}
});

/** The journal as somebody wrote it, chained from its start. */
async function rewrite(folder: string, change: (line: Record<string, unknown>) => Record<string, unknown>): Promise<string> {
	let prev = '0'.repeat(64);
	const text = await textOf(folder);
	const lines = text.trimEnd().split('\n').map(line => {
		const written = canonicalJson(change({...JSON.parse(line) as Record<string, unknown>, prev}));
		prev = hashLine(written);
		return `${written}\n`;
	});
	await writeFile(path.join(folder, 'journal.jsonl'), lines.join(''));
	return lines.join('');
}

type Line = Record<string, unknown> & {readonly data?: object};
const only = (seq: number, change: Line) => (line: Line): Line => line.seq === seq ? {...line, ...change, data: {...line.data, ...change.data}} : line;

test.each([
	['another version of the journal', (line: Line) => ({...line, v: 2}), 1, 'version 2 of the journal'],
	['an event that is not known', only(2, {type: 'dream-told'}), 2, 'the event “dream-told”'],
	['an event that is not known at the end', only(3, {type: 'dream-told'}), 3, 'the event “dream-told”'],
	['a field that is not known', only(2, {data: {mood: 'good'}}), 2, 'a field of “note-added” that is not known here'],
	['another format', only(1, {data: {format: 2}}), 1, 'version 2 of the checklists\' format'],
	['another rendering', only(1, {data: {renderer: 7}}), 1, 'version 7 of the record\'s rendering'],
])('a journal of a newer Holdpoint (%s) is refused clearly, not called corrupt, and left alone', async (_what, change, line, words) => {
	const {folder} = await startedRun('one', 'two');
	const text = await rewrite(folder, change);
	const fault = expectFault(await openJournal(folder));
	expect(fault).toMatchObject({code: 'journal.newer', line});
	expect(fault.sentence).toContain(`journal.jsonl, line ${line}: written by a newer Holdpoint than this one (${words}). Update Holdpoint`);
	expect(await textOf(folder)).toBe(text);
	expect(expectFault(await readJournal(folder)).code).toBe('journal.newer');
});

test.each([
	['an event whose type was damaged', (text: string) => text.replace('note-added', 'note-addex'), 2],
	['a version that never was', (text: string) => text.replace('"v":1', '"v":0'), 1],
	['a version that is no number', (text: string) => text.replace('"v":1', '"v":"2"'), 1],
])('%s is corrupt, and said on one line', async (_what, damage, line) => {
	const {folder} = await startedRun('one', 'two');
	const text = await textOf(folder);
	await writeFile(path.join(folder, 'journal.jsonl'), damage(text));
	const fault = expectFault(await openJournal(folder));
	expect(fault).toMatchObject({code: 'journal.format', line});
	expect(fault.sentence).toMatch(/^.{1,400}$/v);
});

test('a journal that vanishes, shrinks or changes while it is open is noticed before anything is written', async () => {
	const {folder, journal} = await startedRun('one', 'two');
	const file = path.join(folder, 'journal.jsonl');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.slice(0, -20));
	expect(expectFault(await journal.append(ada, () => [noted('x')])).code).toBe('journal.short');
	await writeFile(file, text.replace('two', 'owt'));
	expect(expectFault(await journal.append(ada, () => [noted('x')])).code).toBe('journal.chain');
	expect(await readFile(file, 'utf8')).toBe(text.replace('two', 'owt'));
	await rm(file);
	expect(expectFault(await journal.append(ada, () => [noted('x')])).code).toBe('ENOENT');
	await expect(readFile(file)).rejects.toThrow('ENOENT');
	await writeFile(file, text);
	expectValue(await journal.append(ada, () => [noted('x')]));
});

test('events of another run are refused', async () => {
	const {folder} = await startedRun('one');
	const other = await freshRun();
	await writeFile(path.join(other, 'journal.jsonl'), await readFile(path.join(folder, 'journal.jsonl')));
	expect(expectFault(await openJournal(other)).code).toBe('journal.run');
});

test('a folder that is no run’s is refused', async () => {
	expect(expectFault(await openJournal('/nowhere/at-all')).code).toBe('ENOENT');
	expect(expectFault(await readJournal('/nowhere/at-all')).code).toBe('journal.run');
});
