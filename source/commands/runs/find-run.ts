/** A run of this repository, as people name it. */
import {showText} from '../../checklist/escape.js';
import type {RunEntry} from '../../journal/runs.js';
import {UserError} from '../exit.js';
import {findRunsDirectory} from '../runs.js';
import {openAmong, readRuns} from './entries.js';

export type FoundRun = {readonly entry: RunEntry; readonly runs: readonly RunEntry[]};

type Purpose = 'to look at' | 'to write in';

/** With all runs around it. */
export async function findRun(name: string | undefined, repo: string, purpose: Purpose = 'to look at'): Promise<FoundRun | undefined> {
	const runs = await readRuns(await findRunsDirectory(repo));
	const entry = pickRun(runs, name, purpose);
	return entry && {entry, runs};
}

/**
By name (`v1.0.0#2`), by tag (its last run), by id or how that begins, or the last one. Who is going to write in it means one
that is open, and where that could be several they are asked which.
*/
export function pickRun(runs: readonly RunEntry[], name: string | undefined, purpose: Purpose): RunEntry | undefined {
	const called = name === undefined ? [] : runs.filter(({run, start}) => run === name || start?.data.name === name);
	if (called.length > 0) {
		return only(called, `${called.length} runs are called ${showText(name ?? '')}, as after copying one from another clone`);
	}

	const about = runs.filter(({start}) => name === undefined || start?.data.tag === name);
	const open = purpose === 'to write in' ? openAmong(about).filter(({start}) => start !== undefined) : [];
	return only(open, `${open.length} runs ${name === undefined ? 'are open' : `for ${showText(name)} are open`}`)
		?? about.at(-1)
		?? only(runs.filter(({run}) => name !== undefined && name.length >= 8 && run.startsWith(name)), `several runs have an id that begins with ${showText(name ?? '')}`);
}

function only(runs: readonly RunEntry[], what: string): RunEntry | undefined {
	if (runs.length > 1) {
		const names = new Set(runs.map(({start}) => start?.data.name));
		// Of one that cannot be read, and of two of one name, only the id tells which it is.
		const tell = ({run, start}: RunEntry) => start && names.size === runs.length ? start.data.name : run;
		throw new UserError(`${what}: say which, ${runs.map(run => showText(tell(run))).join(' or ')}.`);
	}

	return runs[0];
}

export function strangerOf(name: string): string {
	return `${showText(name)} is no run of this repository; \`holdpoint runs\` lists the runs.`;
}
