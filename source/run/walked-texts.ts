/** Which texts of the checklist a run went by, as its events tell. */
import type {Event} from './events.js';

/** SHA-256 of the texts that a run went by, in their order: the first, and each that was taken. The last one counts. */
export function walkedDigests(events: Iterable<Event>): string[] {
	const digests: string[] = [];
	for (const {type, data} of events) {
		if (type === 'run-started') {
			digests.push(data.checklist.digest);
		} else if (type === 'checklist-changed' && data.taken) {
			digests.push(data.digest);
		}
	}

	return digests;
}

/** Those of the texts before the one that counts. */
export function earlierDigests(events: Iterable<Event>): string[] {
	const digests = walkedDigests(events);
	const last = digests.pop();
	return [...new Set(digests)].filter((digest, index) => digest !== last || index === 0);
}

/** The id that a step had in the first text of the run, when its results were kept under others. */
export function firstId(id: string, events: readonly Event[]): string {
	let known = id;
	for (const {type, data} of events.toReversed()) {
		const ids = new Map(type === 'checklist-changed' && data.taken ? data.kept?.map(({from, to}) => [to, from]) : []);
		known = ids.get(known) ?? known;
	}

	return known;
}
