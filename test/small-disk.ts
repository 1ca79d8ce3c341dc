/** A disk of its own that can be filled to the last byte, or made read-only, where mounting is allowed. */
import {
	mkdirSync,
	mkdtempSync,
	rmdirSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa, execaSync} from 'execa';
import {expect, onTestFinished} from 'vitest';

const page = 4096;

export type SmallDisk = {
	readonly directory: string;
	/** Nothing more can be written but into so many pages of 4 KiB. */
	readonly fill: (pages?: number) => void;
	readonly empty: () => void;
	readonly setReadOnly: (isReadOnly: boolean) => Promise<void>;
};

/** Only root may mount, and not in every container. */
export const canMount = ((): boolean => {
	const directory = mkdtempSync(path.join(tmpdir(), 'holdpoint-mount-'));
	const {exitCode} = execaSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], {reject: false});
	if (exitCode === 0) {
		execaSync('umount', [directory]);
	}

	rmdirSync(directory);
	return exitCode === 0;
})();

/** It is taken away at the end of the test, behind all that was made on it. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
	const place = mkdtempSync(path.join(tmpdir(), 'holdpoint-disk-'));
	await execa('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place]);
	onTestFinished(async () => {
		await execa('umount', ['--lazy', place]);
		rmdirSync(place);
	});
	const directory = path.join(place, 'files');
	mkdirSync(directory);
	const filler = path.join(place, 'filler');
	return {
		directory,
		fill(pages = 0) {
			let size = 0;
			try {
				for (;;) {
					writeFileSync(filler, new Uint8Array(page), {flag: 'a'});
					size += page;
				}
			} catch {
				truncateSync(filler, Math.max(0, size - (pages * page)));
			}
		},
		empty() {
			rmSync(filler, {force: true});
		},
		async setReadOnly(isReadOnly) {
			// Refused as long as somebody has a file open for writing, as the walk has for moments when it looks whether others have written.
			const remount = async () => execa('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, place], {reject: false});
			await expect.poll(async () => remount().then(({stderr}) => stderr), {timeout: 20_000}).toBe('');
		},
	};
}
