/** `holdpoint show`: the outline of a checklist, or where a run stands. Runs nothing of it. */
import {existsSync} from 'node:fs';
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {describeChecklist, outlineText} from '../checklist/show.js';
import {isRepositoryFault} from '../repository/faults.js';
import {readPlace} from '../repository/place.js';
import {planShown} from '../run/values/shown.js';
import {readChecklist} from './checklist-file.js';
import {readAgreeable} from './consent.js';
import {exits, UserError, type Exit} from './exit.js';
import {findRun, type FoundRun} from './runs/find-run.js';
import {linksOf} from './runs/links.js';
import {readRun} from './runs/read-run.js';
import {describeStandingOf, listRemains} from './runs/remains.js';
import {describeStanding, standingText} from './runs/standing.js';

type Options = {readonly json: boolean; readonly repo: string};

export async function showCommand({file, ...options}: Options & {file: string | undefined}): Promise<Exit> {
	if (file !== undefined && existsSync(file)) {
		return showFile(file, options);
	}

	const run = await findRun(file, options.repo);
	if (run === undefined) {
		throw new UserError(file === undefined ? 'there is no run here; name a checklist: holdpoint show FILE' : `${showText(file)} is neither a file nor a run of this repository; \`holdpoint runs\` lists the runs.`);
	}

	return showRun(run, options);
}

async function showFile(file: string, {json, repo}: Options): Promise<Exit> {
	const {checklist} = await readChecklist(file);
	const place = await readPlace(repo);
	const {digest, scripts} = await readAgreeable(checklist, isRepositoryFault(place) ? undefined : place.top);
	const output = json
		? JSON.stringify({...describeChecklist(checklist), commandsDigest: digest, scripts: scripts.keys().toArray()}, undefined, 2)
		: [
			...outlineText(checklist),
			'',
			...(scripts.size > 0 ? [`Its commands run ${scripts.keys().map(name => showText(name)).toArray().join(', ')}`] : []),
			`Digest of the commands, for \`holdpoint check --commands\`: ${digest}`,
		].join('\n');
	process.stdout.write(`${output}\n`);
	return exits.done;
}

async function showRun({entry, runs}: FoundRun, {json, repo}: Options): Promise<Exit> {
	const [run, place, {following, later}] = await Promise.all([readRun(entry.folder), readPlace(repo), linksOf(entry, runs)]);
	const standing = {
		plan: planShown(run.plan, run.state), state: run.state, standing: describeStandingOf(run), left: listRemains(run, following, Date.now()), later,
	};
	const agreeable = await readAgreeable(run.plan.checklist, isRepositoryFault(place) ? undefined : place.top);
	process.stdout.write(`${json ? JSON.stringify({...describeStanding(standing), commandsDigest: agreeable.digest}, undefined, 2) : standingText(standing).join('\n')}\n`);
	return exits.done;
}
