/** Coming back to a run whose checklist was edited meanwhile: what is another step now, and whether the new text is taken. */
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import {digestOf} from '../../checklist/identity.js';
import {parseChecklist} from '../../checklist/parse.js';
import {isFault} from '../../journal/faults.js';
import {storeChecklist} from '../../journal/folder.js';
import {openJournal, type Journal} from '../../journal/journal.js';
import {compareChecklists, type ChecklistChange} from '../../run/checklist-change.js';
import {decide} from '../../run/decide.js';
import {findReasonAgainstTaking} from '../../run/decide/checklist.js';
import type {Intent, Refusal} from '../../run/intents.js';
import {planWalk, type Plan, type PlannedStep} from '../../run/plan.js';
import {initialState, replay} from '../../run/reduce.js';
import {ifDriving, type Driving} from '../../walk/driving.js';
import {askPerson} from '../asking.js';
import {readStanding} from '../checklist-file.js';
import {UserError} from '../exit.js';
import {readPlan} from '../runs/read-plan.js';
import type {Workplace} from '../workplace.js';

export type Pinned = {readonly journal: Journal; readonly plan: Plan; readonly said: readonly string[]};

/** What the walk goes by from here: the text that it went by, or the one on disk. */
export async function followChecklist({journal, plan: before}: Omit<Pinned, 'said'>, {facts: {top}, by}: Workplace, {plain, driver}: {plain: boolean; driver: Driving}): Promise<Pinned> {
	const keep = (...said: string[]): Pinned => ({journal, plan: before, said});
	const state = replay(initialState(before), journal.events);
	const file = state.started?.checklist.path ?? '';
	const bytes = await readStanding(path.resolve(top, file));
	if (state.decision !== undefined || state.closed !== undefined) {
		return keep();
	}

	if (!bytes) {
		return keep(`${showText(file)} cannot be read any more: the run goes on with the text that it has.`);
	}

	const digest = digestOf(bytes);
	if (digest === before.checklist.digest || wasAnswered(journal, digest)) {
		return keep();
	}

	const after = planWalk(parseChecklist(bytes), undefined, before.phase);
	const obstacle = findError(after) ?? findReasonAgainstTaking(before, state, after);
	if (obstacle !== undefined) {
		return keep(`${showText(file)} was changed, and is not taken: ${obstacle}. The run goes on with the text that it has.`);
	}

	const change = compareChecklists(before, after);
	const answer = await askAbout(change, {
		before, after, file, plain,
	});
	const reopened = await record(journal, {
		bytes, before, by, driver, intent: {type: 'change checklist', to: after, ...answer},
	});
	return answer.taken
		? {journal: reopened, plan: await readPlan(reopened.folder, reopened.events, {checklist: after.checklist}), said: [`The new text of ${showText(file)} is taken: ${countChanges(change, answer.keep)}.`]}
		: {journal: reopened, plan: before, said: [`${showText(file)} was changed; the run goes on with the text that it has.`]};
}

/** A text that the person has decided about since the one that is walked was taken is not asked about again. */
function wasAnswered({events}: Journal, digest: string): boolean {
	const last = events.findLast(({type}) => type === 'checklist-changed');
	return last?.type === 'checklist-changed' && last.data.digest === digest;
}

function findError({checklist: {diagnostics}}: Plan): string | undefined {
	const error = diagnostics.find(({severity}) => severity === 'error');
	return error && `line ${error.line}: ${showText(error.message).replace(/\.$/v, '')}`;
}

type Subject = {readonly before: Plan; readonly after: Plan; readonly file: string; readonly plain: boolean};

async function askAbout(change: ChecklistChange, {before, after, file, plain}: Subject): Promise<{taken: boolean; keep: boolean}> {
	const {text} = await askPerson([{
		name: 'text',
		kind: 'select',
		ask: `${showText(file)} was changed since this run read it. Which text counts?`,
		about: [...listChanges(change, before, after), ''],
		items: [
			{label: 'Go on with the text that the run has', value: 'pinned'},
			{label: 'Take the new text: what changed is asked again, and so are signatures', value: 'taken'},
		],
	}], {plain});
	if (text !== 'taken' || change.moved.length === 0) {
		return {taken: text === 'taken', keep: false};
	}

	const {moved} = await askPerson([{
		name: 'moved',
		kind: 'select',
		ask: 'Do the results of the moved steps still hold where they stand now?',
		items: [{label: 'No, they are open again', value: 'open'}, {label: 'Yes, keep them', value: 'keep'}],
	}], {plain});
	return {taken: true, keep: moved === 'keep'};
}

function listChanges({added, removed, changed, moved}: ChecklistChange, before: Plan, after: Plan): string[] {
	const name = (plan: Plan, id: string): string => {
		const planned = plan.byId.get(id);
		return `“${showText(planned?.step.title ?? id)}” in “${showText(planned?.section.title ?? '')}”`;
	};

	const lines = [
		...changed.flatMap(id => [`~ changed  ${name(after, id)}`, ...listParts(before.byId.get(id), after.byId.get(id)).map(part => `    ${part}`)]),
		...added.map(id => `+ added    ${name(after, id)}`),
		...removed.map(id => `- removed  ${name(before, id)}`),
		...moved.map(({from, to}) => `> moved    ${name(before, from)} to ${name(after, to)}`),
	];
	return lines.length === 0 ? ['No step is another one; what stands around them is.'] : [...lines.slice(0, most), ...(lines.length > most ? [`… and ${lines.length - most} more`] : [])];
}

/** What a person or a machine goes by in a step, as it was and as it is now: a limit that was loosened is seen before it is taken. */
function listParts(was: PlannedStep | undefined, is: PlannedStep | undefined): string[] {
	const parts: ReadonlyArray<readonly [string, (planned: PlannedStep) => readonly string[]]> = [
		['text', ({step}) => [step.title]],
		['command', ({step}) => step.commands.map(({text}) => text)],
		['Expect', ({step}) => step.expectations.map(({expression}) => expression)],
		['Evidence', ({step}) => step.evidence.map(({glob}) => glob)],
		['condition', ({conditions}) => conditions.map(({text}) => text)],
	];
	return parts.flatMap(([word, read]) => {
		const [old = '', fresh = ''] = [was, is].map(planned => planned ? showText(read(planned).join('; ')) : '');
		return old === fresh ? [] : [`${word} was  ${brief(old)}`, `${word} is   ${brief(fresh)}`];
	});
}

/** Consent shows commands in full. */
function brief(text: string): string {
	return text === '' ? 'not there' : (text.length > 200 ? `${text.slice(0, 200)} …` : text);
}

/** As many as fit a small screen with the question. */
const most = 14;

function countChanges({added, removed, changed, moved}: ChecklistChange, keep: boolean): string {
	const how = keep ? ' (their results kept)' : ' (open again)';
	return `${changed.length} changed, ${added.length} added, ${removed.length} removed, ${moved.length} moved${moved.length === 0 ? '' : how}`;
}

/** The text first, then that it counts. Opened again, so that what stands on disk is what the walk goes by. */
async function record(journal: Journal, {bytes, before, by, driver, intent}: Recording): Promise<Journal> {
	const stored = await storeChecklist(journal.folder, bytes);
	const appended = stored ?? await journal.append<Refusal>(by, async (news, at) => ifDriving(driver, () => decide(before, replay(initialState(before), [...journal.events, ...news]), intent, at)));
	if (!isFault(appended) && appended.refusal) {
		throw new UserError(appended.refusal.refusal);
	}

	const reopened = isFault(appended) ? appended : await openJournal(journal.folder);
	if (isFault(reopened)) {
		throw new UserError(reopened.sentence);
	}

	return reopened;
}

type Recording = {readonly bytes: Uint8Array; readonly before: Plan; readonly by: Workplace['by']; readonly driver: Driving; readonly intent: Intent};
