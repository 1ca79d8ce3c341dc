/**
Locks as files, made by `link()` of a finished file, so that a lock is never seen half-written.

The lock of an owner who is gone is replaced. The right to replace or remove the lock with token *t* is itself a lock,
`<lock>.after-<t>`; who holds it looks once more whether *t* still stands there. So of two takers one wins, and the
other sees a living owner. A taker that dies in the middle leaves a right that is taken over in the same way.
*/
import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import * as z from 'zod';
import {errnoOf} from './faults.js';
import {temporaryName, writeAll, type FileSystem} from './files.js';
import {
	describeSelf,
	isAlive,
	ownerSchema,
	type Owner,
} from './processes.js';

const detailsSchema = ownerSchema.extend({
	token: z.string().regex(/^[\da-f]{1,64}$/v),
	since: z.iso.datetime(),
	// Locks of earlier versions have neither.
	place: z.string().default(''),
	person: z.string().default(''),
});

export type LockDetails = Owner & {
	readonly token: string;
	/** UTC. */
	readonly since: string;
	/** The file that the owner made: in a repository that was copied or moved it is another one than this. */
	readonly place: string;
	/** The name that git knows them by: people who share a login name are told apart. Empty where nobody said. */
	readonly person: string;
};

/** Who holds a lock, and whether they still live; `unknown` on another machine. */
export type LockHolder = {
	readonly kind: 'holder';
	readonly details: LockDetails;
	readonly alive: boolean | 'unknown';
	/** "grace@buildhost since 14:02, process 4711, still alive". */
	readonly sentence: string;
};

export type HeldLock = {
	readonly kind: 'held';
	readonly file: string;
	readonly details: LockDetails;
	/** Whose lock was replaced. */
	readonly from: LockHolder | undefined;
};

type Wish = {
	/** Replace a living owner, too. */
	readonly takeOver?: boolean;
	/** For how long a living holder is waited for, in milliseconds; 0: not at all. */
	readonly waitMs?: number;
	/** Who takes it, by the name that git knows them by. */
	readonly person?: string;
};

const longestPause = 40;
/** A right is held for a few file operations; longer means that its holder was stopped. */
const rightMs = 2000;

/** Takes a lock, or says who holds it. Errors of the file system are thrown. */
export async function takeLock(disk: FileSystem, file: string, {takeOver = false, waitMs = 0, person = ''}: Wish = {}): Promise<HeldLock | LockHolder> {
	const details: LockDetails = {
		...await describeSelf(), token: randomBytes(16).toString('hex'), since: new Date().toISOString(), place: file, person,
	};
	const deadline = performance.now() + waitMs;
	// A person who takes over means the holder that stands there now, not one who was faster than we.
	const meant = takeOver ? await readHolder(disk, file) : undefined;

	for (let wait = 1; ; wait = Math.min(wait * 2, longestPause)) {
		if (await place(disk, file, details, 'link')) {
			return {
				kind: 'held', file, details, from: undefined,
			};
		}

		const holder = await readHolder(disk, file);
		if (holder !== undefined) {
			const {token} = holder.details;
			const replaceable = holder.alive === false || abandoned.has(token) || token === meant?.details.token;
			const obstacle = replaceable ? await succeed(disk, file, {holder, details}) : holder;
			if (obstacle === 'replaced') {
				return {
					kind: 'held', file, details, from: holder,
				};
			}

			if (obstacle !== 'changed' && performance.now() >= deadline) {
				return obstacle;
			}
		}

		await pause(wait);
	}
}

/** Puts our lock in the place of one that we may replace. `changed`: somebody else was faster. */
async function succeed(disk: FileSystem, file: string, {holder, details}: {holder: LockHolder; details: LockDetails}): Promise<'replaced' | 'changed' | LockHolder> {
	return withRight(disk, {file, token: holder.details.token}, async () => {
		await place(disk, file, details, 'rename');
		return 'replaced' as const;
	});
}

async function withRight<T>(disk: FileSystem, lock: {file: string; token: string}, act: () => Promise<T>): Promise<T | 'changed' | LockHolder> {
	const right = await takeLock(disk, `${lock.file}.after-${lock.token}`, {waitMs: rightMs});
	if (right.kind === 'holder') {
		return right;
	}

	try {
		const now = await readHolder(disk, lock.file);
		return now?.details.token === lock.token ? await act() : 'changed';
	} finally {
		await releaseLock(disk, right);
	}
}

async function place(disk: FileSystem, file: string, details: LockDetails, how: 'link' | 'rename'): Promise<boolean> {
	const temporary = temporaryName(file);
	try {
		{
			await using handle = await disk.open(temporary, 'wx');
			await writeAll(handle, Buffer.from(`${JSON.stringify(details)}\n`));
		}

		await disk[how](temporary, file);
		return true;
	} catch (error) {
		if (errnoOf(error) === 'EEXIST') {
			return false;
		}

		throw error;
	} finally {
		await disk.rm(temporary, {force: true}).catch(() => undefined);
	}
}

/** Tokens of locks that this process has let go of on a disk that would not have it: nobody holds them. */
const abandoned = new Set<string>();

/** Lets go of a lock that nobody may take from a living owner. One that cannot be removed is replaced by the next taker here, and elsewhere as soon as this process ends. */
export async function releaseLock(disk: FileSystem, lock: HeldLock): Promise<void> {
	try {
		await disk.rm(lock.file, {force: true});
	} catch {
		abandoned.add(lock.details.token);
	}
}

/** Lets go of a lock that may have been taken over meanwhile: then it is left alone. */
export async function releaseOwnLock(disk: FileSystem, lock: HeldLock): Promise<void> {
	await withRight(disk, {file: lock.file, token: lock.details.token}, async () => disk.rm(lock.file, {force: true}));
}

/** Who holds a lock; undefined when nobody does. */
export async function readHolder(disk: FileSystem, file: string): Promise<LockHolder | undefined> {
	let text: string;
	try {
		text = await disk.readFile(file, 'utf8');
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}

	const details = readDetails(text);
	if (details === undefined) {
		return unreadable(text);
	}

	const alive = await isAlive(details);
	return {
		kind: 'holder', details, alive, sentence: `${sentenceOf(details, alive)}${elsewhere(details, file)}`,
	};
}

function readDetails(text: string): LockDetails | undefined {
	try {
		return detailsSchema.parse(JSON.parse(text));
	} catch {
		return undefined;
	}
}

/** A lock is linked when it is finished, so only a machine that lost its power leaves one that cannot be read: its owner is gone. */
function unreadable(text: string): LockHolder {
	const token = createHash('sha256').update(text).digest('hex');
	const details = {
		pid: 0, host: '', boot: '', space: '', start: '', terminal: '', name: '', token, since: new Date(0).toISOString(), place: '', person: '',
	};
	return {
		kind: 'holder', details, alive: false, sentence: 'somebody whose lock cannot be read any more, no longer alive',
	};
}

function sentenceOf({pid, since, ...owner}: LockDetails, alive: boolean | 'unknown'): string {
	const life = alive === 'unknown' ? 'on another machine, so nobody can tell from here whether it is still alive' : (alive ? 'still alive' : 'no longer alive');
	return `${nameOwner(owner)} since ${clockTime(new Date(since))}, process ${pid}, ${life}`;
}

/** "Grace Hopper (grace@buildhost)" */
export function nameOwner({person, name, host}: Pick<LockDetails, 'person' | 'name' | 'host'>): string {
	return person === '' ? `${name}@${host}` : `${person} (${name}@${host})`;
}

/** Said of a lock that came here with its folder. */
function elsewhere({place: made}: LockDetails, file: string): string {
	return made === '' || made === file ? '' : `, at work in ${path.dirname(path.dirname(made))}, from where this was copied or moved`;
}

export function clockTime(since: Date): string {
	const two = (number: number): string => String(number).padStart(2, '0');
	const time = `${two(since.getHours())}:${two(since.getMinutes())}`;
	return since.toDateString() === new Date().toDateString()
		? time
		: `${since.getFullYear()}-${two(since.getMonth() + 1)}-${two(since.getDate())} ${time}`;
}
