/** Point 8, the texts of the checklist: the first and each that was taken are there, no other is, and each change is what they make it. */
import {canonicalJson} from '../../run/chain.js';
import {compareChecklists, describeChange} from '../../run/checklist-change.js';
import type {Event, EventData} from '../../run/events.js';
import {firstPlan, planOfText, type Plan} from '../../run/plan.js';
import {earlierDigests, walkedDigests} from '../../run/walked-texts.js';
import {earlierChecklistPath, isEarlierChecklist} from '../bundle.js';
import {sha256} from '../bytes.js';
import {fault, type Fault} from '../record-fault.js';

/** The text that counts, and those that the run went by before it. */
export type Texts = {readonly last: Uint8Array; readonly earlier: readonly Uint8Array[]};

const largest = 8 * 1024 * 1024;

export function findTexts(files: ReadonlyMap<string, Uint8Array>, events: readonly Event[]): Texts | Fault {
	const last = files.get('checklist.md');
	if (!last || sha256(last) !== walkedDigests(events).at(-1)) {
		return fault('checklist.changed', 'checklist.md is not the checklist that the journal says was walked.');
	}

	const digests = earlierDigests(events);
	const paths = new Set(digests.filter(digest => digest !== sha256(last)).map(digest => earlierChecklistPath(digest)));
	const missing = [...paths].find(path => !files.has(path));
	if (missing !== undefined) {
		return fault('checklist.missing', `${missing} is not in the record, and the run went by it until another text was taken.`);
	}

	const stray = files.keys().find(path => isEarlierChecklist(path) && !paths.has(path));
	if (stray !== undefined) {
		return fault('checklist.unreferenced', `The run never went by ${stray}.`);
	}

	const earlier = digests.map(digest => files.get(earlierChecklistPath(digest)) ?? last);
	return [last, ...earlier].some(({length}) => length > largest) ? fault('limits', 'The checklist is too large to be read.') : {last, earlier};
}

/** What an event says that a new text did is believed only where the two texts say the same. */
export function checkChanges(plan: Plan, events: readonly Event[]): Fault | undefined {
	let before = firstPlan(plan);
	for (const {seq, type, data} of events) {
		const after = type === 'checklist-changed' && data.taken ? planOfText(plan, data.digest) : undefined;
		if (type !== 'checklist-changed' || !after) {
			continue;
		}

		if (data.digest === before.checklist.digest || canonicalJson(data) !== canonicalJson(describe(before, after, data))) {
			return fault('checklist.consequences', `Event ${seq} says that the checklist changed otherwise than the two texts do.`);
		}

		before = after;
	}

	return undefined;
}

function describe(before: Plan, after: Plan, {digest, kept}: EventData['checklist-changed']): EventData['checklist-changed'] {
	return describeChange(compareChecklists(before, after), {digest, taken: true, keep: kept !== undefined});
}
