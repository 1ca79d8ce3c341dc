/** Reading a hostile repository's objects: each is hashed again, of the type that is wanted, and within limits. */
import {hashObject, isObjectId, type ObjectType} from '../git-objects.js';
import {readTree, type TreeEntry} from '../git-trees.js';
import {
	fault,
	faultCodes,
	isFault,
	type Fault,
} from '../record-fault.js';
import type {VerifyRequest} from './request.js';

const mebibyte = 1024 * 1024;
const largest: Readonly<Record<ObjectType, number>> = {
	tag: mebibyte, commit: mebibyte, tree: 16 * mebibyte, blob: 64 * mebibyte,
};
const largestSum = 512 * mebibyte;
const mostObjects = 20_000;

export type Reader = {
	/** 40 or 64: the form of this repository's ids. */
	readonly idLength: number;
	any(id: string): Promise<Fault | {readonly type: ObjectType; readonly bytes: Uint8Array}>;
	read(id: string, type: ObjectType): Promise<Uint8Array | Fault>;
	tree(id: string): Promise<TreeEntry[] | Fault>;
};

export function openReader(objects: VerifyRequest['objects'], idLength: number): Reader {
	let sum = 0;
	let count = 0;
	const any: Reader['any'] = async id => {
		if (!isObjectId(id, idLength)) {
			return fault('object.id', `${JSON.stringify(id.slice(0, 80))} is not the id of an object here.`);
		}

		count += 1;
		if (count > mostObjects) {
			return fault('limits', `The record needs more than ${mostObjects} objects.`);
		}

		const object = await objects.read(id);
		if (object === 'missing') {
			return fault('object.missing', `The object ${id} is not in this repository: \`git fetch --unshallow\`, or fetching from where the release was made, may bring it.`);
		}

		if ('sentence' in object) {
			return fault(faultCodes.find(code => code === object.code) ?? 'object.missing', object.sentence);
		}

		sum += object.bytes.length;
		if (object.bytes.length > largest[object.type] || sum > largestSum) {
			return fault('limits', `The object ${id} is larger than a record's may be.`);
		}

		return hashObject(object.type, object.bytes, idLength) === id ? object : fault('object.hash', `The object ${id} was changed under its name.`);
	};

	const read: Reader['read'] = async (id, type) => {
		const object = await any(id);
		if (isFault(object)) {
			return object;
		}

		return object.type === type ? object.bytes : fault('object.type', `The object ${id} is a ${object.type} where a ${type} is expected.`);
	};

	return {
		idLength,
		any,
		read,
		async tree(id) {
			const bytes = await read(id, 'tree');
			return isFault(bytes) ? bytes : readTree(bytes, idLength);
		},
	};
}

/** The entry at a path, or undefined when there is none. */
export async function findEntry(reader: Reader, tree: string, path: readonly string[]): Promise<TreeEntry | Fault | undefined> {
	const entries = await reader.tree(tree);
	if (isFault(entries)) {
		return entries;
	}

	const [name, ...rest] = path;
	const entry = entries.find(candidate => candidate.name === name);
	return !entry || rest.length === 0 ? entry : findEntry(reader, entry.id, rest);
}
