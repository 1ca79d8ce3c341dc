/** What the keeper of a command wrote when that was over. */
import {readFile} from 'node:fs/promises';
import type {CommandFiles} from './files.js';

export type WrittenStatus = {
	readonly status: number | undefined;
	/** How long the command took by the clock that nobody sets, where the system tells. */
	readonly ms: number | undefined;
};

/** The status and, where the system tells, how long it was up before and after; both undefined when it was not written. */
export async function readStatus(files: Pick<CommandFiles, 'status'>): Promise<WrittenStatus> {
	const text = await readFile(files.status, 'utf8').catch(() => '');
	const {status, before = '', after = ''} = /^(?<status>\d+) (?<before>[\d.]*) (?<after>[\d.]*)\n$/v.exec(text)?.groups ?? {};
	return {
		status: status === undefined ? undefined : Number(status),
		ms: before === '' || after === '' ? undefined : Math.round((Number(after) - Number(before)) * 1000),
	};
}
