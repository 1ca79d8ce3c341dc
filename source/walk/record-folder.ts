/** Where the record goes, from the top of the repository. */
import path from 'node:path';
import {readBlob} from '../repository/commits.js';
import {readRef} from '../repository/tags.js';
import {recordFolder, recordRef} from '../record/folders.js';
import {stateOfRun, type Engine} from './engine.js';

/** Of a rehearsal: beside its journal, outside of the repository's content. GO: `releases/<tag>`; NO-GO: the first `releases/<tag>-no-go-<n>` that nobody has used. */
export async function freeFolder(engine: Engine): Promise<string> {
	const {plan, facts} = engine.materials;
	const state = stateOfRun(engine);
	if (state.started?.rehearsal) {
		return path.join(engine.session.journal.folder, 'record');
	}

	const name = state.started?.tag ?? state.started?.name.replaceAll('#', '-') ?? 'run';
	const base = plan.checklist.settings.record;
	if (state.decision?.decision !== 'NO-GO') {
		return path.posix.join(base, recordFolder(name));
	}

	for (let attempt = 1; ; attempt++) {
		const folder = recordFolder(name, attempt);
		const [ref, blob] = await Promise.all([
			readRef(facts.top, recordRef(folder)),
			readBlob(facts.top, state.commit, path.posix.join(base, folder, 'record.md')),
		]);
		if (ref === undefined && blob === undefined) {
			return path.posix.join(base, folder);
		}
	}
}
