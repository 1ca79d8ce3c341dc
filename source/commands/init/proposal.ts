import {realpath} from 'node:fs/promises';
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import {readDocument} from '../../checklist/parse.js';
import {findChecklists} from '../../repository/checklists.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {readBytes} from '../checklist-file.js';
import {UserError} from '../exit.js';
import {adopt} from './adopt.js';
import {composeChecklist} from './first-checklist.js';
import {applyInsertions, unifiedDiff, type Insertion} from './insertion.js';
import type {Survey} from './survey.js';

/** What would be written, and what it is shown as. */
export type Proposal = {
	readonly file: string;
	readonly shown: string;
	readonly isNew: boolean;
	readonly bytes: Uint8Array;
	readonly diff: readonly string[];
};

const firstChecklist = 'checklists/release.md';

/** A checklist for a repository that has none. */
export async function proposeFirst(top: string, survey: Survey): Promise<Proposal> {
	const found = await findChecklists(top);
	if (isRepositoryFault(found)) {
		throw new UserError(found.sentence);
	}

	const [first] = found;
	if (first !== undefined) {
		throw new UserError(`this repository has a checklist already: ${showText(first)}. \`holdpoint init ${showText(first)}\` adds what makes it precise.`);
	}

	const text = composeChecklist(survey);
	return {
		file: path.join(top, firstChecklist),
		shown: firstChecklist,
		isNew: true,
		bytes: new TextEncoder().encode(text),
		diff: unifiedDiff({from: '/dev/null', to: `b/${firstChecklist}`}, '', [{at: 0, text}]),
	};
}

/** The document's own bytes with the insertions; what its text leaves out of them is a byte order mark in front. */
function insertInto(bytes: Uint8Array, text: string, insertions: readonly Insertion[]): Uint8Array {
	const encoder = new TextEncoder();
	const mark = bytes.subarray(0, bytes.length - encoder.encode(text).length);
	return new Uint8Array([...mark, ...encoder.encode(applyInsertions(text, insertions))]);
}

/** What a document lacks; undefined when it has front matter of ours already. */
export async function proposeFor(file: string, survey: Survey): Promise<Proposal | undefined> {
	const bytes = await readBytes(file);
	const document = readDocument(bytes);
	const unusable = document.checklist.diagnostics.find(({rule}) => ['not-text', 'empty', 'unreadable'].includes(rule));
	if (unusable) {
		throw new UserError(`${showText(file)}: ${unusable.message}`);
	}

	const insertions = adopt(document, survey);
	const {text} = document.source;
	return insertions.length === 0
		? undefined
		: {
			file: await realpath(file), shown: file, isNew: false, bytes: insertInto(bytes, text, insertions), diff: unifiedDiff({from: `a/${file}`, to: `b/${file}`}, text, insertions),
		};
}
