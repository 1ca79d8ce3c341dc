/** The record commit: built, signed and verified as an object, and only then given its refs. */
import path from 'node:path';
import {buildRecordCommit} from '../../repository/build-commit.js';
import {readCommits} from '../../repository/commits.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {moveRecordRefs} from '../../repository/move-refs.js';
import {readRef, recordRef} from '../../repository/tags.js';
import {writeMessage} from '../../record/tag-message.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {noteLocking} from '../git-locks.js';
import {signWith} from '../sign.js';
import type {Assembled} from './bundle.js';
import {describeRelease, trailersOf} from './message.js';
import {findRecordPlace} from './record-folder.js';

export async function commitRecord(engine: Engine, record: Assembled): Promise<boolean> {
	const {materials: {facts, by, signer}, store} = engine;
	const {top} = facts;
	const {decision} = stateOfRun(engine);
	if (!decision) {
		return false;
	}

	const place = await findRecordPlace(engine);
	if (isRepositoryFault(place)) {
		say(engine, 'fault', place.sentence);
		return false;
	}

	const {folder, parent, branch} = place;
	store.patch({busy: `Committing the record in ${folder}…`});
	const message = writeMessage({...describeRelease(engine.session.plan, record.state), trailers: trailersOf(engine, record.files)});
	const built = await buildRecordCommit({
		top, parent, folder, files: record.files, message, person: by, at: new Date(decision.mark.at),
	}, async bytes => {
		const signed = await signWith(engine, signer, {bytes, namespace: 'git', what: [`The record commit for ${folder} is about to be signed.`]});
		return 'unsigned' in signed ? signed : signed.armored;
	});
	if ('unsigned' in built) {
		say(engine, 'fault', built.unsigned);
		return false;
	}

	if (isRepositoryFault(built)) {
		say(engine, 'fault', built.sentence);
		return false;
	}

	const name = path.posix.basename(folder);
	const to = await findOwn(top, {ref: recordRef(name), parent, tree: built.tree}) ?? built.commit;
	const moved = await moveRecordRefs({
		top, name, branch, from: parent, to, note: noteLocking(engine),
	});
	if (isRepositoryFault(moved)) {
		say(engine, 'fault', moved.sentence);
		return false;
	}

	if (moved.branch === undefined) {
		say(engine, 'said', moved.sentence);
	}

	return submit(engine, {
		type: 'record',
		record: {
			commit: to, folder, bundle: record.digest, ref: moved.ref, branch: moved.branch ?? null,
		},
	});
}

/** A record commit with the same content that an interrupted attempt left: some keys sign differently each time. */
async function findOwn(top: string, {ref, parent, tree}: {ref: string; parent: string; tree: string}): Promise<string | undefined> {
	const existing = await readRef(top, ref);
	const content = existing === undefined ? undefined : await readCommits(top, parent, existing);
	return content && !isRepositoryFault(content) && content.tree === tree ? existing : undefined;
}
