/**
Notes of what a git that Holdpoint starts is about to lock: kept in the run's folder from before it begins until it has
ended. One that stays tells, later and from another process, which of git's locks are ours and nobody's any more.
*/
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import {faultOf, type Fault} from './faults.js';
import {fileSystem, writeFileDurably, type FileSystem} from './files.js';
import {lockFile, runPattern} from './folder.js';
import {releaseLock, takeLock} from './locks.js';
import {describeProcess, isAlive, ownerSchema} from './processes.js';

const lockSchema = z.object({
	/** From the common git directory. */
	file: z.string().regex(/^(?!.*\.\.)[^\/].*\.lock$/v),
	holds: z.string().optional(),
});

const noteSchema = z.object({
	command: z.string(),
	locks: z.array(lockSchema),
	since: z.iso.datetime(),
	process: ownerSchema,
});

export type GitNote = z.infer<typeof noteSchema>;

const isNote = (name: string): boolean => name.startsWith('git-');

/** Resolves when the note lasts, to what takes it away. */
export async function noteGit(folder: string, {pid, ...about}: Pick<GitNote, 'command' | 'locks'> & {readonly pid: number}, disk: FileSystem = fileSystem): Promise<Fault | (() => Promise<void>)> {
	const file = path.join(folder, 'locks', `git-${randomBytes(8).toString('hex')}`);
	const note: GitNote = {...about, since: new Date().toISOString(), process: await describeProcess(pid)};
	try {
		await writeFileDurably(disk, file, Buffer.from(`${JSON.stringify(note)}\n`));
	} catch (error) {
		return faultOf(error, file);
	}

	return async () => {
		// One that stays names a process that is gone, and locks that are.
		await disk.rm(file, {force: true}).catch(() => undefined);
	};
}

/**
Hands each note of a git that is gone to `settle`, with when it was made by the clock of its disk; one that is settled
goes. Of all runs below the directory, and by one process at a time. Where a disk says no, the notes stay.
*/
export async function settleGitNotes(holdpointDirectory: string, settle: (note: GitNote, notedAt: number) => Promise<boolean>, disk: FileSystem = fileSystem): Promise<void> {
	const names = await disk.readdir(holdpointDirectory).catch(() => []);
	for (const name of names) {
		if (runPattern.test(name)) {
			await settleNotesOf(path.join(holdpointDirectory, name), settle, disk).catch(() => undefined);
		}
	}
}

async function settleNotesOf(folder: string, settle: (note: GitNote, notedAt: number) => Promise<boolean>, disk: FileSystem): Promise<void> {
	const locks = path.join(folder, 'locks');
	const before = await disk.readdir(locks);
	if (before.every(name => !isNote(name))) {
		return;
	}

	const lock = await takeLock(disk, lockFile(folder, 'notes'));
	if (lock.kind === 'holder') {
		return;
	}

	try {
		for (const name of await disk.readdir(locks)) {
			if (isNote(name)) {
				// One that cannot be read, or not be removed, keeps the others from nothing.
				await settleNote(path.join(locks, name), settle, disk).catch(() => undefined);
			}
		}
	} finally {
		await releaseLock(disk, lock);
	}
}

async function settleNote(file: string, settle: (note: GitNote, notedAt: number) => Promise<boolean>, disk: FileSystem): Promise<void> {
	const note = noteSchema.parse(JSON.parse(await disk.readFile(file, 'utf8')));
	const {mtimeMs} = await disk.lstat(file);
	if (await isAlive(note.process) === false && await settle(note, mtimeMs)) {
		await disk.rm(file, {force: true});
	}
}
