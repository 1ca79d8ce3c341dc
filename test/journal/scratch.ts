/** A run's folder in a temporary directory, and the facts that these tests write into it. */
import {randomBytes} from 'node:crypto';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {createRunFolder, journalFile} from '../../source/journal/folder.js';
import {isFault, type Fault} from '../../source/journal/faults.js';
import {openJournal, type Journal} from '../../source/journal/journal.js';
import type {Event, Fact, Person} from '../../source/run/events.js';

export const ada: Person = {name: 'Ada Lovelace', email: 'ada@example.com', host: 'buildhost'};

export const started = {
	type: 'run-started',
	data: {
		name: 'v1.0.0#1',
		tag: 'v1.0.0',
		kind: 'release',
		project: 'example',
		program: '0.1.0',
		format: 1,
		renderer: 1,
		checklist: {path: 'RELEASE.md', digest: '0'.repeat(64)},
		commit: '1'.repeat(40),
		tree: '2'.repeat(40),
		branch: 'main',
		previous: null,
		signers: null,
		key: null,
		decision: ['release manager'],
		dirty: false,
		rehearsal: false,
		demo: false,
	},
} satisfies Fact;

export const noted = (note: string): Fact => ({type: 'note-added', data: {about: '', note}});

export async function temporaryDirectory(): Promise<string> {
	const directory = await mkdtemp(path.join(tmpdir(), 'holdpoint-journal-'));
	onTestFinished(async () => rm(directory, {recursive: true, force: true}));
	return directory;
}

export const newRun = (): string => randomBytes(16).toString('hex');

/** The path of a fresh run's folder. */
export async function freshRun(holdpointDirectory?: string): Promise<string> {
	const made = await createRunFolder({
		holdpointDirectory: holdpointDirectory ?? path.join(await temporaryDirectory(), 'holdpoint'),
		run: newRun(),
		checklist: new TextEncoder().encode('# Release\r\n'),
	});
	return expectValue(made).path;
}

/** A run with `run-started` and one note per text. */
export async function startedRun(...notes: readonly string[]): Promise<{folder: string; journal: Journal}> {
	const folder = await freshRun();
	const journal = expectValue(await openJournal(folder));
	expectValue(await journal.append(ada, () => [started, ...notes.map(note => noted(note))]));
	return {folder, journal};
}

/** The texts of the notes among events. */
export const notesOf = (events: readonly Event[]): string[] => events.flatMap(event => event.type === 'note-added' ? [event.data.note] : []);

/** The texts of the notes that stand in a run's journal. */
export async function notesIn(folder: string): Promise<string[]> {
	return notesOf(expectValue(await openJournal(folder)).events);
}

export function expectValue<T>(value: T | Fault): T {
	if (isFault(value)) {
		throw new Error(value.sentence);
	}

	return value;
}

export function expectFault(value: unknown): Fault {
	if (!isFault(value)) {
		throw new TypeError(`No fault: ${JSON.stringify(value)}`);
	}

	return value;
}

export async function textOf(folder: string): Promise<string> {
	return readFile(journalFile(folder), 'utf8');
}
