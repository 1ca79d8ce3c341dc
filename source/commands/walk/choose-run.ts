/** Which run or checklist: open runs first, then the checklists found. */
import {existsSync} from 'node:fs';
import path from 'node:path';
import {showText} from '../../checklist/escape.js';
import type {RunEntry} from '../../journal/runs.js';
import {findChecklists} from '../../repository/checklists.js';
import {isRepositoryFault} from '../../repository/faults.js';
import {askPerson} from '../asking.js';
import {UserError} from '../exit.js';
import {findOtherWorkTree, openAmong, readRuns} from '../runs/entries.js';
import type {Workplace} from '../workplace.js';
import {endedAttempts} from './ended-attempts.js';

export type Choice =
	| {readonly kind: 'run'; readonly folder: string}
	/** `after`: the folder of the attempt that this is the next one to. */
	| {readonly kind: 'file'; readonly file: string; readonly after?: string};

type Wanted = {
	readonly plain: boolean;
	readonly rehearse?: boolean | undefined;
	/** Values from the command line. */
	readonly set: readonly string[];
	/** Called once the choice is offered, if it is. */
	readonly onShown: () => void;
};

export async function chooseRun({facts, holdpointDirectory}: Workplace, file: string | undefined, {plain, rehearse = false, set, onShown}: Wanted): Promise<Choice> {
	const {top} = facts;
	const runs = await readRuns(holdpointDirectory);
	const all = openAmong(runs);
	// Who wants to rehearse does not go on with the release itself.
	const open = rehearse ? all.filter(({start}) => start?.data.rehearsal) : all;
	// One whose beginning cannot be read may be of this file.
	const isRelevant = (run: RunEntry) => file === undefined || run.start === undefined || pathOf(run) === path.relative(top, path.resolve(file));
	const relevant = open.filter(run => isRelevant(run));
	// Who gives the values on the command line has said what is released: the attempt before it is found by the tag.
	const attempts = rehearse || set.length > 0 ? [] : await endedAttempts(runs);
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
	}], {plain, onShown});
	const [kind = ''] = choice.split(' ', 1);
	const chosen = choice.slice(kind.length + 1);
	if (kind === 'next') {
		const attempt = ended.find(({run}) => run.folder === chosen);
		return {kind: 'file', file: path.join(top, (attempt && pathOf(attempt.run)) ?? ''), after: chosen};
	}

	return kind === 'run' ? {kind, folder: chosen} : {kind: 'file', file: chosen};
}

async function describeOpen(run: RunEntry, place: Workplace['facts']): Promise<string> {
	if (run.start === undefined) {
		return `${nameOf(run)}, which cannot be read`;
	}

	const workTree = await findOtherWorkTree(place, run.folder);
	return [
		nameOf(run),
		showText(pathOf(run) ?? ''),
		...(workTree === undefined ? [] : [`in the work tree ${showText(workTree)}`]),
		`last touched ${run.last?.at.slice(0, 16).replace('T', ' ') ?? 'never'} UTC`,
	].join(', ');
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
