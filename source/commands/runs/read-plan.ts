/** The plan of a run that is there already: of the text that it goes by, and of those that it went by before. */
import type {Checklist} from '../../checklist/model.js';
import {parseChecklist} from '../../checklist/parse.js';
import {isFault} from '../../journal/faults.js';
import {readChecklists} from '../../journal/folder.js';
import {earlierDigests, walkedDigests} from '../../run/walked-texts.js';
import type {Event} from '../../run/events.js';
import {phaseOfKind} from '../../run/phase.js';
import {planWalk, type Operator, type Plan} from '../../run/plan.js';
import {UserError} from '../exit.js';

type Known = {
	readonly operator?: Operator | undefined;
	/** A text that was read already is not read again. */
	readonly checklist?: Checklist | undefined;
};

export async function readPlan(folder: string, events: readonly Event[], {operator, checklist}: Known = {}): Promise<Plan> {
	const texts = await readChecklists(folder, events);
	if (isFault(texts)) {
		throw new UserError(texts.sentence);
	}

	const [start] = events;
	const last = walkedDigests(events).at(-1);
	if (last === undefined || start?.type !== 'run-started') {
		throw new UserError(`the journal in ${folder} does not say what the run is about. Bring the folder back from a backup.`);
	}

	const read = (digest: string): Checklist => checklist?.digest === digest ? checklist : parseChecklist(texts.get(digest) ?? new Uint8Array());
	return planWalk(read(last), operator, phaseOfKind(start.data.kind), earlierDigests(events).map(digest => read(digest)));
}
