/**
After the decision: seals, record commit, tag. Every part can be done again after an interruption, and finds what is
done already; nothing is visible in the repository before it is whole.
*/
import {isFault} from '../journal/faults.js';
import {readStatement, writeFolder} from '../journal/folder.js';
import {isRepositoryFault} from '../repository/faults.js';
import {sealPath} from '../record/folders.js';
import {makesTag} from '../run/phase.js';
import {assembleRecord, type Assembled} from './finish/bundle.js';
import {commitRecord} from './finish/commit-record.js';
import {
	isDriving,
	say,
	stateOfRun,
	submit,
	type Engine,
} from './engine.js';
import {planPush} from './finish/push.js';
import {findRecordPlace} from './finish/record-folder.js';
import {remainingOf} from './finish/remaining.js';
import {findMissingSeal, giveSeal} from './finish/seal.js';
import {tagRelease} from './finish/tag-release.js';
import {freeLeftLocks} from './git-locks.js';

/** Puts what remains into the picture, without doing anything. */
export async function prepareFinish(engine: Engine): Promise<void> {
	const state = stateOfRun(engine);
	const {plan} = engine.materials;
	if (!state.decision) {
		engine.store.patch({remaining: [], record: undefined, push: undefined});
		return;
	}

	const place = state.record ?? await findRecordPlace(engine);
	const folder = isRepositoryFault(place) ? plan.checklist.settings.record : place.folder;
	const isWritten = state.record !== undefined || (state.started?.rehearsal === true && state.closed !== undefined);
	engine.store.patch({remaining: remainingOf(state, folder), record: isWritten ? folder : undefined, push: state.record && state.closed ? await planPush(engine) : undefined});
}

/**
Goes on until all is done or something is missing, which is said. `key` names a file of somebody else at this
terminal, for the next seal.
*/
export async function finishRun(engine: Engine, key?: string): Promise<boolean> {
	if (!stateOfRun(engine).decision || engine.store.get().busy !== undefined || !await isDriving(engine)) {
		return false;
	}

	try {
		return await finishParts(engine, key);
	} finally {
		engine.store.patch({busy: undefined});
		await prepareFinish(engine);
	}
}

async function finishParts(engine: Engine, key: string | undefined): Promise<boolean> {
	const {materials: {journal, plan}, signers, session, store} = engine;
	for (const sentence of await freeLeftLocks(engine.materials)) {
		say(engine, 'said', sentence);
	}

	store.patch({busy: 'Rendering the record…'});
	const record = await assembleRecord({
		folder: journal.folder, plan, events: session.events(), signers,
	});
	if (isFault(record)) {
		say(engine, 'fault', record.sentence);
		return false;
	}

	const done = stateOfRun(engine).started?.rehearsal
		? await writeRehearsal(engine, record)
		: await sealAll(engine, record, key)
			&& (stateOfRun(engine).record !== undefined || await commitRecord(engine, {...record, files: await withSeals(engine, record.files)}))
			&& (!makesTag(stateOfRun(engine)) || stateOfRun(engine).tagged !== undefined || await tagRelease(engine, record));
	const {closed, decision} = stateOfRun(engine);
	return done && (closed !== undefined || submit(engine, {type: 'close', outcome: decision?.decision ?? 'NO-GO', reason: ''}));
}

/** What the record would be, to be looked at: it is neither sealed nor committed. */
async function writeRehearsal(engine: Engine, {files}: Assembled): Promise<boolean> {
	const place = await findRecordPlace(engine);
	const fault = isRepositoryFault(place) ? place : await writeFolder(place.folder, files);
	if (fault) {
		say(engine, 'fault', fault.sentence);
	}

	return fault === undefined;
}

/** Those that are missing, one person after the other; what was sealed at another terminal is there. */
async function sealAll(engine: Engine, record: Assembled, key: string | undefined): Promise<boolean> {
	await engine.session.refresh();
	let given = key;
	for (let role = findMissingSeal(engine); role !== undefined; role = findMissingSeal(engine)) {
		await prepareFinish(engine);
		const isSealed = await giveSeal(engine, record, {role, key: given});
		if (!isSealed) {
			return false;
		}

		// The other key was for this seal; the next person brings their own.
		given = undefined;
	}

	return true;
}

async function withSeals(engine: Engine, files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, Uint8Array>> {
	const all = new Map(files);
	for (const {role, statement, void: isVoid} of stateOfRun(engine).seals) {
		const bytes = isVoid ? undefined : await readStatement(engine.materials.journal.folder, statement);
		if (isFault(bytes)) {
			throw new Error(bytes.sentence);
		}

		if (bytes) {
			all.set(sealPath(role), bytes);
		}
	}

	return all;
}
