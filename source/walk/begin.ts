/** The first event of a run: what it is about, fixed before anything is answered. */
import {randomBytes} from 'node:crypto';
import {createRunFolder} from '../journal/folder.js';
import {isFault, type Fault} from '../journal/faults.js';
import {openJournal, type Journal} from '../journal/journal.js';
import {listRuns} from '../journal/runs.js';
import type {Checklist} from '../checklist/model.js';
import type {EarlierAttempt} from '../run/event-fields.js';
import {
	formatVersion,
	rendererVersion,
	type EventData,
	type Fact,
	type Participant,
	type Person,
} from '../run/events.js';
import type {RunKind} from '../run/phase.js';
import type {FactsWithHead, SignersFile} from './materials.js';

/** Of the sealed run. */
export type FollowUp = {
	readonly kind: Exclude<RunKind, 'release'>;
	readonly commit: string;
	readonly tree: string;
	readonly previous: string | null;
	readonly bundle: string;
	readonly unsettled: readonly string[];
};

export type Beginning = {
	readonly holdpointDirectory: string;
	/** The document's bytes, kept with the run. */
	readonly bytes: Uint8Array;
	readonly checklist: Checklist;
	/** Relative to the top of the repository. */
	readonly path: string;
	/** Undefined: the record alone. */
	readonly tag: string | undefined;
	/** Inputs by name, without secrets. */
	readonly values: ReadonlyMap<string, string>;
	/** Names of the secret inputs that were given. */
	readonly secrets: readonly string[];
	readonly witness: Participant | undefined;
	/** The attempt before this one. */
	readonly earlier?: EarlierAttempt | undefined;
	readonly facts: FactsWithHead;
	readonly by: Person;
	readonly key: string;
	readonly signers: SignersFile | undefined;
	readonly decision: readonly string[];
	/** What a follow-up is about; undefined: a release of what is checked out. */
	readonly followUp?: FollowUp;
	readonly program: string;
	readonly demo: boolean;
	readonly rehearsal: boolean;
	readonly clock: () => Date;
};

export async function beginRun(beginning: Beginning): Promise<Journal | Fault> {
	const {holdpointDirectory, bytes, clock, by} = beginning;
	const {followUp, rehearsal, tag, checklist} = beginning;
	const what = rehearsal ? '-rehearsal' : (followUp ? suffixes[followUp.kind] : '');
	const name = await nameRun(holdpointDirectory, `${tag ?? checklist.settings.release ?? 'run'}${what}`);
	if (typeof name !== 'string') {
		return name;
	}

	const folder = await createRunFolder({holdpointDirectory, run: randomBytes(16).toString('hex'), checklist: bytes});
	if (isFault(folder)) {
		return folder;
	}

	const journal = await openJournal(folder.path, {clock});
	if (isFault(journal)) {
		return journal;
	}

	const appended = await journal.append(by, () => [{type: 'run-started', data: describeStart(beginning, name)}, ...listInputs(beginning)]);
	if (isFault(appended)) {
		return appended;
	}

	// Opened again so that what stands on disk is what the walk goes by.
	return openJournal(folder.path, {clock});
}

/** Of a secret it is said that it was given, and nothing else. */
function listInputs({values, secrets}: Beginning): Fact[] {
	const entered = (name: string, value: string, secret: boolean): Fact => ({
		type: 'value-entered', data: {
			step: '', name, value, secret,
		},
	});
	return [...[...values].map(([name, value]) => entered(name, value, false)), ...secrets.map(name => entered(name, '', true))];
}

const suffixes = {'after the tag': '-after', 'rolling back': '-rollback'} as const;

/** `v2.4.0#1`, `#2` for a second attempt. */
async function nameRun(holdpointDirectory: string, release: string): Promise<string | Fault> {
	const runs = await listRuns(holdpointDirectory);
	if (isFault(runs)) {
		return runs;
	}

	const names = new Set(runs.map(({start}) => start?.data.name));
	let attempt = 1;
	while (names.has(`${release}#${attempt}`)) {
		attempt += 1;
	}

	return `${release}#${attempt}`;
}

function describeStart({checklist, path, tag, facts, key, signers, decision, program, demo, rehearsal, witness, followUp, earlier}: Beginning, name: string): EventData['run-started'] {
	return {
		name,
		tag: tag ?? null,
		kind: followUp?.kind ?? 'release',
		project: signers?.signers.project ?? facts.project,
		program,
		format: formatVersion,
		renderer: rendererVersion,
		checklist: {path, digest: checklist.digest},
		commit: followUp?.commit ?? facts.head.commit,
		tree: followUp?.tree ?? facts.head.tree,
		branch: facts.branch ?? null,
		previous: followUp?.previous ?? facts.previous ?? null,
		signers: signers ? {digest: signers.digest, version: signers.signers.version} : null,
		key,
		decision: [...decision],
		dirty: facts.modified.length > 0,
		rehearsal,
		demo,
		...(followUp && {bundle: followUp.bundle, unsettled: [...followUp.unsettled]}),
		...(witness && {witness}),
		...(earlier && {earlier}),
	};
}
