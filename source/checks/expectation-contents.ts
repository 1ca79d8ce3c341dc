/**
What texts and files hold, as expressions see it. Each throws a sentence where it cannot be had.

Loaded as it stands by the thread that judges, so it imports no file of ours.
*/
import {Buffer} from 'node:buffer';
import {
	closeSync,
	fstatSync,
	openSync,
	readSync,
} from 'node:fs';
import {parse} from 'csv-parse/sync';
import type {EvidenceField} from './expectation-evidence.js';
import type {ObservedFile, Source} from './observed.js';

export const largest = 64 * 1024 * 1024;

/** Reads a text; throws the sentence when it cannot be had. */
export const readSource = (source: Source): string => withoutEnd(readBytes(source).toString());

const withoutEnd = (text: string): string => text.replace(/(?<!\n)\n+$/v, '');

function readBytes(source: Source): Buffer {
	if ('missing' in source) {
		throw new Error(source.missing);
	}

	if ('text' in source) {
		return Buffer.from(source.text);
	}

	return 'parts' in source ? Buffer.concat(source.parts.map(part => readBytes(part))) : readStretch(source);
}

function readStretch({file, from = 0, to}: Extract<Source, {readonly file: string}>): Buffer {
	const descriptor = openSync(file, 'r');
	try {
		const size = Math.max(0, Math.min(to ?? Infinity, fstatSync(descriptor).size) - from);
		if (size > largest) {
			throw new Error('it is larger than 64 MiB');
		}

		const bytes = Buffer.alloc(size);
		for (let length = 0, read = -1; read !== 0 && length < size; length += read) {
			read = readSync(descriptor, bytes, length, size - length, from + length);
		}

		return bytes;
	} finally {
		closeSync(descriptor);
	}
}

export const splitLines = (text: string): string[] => text === '' ? [] : text.split(/\r?\n/v);

export function readValues(text: string): Record<string, string> {
	const found = splitLines(text).map(line => /^\s*(?:export\s+)?(?<name>[A-Z_a-z][\w\-.]*)=(?<value>.*)$/v.exec(line)?.groups).filter(groups => groups !== undefined);
	if (found.length === 0) {
		throw new Error('there is no line KEY=VALUE');
	}

	return Object.fromEntries(found.map(({name = '', value = ''}) => [name, value.trim().replace(/^(?<quote>["'])(?<inner>.*)\k<quote>$/v, '$<inner>')]));
}

/** `what` completes "… is not JSON". */
export function readJson(text: string, what: string, empty: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw new Error(text.trim() === '' ? empty : `${what} is not JSON`);
	}
}

export function readField(file: ObservedFile, field: EvidenceField): unknown {
	switch (field) {
		case 'path': {
			return file.path;
		}

		case 'size': {
			return BigInt(file.size);
		}

		case 'text': {
			return withoutEnd(textOf(file));
		}

		case 'lines': {
			return splitLines(withoutEnd(textOf(file)));
		}

		case 'json': {
			return readJson(textOf(file), 'it', 'it is empty');
		}

		case 'rows': {
			return readRows(textOf(file), file.path);
		}

		case 'values': {
			return readValues(textOf(file));
		}

		case 'entries': {
			if ('missing' in file.entries) {
				throw new Error(file.entries.missing);
			}

			return file.entries;
		}
	}
}

/** Without a byte order mark. */
function textOf({content}: ObservedFile): string {
	if ('missing' in content) {
		throw new Error(content.missing);
	}

	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(content);
	} catch {
		throw new Error('it is no text in UTF-8');
	}
}

const separators: Readonly<Record<string, string>> = {csv: ',', tsv: '\t', tab: '\t'};

/** One for each line below the first, by the names that stand there. */
function readRows(text: string, path: string): unknown[] {
	const separator = separators[/\.(?<extension>[^.\/]+)$/v.exec(path)?.groups?.extension?.toLowerCase() ?? ''];
	if (separator === undefined) {
		throw new Error('it is no table: its name ends neither in .csv nor in .tsv');
	}

	let faulty = 'its first line names no columns';
	try {
		const rows = parse(text, {
			delimiter: separator,
			skip_empty_lines: true,
			columns(names: string[]) {
				const trimmed = names.map(name => name.trim());
				const twice = trimmed.find((name, index) => trimmed.indexOf(name) !== index);
				if (twice !== undefined || trimmed.includes('')) {
					faulty = twice === undefined || twice === '' ? 'a column has no name' : `two columns are called ${twice}`;
					throw new Error(faulty);
				}

				faulty = '';
				return trimmed;
			},
		});
		if (faulty !== '') {
			throw new Error(faulty);
		}

		return rows;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		const line = error instanceof Error && 'lines' in error ? ` (line ${String(error.lines)})` : '';
		throw new Error(faulty === '' ? `${faults[code] ?? `it is no table: ${error instanceof Error ? error.message : String(error)}`}${line}` : faulty, {cause: error});
	}
}

const faults: Readonly<Record<string, string>> = {
	CSV_RECORD_INCONSISTENT_COLUMNS: 'a line has more or fewer columns than the first',
	CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
};
