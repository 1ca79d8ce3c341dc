/** What differs between two commits, read from git's trees. */
import {decodeLossy} from '../bytes.js';
import {treeMode, type TreeEntry} from '../git-trees.js';
import {isFault, type Fault} from '../record-fault.js';
import type {Reader} from './objects.js';
import {readTreeOf} from './target.js';

/** A file, a link or a submodule; undefined where there is none of that name. */
export type Change = {readonly path: string; readonly before: TreeEntry | undefined; readonly after: TreeEntry | undefined};

export async function findChanges(reader: Reader, from: string, to: string): Promise<Change[] | Fault> {
	const before = await readTreeOf(reader, from);
	const after = isFault(before) ? before : await readTreeOf(reader, to);
	const found: Change[] = [];
	const wrong = isFault(before) ? before : (isFault(after) ? after : await compare(reader, {before, after, path: ''}, found));
	return wrong ?? found;
}

type Trees = {readonly before: string | undefined; readonly after: string | undefined; readonly path: string};

/** As `git diff-tree -r --no-renames` names them. */
async function compare(reader: Reader, {before, after, path}: Trees, found: Change[]): Promise<Fault | undefined> {
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
		const [was, is] = [one, other].map(entry => entry?.mode === treeMode ? undefined : entry);
		if (was !== undefined || is !== undefined) {
			found.push({path: own, before: was, after: is});
		}

		const [left, right] = [one, other].map(entry => entry?.mode === treeMode ? entry.id : undefined);
		const wrong = left === undefined && right === undefined ? undefined : await compare(reader, {before: left, after: right, path: `${own}/`}, found);
		if (wrong) {
			return wrong;
		}
	}

	return undefined;
}
