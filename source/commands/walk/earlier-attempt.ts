/** What the next attempt at a release takes from the one that ended without a GO. */
import path from 'node:path';
import {isAncestor, readCommits} from '../../repository/commits.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {
	describeEnd,
	recall,
	resultsOf,
	type Attempt,
	type LastTime,
} from '../../run/attempts.js';
import type {EarlierAttempt} from '../../run/event-fields.js';
import type {EventData} from '../../run/events.js';
import type {Plan} from '../../run/plan.js';
import {UserError} from '../exit.js';
import {readRun} from '../runs/read-run.js';
import type {Workplace} from '../workplace.js';

type Next = {readonly plan: Plan; readonly values: ReadonlyMap<string, string>; readonly workplace: Workplace};

/** The link that the next attempt starts with. */
export async function linkTo(attempt: Attempt, {plan, values, workplace}: Next): Promise<EarlierAttempt | undefined> {
	const end = describeEnd(attempt);
	if (!end) {
		return undefined;
	}

	const {top, head} = workplace.facts;
	const results = resultsOf(attempt, plan, values);
	const commits = [...new Set(results.map(({commit}) => commit))];
	const read = await Promise.all(commits.map(async from => readSince(top, from, {end, to: head.commit})));
	const since = read.flat();
	return {...end, results: results.filter(({commit}) => since.some(({from}) => from === commit)), since};
}

/** What was committed since, the older stretch first: up to the attempt's own record and behind it. Empty where git does not know. */
async function readSince(top: string, from: string, {end, to}: {readonly end: Pick<EarlierAttempt, 'commit' | 'record'>; readonly to: string}): Promise<EarlierAttempt['since']> {
	const {commit, record} = end;
	const isOnRecord = record !== undefined && await isAncestor(top, from, commit) && await isAncestor(top, record, to);
	const stretches = isOnRecord ? [...(from === commit ? [] : [[from, commit] as const]), [record, to] as const] : [[from, to] as const];
	const read = await Promise.all(stretches.map(async ([start, stop]) => readCommits(top, start, stop)));
	const since = read.flatMap(between => isRepositoryFault(between)
		? []
		: [{
			from, commits: [...between.commits], paths: [...between.paths], ...(between.files && {files: [...between.files]}),
		}]);
	return since.length === stretches.length ? since : [];
}

/** What was said in the attempt before; undefined where there was none, or where this clone cannot read it any more. */
export async function recallEarlier(holdpointDirectory: string, {earlier}: EventData['run-started']): Promise<LastTime | undefined> {
	if (!earlier) {
		return undefined;
	}

	try {
		return recall(await readRun(path.join(holdpointDirectory, earlier.run)));
	} catch (error) {
		if (error instanceof UserError) {
			return undefined;
		}

		throw error;
	}
}
