/**
Lock files that a git of ours left behind, which was killed in the middle (a machine or container that was stopped). Git
never removes them: nobody could go on before somebody had. Where no note tells whose they are (noted-locks.ts), as after a
kill on another machine or in another container, a lock on a ref is ours when it holds what nobody else would
write: the very object that we are about to give this ref, or one that differs from it by the signature alone.
*/
import {readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {isRepositoryFault} from './faults.js';
import {gitIn} from './git.js';
import {readPlace, type Place} from './place.js';

/** A ref and the object that we are about to give it. */
type Given = {readonly ref: string; readonly to: string};

/** A git whose Holdpoint has died lets go by itself within moments. */
const patienceMs = 1500;
/** What the same git made has been made at about the same time. */
const togetherMs = 10_000;

/** Removes what is certainly ours; true when there was something, so that it is worth to try again. */
export async function removeLeftLocks(top: string, changes: readonly Given[]): Promise<boolean> {
	const place = await readPlace(top);
	if (isRepositoryFault(place)) {
		return false;
	}

	let own = await findOwn(top, place, changes);
	for (const until = performance.now() + patienceMs; own.length > 0 && performance.now() < until;) {
		await pause(50);
		own = await findOwn(top, place, changes);
	}

	const made = await timeOf(own[0] ?? '');
	if (made === undefined) {
		return false;
	}

	// The lock of the branch that HEAD names goes with the branch's, and the index is locked while both are held.
	for (const name of ['HEAD.lock', 'index.lock']) {
		const beside = path.join(place.gitDirectory, name);
		const time = await timeOf(beside);
		if (time !== undefined && Math.abs(time - made) < togetherMs) {
			own.push(beside);
		}
	}

	await Promise.all(own.map(async file => rm(file, {force: true})));
	return true;
}

async function findOwn(top: string, {commonDirectory}: Place, changes: readonly Given[]): Promise<string[]> {
	const own: string[] = [];
	for (const {ref, to} of changes) {
		const file = path.join(commonDirectory, `${ref}.lock`);
		const held = await readFile(file, 'utf8').catch(() => '');
		if (held !== '' && await isSame(top, held.trim(), to)) {
			own.push(file);
		}
	}

	return own;
}

async function isSame(top: string, held: string, to: string): Promise<boolean> {
	if (held === to) {
		return true;
	}

	const [one, other] = await Promise.all([held, to].map(async id => readUnsigned(top, id)));
	return one !== undefined && one === other;
}

/** A commit or tag without its signature. */
async function readUnsigned(top: string, id: string): Promise<string | undefined> {
	const outcome = /^[\da-f]{40,64}$/v.test(id) ? await gitIn(top).run(['cat-file', '-p', id]) : undefined;
	return outcome?.ok
		? outcome.stdout.replace(/^gpgsig(?:-sha256)? .*\n(?: .*\n)*/mv, '').replace(/^-----BEGIN (?:PGP|SSH) SIGNATURE-----[\s\S]*$/mv, '')
		: undefined;
}

async function timeOf(file: string): Promise<number | undefined> {
	const found = await stat(file).catch(() => undefined);
	return found?.mtimeMs;
}
