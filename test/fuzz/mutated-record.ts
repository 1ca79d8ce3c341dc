/**
A forged release with one small change in it, and everything behind the change redone as far as somebody can: nobody
redoes anything on a damaged disk, an outsider moves ids and refs, an insider signs commit and tag again or seals again.
In memory: `verify` is given the objects by a function, as it is given those of git.
*/
import {Buffer} from 'node:buffer';
import {hashObject} from '../../source/record/git-objects.js';
import {verifyRecord} from '../../source/record/verify.js';
import {forgeFollowUp, forgeReleaseToFollow} from '../record/forge-follow-up.js';
import {ada} from '../record/forge-walk.js';
import type {Release} from '../record/forge.js';
import {signCommit, type Store} from '../record/store.js';
import type {Draw} from '../draw.js';
import {mutate, type Mutation} from './mutate.js';

type Objects = Store['objects'];

export const depths = ['damaged', 'ids redone', 'signed again', 'sealed again'] as const;
export type Depth = (typeof depths)[number];

export type Mutated = {
	readonly what: string;
	/** What could be written into a repository. */
	readonly objects: Objects;
	readonly refs: ReadonlyMap<string, string>;
	readonly idLength: number;
	readonly request: Release['request'];
};

export type Base = {
	readonly release: Release;
	/** What verifying it reads. */
	readonly used: readonly string[];
	/** Of these what the record itself is made of: what belongs to the tested commit is another release. */
	readonly own: readonly string[];
	/** What each object points at. */
	readonly below: ReadonlyMap<string, readonly string[]>;
};

/** An honest release with a follow-up. */
export async function makeBase(idLength: 40 | 64): Promise<Base> {
	const release = forgeReleaseToFollow({idLength});
	forgeFollowUp(release);
	const used = new Set<string>();
	const {result} = await verifyRecord({
		...release.request, objects: {
			async read(id) {
				used.add(id);
				return release.store.read(id);
			},
		},
	});
	if (result !== 'verified') {
		throw new Error('The honest release is not verified.');
	}

	const {objects} = release.store;
	const below = new Map([...objects].map(([id, object]) => [id, objects.keys().filter(other => names(object, other)).toArray()]));
	const tested = collectBelow(below, release.tested);
	return {
		release, below, used: [...used], own: [...used.difference(tested)],
	};
}

function collectBelow(below: Base['below'], id: string): Set<string> {
	return new Set([id, ...(below.get(id) ?? []).flatMap(child => [...collectBelow(below, child)])]);
}

/** Tags, commits, trees and files, each kind as often as the others. */
function drawObject(draw: Draw, objects: Objects, ids: readonly string[]): {readonly id: string; readonly object: GitObject} {
	const byType = Map.groupBy(ids, id => read(objects, id).type).values().toArray();
	const kind = byType[draw.below(byType.length)] ?? [];
	const id = kind[draw.below(kind.length)] ?? '';
	return {id, object: read(objects, id)};
}

type GitObject = NonNullable<ReturnType<Objects['get']>>;

/** Whether an object that points at others points at this one. */
function names({type, bytes}: GitObject, id: string): boolean {
	return type !== 'blob' && Buffer.from(bytes).includes(id, 0, type === 'tree' ? 'hex' : 'latin1');
}

export function mutateRecord(draw: Draw, base: Base, depth: Depth): Mutated {
	const {release, used, own} = base;
	const {refs, request, store: {idLength}} = release;
	switch (depth) {
		case 'damaged': {
			const {id, object} = drawObject(draw, release.store.objects, used);
			const {what, bytes} = mutate(draw, object.bytes);
			const objects = new Map([...release.store.objects, [id, {...object, bytes}]]);
			return {
				what: `${object.type} ${id}: ${what}`, objects, refs, idLength, request: reading(request, objects, refs),
			};
		}

		case 'ids redone':
		case 'signed again': {
			const {id, object: {type, bytes}} = drawObject(draw, release.store.objects, own);
			const mutation = mutate(draw, bytes);
			const redone = redo(base, {id, mutation, isSigned: depth === 'signed again'});
			return {
				what: `${type} ${id}: ${mutation.what}`, ...redone, idLength, request: reading(request, redone.objects, redone.refs),
			};
		}

		case 'sealed again': {
			return sealAgain(draw, idLength === 64 ? 64 : 40);
		}
	}
}

function read(objects: Objects, id: string): GitObject {
	const object = objects.get(id);
	if (!object) {
		throw new Error(`There is no ${id}.`);
	}

	return object;
}

function reading(request: Release['request'], objects: Objects, refs: ReadonlyMap<string, string>): Release['request'] {
	return {...request, refs, objects: {read: async id => objects.get(id) ?? 'missing'}};
}

type Wish = {readonly id: string; readonly mutation: Mutation; readonly isSigned: boolean};

/** Gives the changed object the id that it has now, and so on upwards; commits and tags above it are signed again if wished. */
function redo({release: {store, refs}, below}: Base, {id, mutation, isSigned}: Wish): Pick<Mutated, 'objects' | 'refs'> {
	const {idLength} = store;
	const objects: Objects = new Map(store.objects);
	const known = new Map<string, string>();
	const write = (old: string, type: GitObject['type'], bytes: Uint8Array): string => {
		const next = hashObject(type, bytes, idLength);
		objects.set(next, {type, bytes});
		known.set(old, next);
		return next;
	};

	const idNow = (old: string): string => {
		const done = known.get(old);
		if (done !== undefined) {
			return done;
		}

		const object = read(store.objects, old);
		if (old === id) {
			return write(old, object.type, mutation.bytes);
		}

		const renamed = (below.get(old) ?? []).map(child => [child, idNow(child)] as const).filter(([child, next]) => child !== next);
		return renamed.length === 0 ? old : write(old, object.type, rename(object, renamed, isSigned ? idLength : undefined));
	};

	return {objects, refs: new Map([...refs].map(([name, target]) => [name, idNow(target)]))};
}

/** The object with other ids in it. */
function rename({type, bytes}: GitObject, ids: ReadonlyArray<readonly [string, string]>, signing: number | undefined): Uint8Array {
	const coding = type === 'tree' ? 'hex' : 'latin1';
	let text = Buffer.from(bytes).toString(coding);
	for (const [old, next] of ids) {
		text = text.replaceAll(old, () => next);
	}

	return Buffer.from(signing === undefined || type === 'tree' ? text : signText(type, text, signing), coding);
}

function signText(type: string, text: string, idLength: number): string {
	if (type === 'tag') {
		const payload = text.slice(0, text.indexOf('-----BEGIN '));
		return payload + ada.sign(Buffer.from(payload, 'latin1'), 'git');
	}

	const payload = text.replace(/\ngpgsig(?:-sha256)? [^\n]*(?:\n [^\n]*)*/v, '');
	return payload === text ? text : signCommit(payload, ada.sign(Buffer.from(payload, 'latin1'), 'git'), idLength);
}

/** The journal's end belongs to whoever holds the keys to seal it again; what they cannot do there is among the numbered cases. */
const sealedAgain = ['record.md', 'checklist.md', 'signers.yaml', 'statements/', 'output/', 'evidence/'];

function sealAgain(draw: Draw, idLength: 40 | 64): Mutated {
	let what = '';
	const release = forgeReleaseToFollow({
		idLength, files(files) {
			const paths = files.keys().filter(name => sealedAgain.some(kind => name.startsWith(kind))).toArray();
			const path = paths[draw.below(paths.length)] ?? '';
			const mutation = mutate(draw, files.get(path) ?? new Uint8Array());
			what = `${path}: ${mutation.what}`;
			files.set(path, mutation.bytes);
		},
	});
	const {store: {objects}, refs, request} = release;
	return {
		what, objects, refs, idLength, request,
	};
}

