/** Reading one file of the repository as evidence: inside it, through no link, by one handle, hashed as read. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {
	lstat,
	open,
	realpath,
	stat,
	type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import type {EvidenceFile} from '../../run/events.js';

/** Larger ones are not evidence. */
const gibibyte = 1024 ** 3;
const largestFile = 16 * gibibyte;

export type ReadFile = EvidenceFile & {readonly mtimeMs: number};

/** Looks at the bytes while they are read, or at the whole file by its handle. */
export type Look = {
	readonly chunk?: (bytes: Uint8Array) => void;
	readonly whole?: (handle: FileHandle, size: number) => Promise<void>;
};

/** When it was changed last, or why it is none that counts. */
export async function lookAtFile(top: string, file: string): Promise<{readonly mtimeMs: number} | {readonly why: string}> {
	const why = await findLink(top, file);
	if (why !== undefined) {
		return {why};
	}

	const found = await lstat(path.join(top, file)).catch(() => undefined);
	return found?.isFile() ? {mtimeMs: found.mtimeMs} : {why: found ? 'it is no regular file' : 'it is gone'};
}

/** `isDenied`: it may well be there, for whoever may read it. */
export async function readFile(top: string, file: string, look: Look = {}): Promise<ReadFile | {readonly why: string; readonly isDenied?: boolean}> {
	const why = await findLink(top, file);
	if (why !== undefined) {
		return {why};
	}

	let handle;
	try {
		// Without waiting for somebody at the other end, should it be a pipe.
		handle = await open(path.join(top, file), constants.O_RDONLY + constants.O_NOFOLLOW + constants.O_NONBLOCK);
		return await readHandle(handle, {top, file, look});
	} catch (error) {
		return explain(error);
	} finally {
		await handle?.close();
	}
}

async function readHandle(handle: FileHandle, {top, file, look}: {readonly top: string; readonly file: string; readonly look: Look}): Promise<ReadFile | {readonly why: string}> {
	const before = await handle.stat();
	if (!before.isFile()) {
		return {why: 'it is no regular file'};
	}

	// What was opened is what stands there, and it stands inside.
	const [real, root, standing] = await Promise.all([realpath(path.join(top, file)), realpath(top), stat(path.join(top, file))]);
	if (real !== path.join(root, file) || standing.ino !== before.ino || standing.dev !== before.dev) {
		return {why: 'it was replaced while it was opened'};
	}

	if (before.size > largestFile) {
		return {why: 'it is larger than 16 GiB'};
	}

	const {size, sha256} = await hashHandle(handle, look.chunk);
	await look.whole?.(handle, size);
	const after = await handle.stat();
	return size === before.size && after.size === size && after.mtimeMs === before.mtimeMs
		? {
			path: file, size, sha256, mtimeMs: after.mtimeMs,
		}
		: {why: 'it changed while it was read'};
}

const stretch = 1024 * 1024;

async function hashHandle(handle: FileHandle, chunk: Look['chunk']): Promise<{size: number; sha256: string}> {
	const hash = createHash('sha256');
	const buffer = Buffer.allocUnsafe(stretch);
	let size = 0;
	for (;;) {
		// One stretch after the other: that is how a hash is made.
		const {bytesRead} = await handle.read(buffer, 0, stretch, size);
		if (bytesRead === 0 || size > largestFile) {
			return {size, sha256: hash.digest('hex')};
		}

		const bytes = buffer.subarray(0, bytesRead);
		hash.update(bytes);
		chunk?.(bytes);
		size += bytesRead;
	}
}

async function findLink(top: string, file: string): Promise<string | undefined> {
	const parts = file.split('/');
	for (const index of parts.keys()) {
		const part = parts.slice(0, index + 1).join('/');
		const found = await lstat(path.join(top, part)).catch(() => undefined);
		if (found?.isSymbolicLink()) {
			return part === file ? 'it is a link, and what it leads to can change behind it' : `${part} is a link, and what it leads to can change behind it`;
		}
	}

	return undefined;
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'it is gone', EACCES: 'you may not read it', EPERM: 'you may not read it', ELOOP: 'it is a link, and what it leads to can change behind it', ENXIO: 'it is no regular file',
};

function explain(error: unknown): {why: string; isDenied: boolean} {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return {why: reasons[code] ?? `it cannot be read (${code === '' ? String(error) : code})`, isDenied: code === 'EACCES' || code === 'EPERM'};
}
