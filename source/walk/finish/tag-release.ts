/** The signed tag on the tested commit: an object first, a ref only when it is whole. */
import {writeMessage} from '../../record/tag-message.js';
import {buildTag} from '../../repository/build-tag.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {createTagRef} from '../../repository/move-refs.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {noteLocking} from '../git-locks.js';
import {signWith} from '../sign.js';
import type {Assembled} from './bundle.js';
import {describeRelease, sealDigests} from './message.js';

export async function tagRelease(engine: Engine, {state: decided, digest}: Assembled): Promise<boolean> {
	const {materials: {facts, by, signer, journal}, store} = engine;
	const {top} = facts;
	const {started, commit, decision, record} = stateOfRun(engine);
	const tag = started?.tag;
	if (typeof tag !== 'string' || !decision || !record) {
		return false;
	}

	store.patch({busy: `Tagging ${tag}…`});
	const message = writeMessage({
		...describeRelease(engine.session.plan, decided),
		trailers: {
			run: journal.run, record: record.commit, bundle: digest, seals: sealDigests(engine),
		},
	});
	const built = await buildTag({
		top, target: commit, tag, message, person: by, at: new Date(decision.mark.at),
	}, async bytes => {
		const signed = await signWith(engine, signer, {bytes, namespace: 'git', what: [`The tag ${tag} at ${commit.slice(0, 12)} is about to be signed.`]});
		return 'unsigned' in signed ? signed : signed.armored;
	});
	if ('unsigned' in built) {
		say(engine, 'fault', built.unsigned);
		return false;
	}

	const note = noteLocking(engine);
	const created = isRepositoryFault(built)
		? built
		: await createTagRef({
			top, tag, object: built.object, note,
		});
	if (isRepositoryFault(built) || isRepositoryFault(created)) {
		say(engine, 'fault', isRepositoryFault(created) ? created.sentence : '');
		return false;
	}

	return submit(engine, {type: 'tag', tag: {tag, object: built.object, commit}});
}
