/** A checklist from a file, with what makes it unusable said. */
import {Buffer} from 'node:buffer';
import {createReadStream, type Stats} from 'node:fs';
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {parseChecklist} from '../checklist/parse.js';
import {showText} from '../checklist/escape.js';
import type {Checklist} from '../checklist/model.js';
import {UserError} from './exit.js';

export type ChecklistFile = {
	readonly bytes: Uint8Array;
	readonly checklist: Checklist;
	/** As the person wrote it. */
	readonly file: string;
};

export async function readChecklist(file: string): Promise<ChecklistFile> {
	const bytes = await readBytes(file);
	return {bytes, checklist: parseChecklist(bytes), file};
}

/** A checklist that can be walked: errors are said with their place, and end it. */
export function requireWalkable(read: ChecklistFile): void {
	const errors = listErrors(read);
	if (errors.length > 0) {
		throw new UserError(`this checklist cannot be walked:\n${errors.join('\n')}`);
	}
}

/** What a release was sealed with is followed up, whatever rules are newer than it: nobody is kept from rolling back. Said all the same. */
export function describeSealed(read: ChecklistFile): string[] {
	return listErrors(read).map(error => `In the sealed text, by a rule that is newer: ${error}`);
}

function listErrors({checklist, file}: Pick<ChecklistFile, 'checklist' | 'file'>): string[] {
	return checklist.diagnostics.filter(({severity}) => severity === 'error').slice(0, 10)
		.map(({line, column, message, rule}) => `${showText(file)}:${line}:${column}: ${showText(message)} (${rule})`);
}

/** Larger ones no record could hold. */
const mebibyte = 1024 * 1024;
const largest = 64 * mebibyte;

/** A file's bytes, or what keeps them from being read. A pipe is read to its end: shells give one for `<(command)`. */
export async function readBytes(file: string): Promise<Uint8Array> {
	try {
		requireReadable(await stat(file));
		return await readWhole(file);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		const why = error instanceof Unreadable ? error.message : reasons[code] ?? String(error);
		throw new UserError(`${showText(path.normalize(file))} cannot be read: ${why}. Name a Markdown file, or run \`holdpoint\` to be offered those of this repository.`);
	}
}

/** The same for a file that has its place: undefined when something else stands there now, and nobody is waited for at a pipe. */
export async function readStanding(file: string): Promise<Uint8Array | undefined> {
	const found = await stat(file).catch(() => undefined);
	return found?.isFile() ? readWhole(file).catch(() => undefined) : undefined;
}

class Unreadable extends Error {}

function requireReadable(found: Stats): void {
	if (!found.isFile() && !found.isFIFO()) {
		throw new Unreadable(found.isDirectory() ? 'it is a folder' : 'it is no file');
	}
}

async function readWhole(file: string): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of createReadStream(file, {highWaterMark: mebibyte}) as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > largest) {
			throw new Unreadable('it is larger than 64 MiB');
		}
	}

	return Buffer.concat(chunks);
}

const reasons: Readonly<Record<string, string>> = {ENOENT: 'there is no such file', EACCES: 'you may not read it'};
