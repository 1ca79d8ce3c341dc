/** Durable writing. The effects come in as one object of plain functions, so that a test can let the disk fail. */
import {randomBytes} from 'node:crypto';
import * as nodeFileSystem from 'node:fs/promises';
import path from 'node:path';

export type FileSystem = Pick<typeof nodeFileSystem, 'link' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'unlink'>;

export const fileSystem: FileSystem = nodeFileSystem;

type Handle = Awaited<ReturnType<FileSystem['open']>>;

/** Writes all bytes, however many writes it takes. */
export async function writeAll(handle: Handle, bytes: Uint8Array): Promise<void> {
	let written = 0;
	while (written < bytes.length) {
		// One write must follow the other: the position is the file's end.

		const {bytesWritten} = await handle.write(bytes, written, bytes.length - written);
		written += bytesWritten;
	}
}

/** A new file with these bytes, synced; the directory is not. */
export async function writeNewFile(disk: FileSystem, file: string, bytes: Uint8Array): Promise<void> {
	await using handle = await disk.open(file, 'wx');
	await writeAll(handle, bytes);
	await handle.sync();
}

/** Makes what was created, renamed or removed in a directory last. */
export async function syncDirectory(disk: FileSystem, directory: string): Promise<void> {
	await using handle = await disk.open(directory, 'r');
	await handle.sync();
}

/** A name beside `file` that nobody else uses. */
export function temporaryName(file: string): string {
	return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(8).toString('hex')}`);
}

/** The whole file or none of it, also when the machine dies: temporary file, sync, rename, sync of the directory. */
export async function writeFileDurably(disk: FileSystem, file: string, bytes: Uint8Array): Promise<void> {
	const temporary = temporaryName(file);
	try {
		await writeNewFile(disk, temporary, bytes);
		await disk.rename(temporary, file);
	} catch (error) {
		await disk.rm(temporary, {force: true}).catch(() => undefined);
		throw error;
	}

	await syncDirectory(disk, path.dirname(file));
}
