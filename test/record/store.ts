/** A repository in memory: objects under the ids that git would give them. */
import {Buffer} from 'node:buffer';
import {hashObject, type ObjectType} from '../../source/record/git-objects.js';
import type {FoundObject} from '../../source/record/verify/request.js';

export type File = {readonly mode: string; readonly bytes: Uint8Array};
export type RawEntry = {readonly mode: string; readonly name: string; readonly id: string};

export type Store = {
	readonly idLength: number;
	readonly objects: Map<string, {type: ObjectType; bytes: Uint8Array}>;
	readonly write: (type: ObjectType, bytes: Uint8Array | string) => string;
	/** A tree from whole paths; `change` sees the entries of each folder, by its path, before they are written. */
	readonly writeTree: (files: ReadonlyMap<string, File>, change?: (folder: string, entries: RawEntry[]) => RawEntry[]) => string;
	readonly read: (id: string) => Promise<FoundObject>;
};

export function openStore(idLength: 40 | 64 = 40): Store {
	const objects: Store['objects'] = new Map();
	const write: Store['write'] = (type, content) => {
		const bytes = Buffer.from(content);
		const id = hashObject(type, bytes, idLength);
		objects.set(id, {type, bytes});
		return id;
	};

	const writeFolder = (files: ReadonlyMap<string, File>, folder: string, change: NonNullable<Parameters<Store['writeTree']>[1]>): string => {
		const inner = Map.groupBy(files, ([path]) => path.slice(folder.length).split('/', 1)[0] ?? '');
		const entries = [...inner].map(([name, below]): RawEntry => {
			const path = folder + name;
			const [first] = below;
			return first?.[0] === path
				? {mode: first[1].mode, name, id: first[1].mode === '160000' ? '1'.repeat(idLength) : write('blob', first[1].bytes)}
				: {mode: '40000', name, id: writeFolder(new Map(below), `${path}/`, change)};
		});
		const sorted = entries.toSorted((one, other) => Buffer.compare(Buffer.from(sortName(one)), Buffer.from(sortName(other))));
		const lines = change(folder, sorted).map(({mode, name, id}) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]));
		return write('tree', Buffer.concat(lines));
	};

	return {
		idLength,
		objects,
		write,
		writeTree: (files, change = (_, entries) => entries) => writeFolder(files, '', change),
		read: async id => objects.get(id) ?? 'missing',
	};
}

const sortName = ({mode, name}: RawEntry): string => mode === '40000' ? `${name}/` : name;

/** Puts a signature into a commit's header, as git does. */
export function signCommit(payload: string, armored: string, idLength: number): string {
	const header = idLength === 64 ? 'gpgsig-sha256' : 'gpgsig';
	const end = payload.indexOf('\n\n');
	return `${payload.slice(0, end)}\n${header} ${armored.trimEnd().replaceAll('\n', '\n ')}${payload.slice(end)}`;
}
