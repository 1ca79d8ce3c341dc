/** `holdpoint show`: the outline of a checklist, or where a run stands. Runs nothing of it. */
import {existsSync} from 'node:fs';
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import {describeChecklist, outlineText} from '../checklist/show.js';
import {isRepositoryFault} from '../repository/faults.js';
import {readPlace} from '../repository/place.js';
import {planShown} from '../run/shown.js';
import {readChecklist} from './checklist-file.js';
import {readAgreeable} from './consent.js';
import {exits, UserError, type Exit} from './exit.js';
import {findRun} from './find-run.js';
import {readRun} from './read-run.js';
import {describeStanding, standingText} from './standing.js';

type Options = {readonly json: boolean; readonly repo: string};

export async function showCommand({file, ...options}: Options & {file: string | undefined}): Promise<Exit> {
	if (file !== undefined && existsSync(file)) {
		return showFile(file, options);
	}

	const folder = await findRun(file, options.repo);
	if (folder === undefined) {
		throw new UserError(file === undefined ? 'there is no run here; name a checklist: holdpoint show FILE' : `${showText(file)} is neither a file nor a run of this repository; \`holdpoint runs\` lists the runs.`);
	}

	return showRun(folder, options);
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

async function showRun(folder: string, {json, repo}: Options): Promise<Exit> {
	const [{plan: written, state}, place] = await Promise.all([readRun(folder), readPlace(repo)]);
	const plan = planShown(written, state);
	const agreeable = await readAgreeable(written.checklist, isRepositoryFault(place) ? undefined : place.top);
	process.stdout.write(`${json ? JSON.stringify({...describeStanding(plan, state), commandsDigest: agreeable.digest}, undefined, 2) : standingText(plan, state).join('\n')}\n`);
	return exits.done;
}
