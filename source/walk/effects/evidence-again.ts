/** Recorded files once more: whether they are still what they were. */
import path from 'node:path';
import type {Step} from '../../checklist/model.js';
import {readFile} from '../../checks/evidence/read-file.js';
import {isSettled, stateOf} from '../../run/gates.js';
import type {EvidenceFile} from '../../run/events.js';
import {stateOfRun, submit, type Engine} from '../engine.js';
import {describeEvidence} from '../unseen.js';
import {hashOutside} from './evidence.js';

export type LookedAgain = {
	/** About what is no longer what it was, a sentence each: those steps are stale by now. */
	readonly changed: string[];
	/** Files that could not be looked at, and why. */
	readonly unseen: string[];
};

type Look = (file: EvidenceFile) => Promise<'same' | 'changed' | {readonly unseen: string}>;

/** By who walks: what they cannot read is no longer there for them. Comes to sentences about what has changed. */
export async function lookAtEvidenceAgain(engine: Engine): Promise<string[]> {
	const {busy} = engine.store.get();
	// Large files take their time.
	engine.store.patch({busy: 'Looking at the evidence again…'});
	try {
		const {changed} = await lookAgain(engine, async file => {
			const now = await readAgain(file, engine.materials.facts.top);
			return 'why' in now || now.sha256 !== file.sha256 ? 'changed' : 'same';
		});
		return changed;
	} finally {
		engine.store.patch({busy});
	}
}

/**
By somebody else, in the work tree where it is walked; undefined: nobody can find that. What they may not read may well
be what it was, and so may a file of the one who walks that lies elsewhere.
*/
export async function lookFromApart(engine: Engine, top: string | undefined): Promise<LookedAgain> {
	return lookAgain(engine, async file => {
		const isElsewhere = path.isAbsolute(file.path);
		if (top === undefined && !isElsewhere) {
			return {unseen: 'the work tree in which it was recorded is not there'};
		}

		const now = await readAgain(file, top ?? '');
		if ('why' in now) {
			return isElsewhere || now.isDenied === true ? {unseen: now.why} : 'changed';
		}

		return now.sha256 === file.sha256 ? 'same' : 'changed';
	});
}

/** A path from the root is one that a person named, outside of the repository. */
const readAgain = async ({path: file}: EvidenceFile, top: string) => path.isAbsolute(file) ? hashOutside(file) : readFile(top, file);

/** At what settled steps stand on. */
async function lookAgain(engine: Engine, look: Look): Promise<LookedAgain> {
	const changed: string[] = [];
	const unseen = new Set<string>();
	for (const {step} of engine.session.plan.steps) {
		const other = await findChanged(listRecorded(engine, step), look, unseen);
		if (other !== undefined && await submit(engine, {type: 'change evidence', step: step.id, path: other})) {
			changed.push(describeEvidence(other, step.title));
		}
	}

	return {changed, unseen: [...unseen]};
}

function listRecorded(engine: Engine, {id, kind}: Step): EvidenceFile[] {
	const {
		status, isMoved, evidence, executions,
	} = stateOf(stateOfRun(engine), id);
	const read = kind === 'evidence' ? evidence : (executions.at(-1)?.finished?.evidence ?? []);
	// What a move of HEAD made stale could be carried over.
	return isMoved || isSettled(status) ? read.flatMap(({files}) => files) : [];
}

async function findChanged(recorded: readonly EvidenceFile[], look: Look, unseen: Set<string>): Promise<string | undefined> {
	for (const file of recorded) {
		const found = await look(file);
		if (found === 'changed') {
			return file.path;
		}

		if (found !== 'same') {
			unseen.add(`${file.path} (${found.unseen})`);
		}
	}

	return undefined;
}
