/** The files of a record, from the run's folder and its events: the same bytes each time it is asked. */
import {Buffer} from 'node:buffer';
import {open, readFile, stat} from 'node:fs/promises';
import {isFault, type Fault} from '../../journal/faults.js';
import {
	journalFile,
	outputFile,
	readChecklists,
	readEvidence,
	readStatement,
} from '../../journal/folder.js';
import {
	assembleBundle,
	attributes,
	bundleFile,
	earlierChecklistPath,
	statementPath,
} from '../../record/bundle.js';
import {sha256} from '../../record/bytes.js';
import {sourceOf} from '../../record/render/material.js';
import {renderRecord} from '../../record/render.js';
import type {Event} from '../../run/events.js';
import type {Plan} from '../../run/plan.js';
import {initialState, replay} from '../../run/reduce.js';
import type {RunState} from '../../run/state.js';
import type {SignersFile} from '../materials.js';

export type Assembled = {
	/** Everything but the seals. */
	readonly files: ReadonlyMap<string, Uint8Array>;
	/** SHA-256 of `bundle.json`. */
	readonly digest: string;
	/** The state at the decision, and how many events that is. */
	readonly state: RunState;
	readonly events: number;
};

/** Evidence up to this size enters the record, and outputs whole; of larger outputs head and tail. */
export const wholeFile = 1024 * 1024;

/** Gathers and renders; the events go up to the decision at least. */
export async function assembleRecord({folder, plan, events, signers}: {
	readonly folder: string;
	readonly plan: Plan;
	readonly events: readonly Event[];
	readonly signers: SignersFile | undefined;
}): Promise<Assembled | Fault> {
	const last = events.findLastIndex(({type}) => type === 'decision-made') + 1;
	const counted = events.slice(0, last);
	const state = replay(initialState(plan), counted);
	const rendered = renderRecord(sourceOf(plan, state, counted));
	const journal = await readFile(journalFile(folder));
	const texts = await readChecklists(folder, counted);
	if (isFault(texts)) {
		return texts;
	}

	const files = new Map<string, Uint8Array>([
		[attributes.path, attributes.bytes],
		['record.md', Buffer.from(rendered)],
		['journal.jsonl', firstLines(journal, last)],
		...nameTexts(texts, plan.checklist.digest),
		...(signers ? [['signers.yaml', signers.bytes] as const] : []),
		...await readOutputs(folder, counted, state),
	]);
	for (const event of counted) {
		if (event.type !== 'gate-signed' || event.data.statement === null) {
			continue;
		}

		const bytes = await readStatement(folder, event.data.statement);
		if (isFault(bytes)) {
			return bytes;
		}

		files.set(statementPath(event.data.statement), bytes);
	}

	const evidence = await readRecorded(folder, counted);
	if (isFault(evidence)) {
		return evidence;
	}

	for (const [sha256Hex, bytes] of evidence) {
		files.set(`evidence/${sha256Hex}`, bytes);
	}

	const bundle = assembleBundle(files);
	files.set(bundleFile, bundle);
	return {
		files, digest: sha256(bundle), state, events: last,
	};
}

/** The text that counts, and those that the run went by before it was taken. */
function nameTexts(texts: ReadonlyMap<string, Uint8Array>, last: string): Array<[string, Uint8Array]> {
	return [...texts].map(([digest, bytes]) => [digest === last ? 'checklist.md' : earlierChecklistPath(digest), bytes]);
}

function firstLines(bytes: Uint8Array, count: number): Uint8Array {
	let end = 0;
	for (let line = 0; line < count; line++) {
		end = bytes.indexOf(10, end) + 1;
	}

	return bytes.subarray(0, end);
}

/** The small files that were recorded, by their digests; larger ones stand in the journal alone. */
async function readRecorded(folder: string, events: readonly Event[]): Promise<Map<string, Uint8Array> | Fault> {
	const recorded = new Map<string, Uint8Array>();
	const files = events.flatMap(event => event.type === 'evidence-recorded' && event.data.kept !== false ? event.data.files : []);
	for (const {sha256: digest, size} of files) {
		const bytes = size > wholeFile || recorded.has(digest) ? undefined : await readEvidence(folder, digest);
		if (isFault(bytes)) {
			return bytes;
		}

		if (bytes) {
			recorded.set(digest, bytes);
		}
	}

	return recorded;
}

async function readOutputs(folder: string, events: readonly Event[], state: RunState): Promise<Array<readonly [string, Uint8Array]>> {
	const outputs = events.flatMap(event => (event.type === 'check-finished' || event.type === 'action-finished')
		&& event.data.size > 0 && event.data.private !== true && !state.leftOut.has(event.data.output)
		? [event.data]
		: []);
	return Promise.all(outputs.map(async ({output, sha256: digest}) => [`output/${output}.log`, await excerpt(outputFile(folder, output), digest)] as const));
}

async function excerpt(file: string, digest: string): Promise<Uint8Array> {
	const {size} = await stat(file);
	if (size <= wholeFile) {
		return readFile(file);
	}

	await using handle = await open(file);
	const half = wholeFile / 2;
	const head = Buffer.alloc(half);
	const tail = Buffer.alloc(half);
	await handle.read(head, 0, half, 0);
	await handle.read(tail, 0, half, size - half);
	return Buffer.concat([head, Buffer.from(`\n… ${size - wholeFile} bytes are left out here; SHA-256 of all ${size}: ${digest} …\n`), tail]);
}
