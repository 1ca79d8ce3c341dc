/** Trees read from their raw bytes, and what one adds to another. */
import {byteText} from './bytes.js';
import {fault, isFault, type Fault} from './record-fault.js';

export type TreeEntry = {
	/** As git writes it: `100644`, `40000` … */
	readonly mode: string;
	/** One character for each byte. */
	readonly name: string;
	readonly id: string;
};

export type TreeFault = Fault<'tree.format' | 'tree.name' | 'tree.duplicate'>;

export const treeMode = '40000';
export const fileMode = '100644';
export const submoduleMode = '160000';
const modes = new Set([treeMode, fileMode, '100755', '100664', '120000', submoduleMode]);

/** Entries in git's order, each name once, none that leads elsewhere. */
export function readTree(bytes: Uint8Array, idLength: number): TreeEntry[] | TreeFault {
	const text = byteText(bytes);
	const entries: TreeEntry[] = [];
	const names = new Set<string>();
	let before = '';
	for (let at = 0; at < text.length;) {
		const space = text.indexOf(' ', at);
		const end = text.indexOf('\0', space);
		const next = end + 1 + (idLength / 2);
		const mode = text.slice(at, space);
		if (space === -1 || end === -1 || next > text.length || !modes.has(mode)) {
			return fault('tree.format', 'A tree object cannot be read.');
		}

		const name = text.slice(space + 1, end);
		if (isForbidden(name)) {
			return fault('tree.name', `A tree holds the name ${JSON.stringify(name)}.`);
		}

		if (names.has(name)) {
			return fault('tree.duplicate', `A tree holds ${JSON.stringify(name)} twice.`);
		}

		const sorted = mode === treeMode ? `${name}/` : name;
		if (sorted <= before) {
			return fault('tree.format', 'A tree object is not in git\'s order.');
		}

		names.add(name);
		before = sorted;
		entries.push({mode, name, id: hex(bytes.subarray(end + 1, next))});
		at = next;
	}

	return entries;
}

function isForbidden(name: string): boolean {
	return name === '' || name === '.' || name === '..' || name.includes('/') || /^(?:\.git|git~1)[ .]*$/iv.test(name);
}

function hex(bytes: Uint8Array): string {
	return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Git would show it in quotes: nothing that we write is ever named like that. */
function isQuoted(name: string): boolean {
	return /[\P{ASCII}\p{Control}"\\]/v.test(name);
}

type Comparison = {
	/** Trees of the parent and of the commit. */
	readonly base: string;
	readonly record: string;
	readonly read: (id: string) => Promise<TreeEntry[] | Fault>;
	readonly isFolder: (entries: readonly TreeEntry[]) => boolean;
};

export type AddedFolder = {readonly path: string; readonly entries: readonly TreeEntry[]};

const deepest = 12;

/** Finds the one folder that a commit adds to its parent. Anything else that differs is a change. */
export async function findAddedFolder({base, record, read, isFolder}: Comparison): Promise<AddedFolder | Fault> {
	let place: {base: string | undefined; record: string; path: string} = {base, record, path: ''};
	for (let depth = 0; depth < deepest; depth++) {
		// Each level is known only when the one above has been read.

		const [before, after] = await Promise.all([place.base === undefined ? [] : read(place.base), read(place.record)]);
		if (isFault(before)) {
			return before;
		}

		if (isFault(after)) {
			return after;
		}

		if (place.base === undefined && isFolder(after)) {
			return {path: place.path, entries: after};
		}

		const added = findOneDifference(before, after);
		if (isFault(added)) {
			return added;
		}

		place = {base: added.base, record: added.id, path: place.path === '' ? added.name : `${place.path}/${added.name}`};
	}

	return fault('record.changes-code', 'The record commit adds no record where one can be.');
}

/** The one entry that differs, which must be a folder on both sides or new. */
function findOneDifference(before: readonly TreeEntry[], after: readonly TreeEntry[]): (TreeEntry & {readonly base: string | undefined}) | Fault {
	const old = new Map(before.map(entry => [entry.name, entry]));
	const differing = after.filter(entry => {
		const known = old.get(entry.name);
		return known?.mode !== entry.mode || known.id !== entry.id;
	});
	const quoted = differing.find(({name}) => isQuoted(name));
	if (quoted) {
		return fault('tree.name', `The record commit adds ${JSON.stringify(quoted.name)}, a name that no record has.`);
	}

	const kept = new Set(after.map(({name}) => name));
	const gone = before.find(({name}) => !kept.has(name));
	const [only] = differing;
	if (!only || gone !== undefined || differing.length > 1) {
		const names = [...(gone ? [gone] : []), ...differing].map(({name}) => name).slice(0, 5).join(', ');
		return fault('record.changes-code', `The record commit changes more than its folder: ${names === '' ? 'nothing was added' : names}.`);
	}

	const known = old.get(only.name);
	if (only.mode !== treeMode || (known && known.mode !== treeMode)) {
		return fault('record.changes-code', `The record commit changes ${only.name}.`);
	}

	return {...only, base: known?.id};
}
