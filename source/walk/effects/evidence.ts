/** Evidence steps: their files are found, hashed, kept with the run, and looked at again later. */
import {Buffer} from 'node:buffer';
import {realpath} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import {isOutside} from '../../checklist/globs.js';
import type {Evidence} from '../../checklist/model.js';
import {findEvidence, filesOf} from '../../checks/evidence.js';
import {readFile, type Look} from '../../checks/evidence/read-file.js';
import {maskOf, secretsOf} from '../../checks/output/secrets.js';
import {isFault} from '../../journal/faults.js';
import {storeEvidence} from '../../journal/folder.js';
import {decide} from '../../run/decide.js';
import type {EvidenceFile} from '../../run/events.js';
import {fillPlan} from '../../run/values/filling.js';
import type {FoundEvidence} from '../../run/intents.js';
import {isRefusal} from '../../run/ruling.js';
import {wholeFile} from '../finish/bundle.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {evidencePlaceOf} from './evidence-place.js';

/** Looks for all that a step points at, and records what is there. `files` are those that the person named, out of reach of any glob. */
export async function recordEvidence(engine: Engine, {step: id, files = []}: {readonly step: string; readonly files?: readonly string[]}): Promise<boolean> {
	const {session: {plan}, store} = engine;
	const wanted = fillPlan(plan, stateOfRun(engine)).byId.get(id)?.step.evidence ?? [];
	// The rules first: nothing is read that could not be recorded.
	const ruling = decide(plan, stateOfRun(engine), {type: 'record evidence', step: id, found: wanted.map(({name = ''}) => missing(name, 'not looked for yet'))});
	if (isRefusal(ruling)) {
		say(engine, 'refused', ruling.refusal);
		return false;
	}

	store.patch({busy: 'Looking for the files…'});
	try {
		const found: FoundEvidence[] = [];
		for (const evidence of wanted) {
			// One after the other: each may be large.
			found.push(await (isOutside(evidence.glob) ? hashNamed(evidence, files) : find(engine, evidence)));
		}

		return await submit(engine, {type: 'record evidence', step: id, found});
	} finally {
		store.patch({busy: undefined});
	}
}

function missing(name: string, why: string): FoundEvidence {
	return {
		name, files: [], ok: false, why,
	};
}

/** Small files of one pattern enter the record as long as they are no more than this together. */
const keptTogether = 64 * wholeFile;

async function find(engine: Engine, evidence: Evidence): Promise<FoundEvidence> {
	const {folder} = engine.materials.journal;
	const small: Uint8Array[] = [];
	let together = 0;
	const found = await findEvidence(evidence, evidencePlaceOf(engine), () => collectSmall(bytes => {
		together += bytes.length;
		if (together <= keptTogether) {
			small.push(bytes);
		}
	}));
	// A secret never reaches the record, nor does what would make it huge: those files are known by their digests alone.
	const {secrets, environment} = engine.materials;
	const mask = maskOf([...secrets.values(), ...secretsOf(environment)]);
	const isKept = together <= keptTogether && small.every(bytes => !mask.isIn(bytes));
	if (together > keptTogether) {
		say(engine, 'said', `The files of ${evidence.glob} have ${Math.round(together / wholeFile)} MiB together: they are recorded by their digests, and do not enter the record themselves.`);
	}

	for (const bytes of isKept ? small : []) {
		const stored = await storeEvidence(folder, bytes);
		if (isFault(stored)) {
			return missing(evidence.name ?? '', stored.sentence);
		}
	}

	return {
		name: evidence.name ?? '', files: found.ok ? filesOf(found) : [], ok: found.ok, why: found.why, ...(!isKept && {kept: false}),
	};
}

/** Gives away the whole file once it was read, when it is small. */
function collectSmall(keep: (bytes: Uint8Array) => void): Look {
	const chunks: Uint8Array[] = [];
	let size = 0;
	return {
		chunk(bytes) {
			size += bytes.length;
			if (size <= wholeFile) {
				chunks.push(Uint8Array.from(bytes));
			}
		},
		async whole() {
			if (size <= wholeFile) {
				keep(Buffer.concat(chunks));
			}
		},
	};
}

async function hashNamed({name = ''}: Evidence, files: readonly string[]): Promise<FoundEvidence> {
	const read: EvidenceFile[] = [];
	for (const file of files) {
		const hashed = await hashOutside(file);
		if ('why' in hashed) {
			return missing(name, `${file}: ${hashed.why}.`);
		}

		read.push(hashed);
	}

	return files.length === 0
		? missing(name, 'It lies outside of the repository, and nobody named the files.')
		: {
			name, files: read, ok: true, why: '', kept: false,
		};
}

/** A file that a person named, wherever it is. */
export async function hashOutside(file: string): Promise<EvidenceFile | {readonly why: string; readonly isDenied?: boolean}> {
	// As a shell would take it.
	const named = path.resolve(file.replace(/^~(?=\/)/v, () => homedir()));
	const real = await realpath(named).catch(() => named);
	const read = await readFile(path.dirname(real), path.basename(real));
	return 'why' in read ? read : {path: named, size: read.size, sha256: read.sha256};
}
