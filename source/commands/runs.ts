/** `holdpoint runs`: all runs of this repository. */
import path from 'node:path';
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {isFault} from '../journal/faults.js';
import {readDriver} from '../journal/driver.js';
import {readJournal} from '../journal/journal.js';
import {listRuns, type RunEntry} from '../journal/runs.js';
import {isRepositoryFault} from '../repository/faults.js';
import {readPlace} from '../repository/place.js';
import type {Event} from '../run/events.js';
import {exits, UserError, type Exit} from './exit.js';

export async function findRunsDirectory(repo: string): Promise<string> {
	const place = await readPlace(repo);
	if (isRepositoryFault(place)) {
		throw new UserError(place.sentence);
	}

	return path.join(place.commonDirectory, 'holdpoint');
}

export async function runsCommand({json, repo}: {json: boolean; repo: string}): Promise<Exit> {
	const runs = await listRuns(await findRunsDirectory(repo));
	if (isFault(runs)) {
		throw new UserError(runs.sentence);
	}

	const described = await Promise.all(runs.map(async run => describeRun(run)));
	if (json) {
		process.stdout.write(`${JSON.stringify(described, undefined, 2)}\n`);
		return exits.done;
	}

	if (described.length === 0) {
		process.stdout.write('No runs in this repository yet.\n');
	}

	for (const {name, standing, checklist, commit, started, touched, driver} of described) {
		process.stdout.write(`${name}  ${standing}  ${checklist} at ${commit.slice(0, 7)}  started ${started}, last touched ${touched}${driver === undefined ? '' : `, driven by ${driver}`}\n`);
	}

	return exits.done;
}

async function describeRun({run, folder, first, last, fault}: RunEntry) {
	const start = first?.type === 'run-started' ? first.data : undefined;
	const holder = await readDriver(folder);
	return {
		run,
		name: showText(start?.name ?? run.slice(0, 8)),
		standing: fault ? `unreadable: ${showText(fault.sentence)}` : await standingOf(folder, last),
		checklist: showText(start?.checklist.path ?? '?'),
		commit: start?.commit ?? '',
		started: showTime(first),
		touched: showTime(last),
		driver: holder ? showText(holder.sentence) : undefined,
	};
}

/** The last event tells, but for what can follow a close. */
async function standingOf(folder: string, last: Event | undefined): Promise<string> {
	if (last?.type !== 'run-closed' && last?.type !== 'pushed') {
		return last?.type === 'run-paused' ? 'paused' : 'open';
	}

	const journal = last.type === 'run-closed' ? undefined : await readJournal(folder);
	const closed = last.type === 'run-closed' ? last : (journal && !isFault(journal) ? journal.events.findLast(event => event.type === 'run-closed') : undefined);
	return closed?.data.outcome ?? 'closed';
}

function showTime(event: Event | undefined): string {
	return event ? `${event.at.slice(0, 16).replace('T', ' ')} UTC` : 'never';
}
