/** What others write into the run meanwhile, with `holdpoint sign` at another terminal. */
import {unwatchFile, watchFile} from 'node:fs';
import {journalFile} from '../journal/folder.js';
import type {Event} from '../run/events.js';
import type {Plan} from '../run/plan.js';
import {describeEvidence} from './unseen.js';

/** How often the journal is looked at, in milliseconds. */
const interval = 500;

/** Calls when the journal has grown, by whomever; what it returns ends that. */
export function watchJournal(folder: string, grown: () => void): () => void {
	const file = journalFile(folder);
	watchFile(file, {interval, persistent: false}, grown);
	return () => {
		unwatchFile(file, grown);
	};
}

/** In sentences; what nobody needs to hear of is left out. */
export function describeOthers(events: readonly Event[], {sections, byId}: Plan): string[] {
	return events.flatMap(({type, data}) => {
		if (type === 'gate-signed') {
			const {signer, decision, gate, role, comment} = data;
			return `${signer} has ${decision === 'reject' ? 'rejected' : 'signed'} “${sections.get(gate)?.title ?? gate}” as ${role}${comment === '' ? '.' : `: ${comment}`}`;
		}

		if (type === 'evidence-changed') {
			return describeEvidence(data.path, byId.get(data.step)?.step.title ?? data.step);
		}

		return type === 'seal-signed' ? `${data.signer} has sealed the decision as ${data.role}.` : [];
	});
}
