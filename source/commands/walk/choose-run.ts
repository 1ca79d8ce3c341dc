/** Which run or checklist: open runs first, then the checklists found. */
import {existsSync} from 'node:fs';
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import {isFault} from '../../journal/faults.js';
import {listRuns, type RunEntry} from '../../journal/runs.js';
import {findChecklists} from '../../repository/checklists.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {tagToMake} from '../../run/phase.js';
import {askPerson} from '../asking.js';
import {UserError} from '../exit.js';
import {findOtherWorkTree} from '../runs.js';
import type {Workplace} from '../workplace.js';
import {endedAttempts} from './earlier-attempt.js';

export type Choice =
	| {readonly kind: 'run'; readonly folder: string}
	/** `after`: the folder of the attempt that this is the next one to. */
	| {readonly kind: 'file'; readonly file: string; readonly after?: string};

type Wanted = {readonly plain: boolean; readonly rehearse: boolean; readonly isGiven: boolean};

export async function chooseRun({facts, holdpointDirectory}: Workplace, file: string | undefined, {plain, rehearse, isGiven}: Wanted): Promise<Choice> {
	const {top} = facts;
	const all = await openRuns(holdpointDirectory);
	// Who wants to rehearse does not go on with the release itself.
	const open = rehearse ? all.filter(({start}) => start?.data.rehearsal) : all;
	const isRelevant = (run: RunEntry) => file === undefined || pathOf(run) === path.relative(top, path.resolve(file));
	const relevant = open.filter(run => isRelevant(run));
	// Who gives the values on the command line has said what is released: the attempt before it is found by the tag.
	const attempts = rehearse || isGiven ? [] : await endedAttempts(holdpointDirectory);
	const ended = attempts.filter(({run}) => isRelevant(run) && existsSync(path.join(top, pathOf(run) ?? '')));
	if (file !== undefined && relevant.length === 0 && ended.length === 0) {
		return {kind: 'file', file};
	}

	const files = file === undefined ? await listFiles(top) : [file];
	const items = [
		...await Promise.all(relevant.map(async run => ({label: `Go on with ${await describeOpen(run, facts)}`, value: `run ${run.folder}`}))),
		...ended.map(({run, outcome}) => ({label: `Start the next attempt after ${nameOf(run)} (${outcome}): ${showText(pathOf(run) ?? '')}`, value: `next ${run.folder}`})),
		...files.map(name => ({label: `Start a new ${rehearse ? 'rehearsal' : 'run'} of ${showText(nameFile(top, name))}`, value: `file ${name}`})),
	];
	if (items.length === 0) {
		throw new UserError('no checklist was found (in checklists/, RELEASE*.md, docs/, .github/). Name a Markdown file: holdpoint FILE');
	}

	const {choice = ''} = await askPerson([{
		name: 'choice', kind: 'select', ask: relevant.length > 0 ? 'There is an open run.' : (ended.length > 0 ? 'What is it to be?' : 'Which checklist?'), items,
	}], {plain});
	const [kind = ''] = choice.split(' ', 1);
	const chosen = choice.slice(kind.length + 1);
	if (kind === 'next') {
		const attempt = ended.find(({run}) => run.folder === chosen);
		return {kind: 'file', file: path.join(top, (attempt && pathOf(attempt.run)) ?? ''), after: chosen};
	}

	return kind === 'run' ? {kind, folder: chosen} : {kind: 'file', file: chosen};
}

async function describeOpen(run: RunEntry, place: Workplace['facts']): Promise<string> {
	const workTree = await findOtherWorkTree(place, run.folder);
	return [
		nameOf(run),
		...(run.start === undefined ? [] : [showText(pathOf(run) ?? '')]),
		...(workTree === undefined ? [] : [`in the work tree ${showText(workTree)}`]),
		`last touched ${run.last?.at.slice(0, 16).replace('T', ' ') ?? 'never'} UTC`,
	].join(', ');
}

export async function openRuns(holdpointDirectory: string): Promise<RunEntry[]> {
	const runs = await listRuns(holdpointDirectory);
	if (isFault(runs)) {
		throw new UserError(runs.sentence);
	}

	// A broken journal is offered too: opening it says what is wrong, where, and what to do.
	return runs.filter(({start, last, fault}) => fault !== undefined || (start !== undefined && last?.type !== 'run-closed' && last?.type !== 'pushed')).toReversed();
}

/** Names of the open runs that are to make this tag. */
export async function openRunsFor(holdpointDirectory: string, tag: string): Promise<string[]> {
	const open = await openRuns(holdpointDirectory);
	return open.flatMap(({start}) => start && tagToMake(start.data) === tag ? [start.data.name] : []);
}

async function listFiles(top: string): Promise<string[]> {
	const found = await findChecklists(top);
	if (isRepositoryFault(found)) {
		throw new UserError(found.sentence);
	}

	return found.map(file => path.join(top, file));
}

/** From the top of the repository; a file outside of it as it was named. */
function nameFile(top: string, file: string): string {
	const relative = path.relative(top, path.resolve(file));
	return relative.startsWith('..') ? file : relative;
}

function nameOf({start, run}: RunEntry): string {
	return showText(start ? start.data.name : `the run ${run.slice(0, 8)}`);
}

function pathOf({start}: RunEntry): string | undefined {
	return start?.data.checklist.path;
}
