/** Evidence and outputs in the record are those that the journal recorded. */
import type {Event, Observation} from '../../run/events.js';
import {sha256} from '../bytes.js';
import {fault, type Fault} from '../record-fault.js';
import {count} from '../render/words.js';
import type {Files} from './bundle.js';
import type {History} from './journal.js';
import type {Passed} from './request.js';

/** Files up to this size are kept whole. */
const kept = 1024 * 1024;

export function checkEvidence({files}: Files, {events, decision}: History): Passed<Record<string, unknown>> | Fault {
	const wrong = findWrongEvidence(files, events) ?? findWrongOutput(files, events, new Set(decision.leftOut));
	return wrong ?? {detail: `${count(countIn(files, 'evidence/'), 'file')} of evidence, ${count(countIn(files, 'output/'), 'output')}`};
}

function countIn(files: ReadonlyMap<string, Uint8Array>, folder: string): number {
	return [...files].filter(([path]) => path.startsWith(folder)).length;
}

/** Every small file that was recorded is there; the bundle has already held each against its name. */
function findWrongEvidence(files: ReadonlyMap<string, Uint8Array>, events: readonly Event[]): Fault | undefined {
	const recorded = events.flatMap(event => event.type === 'evidence-recorded' && event.data.kept !== false ? event.data.files : []);
	for (const {path, size, sha256: digest} of recorded) {
		const bytes = files.get(`evidence/${digest}`);
		if (bytes ? bytes.length !== size : size <= kept) {
			return fault('evidence.digest', bytes ? `The evidence ${path} has another size than was recorded.` : `The evidence ${path} was recorded and is missing.`);
		}
	}

	const digests = new Set(recorded.map(({sha256: digest}) => `evidence/${digest}`));
	const stray = [...files].find(([path]) => path.startsWith('evidence/') && !digests.has(path));
	return stray && fault('evidence.digest', `${stray[0]} was recorded by no event.`);
}

function findWrongOutput(files: ReadonlyMap<string, Uint8Array>, events: readonly Event[], leftOut: ReadonlySet<number>): Fault | undefined {
	const observations = events.flatMap(event => event.type === 'check-finished' || event.type === 'action-finished' ? [event.data] : []);
	const finished = new Map<string, Observation>(observations.map(observed => [`output/${observed.output}.log`, observed]));
	for (const [path, bytes] of files) {
		if (!path.startsWith('output/')) {
			continue;
		}

		const observed = finished.get(path);
		if (!observed || observed.private === true || leftOut.has(observed.output)) {
			return fault('output.digest', `${path} does not belong into the record.`);
		}

		// Of a larger one only head and tail are kept.
		if (observed.size <= kept && (bytes.length !== observed.size || sha256(bytes) !== observed.sha256)) {
			return fault('output.digest', `${path} is not the output that the journal recorded.`);
		}
	}

	return undefined;
}
