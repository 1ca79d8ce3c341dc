/** The checklist was edited during the run: which steps are others now. By identity and by what a result hangs on, never by position. */
import type {StepKind} from '../checklist/model.js';
import {foldText, withoutNumber} from '../checklist/titles.js';
import {readWording, type Wording} from '../checklist/wording.js';
import type {EventData} from './events.js';
import {globsAbout} from './values/places.js';
import type {Plan, PlannedStep} from './plan.js';

/** What is compared of a step: what a result hangs on, where it stands, and how many there are that nobody could tell from it. */
type Standing = {readonly substance: string; readonly titles: string; readonly equals: number};

/** Of the steps of a text, by id. */
type Standings = ReadonlyMap<string, Standing>;

export type ChecklistChange = {
	/** Ids in the new text, in walking order; `removed` in the old one. */
	readonly added: readonly string[];
	readonly removed: readonly string[];
	readonly changed: readonly string[];
	/** The same step under other titles. */
	readonly moved: ReadonlyArray<{readonly from: string; readonly to: string}>;
};

export function compareChecklists(before: Plan, after: Plan): ChecklistChange {
	const [old, fresh] = [standingsOf(before), standingsOf(after)];
	const gone = before.steps.filter(({step}) => !fresh.has(step.id));
	const come = after.steps.filter(({step}) => !old.has(step.id));
	const moved = findMoved(byMeaning(gone.filter(({step}) => step.kind !== 'signature'), old), byMeaning(come, fresh));
	const from = new Set(moved.map(one => one.from));
	const to = new Set(moved.map(one => one.to));
	return {
		added: come.map(({step}) => step.id).filter(id => !to.has(id)),
		removed: gone.map(({step}) => step.id).filter(id => !from.has(id)),
		changed: after.steps.map(({step}) => step.id).filter(id => old.has(id) && !isSame(old.get(id), fresh.get(id))),
		moved,
	};
}

function standingsOf(plan: Plan): Standings {
	const says = readWording(plan.checklist);
	const read = plan.steps.map(planned => ({id: planned.step.id, substance: substanceOf(planned, plan, says), titles: titlesAbove(planned, plan)}));
	// Equal steps are told apart by a number alone.
	const equals = Map.groupBy(read, ({id, substance}) => `${id.replaceAll(/#\d+/gv, '')}\n${substance}`);
	return new Map(equals.values().flatMap(steps => steps.map(({id, ...one}) => [id, {...one, equals: steps.length}])));
}

function isSame(was: Standing | undefined, is: Standing | undefined): boolean {
	return was?.substance === is?.substance && was?.titles === is?.titles && was?.equals === is?.equals;
}

/** Ids leave out what tells two titles of the same words apart. The document's own title is above everything. */
function titlesAbove({path}: PlannedStep, {sections, checklist: {root}}: Plan): string {
	const [first] = root.sections;
	return JSON.stringify(path.flatMap(id => {
		const section = sections.get(id);
		return !section || section.level === 0 || (section.level === 1 && section.id === first?.id) ? [] : withoutLooks(section.title);
	}));
}

function withoutLooks(title: string): string {
	return foldText(withoutNumber(title)).trim();
}

function byMeaning(steps: readonly PlannedStep[], standings: Standings): Map<string, PlannedStep[]> {
	return Map.groupBy(steps, ({step: {id, title}}) => `${title}\n${standings.get(id)?.substance ?? ''}`);
}

/** What vanished and stands once elsewhere, with the same words and the same to be done. A signature is over its gate, and moves nowhere. */
function findMoved(gone: ReadonlyMap<string, readonly PlannedStep[]>, come: ReadonlyMap<string, readonly PlannedStep[]>): Array<{from: string; to: string}> {
	return [...gone].flatMap(([what, steps]) => {
		const [old, more] = steps;
		const [fresh, others] = come.get(what) ?? [];
		return old && fresh && !more && !others ? [{from: old.step.id, to: fresh.step.id}] : [];
	});
}

/** All that a result hangs on: what is asked or run, and the terms under which an answer counts. */
function substanceOf(planned: PlannedStep, plan: Plan, says: Wording): string {
	const {
		kind, title, fingerprint, expected, value, alternatives, signature, wait, bindings, by, waivableBy, witness, optional, context, commands,
	} = planned.step;
	const {settings: {placeholders, pair, note}, namedVersion} = plan.checklist;
	const said = judgedByPersons.has(kind) ? says(planned.step) : withoutLooks(title);
	const texts = [title, said, ...commands.map(({text}) => text)].join('\n');
	return JSON.stringify([
		kind,
		fingerprint,
		expected,
		kind !== 'wait' && kind !== 'evidence' && said,
		value && withoutLooks(value.label),
		alternatives.map(({label, fails}) => [label, fails]),
		signature && [signature.role, signature.count, signature.seals],
		wait,
		bindings,
		by,
		waivableBy,
		witness,
		optional,
		context.map(text => withoutLooks(text)),
		// Under which it was asked at all.
		planned.conditions.map(({text}) => text),
		globsAbout(planned, plan),
		// What the words and commands are read as.
		placeholders.filter(({text}) => texts.includes(text)),
		namedVersion !== undefined && texts.includes(namedVersion.replace(/^v/v, '')) && namedVersion,
		kind !== 'check' && kind !== 'signature' && [pair, note],
	]);
}

const judgedByPersons: ReadonlySet<StepKind> = new Set(['confirm', 'action', 'choice', 'value', 'group']);

/** The event, when the person takes the new text or goes on with the old; `keep`: results of moved steps go on. */
export function describeChange(change: ChecklistChange, {digest, taken, keep}: {readonly digest: string; readonly taken: boolean; readonly keep: boolean}): EventData['checklist-changed'] {
	const {added, removed, changed, moved} = change;
	return {
		digest, taken, added: [...added], removed: [...removed], changed: [...changed], moved: moved.map(({from}) => from),
		...(keep && moved.length > 0 && {kept: [...moved]}),
	};
}
