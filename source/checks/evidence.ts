/** Files that a step points at: found, judged by their age, and hashed as they are read. */
import {isOutside} from '../checklist/globs.js';
import type {Evidence} from '../checklist/model.js';
import type {EvidenceFile} from '../run/events.js';
import {listFiles} from './evidence/list-files.js';
import {lookAtFile, readFile, type Look} from './evidence/read-file.js';

export type EvidencePlace = {
	/** The top of the repository. */
	readonly top: string;
	/** What was changed before counts as old: the later of the run's start and the last move of HEAD, in milliseconds since the epoch. */
	readonly since: number;
	/** Those of these paths that the commit holds just as they stand here; for another process, those that were asked for beforehand. */
	readonly tracked: ((paths: readonly string[]) => Promise<ReadonlySet<string>>) | readonly string[];
};

/** `newest` is what the evidence's name stands for. */
type FoundFile =
	| EvidenceFile & {readonly ok: true; readonly newest: boolean}
	| {readonly ok: false; readonly path: string; readonly why: string; readonly old: boolean};

export type FoundEvidence = {
	readonly evidence: Evidence;
	/** The newest match is there, new enough, and was read; and no match is one that cannot be read. */
	readonly ok: boolean;
	/** A sentence when it is not. */
	readonly why: string;
	/** In order of their paths. */
	readonly files: readonly FoundFile[];
	/** It lies outside the repository, where nothing is read: a person names the files, or says that they were seen. */
	readonly outside: boolean;
};

/** `look` sees each file that counts, while it is read. */
export async function findEvidence(evidence: Evidence, place: EvidencePlace, look?: (path: string, newest: boolean) => Look): Promise<FoundEvidence> {
	const {glob} = evidence;
	if (isOutside(glob)) {
		return fail(evidence, `\`${glob}\` lies outside the repository, and nothing is read there: name the files, or say that they were seen.`, [], true);
	}

	const paths = await listFiles(place.top, glob);
	if ('why' in paths) {
		return fail(evidence, `\`${glob}\`: ${paths.why}.`);
	}

	if (paths.length === 0) {
		return fail(evidence, `No file is called \`${glob}\`.`);
	}

	return readMatches(evidence, await judgeAges(evidence, place, paths), {place, look});
}

type Aged = {readonly path: string} & ({readonly mtimeMs: number; readonly old: string} | {readonly why: string});

async function judgeAges({age}: Evidence, {top, since, tracked}: EvidencePlace, paths: readonly string[]): Promise<Aged[]> {
	const seen = await Promise.all(paths.map(async path => ({path, ...await lookAtFile(top, path)})));
	const now = Date.now();
	const limit = age === 'run' ? since : (age === 'any' ? -Infinity : now - age);
	const latest = age === 'any' ? Infinity : now + toleranceMs;
	const isOdd = (mtimeMs: number): boolean => mtimeMs < limit || mtimeMs > latest;
	const old = seen.flatMap(file => 'mtimeMs' in file && isOdd(file.mtimeMs) ? [file.path] : []);
	// What the commit holds is as old as the commit, whenever it was checked out.
	const excused = age === 'run' && old.length > 0 ? (typeof tracked === 'function' ? await tracked(old) : new Set(tracked)) : new Set<string>();
	return seen.map(file => 'why' in file ? file : {...file, old: isOdd(file.mtimeMs) && !excused.has(file.path) ? sayOld(file.mtimeMs, limit, age) : ''});
}

const sayTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Clocks differ, also by a summer time; more than that says that nobody knows how old a file is. */
const toleranceMs = 3_600_000;

function sayOld(changed: number, limit: number, age: Evidence['age']): string {
	return changed > limit ? `it was changed last at ${sayTime(changed)}, which is still to come, so nobody knows how old it is: a clock was wrong then, or is now` : `it was changed last at ${sayTime(changed)}, ${age === 'run' ? `and only what is newer than ${sayTime(limit)} says something about this commit` : `before ${sayTime(limit)}`}`;
}

type Reading = {readonly place: EvidencePlace; readonly look: ((path: string, newest: boolean) => Look) | undefined};

async function readMatches(evidence: Evidence, aged: readonly Aged[], {place: {top}, look}: Reading): Promise<FoundEvidence> {
	const dated = aged.filter(file => 'mtimeMs' in file);
	const newest = dated.toSorted((one, other) => one.mtimeMs === other.mtimeMs ? (one.path < other.path ? -1 : 1) : one.mtimeMs - other.mtimeMs).at(-1);
	const files: FoundFile[] = [];
	for (const file of aged) {
		const {path} = file;
		if ('why' in file || file.old !== '') {
			files.push({
				ok: false, path, why: 'why' in file ? file.why : file.old, old: !('why' in file),
			});
			continue;
		}

		// One at a time: each may be large.
		const read = await readFile(top, path, look?.(path, file === newest));
		files.push('why' in read
			? {
				ok: false, path, why: read.why, old: false,
			}
			: {
				ok: true, path, size: read.size, sha256: read.sha256, newest: file === newest,
			});
	}

	const unread = files.find(file => !file.ok && !file.old);
	const named = files.find(({path}) => path === newest?.path);
	const fault = unread && !unread.ok ? unread : (named && !named.ok ? named : undefined);
	return fault
		? fail(evidence, `\`${fault.path}\`: ${fault.why}.`, files)
		: {
			evidence, ok: true, why: '', files, outside: false,
		};
}

function fail(evidence: Evidence, why: string, files: readonly FoundFile[] = [], outside = false): FoundEvidence {
	return {
		evidence, ok: false, why, files, outside,
	};
}

/** The same place, for another process: what the commit holds of these files is asked now. */
export async function settlePlace(place: EvidencePlace, evidence: readonly Evidence[]): Promise<EvidencePlace> {
	const {top, tracked} = place;
	if (typeof tracked !== 'function') {
		return place;
	}

	const lists = await Promise.all(evidence.filter(({glob}) => !isOutside(glob)).map(async ({glob}) => listFiles(top, glob)));
	const held = await tracked(lists.flatMap(list => 'why' in list ? [] : list));
	return {...place, tracked: [...held]};
}

/** As events and records have them: what counts, and nothing of what it is besides. */
export function filesOf({files}: FoundEvidence, which: 'newest' | 'all' = 'all'): EvidenceFile[] {
	return files.flatMap(file => file.ok && (which === 'all' || file.newest) ? [{path: file.path, size: file.size, sha256: file.sha256}] : []);
}
