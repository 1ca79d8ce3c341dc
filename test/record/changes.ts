/** Ways to change a release that is being forged. */
import {Buffer} from 'node:buffer';
import {canonicalJson, firstPrevious, hashLine} from '../../source/run/chain.js';
import type {EventData} from '../../source/run/events.js';
import {checklistText} from './forge-texts.js';
import {
	ada,
	grace,
	honestWalk,
	linus,
	sha,
	type StatementChange,
	type Walk,
} from './forge-walk.js';
import type {Attack} from './forge-attack.js';
import type {Person} from './people.js';
import type {File} from './store.js';

export const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
export const recode = (change: (text: string) => string) => (bytes: Uint8Array): Uint8Array => {
	const changed = change(text(bytes));
	return Buffer.from(changed);
};

type EnvelopeText = {payload: string; payloadType: string; signatures: unknown[]};
export const inEnvelope = (change: (envelope: EnvelopeText) => EnvelopeText) => recode(written => {
	const envelope = JSON.parse(written) as EnvelopeText;
	const changed = change(envelope);
	return canonicalJson(changed);
});

export const statementsIn = (files: Map<string, Uint8Array>): string[] => [...files].map(([path]) => path).filter(path => path.startsWith('statements/'));

export const edit = (path: string, change: (text: string) => string) => (files: Map<string, Uint8Array>): void => {
	const changed = change(text(files.get(path)));
	files.set(path, Buffer.from(changed));
};

export const editTree = (path: string, change: (file: File | undefined) => File) => (files: Map<string, File>): void => {
	files.set(path, change(files.get(path)));
};

/** The honest walk with gate two's signature changed. */
export const second = (change: StatementChange, person: Person = grace): Attack => ({
	walk(walk) {
		walk.check(0, 2);
		walk.confirm(0);
		walk.sign(0, ada);
		walk.confirm(1);
		walk.sign(1, person, change);
		walk.confirm(2);
		walk.sign(2, linus);
		walk.decide();
	},
});

export const inGate = (walk: Walk, gate: number): EventData['gate-signed']['gate'] => walk.gates[gate]?.id ?? '';

/** Lines changed and chained again, as somebody would who redoes everything. */
export const rechained = (change: (lines: string[]) => string[]) => (journal: string): string => {
	let prev = firstPrevious;
	let whole = '';
	for (const [index, line] of change(journal.trimEnd().split('\n')).entries()) {
		const changed = canonicalJson({...JSON.parse(line) as Record<string, unknown>, seq: index + 1, prev});
		prev = hashLine(changed);
		whole += `${changed}\n`;
	}

	return whole;
};

export const evidence = Buffer.from('it was so\n');
/** Puts a file into the record, and says that gate one's evidence is this one. */
export const recordEvidence = (walk: Walk, path: string, bytes: Uint8Array): void => {
	const step = walk.gates[0]?.steps.find(({kind}) => kind === 'evidence')?.id ?? '';
	walk.files.set(`evidence/${sha(bytes)}`, bytes);
	walk.add({
		type: 'evidence-recorded', data: {
			step, name: '', files: [{path, size: bytes.length, sha256: sha(bytes)}], ok: true,
		},
	});
};

/** A release whose gate one wants a file, and has it. */
export const withEvidence: Attack = {
	checklist: checklistText.replace('**Signed by**: release manager', '**Evidence**: `*.txt`\n\n**Signed by**: release manager'),
	walk(walk) {
		recordEvidence(walk, 'proof.txt', evidence);
		honestWalk(walk);
	},
};

export const evidenceFile = `evidence/${sha(evidence)}`;
export const listed = (...added: string[]) => recode(bundle => {
	const {files, version} = JSON.parse(bundle) as {files: Array<{path: string; size: number; sha256: string}>; version: number};
	const more = added.map(path => ({path, size: 0, sha256: sha('')}));
	const all = [...files, ...more];
	const paths = all.map(({path}) => path).toSorted();
	return canonicalJson({version, files: paths.map(path => all.find(file => file.path === path))});
});

