/** The lock of the one who drives a run: may run commands and decide. Held for the whole drive. */
import path from 'node:path';
import {faultOf, type Fault} from './faults.js';
import {fileSystem, type FileSystem} from './files.js';
import {lockFile} from './folder.js';
import {
	clockTime,
	nameOwner,
	readHolder,
	releaseOwnLock,
	takeLock,
	type LockDetails,
	type LockHolder,
} from './locks.js';
import {sweepLocks} from './sweep.js';

export type DriverLock = {
	readonly kind: 'driver';
	readonly details: LockDetails;
	/** Who held it before and was gone, or was taken over from: what `driver-changed` says. */
	readonly from: LockHolder | undefined;
	/** Who drives instead, in words, once somebody has taken over; `undefined` while this one does. */
	findSuccessor(): Promise<string | undefined>;
	/** Lets go; leaves the lock alone when somebody else has taken over. */
	release(): Promise<void>;
};

/**
Takes the driver's lock. An owner on this machine who is gone is taken over from without asking; any other only with
`takeOver`, when a person said so.
*/
export async function takeDriver(folder: string, {takeOver = false, person = '', disk = fileSystem}: {readonly takeOver?: boolean; readonly person?: string; readonly disk?: FileSystem} = {}): Promise<DriverLock | LockHolder | Fault> {
	const file = lockFile(folder, 'driver');
	try {
		const lock = await takeLock(disk, file, {takeOver, person});
		if (lock.kind === 'holder') {
			return lock;
		}

		// Litter is no reason not to drive.
		await sweepLocks(disk, path.dirname(file)).catch(() => undefined);
		return {
			kind: 'driver',
			details: lock.details,
			from: lock.from,
			async findSuccessor() {
				// Where the lock cannot be read, the journal beside it says so.
				const holder = await readHolder(disk, file).catch(() => lock);
				if (holder?.details.token === lock.details.token) {
					return undefined;
				}

				if (holder?.kind === 'holder') {
					return nameTaker(holder);
				}

				return await isThere(disk, path.dirname(file)) ? 'somebody who has left it again' : undefined;
			},
			async release() {
				// Where it cannot be removed it is a dead owner's lock as soon as this process ends.
				await releaseOwnLock(disk, lock).catch(() => undefined);
			},
		};
	} catch (error) {
		return faultOf(error, file);
	}
}

/** "grace@buildhost at 14:02, process 4711" */
function nameTaker({details: {pid, since, ...owner}, alive}: LockHolder): string {
	return `${nameOwner(owner)} at ${clockTime(new Date(since))}, process ${pid}${alive === false ? ' (it has ended since)' : ''}`;
}

async function isThere(disk: FileSystem, folder: string): Promise<boolean> {
	return disk.readdir(folder).then(() => true).catch(() => false);
}

/** Who drives a run now; undefined when nobody does. Changes nothing. */
export async function readDriver(folder: string, disk: FileSystem = fileSystem): Promise<LockHolder | undefined> {
	return readHolder(disk, lockFile(folder, 'driver')).catch(() => undefined);
}
