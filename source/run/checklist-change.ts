/** The checklist was edited during the run: which steps are others now. By identity and by what a result hangs on, never by position. */
import type {Step} from '../checklist/model.js';
import type {Event, EventData} from './events.js';
import type {Plan, PlannedStep} from './plan.js';

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
	const moved = findMoved(gone, come);
	const from = new Set(moved.map(one => one.from));
	const to = new Set(moved.map(one => one.to));
	return {
		added: come.map(({step}) => step.id).filter(id => !to.has(id)),
		removed: gone.map(({step}) => step.id).filter(id => !from.has(id)),
		changed: after.steps.filter(planned => isOther(before.byId.get(planned.step.id), planned)).map(({step}) => step.id),
		moved,
	};
}

/** What vanished and stands once elsewhere, with the same words and the same to be done. */
function findMoved(gone: readonly PlannedStep[], come: readonly PlannedStep[]): Array<{from: string; to: string}> {
	const from = Map.groupBy(gone, ({step}) => `${step.title}\n${substanceOf(step)}`);
	const to = Map.groupBy(come, ({step}) => `${step.title}\n${substanceOf(step)}`);
	return [...from].flatMap(([what, steps]) => {
		const [old, more] = steps;
		const [fresh, others] = to.get(what) ?? [];
		return old && fresh && !more && !others ? [{from: old.step.id, to: fresh.step.id}] : [];
	});
}

function isOther(before: PlannedStep | undefined, {step}: PlannedStep): boolean {
	return before !== undefined && substanceOf(before.step) !== substanceOf(step);
}

/** All that a result hangs on. */
function substanceOf({kind, fingerprint, expected, value, alternatives, signature, wait, bindings, by, witness, context}: Step): string {
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
		witness,
		context,
	]);
}

/** The event, when the person takes the new text or goes on with the old; `keep`: results of moved steps go on. */
export function describeChange(change: ChecklistChange, {digest, taken, keep}: {readonly digest: string; readonly taken: boolean; readonly keep: boolean}): EventData['checklist-changed'] {
	const {added, removed, changed, moved} = change;
	return {
		digest, taken, added: [...added], removed: [...removed], changed: [...changed], moved: moved.map(({from}) => from),
		...(keep && moved.length > 0 && {kept: [...moved]}),
	};
}

/** SHA-256 of the text that a run goes by: the one that was taken last, else the first. */
export function walkedDigest(events: readonly Event[]): string | undefined {
	const taken = events.findLast(event => event.type === 'checklist-changed' && event.data.taken);
	const [first] = events;
	return taken?.type === 'checklist-changed' ? taken.data.digest : (first?.type === 'run-started' ? first.data.checklist.digest : undefined);
}
