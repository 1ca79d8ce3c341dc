/** The folder of a run in the repository's common git directory: what is where, and what is written once. */
import {createHash} from 'node:crypto';
import path from 'node:path';
import {walkedDigests} from '../run/walked-texts.js';
import type {Event} from '../run/events.js';
import {fault, faultOf, type Fault} from './faults.js';
import {
	fileSystem,
	syncDirectory,
	temporaryName,
	writeFileDurably,
	writeNewFile,
	type FileSystem,
} from './files.js';

export type RunFolder = {readonly path: string; readonly run: string};

export const runPattern = /^[\da-f]{32}$/v;

export const journalFile = (folder: string): string => path.join(folder, 'journal.jsonl');
export const tornFile = (folder: string): string => path.join(folder, 'journal.torn');
export const headFile = (folder: string): string => path.join(folder, 'head');
/** The checklist as it was read, byte for byte. */
const checklistFile = (folder: string): string => path.join(folder, 'checklist.md');
const laterChecklistFile = (folder: string, digest: string): string => path.join(folder, `checklist-${digest}.md`);
/** The log of one command, `output/<n>.log`. */
export const outputFile = (folder: string, output: number): string => path.join(folder, 'output', `${output}.log`);
export const lockFile = (folder: string, name: 'append' | 'driver' | 'notes'): string => path.join(folder, 'locks', name);
/** Names the work tree where the run was walked last. */
const workTreeFile = (folder: string): string => path.join(folder, 'worktree');
const evidenceFile = (folder: string, sha256: string): string => path.join(folder, 'evidence', sha256);
const statementFile = (folder: string, sha256: string): string => path.join(folder, 'statements', `${sha256}.dsse.json`);

/**
Makes the folder of a new run, with an empty journal. It appears whole or not at all.

`holdpointDirectory` is `<git common directory>/holdpoint`, made when it is not there; `run` is 128 random bits in hex.
*/
export async function createRunFolder({holdpointDirectory, run, checklist, disk = fileSystem}: {
	readonly holdpointDirectory: string;
	readonly run: string;
	readonly checklist: Uint8Array;
	readonly disk?: FileSystem;
}): Promise<RunFolder | Fault> {
	const folder = path.join(holdpointDirectory, run);
	const staged = temporaryName(folder);
	try {
		await makeDirectory(disk, holdpointDirectory);
		if (await exists(disk, folder)) {
			return fault('EEXIST', `There is a run in ${folder} already. Start again: a new run gets a new id.`, {file: folder});
		}

		await fillFolder(disk, staged, checklist);
		await disk.rename(staged, folder);
		await syncDirectory(disk, holdpointDirectory);
		return {path: folder, run};
	} catch (error) {
		await disk.rm(staged, {recursive: true, force: true}).catch(() => undefined);
		// Of the folder itself nothing is there.
		return faultOf(error, holdpointDirectory);
	}
}

async function fillFolder(disk: FileSystem, folder: string, checklist: Uint8Array): Promise<void> {
	await disk.mkdir(folder);
	const directories = ['output', 'statements', 'locks'].map(name => path.join(folder, name));
	await Promise.all(directories.map(async directory => disk.mkdir(directory)));
	await writeNewFile(disk, checklistFile(folder), checklist);
	await writeNewFile(disk, journalFile(folder), new Uint8Array());
	await Promise.all([...directories, folder].map(async directory => syncDirectory(disk, directory)));
}

async function makeDirectory(disk: FileSystem, directory: string): Promise<void> {
	const first = await disk.mkdir(directory, {recursive: true});
	if (first !== undefined) {
		await syncDirectory(disk, path.dirname(first));
	}
}

async function exists(disk: FileSystem, file: string): Promise<boolean> {
	try {
		await disk.lstat(file);
		return true;
	} catch {
		return false;
	}
}

/** Keeps a signed statement under its digest, SHA-256 in hex, which it comes to. */
export async function storeStatement(folder: string, bytes: Uint8Array, disk: FileSystem = fileSystem): Promise<string | Fault> {
	const sha256 = digestOf(bytes);
	const file = statementFile(folder, sha256);
	try {
		await writeFileDurably(disk, file, bytes);
		return sha256;
	} catch (error) {
		return faultOf(error, file);
	}
}

/** Keeps a file of evidence under its digest, as it was recorded. */
export async function storeEvidence(folder: string, bytes: Uint8Array, disk: FileSystem = fileSystem): Promise<string | Fault> {
	const sha256 = digestOf(bytes);
	const file = evidenceFile(folder, sha256);
	try {
		await makeDirectory(disk, path.dirname(file));
		await writeFileDurably(disk, file, bytes);
		return sha256;
	} catch (error) {
		return faultOf(error, file);
	}
}

export async function readEvidence(folder: string, sha256: string, disk: FileSystem = fileSystem): Promise<Uint8Array | Fault> {
	const file = evidenceFile(folder, sha256);
	try {
		const bytes = await disk.readFile(file);
		return digestOf(bytes) === sha256 ? bytes : fault('evidence.digest', `${file} is not what was recorded: its digest differs from its name. Bring it back from a backup, or record the evidence again.`, {file});
	} catch (error) {
		return faultOf(error, file);
	}
}

/** The bytes that were stored, checked against their digest. */
export async function readStatement(folder: string, sha256: string, disk: FileSystem = fileSystem): Promise<Uint8Array | Fault> {
	const file = statementFile(folder, sha256);
	try {
		const bytes = await disk.readFile(file);
		return digestOf(bytes) === sha256
			? bytes
			: fault('statement.digest', `${file} is not what was signed: its digest differs from its name. Bring it back from a backup, or take the signature back and sign again.`, {file});
	} catch (error) {
		return faultOf(error, file);
	}
}

/** Keeps where the run is walked now. A note for whoever looks for the run: that it cannot be kept stops nobody. */
export async function writeWorkTree(folder: string, name: string, disk: FileSystem = fileSystem): Promise<void> {
	if (await readWorkTree(folder, disk) !== name) {
		await writeFileDurably(disk, workTreeFile(folder), new TextEncoder().encode(name)).catch(() => undefined);
	}
}

/** Undefined: nobody has said it. */
export async function readWorkTree(folder: string, disk: FileSystem = fileSystem): Promise<string | undefined> {
	return disk.readFile(workTreeFile(folder), 'utf8').catch(() => undefined);
}

/** Files by their paths below a folder of their own, made anew each time. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>, disk: FileSystem = fileSystem): Promise<Fault | undefined> {
	try {
		await disk.rm(folder, {recursive: true, force: true});
		for (const [name, bytes] of files) {
			const file = path.join(folder, name);
			await disk.mkdir(path.dirname(file), {recursive: true});
			await writeFileDurably(disk, file, bytes);
		}

		return undefined;
	} catch (error) {
		return faultOf(error, folder);
	}
}

/** Keeps a later text of the checklist beside the first. */
export async function storeChecklist(folder: string, bytes: Uint8Array, disk: FileSystem = fileSystem): Promise<Fault | undefined> {
	const file = laterChecklistFile(folder, digestOf(bytes));
	try {
		await writeFileDurably(disk, file, bytes);
		return undefined;
	} catch (error) {
		return faultOf(error, file);
	}
}

/** The texts of the checklist that the run went by, by their digests and byte for byte: the first, and each that was taken. */
export async function readChecklists(folder: string, events: readonly Event[], disk: FileSystem = fileSystem): Promise<Map<string, Uint8Array> | Fault> {
	const texts = new Map<string, Uint8Array>();
	const digests = walkedDigests(events);
	for (const digest of new Set(digests)) {
		const file = digest === digests[0] ? checklistFile(folder) : laterChecklistFile(folder, digest);
		try {
			const bytes = await disk.readFile(file);
			if (digestOf(bytes) !== digest) {
				return fault('checklist.digest', `The checklist kept with the run, ${file}, is not the one that the run went by. Bring the folder back from a backup.`, {file});
			}

			texts.set(digest, bytes);
		} catch (error) {
			return faultOf(error, file);
		}
	}

	return texts;
}

function digestOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
