/** Point 8, moves of HEAD: where a gate is about some paths only, what changed is read from git's trees, never from the journal. */
import type {Event} from '../../run/events.js';
import {saysWhatChanged} from '../../run/reduce/moves.js';
import {globsAbout} from '../../run/values/places.js';
import {firstPlan, planOfText, type Plan} from '../../run/plan.js';
import {decodeLossy} from '../bytes.js';
import {treeMode, type TreeEntry} from '../git-trees.js';
import {fault, isFault, type Fault} from '../record-fault.js';
import type {Reader} from './objects.js';
import {readTreeOf} from './target.js';

type Moved = Extract<Event, {type: 'head-moved'}>;

export async function checkMoves(reader: Reader, plan: Plan, events: readonly Event[]): Promise<Fault | undefined> {
	for (const {seq, data} of movesThatCount(plan, events)) {
		const changed = await changedPaths(reader, data.from, data.to);
		if (isFault(changed)) {
			return changed;
		}

		if (changed.toSorted().join('\0') !== data.paths.toSorted().join('\0')) {
			return fault('journal.move', `Event ${seq} says that HEAD's move changed other paths than the two commits do.`);
		}
	}

	return undefined;
}

/** Those that left something as it was, and what they left is not stale by a later one that left nothing. */
function movesThatCount(plan: Plan, events: readonly Event[]): Moved[] {
	let inForce = firstPlan(plan);
	let counted: Moved[] = [];
	for (const event of events) {
		if (event.type === 'checklist-changed' && event.data.taken) {
			inForce = planOfText(plan, event.data.digest) ?? inForce;
		} else if (event.type === 'head-moved' && event.data.from !== event.data.to) {
			const text = inForce;
			const isPartial = saysWhatChanged(event.data) && text.steps.some(planned => globsAbout(planned, text).length > 0);
			counted = isPartial ? [...counted, event] : [];
		}
	}

	return counted;
}

async function changedPaths(reader: Reader, from: string, to: string): Promise<string[] | Fault> {
	const before = await readTreeOf(reader, from);
	const after = isFault(before) ? before : await readTreeOf(reader, to);
	const found: string[] = [];
	const wrong = isFault(before) ? before : (isFault(after) ? after : await compare(reader, {before, after, path: ''}, found));
	return wrong ?? found;
}

type Trees = {readonly before: string | undefined; readonly after: string | undefined; readonly path: string};

/** As `git diff-tree -r --no-renames` names them. */
async function compare(reader: Reader, {before, after, path}: Trees, found: string[]): Promise<Fault | undefined> {
	const old = before === undefined ? [] : await reader.tree(before);
	const fresh = after === undefined ? [] : await reader.tree(after);
	if (isFault(old) || isFault(fresh)) {
		return isFault(old) ? old : (isFault(fresh) ? fresh : undefined);
	}

	const entries = new Map(old.map(entry => [entry.name, entry]));
	const names = new Set([...entries.keys(), ...fresh.map(({name}) => name)]);
	const later = new Map(fresh.map(entry => [entry.name, entry]));
	for (const name of names) {
		const [one, other] = [entries.get(name), later.get(name)];
		if (one?.id === other?.id && one?.mode === other?.mode) {
			continue;
		}

		const own = path + decodeLossy(name);
		if (isFile(one) || isFile(other)) {
			found.push(own);
		}

		const [left, right] = [one, other].map(entry => entry?.mode === treeMode ? entry.id : undefined);
		const wrong = left === undefined && right === undefined ? undefined : await compare(reader, {before: left, after: right, path: `${own}/`}, found);
		if (wrong) {
			return wrong;
		}
	}

	return undefined;
}

function isFile(entry: TreeEntry | undefined): boolean {
	return entry !== undefined && entry.mode !== treeMode;
}
