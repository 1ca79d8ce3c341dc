import {
	readdir,
	readFile,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {digestOf} from '../../source/checklist/identity.js';
import {
	createRunFolder,
	outputFile,
	readChecklists,
	readStatement,
	storeChecklist,
	storeStatement,
} from '../../source/journal/folder.js';
import {openJournal} from '../../source/journal/journal.js';
import {listRuns} from '../../source/journal/runs.js';
import type {Fact} from '../../source/run/events.js';
import {
	ada,
	expectFault,
	expectValue,
	freshRun,
	newRun,
	noted,
	started,
	temporaryDirectory,
} from './scratch.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a new run has its folder, the checklist byte for byte, and an empty journal', async () => {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'common', 'holdpoint');
	const run = newRun();
	const checklist = Uint8Array.of(0xFF, 0x0D, 0x0A, 0x00);
	const folder = expectValue(await createRunFolder({holdpointDirectory, run, checklist}));
	expect(folder).toEqual({path: path.join(holdpointDirectory, run), run});
	expect(await readdir(holdpointDirectory)).toEqual([run]);
	const names = await readdir(folder.path);
	expect(names.toSorted()).toEqual(['checklist.md', 'journal.jsonl', 'locks', 'output', 'statements']);
	const pinned = await readFile(path.join(folder.path, 'checklist.md'));
	expect(new Uint8Array(pinned)).toEqual(checklist);
	expect(expectValue(await openJournal(folder.path)).events).toEqual([]);
	expect(outputFile(folder.path, 7)).toBe(path.join(folder.path, 'output', '7.log'));
});

test('the texts that a run went by are read by their digests, and none that is another one', async () => {
	const folder = await freshRun();
	const journal = expectValue(await openJournal(folder));
	const [digest, later] = [digestOf('# Release\r\n'), digestOf('# Another\n')];
	expect(await storeChecklist(folder, bytesOf('# Another\n'))).toBeUndefined();
	const change = (to: string, taken: boolean): Fact => ({
		type: 'checklist-changed', data: {
			digest: to, taken, added: [], removed: [], changed: [], moved: [],
		},
	});
	const begun: Fact = {...started, data: {...started.data, checklist: {path: 'RELEASE.md', digest}}};
	expectValue(await journal.append(ada, () => [begun, change('0'.repeat(64), false), change(later, true), change(digest, true)]));
	const {events} = expectValue(await openJournal(folder));
	const texts = await readChecklists(folder, events);
	expect([...expectValue(texts)].map(([name, bytes]) => [name, String(bytes)])).toEqual([[digest, '# Release\r\n'], [later, '# Another\n']]);

	await writeFile(path.join(folder, `checklist-${later}.md`), '# Forged\n');
	expect(expectFault(await readChecklists(folder, events)).code).toBe('checklist.digest');
});

test('a run’s folder is never made twice', async () => {
	const folder = await freshRun();
	const again = await createRunFolder({holdpointDirectory: path.dirname(folder), run: path.basename(folder), checklist: bytesOf('other')});
	expect(expectFault(again).code).toBe('EEXIST');
	expect(await readFile(path.join(folder, 'checklist.md'), 'utf8')).toBe('# Release\r\n');
});

test('a statement is kept under its digest and checked when it is read', async () => {
	const folder = await freshRun();
	const envelope = bytesOf('{"payload":""}');
	const sha256 = expectValue(await storeStatement(folder, envelope));
	expect(sha256).toMatch(/^[\da-f]{64}$/v);
	expect(await readdir(path.join(folder, 'statements'))).toEqual([`${sha256}.dsse.json`]);
	expect(await storeStatement(folder, envelope)).toBe(sha256);
	const stored = expectValue(await readStatement(folder, sha256));
	expect(new Uint8Array(stored)).toEqual(envelope);
	await writeFile(path.join(folder, 'statements', `${sha256}.dsse.json`), '{}');
	expect(expectFault(await readStatement(folder, sha256)).code).toBe('statement.digest');
	const missing = await readStatement(folder, '0'.repeat(64));
	expect(expectFault(missing).code).toBe('ENOENT');
});

test('runs are listed oldest first, each with its ends or its fault', async () => {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'holdpoint');
	expect(await listRuns(holdpointDirectory)).toEqual([]);
	const [late, early, empty, broken] = await Promise.all(Array.from({length: 4}, async () => freshRun(holdpointDirectory))) as [string, string, string, string];
	const write = async (folder: string, at: string, long: string): Promise<void> => {
		const journal = expectValue(await openJournal(folder, {clock: () => new Date(at)}));
		expectValue(await journal.append(ada, () => [started, noted(long), noted('last')]));
	};

	await write(late, '2026-02-01T00:00:00.000Z', 'x');
	await write(early, '2026-01-01T00:00:00.000Z', 'x'.repeat(200_000));
	await writeFile(path.join(broken, 'journal.jsonl'), 'not JSON\n');
	await writeFile(path.join(holdpointDirectory, 'unrelated'), '');

	const entries = expectValue(await listRuns(holdpointDirectory));
	expect(entries).toHaveLength(4);
	const found = entries.filter(entry => entry.start !== undefined);
	expect(found.map(entry => entry.folder)).toEqual([early, late]);
	expect(found.map(entry => [entry.start?.type, entry.last?.seq])).toEqual([['run-started', 3], ['run-started', 3]]);
	expect(entries.find(entry => entry.folder === broken)?.fault?.code).toBe('journal.format');
	expect(entries.find(entry => entry.folder === empty)).toMatchObject({start: undefined, fault: undefined});
});

test.each([['empty', 0], ['cut within its first line', 40]])('a journal that is %s after something was written is no run that never started', async (_what, length) => {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'holdpoint');
	const folder = await freshRun(holdpointDirectory);
	const journal = expectValue(await openJournal(folder));
	expectValue(await journal.append(ada, () => [started, noted('an answer')]));
	await truncate(path.join(folder, 'journal.jsonl'), length);
	const [entry] = expectValue(await listRuns(holdpointDirectory));
	expect(entry).toMatchObject({start: undefined, fault: {code: 'journal.short', sentence: expect.stringContaining('ends at event 0, but 2 were written: answers are missing') as string}});
});

test('a run is for the tag that its corrected input makes', async () => {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'holdpoint');
	const folder = await freshRun(holdpointDirectory);
	const journal = expectValue(await openJournal(folder));
	const correct = (value: string, tag?: string): Fact => ({
		type: 'input-corrected', data: {
			name: 'version', value, steps: [], ...(tag !== undefined && {tag}),
		},
	});
	// A note that speaks of corrections is none.
	expectValue(await journal.append(ada, () => [started, correct('1.0.1', 'v1.0.1'), noted('input-corrected'), noted('"input-corrected"'), correct('1.0.2', 'v1.0.2'), correct('x'), noted('last')]));
	const [entry] = expectValue(await listRuns(holdpointDirectory));
	expect(entry?.start?.data).toMatchObject({...started.data, tag: 'v1.0.2'});
	expect(entry?.last?.seq).toBe(7);
	const file = path.join(folder, 'journal.jsonl');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.replace('"tag":"v1.0.2"', '"tag":2'));
	const [broken] = expectValue(await listRuns(holdpointDirectory));
	expect(broken).toMatchObject({start: undefined, last: undefined, fault: {code: 'journal.format'}});
});

test('a line of a journal may be long', async () => {
	const holdpointDirectory = path.join(await temporaryDirectory(), 'holdpoint');
	const folder = await freshRun(holdpointDirectory);
	const journal = expectValue(await openJournal(folder));
	expectValue(await journal.append(ada, () => [started, noted('é'.repeat(150_000))]));
	const [entry] = expectValue(await listRuns(holdpointDirectory));
	expect(entry?.last).toMatchObject({seq: 2, data: {note: 'é'.repeat(150_000)}});
});
