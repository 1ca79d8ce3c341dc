/** A run of this repository, as people name it. */
import {showText} from '../../checklist/escape.js';
import type {RunEntry} from '../../journal/runs.js';
import {findRunsDirectory} from '../runs.js';
import {readRuns} from './entries.js';

export type FoundRun = {readonly entry: RunEntry; readonly runs: readonly RunEntry[]};

/** By name (`v1.0.0#2`), by tag (its last run), by id, or the last one; with all runs around it. */
export async function findRun(name: string | undefined, repo: string): Promise<FoundRun | undefined> {
	const runs = await readRuns(await findRunsDirectory(repo));
	const entry = runs.findLast(({run, start}) => name === undefined || run === name || start?.data.name === name || start?.data.tag === name);
	return entry && {entry, runs};
}

export function strangerOf(name: string): string {
	return `${showText(name)} is no run of this repository; \`holdpoint runs\` lists the runs.`;
}
