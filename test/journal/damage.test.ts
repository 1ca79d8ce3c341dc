/** A damaged journal is never read as nothing yet, never half believed, and never written over. */
import {Buffer} from 'node:buffer';
import {
	readdir,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {isFault} from '../../source/journal/faults.js';
import {openJournal, readJournal} from '../../source/journal/journal.js';
import {
	expectFault,
	expectValue,
	notesOf,
	startedRun,
} from './scratch.js';

type Damaged = {readonly folder: string; readonly file: string; readonly bytes: Uint8Array; readonly lines: readonly string[]};

async function sound(): Promise<Damaged> {
	const {folder} = await startedRun('one', 'two', 'three');
	const file = path.join(folder, 'journal.jsonl');
	const bytes = await readFile(file);
	return {
		folder, file, bytes, lines: bytes.toString().split('\n').slice(0, -1),
	};
}

type Way = (folder: string) => Promise<unknown>;

/** Whoever opens it gets a sentence with a way on, and the file stays as it is, byte for byte. */
async function expectRefused({folder, file}: Damaged, damaged: Uint8Array | string, what: string, ways: readonly Way[] = [openJournal, readJournal]): Promise<void> {
	await writeFile(file, damaged);
	const before = await readdir(folder);
	for (const way of ways) {
		const fault = await way(folder);
		expect(isFault(fault), what).toBe(true);
		const {code, sentence} = expectFault(fault);
		expect(code, what).toMatch(/^journal\.(?:chain|format|head|newer|run|short)$/v);
		expect(sentence, what).toContain(file);
		expect(sentence, what).toMatch(/Bring the file back from a backup|Update Holdpoint/v);
	}

	expect(await readFile(file), what).toEqual(Buffer.from(damaged));
	expect(await readdir(folder), what).toEqual(before);
}

test('a truncated file is never read as nothing yet: cut at every byte, it is refused', async () => {
	const journal = await sound();
	for (let size = 0; size < journal.bytes.length; size++) {
		await expectRefused(journal, journal.bytes.subarray(0, size), `cut at ${size}`, [size % 2 === 0 ? openJournal : readJournal]);
	}
});

test('a truncated file whose head is gone too goes on from the last whole line, and what was cut is set aside', async () => {
	const {folder, file, bytes, lines} = await sound();
	for (let size = 0; size < bytes.length; size += 5) {
		await writeFile(file, bytes.subarray(0, size));
		await rm(path.join(folder, 'head'), {force: true});
		await rm(path.join(folder, 'journal.torn'), {force: true});
		const {events, torn} = expectValue(await openJournal(folder));
		const kept = await readFile(file);
		expect(kept).toEqual(bytes.subarray(0, kept.length));
		expect(events).toHaveLength(kept.toString().split('\n').length - 1);
		expect(notesOf(events)).toEqual(['one', 'two', 'three'].slice(0, Math.max(0, events.length - 1)));
		const aside = torn === undefined ? Buffer.alloc(0) : await readFile(path.join(folder, 'journal.torn'));
		expect(Buffer.concat([kept, aside.subarray(0, -1)])).toEqual(bytes.subarray(0, size));
	}

	expect(lines).toHaveLength(4);
});

test('a corrupt file is never read as nothing yet: one bit flipped in any byte, it is refused', async () => {
	const journal = await sound();
	for (const [at, byte] of journal.bytes.entries()) {
		const damaged = Uint8Array.from(journal.bytes);
		// A different bit in each.
		damaged[at] = byte ^ (1 << (at % 8)); // eslint-disable-line no-bitwise -- bits are flipped
		await expectRefused(journal, damaged, `byte ${at}`, [at % 5 === 0 ? openJournal : readJournal]);
	}
});

test('every line removed, doubled or swapped with the next is refused', async () => {
	const journal = await sound();
	const {lines} = journal;
	const write = (changed: readonly string[]): string => changed.map(line => `${line}\n`).join('');
	for (const [index, line] of lines.entries()) {
		await expectRefused(journal, write(lines.toSpliced(index, 1)), `line ${index + 1} removed`);
		await expectRefused(journal, write(lines.toSpliced(index, 0, line)), `line ${index + 1} doubled`);
		const next = lines[index + 1];
		if (next !== undefined) {
			await expectRefused(journal, write(lines.toSpliced(index, 2, next, line)), `line ${index + 1} swapped`);
		}
	}
});

test('a file of something else is refused: emptied, zeros, another run, another program', async () => {
	const journal = await sound();
	const other = await sound();
	for (const [what, damaged] of [
		['emptied', ''], ['a line break', '\n'], ['zeros', new Uint8Array(journal.bytes.length)], ['another run', other.bytes], ['JSON', '{}\n'], ['text', 'nothing yet\n'],
	] as const) {
		await expectRefused(journal, damaged, what);
	}
});
