/** Where the record goes: its folder from the top of the repository, and the commit that it is added to. */
import path from 'node:path';
import {readBlob, readMessage, resolveCommit} from '../../repository/commits.js';
import {readBranch, readHead} from '../../repository/facts.js';
import {isRepositoryFault, type RepositoryFault} from '../../repository/faults.js';
import {readRef} from '../../repository/tags.js';
import {recordFolder, recordKind, recordRef} from '../../record/folders.js';
import {isFault} from '../../record/record-fault.js';
import {readTrailers} from '../../record/tag-message.js';
import {isFollowUp} from '../../run/phase.js';
import {stateOfRun, type Engine} from '../engine.js';

export type RecordPlace = {
	readonly folder: string;
	/** The only parent of the record commit: what was tested, and for a follow-up what is checked out now. */
	readonly parent: string;
	/** The branch that takes it; undefined on a detached HEAD. */
	readonly branch: string | undefined;
};

/** GO: `releases/<tag>`; all else: the first `releases/<tag>-<what>-<n>` that nobody else has used. */
export async function findRecordPlace(engine: Engine): Promise<RecordPlace | RepositoryFault> {
	const {plan, facts: {top}} = engine.materials;
	const state = stateOfRun(engine);
	if (state.started?.rehearsal) {
		// Beside its journal, outside of the repository's content.
		return {folder: path.join(engine.session.journal.folder, 'record'), parent: state.commit, branch: state.branch};
	}

	const name = state.started?.tag ?? state.started?.name.replaceAll('#', '-') ?? 'run';
	const base = plan.checklist.settings.record;
	const kind = recordKind(state.started?.kind ?? 'release', state.decision?.decision ?? 'GO');
	const tip = await findTip(engine);
	if (isRepositoryFault(tip)) {
		return tip;
	}

	for (let number = 1; ; number++) {
		const own = recordFolder(name, kind, number);
		const folder = path.posix.join(base, own);
		const ref = kind === 'GO' ? undefined : await readRef(top, recordRef(own));
		if (ref !== undefined && await isOwn(engine, ref)) {
			// An attempt that was interrupted had come so far.
			return {...tip, folder, parent: await resolveCommit(top, `${ref}^`) ?? tip.parent};
		}

		if (kind === 'GO' || (ref === undefined && await readBlob(top, tip.parent, path.posix.join(folder, 'record.md')) === undefined)) {
			return {...tip, folder};
		}
	}
}

async function findTip(engine: Engine): Promise<Omit<RecordPlace, 'folder'> | RepositoryFault> {
	const {facts: {top}} = engine.materials;
	const state = stateOfRun(engine);
	const head = isFollowUp(state) ? await readHead(top) : undefined;
	return isRepositoryFault(head) ? head : (head ? {parent: head.commit, branch: await readBranch(top)} : {parent: state.commit, branch: state.branch});
}

async function isOwn({materials: {facts, journal}}: Engine, commit: string): Promise<boolean> {
	const trailers = readTrailers(await readMessage(facts.top, commit) ?? '');
	return !isFault(trailers) && trailers.run === journal.run;
}
