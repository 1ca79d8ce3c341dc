/** `holdpoint runs`: all runs of this repository. */
import path from 'node:path';
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {readDriver} from '../journal/driver.js';
import type {RunEntry} from '../journal/runs.js';
import {isRepositoryFault} from '../repository/faults.js';
import {readPlace, type Place} from '../repository/place.js';
import type {Event} from '../run/events.js';
import {exits, UserError, type Exit} from './exit.js';
import {findOtherWorkTree, readRuns} from './runs/entries.js';
import {linksOf} from './runs/links.js';
import {readRun} from './runs/read-run.js';
import {
	describeStandingOf,
	listRemains,
	otherTag,
	showMoment,
	type FollowingRun,
} from './runs/remains.js';

export async function findRunsDirectory(repo: string): Promise<string> {
	return runsIn(await findPlace(repo));
}

const runsIn = ({commonDirectory}: Place): string => path.join(commonDirectory, 'holdpoint');

async function findPlace(repo: string): Promise<Place> {
	const place = await readPlace(repo);
	if (isRepositoryFault(place)) {
		throw new UserError(place.sentence);
	}

	return place;
}

export async function runsCommand({json, repo}: {json: boolean; repo: string}): Promise<Exit> {
	const place = await findPlace(repo);
	const described = await describeRuns(await readRuns(runsIn(place)), place);
	if (json) {
		process.stdout.write(`${JSON.stringify(described, undefined, 2)}\n`);
		return exits.done;
	}

	if (described.length === 0) {
		process.stdout.write('No runs in this repository yet.\n');
	}

	process.stdout.write(described.flatMap(run => tellRun(run, described)).map(line => `${line}\n`).join(''));
	return exits.done;
}

type Described = Awaited<ReturnType<typeof describeRuns>>[number];

/** A run on one line, and below it what it is linked to and what is left of it. */
function tellRun({run, name, tag, standing, checklist, commit, started, touched, workTree, driver, earlier, later, left}: Described, all: readonly Described[]): string[] {
	const other = otherTag({name, tag: tag ?? null});
	// Only its id tells one from another that was copied here.
	const isNamesake = all.some(one => one.run !== run && one.name === name);
	return [
		[
			[isNamesake ? `${name} (${run})` : name, ...(other === undefined ? [] : [`for ${other}`]), standing, ...(commit === '' ? [] : [`${checklist} at ${commit.slice(0, 7)}`, `started ${started}, last touched ${touched}`])].join('  '),
			...(workTree === undefined ? [] : [`in the work tree ${workTree}`]),
			...(driver === undefined ? [] : [`driven by ${driver}`]),
		].join(', '),
		...(earlier === undefined ? [] : [`  the attempt after ${earlier}`]),
		...(later === undefined ? [] : [`  followed by ${later}`]),
		...left.map(line => `  left: ${line}`),
	];
}

/** Each as far as it can be read: one that is damaged hides no other. */
async function describeRuns(runs: readonly RunEntry[], place: Place) {
	return Promise.all(runs.map(async entry => {
		const {run, folder, last} = entry;
		const start = entry.start?.data;
		const [holder, {following, later}, workTree] = await Promise.all([readDriver(folder), linksOf(entry, runs), findOtherWorkTree(place, folder)]);
		return {
			run,
			name: showText(start?.name ?? run.slice(0, 8)),
			tag: typeof start?.tag === 'string' ? showText(start.tag) : undefined,
			commit: start?.commit ?? '',
			...await lookInto(entry, following),
			kind: start?.kind ?? null,
			rehearsal: start?.rehearsal ?? false,
			checklist: showText(start?.checklist.path ?? '?'),
			started: showTime(entry.start),
			touched: showTime(last),
			workTree: workTree === undefined ? undefined : showText(workTree),
			driver: holder ? showText(holder.sentence) : undefined,
			earlier: start?.earlier && showText(start.earlier.name),
			later,
		};
	}));
}

async function lookInto({folder, start, fault}: RunEntry, following: readonly FollowingRun[]): Promise<{readonly standing: string; readonly left: readonly string[]; readonly commit?: string}> {
	if (!fault && !start) {
		return {standing: 'never started', left: []};
	}

	if (fault) {
		return {standing: `unreadable: ${showText(fault.sentence)}`, left: []};
	}

	try {
		const run = await readRun(folder);
		// HEAD may have moved since it began.
		return {standing: describeStandingOf(run), left: listRemains(run, following, Date.now()), commit: run.state.commit};
	} catch (error) {
		if (error instanceof UserError) {
			return {standing: `unreadable: ${showText(error.message)}`, left: []};
		}

		throw error;
	}
}

function showTime(event: Event | undefined): string {
	return event ? showMoment(event.at) : 'never';
}
