/** A checklist from a file, with what makes it unusable said. */
import {readFile} from 'node:fs/promises';
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
export function requireWalkable({checklist, file}: ChecklistFile): void {
	const errors = checklist.diagnostics.filter(({severity}) => severity === 'error');
	if (errors.length === 0) {
		return;
	}

	const lines = errors.slice(0, 10).map(({line, column, message, rule}) => `${showText(file)}:${line}:${column}: ${showText(message)} (${rule})`);
	throw new UserError(`this checklist cannot be walked:\n${lines.join('\n')}`);
}

/** A file's bytes, or what keeps them from being read. */
export async function readBytes(file: string): Promise<Uint8Array> {
	try {
		return await readFile(file);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		const why = reasons[code] ?? String(error);
		throw new UserError(`${showText(path.normalize(file))} cannot be read: ${why}. Name a Markdown file, or run \`holdpoint\` to be offered those of this repository.`);
	}
}

const reasons: Readonly<Record<string, string>> = {ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'you may not read it'};
