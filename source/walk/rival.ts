/** Whether tag and record of a GO have their places still: others work in the same repository. */
import path from 'node:path';
import {showText} from '../checklist/escape.js';
import {isFault} from '../journal/faults.js';
import {readJournal} from '../journal/journal.js';
import {listRuns} from '../journal/runs.js';
import {recordFolder} from '../record/folders.js';
import {isRepositoryFault} from '../repository/faults.js';
import {checkFolder, checkRecordRef, checkTag} from '../repository/free-place.js';
import {tagToMake} from '../run/phase.js';
import {stateOfRun, type Engine} from './engine.js';

/** Why this run cannot make its tag, in a sentence: known before anything is decided, and not after the last seal. Undefined once it is decided. */
export async function findRival(engine: Engine): Promise<string | undefined> {
	const {facts: {top}, plan} = engine.materials;
	const {started, decision, commit} = stateOfRun(engine);
	const tag = tagToMake(started);
	if (tag === undefined || decision !== undefined) {
		return undefined;
	}

	const name = recordFolder(tag);
	const places = await Promise.all([
		checkTag(top, tag), checkFolder(top, commit, path.posix.join(plan.checklist.settings.record, name)), checkRecordRef(top, name),
	]);
	return places.find(place => isRepositoryFault(place))?.sentence ?? findDecided(engine, tag);
}

/** Another run of this repository that is on its way to the same tag. */
async function findDecided({materials: {journal}}: Engine, tag: string): Promise<string | undefined> {
	const runs = await listRuns(path.dirname(journal.folder));
	for (const {run, folder, start, last} of isFault(runs) ? [] : runs) {
		if (!start || run === journal.run || tagToMake(start.data) !== tag || last?.type === 'run-closed') {
			continue;
		}

		const other = await readJournal(folder);
		const events = isFault(other) ? [] : other.events;
		// What was pushed is written behind the end of a run.
		if (events.some(({type}) => type === 'run-closed')) {
			continue;
		}

		const decision = events.findLast(({type}) => type === 'decision-made' || type === 'decision-withdrawn');
		if (decision?.type === 'decision-made' && decision.data.decision === 'GO') {
			return `GO is decided in ${showText(start.data.name)} for the same tag, and only one run can make it. Go on there, or take that decision back.`;
		}
	}

	return undefined;
}
