/** Point 8: the checklist and the signers file are those that the run went by. */
import {parseChecklist} from '../../checklist/parse.js';
import {initialState, replay} from '../../run/reduce.js';
import {phaseOfKind} from '../../run/phase.js';
import {planWalk, type Plan} from '../../run/plan.js';
import {decidingRoles} from '../../run/roles.js';
import type {RunState} from '../../run/state.js';
import {equalBytes, sha256} from '../bytes.js';
import {hashObject} from '../git-objects.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import type {Files} from './bundle.js';
import type {RecordFolder} from './commit.js';
import type {History} from './journal.js';
import {checkMoves} from './moves.js';
import {findEntry} from './objects.js';
import type {Checked} from './request.js';
import type {Seals} from './seals.js';
import type {Target} from './target.js';
import {checkChanges, findTexts, type Texts} from './texts.js';
import type {Trust} from './trust.js';

export type Walked = {
	readonly plan: Plan;
	/** What the journal makes of this checklist's run. */
	readonly state: RunState;
};

type Ground = {readonly target: Target; readonly trust: Trust; readonly folder: RecordFolder; readonly history: History; readonly seals: Seals};

export async function checkChecklist({files}: Files, {target, trust, folder, history, seals}: Ground): Checked<Walked> {
	const {events, started} = history;
	const texts = findTexts(files, events);
	if (isFault(texts)) {
		return texts;
	}

	const copy = files.get('signers.yaml');
	const isSame = trust.signersBytes ? copy !== undefined && equalBytes(copy, trust.signersBytes) : copy === undefined;
	if (!isSame) {
		return fault('signers.changed', 'signers.yaml is not that of the tested commit.');
	}

	const walked = walkAgain(texts, history);
	return isFault(walked)
		? walked
		: checkChanges(walked.plan, events)
			?? checkDeciding(walked.plan, {history, folder, seals})
			?? await checkMoves(target.reader, walked.plan, events)
			?? {...walked, detail: [started.checklist.path, ...await describeCommitted(target, trust, {path: started.checklist.path, text: texts.last}), `sha256:${sha256(texts.last)}${describeEarlier(texts)}`].join(', ')};
}

/** A walk may go by a text that nobody committed; whoever reads the verdict has to know. */
async function describeCommitted({reader}: Target, {tree}: Trust, {path, text}: {readonly path: string; readonly text: Uint8Array}): Promise<string[]> {
	const entry = await findEntry(reader, tree, path.split('/'));
	if (isFault(entry)) {
		// Not all of the commit is here, and the record does not need it.
		return [];
	}

	return [entry === undefined
		? 'which the tested commit does not have'
		: (entry.id === hashObject('blob', text, reader.idLength) ? 'as in the tested commit' : 'NOT as in the tested commit')];
}

function describeEarlier({earlier}: Texts): string {
	return earlier.length === 0 ? '' : `, and ${earlier.length} earlier ${earlier.length === 1 ? 'text' : 'texts'}`;
}

/** Hostile documents and journals may make a reader fall; that is no reason to fall with it. */
function walkAgain({last, earlier}: Texts, {events, started}: History): Walked | Fault {
	try {
		const plan = planWalk(parseChecklist(last), undefined, phaseOfKind(started.kind), earlier.map(text => parseChecklist(text)));
		return {plan, state: replay(initialState(plan), events)};
	} catch (error) {
		return fault('checklist.format', `The checklist or its run cannot be read again: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/** A text that was taken later decides no other things: the rules see to that. */
function checkDeciding(plan: Plan, {history: {started}, folder: {folder}, seals: {seals}}: {history: History; folder: RecordFolder; seals: Seals}): Fault | undefined {
	const {checklist} = plan;
	if (decidingRoles(checklist, plan).join('\n') !== started.decision.join('\n')) {
		return fault('checklist.changed', `The checklist lets ${decidingRoles(checklist, plan).join(', ')} decide, and the run ${started.decision.join(', ')}.`);
	}

	const base = checklist.settings.record.split('/').filter(part => part !== '' && part !== '.');
	if (folder.split('/').slice(0, -1).join('/') !== base.join('/')) {
		return fault('record.changes-code', `The checklist keeps its records in ${checklist.settings.record}, and this one stands in ${folder}.`);
	}

	const people = new Set(seals.map(({person}) => person));
	return checklist.settings.samePerson || people.size === seals.length
		? undefined
		: fault('gate.two-person', 'One person sealed in two roles, and the checklist wants two people.');
}
