/**
Removes the locks that a note names, after the git that it was made for is gone. A lock is that git's when it was made
just after the note, holds nothing that this git would not have written, and stands still while no other git works here.
*/
import type {Stats} from 'node:fs';
import {
	lstat,
	readFile,
	rm,
} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {GitLock} from './locking.js';
import {isGitAtWork} from './other-gits.js';
import type {Place} from './place.js';

/** Git takes its locks as soon as it begins. */
const soonMs = 10_000;
/** Whoever else holds a lock without a git of their own lets go within moments. */
const patienceMs = 1000;

type Noted = {
	readonly locks: readonly GitLock[];
	/** By the clock of the disk, in milliseconds. */
	readonly notedAt: number;
};

type Settled = {
	/** From the common git directory. */
	readonly removed: readonly string[];
	/** Whether all is told; otherwise the note is of use later. */
	readonly settled: boolean;
};

export async function removeNotedLocks(place: Place, {locks, notedAt}: Noted): Promise<Settled> {
	const left = await findLeft(place, {locks, notedAt});
	if (left.size === 0) {
		return {removed: [], settled: true};
	}

	await pause(patienceMs);
	const still = await findLeft(place, {locks, notedAt});
	if (await isGitAtWork(place)) {
		return {removed: [], settled: false};
	}

	const removed = [...still].filter(([file, identity]) => left.get(file) === identity).map(([file]) => file);
	await Promise.all(removed.map(async file => rm(path.join(place.commonDirectory, file), {force: true})));
	return {removed, settled: removed.length === left.size};
}

/** By their names, each with what tells this file from another of the same name. */
async function findLeft({commonDirectory}: Place, {locks, notedAt}: Noted): Promise<Map<string, string>> {
	const left = new Map<string, string>();
	for (const {file, holds} of locks) {
		const lock = path.join(commonDirectory, file);
		const found = await lstat(lock).catch(() => undefined);
		if (!found?.isFile()) {
			continue;
		}

		const sinceNoted = timeOfMaking(found) - notedAt;
		if (sinceNoted >= 0 && sinceNoted < soonMs && await couldHold(lock, holds)) {
			left.set(file, `${found.ino} ${found.mtimeMs} ${found.size}`);
		}
	}

	return left;
}

/** Not every disk keeps when a file was made. */
function timeOfMaking({birthtimeMs, mtimeMs}: Stats): number {
	return birthtimeMs > 0 ? Math.min(birthtimeMs, mtimeMs) : mtimeMs;
}

async function couldHold(lock: string, holds: string | undefined): Promise<boolean> {
	if (holds === undefined) {
		return true;
	}

	const held = await readFile(lock, 'utf8').catch(() => undefined);
	return held === '' || held?.trimEnd() === holds;
}
