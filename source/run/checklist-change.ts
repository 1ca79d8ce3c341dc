/** The checklist was edited during the run: which steps are others now. By identity and by what a result hangs on, never by position. */
import type {StepKind} from '../checklist/model.js';
import type {Event, EventData} from './events.js';
import {globsAbout} from './values/places.js';
import type {Plan, PlannedStep} from './plan.js';

type Side = readonly [Plan, readonly PlannedStep[]];

export type ChecklistChange = {
	/** Ids in the new text, in walking order; `removed` in the old one. */
	readonly added: readonly string[];
	readonly removed: readonly string[];
	readonly changed: readonly string[];
	/** The same step under other titles. */
	readonly moved: ReadonlyArray<{readonly from: string; readonly to: string}>;
};

export function compareChecklists(before: Plan, after: Plan): ChecklistChange {
	const gone = before.steps.filter(({step}) => !after.byId.has(step.id));
	const come = after.steps.filter(({step}) => !before.byId.has(step.id));
	const moved = findMoved([before, gone], [after, come]);
	const from = new Set(moved.map(one => one.from));
	const to = new Set(moved.map(one => one.to));
	return {
		added: come.map(({step}) => step.id).filter(id => !to.has(id)),
		removed: gone.map(({step}) => step.id).filter(id => !from.has(id)),
		changed: after.steps.filter(planned => {
			const known = before.byId.get(planned.step.id);
			return known !== undefined && substanceOf(known, before) !== substanceOf(planned, after);
		}).map(({step}) => step.id),
		moved,
	};
}

/** What vanished and stands once elsewhere, with the same words and the same to be done. A signature is over its gate, and moves nowhere. */
function findMoved([before, gone]: Side, [after, come]: Side): Array<{from: string; to: string}> {
	const from = Map.groupBy(gone.filter(({step}) => step.kind !== 'signature'), planned => `${planned.step.title}\n${substanceOf(planned, before)}`);
	const to = Map.groupBy(come, planned => `${planned.step.title}\n${substanceOf(planned, after)}`);
	return [...from].flatMap(([what, steps]) => {
		const [old, more] = steps;
		const [fresh, others] = to.get(what) ?? [];
		return old && fresh && !more && !others ? [{from: old.step.id, to: fresh.step.id}] : [];
	});
}

/** All that a result hangs on: what is asked or run, and the terms under which an answer counts. */
function substanceOf(planned: PlannedStep, plan: Plan): string {
	const {
		kind, fingerprint, expected, value, alternatives, signature, wait, bindings, by, waivableBy, witness, optional, context, commands,
	} = planned.step;
	const {settings: {placeholders, pair, note}, namedVersion} = plan.checklist;
	const texts = commands.map(({text}) => text).join('\n');
	return JSON.stringify([
		kind,
		fingerprint,
		expected,
		value?.label,
		alternatives.map(({label, fails}) => [label, fails]),
		signature && [signature.role, signature.count, signature.seals],
		wait,
		bindings,
		by,
		waivableBy,
		witness,
		optional,
		context,
		// Under which it was asked at all.
		planned.conditions.map(({text}) => text),
		globsAbout(planned, plan),
		// What the commands are read as.
		placeholders.filter(({text}) => texts.includes(text)),
		namedVersion !== undefined && texts.includes(namedVersion.replace(/^v/v, '')) && namedVersion,
		kind !== 'check' && kind !== 'signature' && [pair, note],
		judgedByPersons.has(kind) && textBelow(planned, plan),
	]);
}

const judgedByPersons: ReadonlySet<StepKind> = new Set(['confirm', 'action', 'choice', 'value', 'group']);

/** What stands inside an item below its own line is shown with it, and part of what somebody said yes to. */
function textBelow({section, step: {start, range, steps}}: PlannedStep, {checklist: {text}}: Plan): string[] {
	const end = steps[0]?.start.line ?? (start.line + text.slice(range.from, range.to).trimEnd().split('\n').length);
	return section.prose.filter(({line}) => line > start.line && line < end).map(one => one.text);
}

/** The event, when the person takes the new text or goes on with the old; `keep`: results of moved steps go on. */
export function describeChange(change: ChecklistChange, {digest, taken, keep}: {readonly digest: string; readonly taken: boolean; readonly keep: boolean}): EventData['checklist-changed'] {
	const {added, removed, changed, moved} = change;
	return {
		digest, taken, added: [...added], removed: [...removed], changed: [...changed], moved: moved.map(({from}) => from),
		...(keep && moved.length > 0 && {kept: [...moved]}),
	};
}

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
