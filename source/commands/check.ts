/** `holdpoint check`: every check of a checklist, nothing else, and no questions. */
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {showText} from '../checklist/escape.js';
import {findChecklists} from '../repository/checklists.js';
import {isRepositoryFault} from '../repository/faults.js';
import {fillKnown} from '../run/values/filling.js';
import {planWalk, type Plan, type PlannedGate} from '../run/plan.js';
import {readChecklist, requireWalkable} from './checklist-file.js';
import {givenFor} from './check/given.js';
import {openPlace} from './check/place.js';
import {verdictOf, type Report, type ReportVerdict} from './check/report.js';
import {runChecks} from './check/run.js';
import {findGates, scopeOf, type Scope} from './check/scope.js';
import {openDisplay, type Format} from './check/show.js';
import {untilStopped} from './check/signals.js';
import {exits, UserError, type Exit} from './exit.js';
import {openConsent, type Place} from './consent.js';
import {openPreferences} from './preferences.js';

export {formats} from './check/show.js';

export type CheckOptions = {
	readonly file: string | undefined;
	readonly gate: string | undefined;
	readonly set: readonly string[];
	readonly failFast: boolean;
	readonly since: string | undefined;
	/** A digest, or `any`. */
	readonly commands: string | undefined;
	readonly format: Format;
	readonly repo: string;
};

const codes: Readonly<Record<ReportVerdict, Exit>> = {ok: exits.done, blocked: exits.no, 'nothing ran': exits.usage};

export async function checkCommand(options: CheckOptions): Promise<Exit> {
	const place = await openPlace(options.repo, options.since);
	const file = options.file ?? await findOnly(place.top);
	const read = await readChecklist(file);
	requireWalkable(read);
	const {checklist} = read;
	const plan = planWalk(checklist);
	const scope = requireChecks(plan, options.gate);
	await requireConsent(scope, {...place, file: path.relative(place.top, path.resolve(file))}, options.commands);
	const given = givenFor(checklist, options.set);
	const filled = fillKnown(plan, new Map([...given.inputs, ...(given.tag === undefined ? [] : [['tag', given.tag] as const])]), given.inputs);
	const display = openDisplay(options.format);
	const {head, modified, top} = place;
	if (modified.length > 0) {
		display.say(`Tracked files are modified (${modified.slice(0, 5).map(name => showText(name)).join(', ')}${modified.length > 5 ? ' …' : ''}): this is about the work tree, not about ${head.commit.slice(0, 7)}.`);
	}

	const at = new Date();
	const report: Report = await untilStopped(async signal => inFolder(async directory => runChecks({
		scope: scopeOf(filled, scope.gate && filled.gateById.get(scope.gate.section.id)), surroundings: {
			...given, ...place, directory, commit: head.commit,
		}, failFast: options.failFast, signal, tell: display.tell,
	})));
	await display.close(report, {
		file: path.relative(top, path.resolve(file)), commit: head.commit, modified, at,
	});
	return codes[verdictOf(report)];
}

/** The repository's checklist, when there is exactly one. */
async function findOnly(top: string): Promise<string> {
	const found = await findChecklists(top);
	if (isRepositoryFault(found)) {
		throw new UserError(found.sentence);
	}

	const [only, ...others] = found;
	if (only === undefined || others.length > 0) {
		throw new UserError(only === undefined
			? 'no checklist was found (in checklists/, RELEASE*.md, docs/, .github/). Name a Markdown file: holdpoint check FILE'
			: `there are several checklists: name one of ${found.map(name => showText(name)).join(', ')}`);
	}

	return path.join(top, only);
}

function requireChecks(plan: Plan, gate: string | undefined): Scope {
	const scope = scopeOf(plan, gate === undefined ? undefined : findGate(plan, gate));
	if (scope.checks.length > 0) {
		return scope;
	}

	const what = scope.gate ? `“${showText(scope.gate.section.title)}”` : 'this checklist';
	throw new UserError(`${what} has no checks${scope.later > 0 ? ` before the tag; ${scope.later} for another time, which --gate can name` : ''}: nothing was run. A fence becomes one by the word \`check\`, an item by \`Expect\`.`);
}

function findGate(plan: Plan, words: string): PlannedGate {
	const found = findGates(plan, words);
	const [only, ...others] = found;
	if (!only || others.length > 0) {
		throw new UserError(`${only ? `“${showText(words)}” may be ${found.length} gates` : `no gate is called “${showText(words)}”`}. ${only ? 'Write more of its title' : 'There are'}: ${(only ? found : plan.gates).map(({section}) => showText(section.title)).join('; ')}`);
	}

	return only;
}

/** Commands run only where somebody has said that they may. */
async function requireConsent({plan: {checklist}, checks}: Scope, place: Place, commands: string | undefined): Promise<void> {
	if (commands === 'any' || checks.every(({step}) => step.commands.length === 0)) {
		return;
	}

	const {digest, given, scripts, changes = []} = await openConsent(checklist, place, openPreferences());
	if (commands !== undefined && commands !== digest) {
		throw new UserError(`the commands of this checklist${scripts.length > 0 ? ` and the scripts that they name (${scripts.slice(0, 5).map(name => showText(name)).join(', ')}${scripts.length > 5 ? ' …' : ''})` : ''} have the digest ${digest}, not ${showText(commands)}: something changed since somebody looked at them. Look with \`holdpoint show\`, and give the new digest.`);
	}

	if (commands === undefined && !given) {
		throw new UserError(`nobody has agreed yet that the commands of this checklist may run here${changes.length > 0 ? ` as they are now (${changes.slice(0, 3).join('; ')}${changes.length > 3 ? ' …' : ''})` : ''}. Look at them with \`holdpoint show\`, then add --commands ${digest}, or --commands any where whoever can change the file may run commands anyway.`);
	}
}

/** A folder for logs, outside the repository, that is gone afterwards. */
async function inFolder<Result>(work: (directory: string) => Promise<Result>): Promise<Result> {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'holdpoint-check-'));
	try {
		return await work(directory);
	} finally {
		await rm(directory, {recursive: true, force: true});
	}
}
