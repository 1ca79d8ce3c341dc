/** The walk of a run, begun now or gone on with, until it is left. */
import process from 'node:process';
import {showText} from '../checklist/escape.js';
import type {Checklist} from '../checklist/model.js';
import {isFault} from '../journal/faults.js';
import {takeDriver, type DriverLock} from '../journal/driver.js';
import {writeWorkTree} from '../journal/folder.js';
import {openJournal, type Journal} from '../journal/journal.js';
import type {LockHolder} from '../journal/locks.js';
import {knownAt} from '../record/verify/journal.js';
import {hasReader, onEnding, type Ending} from '../walk/ending.js';
import {nameWorkTree} from '../repository/work-trees.js';
import {hasCommit} from '../repository/commits.js';
import {operatorOf} from '../walk/signers.js';
import {openWalk} from '../walk/walk.js';
import type {Walk, WalkView} from '../walk/view.js';
import {followChecklist} from './walk/changed-checklist.js';
import {askPerson} from './asking.js';
import {recallEarlier} from './walk/earlier-attempt.js';
import {openConsent} from './consent.js';
import {chooseRun} from './walk/choose-run.js';
import {exits, UserError, type Exit} from './exit.js';
import {
	openPreferences,
	rememberRepository,
	type Preferences,
} from './preferences.js';
import {correctInputs} from './walk/correct-inputs.js';
import {readPlan} from './runs/read-plan.js';
import {startRun, type StartedRun, type StartOptions} from './walk/start-run.js';
import {askSecrets} from './walk/secrets.js';
import {readSigning, type Signing} from './signing.js';
import type {Workplace} from './workplace.js';

export type WalkOptions = Omit<StartOptions, 'demo'> & {readonly file: string | undefined};

export async function walkIn(workplace: Workplace, {file, ...options}: WalkOptions): Promise<Exit> {
	const {plain} = options;
	const chosen = await chooseRun(workplace, file, {plain, rehearse: options.rehearse ?? false, isGiven: options.set.length > 0});
	const started = chosen.kind === 'run'
		? {journal: await openRun(chosen.folder), said: []}
		: await startRun(workplace, chosen.file, {...options, demo: false, after: chosen.after});
	return walkRun(workplace, {...started, isResumed: chosen.kind === 'run'}, options);
}

export type WalkableRun = Pick<StartedRun, 'journal' | 'said'> & Partial<StartedRun> & {readonly isResumed: boolean};

/** A run that was begun now or gone on with, until it is left. */
export async function walkRun(
	workplace: Workplace,
	{isResumed, ...started}: WalkableRun,
	{plain, key, allowDirty, pair, set = []}: Pick<StartOptions, 'plain' | 'key' | 'allowDirty' | 'pair'> & Partial<Pick<StartOptions, 'set'>>,
): Promise<Exit> {
	const preferences = openPreferences();
	rememberRepository(preferences, workplace.facts.top);
	const walk = await prepareWalk({
		...started, workplace, preferences, key, allowDirty, plain,
	});
	try {
		await correctInputs(walk, isResumed ? set : []);
	} catch (error) {
		await walk.close();
		throw error;
	}

	const {witness} = walk.getView().state;
	if (pair !== undefined && isResumed && pair !== `${witness?.name ?? ''} <${witness?.email ?? ''}>`) {
		await walk.act({type: 'witness', witness: pair});
	}

	return showAndLeave(walk, {preferences, plain});
}

export async function openRun(folder: string): Promise<Journal> {
	const journal = await openJournal(folder);
	if (isFault(journal)) {
		throw new UserError(journal.sentence);
	}

	return journal;
}

export async function prepareWalk({workplace, preferences, journal: opened, said, checklist: read, signing, secrets, key, allowDirty, plain}: {
	readonly workplace: Workplace;
	readonly preferences: Preferences;
	readonly journal: Journal;
	readonly said: readonly string[];
	/** Of a run that was begun just now: what was read then is not read again. */
	readonly checklist?: Checklist;
	readonly signing?: Signing;
	/** Of a run that was begun just now: they need not be asked for again. */
	readonly secrets?: ReadonlyMap<string, string>;
	readonly key: string | undefined;
	readonly allowDirty: boolean;
	readonly plain: boolean;
}): Promise<Walk> {
	const {facts, by, environment} = workplace;
	const pinned = await readPlan(opened.folder, opened.events, {checklist: read});
	const started = opened.events[0];
	if (started?.type !== 'run-started') {
		throw new TypeError('A plan is read by the start of its run');
	}

	const driver = await drive(opened.folder, {plain});
	await writeWorkTree(opened.folder, nameWorkTree(facts));
	// A follow-up goes by the text that its release was sealed with.
	const {journal, plan, said: changed} = read !== undefined || started.data.kind !== 'release'
		? {journal: opened, plan: pinned, said: []}
		: await followChecklist({journal: opened, plan: pinned}, workplace, {plain, driver});
	const {checklist} = plan;
	const {commonDirectory, top} = facts;
	const known = signing ?? await readSigning(workplace, {key, commit: started.data.signers === null ? undefined : await findCounted(facts, knownAt(journal.events, journal.events.length).commit)});
	return openWalk({
		plan: {...plan, operator: operatorOf(by.email, known)},
		journal,
		driver,
		by,
		facts,
		...known,
		consent: await openConsent(checklist, {commonDirectory, top, file: started.data.checklist.path}, preferences),
		allowDirty: allowDirty || started.data.dirty,
		said: [...said, ...changed],
		lastTime: await recallEarlier(workplace.holdpointDirectory, started.data),
		secrets: secrets ?? (isDecided(journal) ? new Map() : await askSecrets(checklist, {plain, environment})),
		clock: () => new Date(),
		environment,
	});
}

/** Whose signers file counts. A commit that is gone, as after a rebase and `git gc`, cannot be asked: HEAD has moved then, and that is said. */
async function findCounted({top, head}: Workplace['facts'], commit: string): Promise<string> {
	return commit === head.commit || await hasCommit(top, commit) ? commit : head.commit;
}

/** After the decision no command runs any more that could want a secret. */
function isDecided({events}: Journal): boolean {
	const last = events.findLast(({type}) => type === 'decision-made' || type === 'decision-withdrawn');
	return last?.type === 'decision-made';
}

/** Who is driving already is told to the person, who may take over from them. */
async function drive(folder: string, {plain}: {plain: boolean}): Promise<DriverLock> {
	const driver = await tryToDrive(folder, {takeOver: false});
	if (driver.kind === 'driver') {
		return driver;
	}

	const {choice} = await askPerson([{
		name: 'choice', kind: 'select', ask: 'What is it to be?', about: [`This run is driven by ${showText(driver.sentence)}.`, ''], items: [
			{label: 'Leave it there', value: 'leave'},
			{label: 'Take over: nothing more is written there, and the run says so', value: 'take over'},
		],
	}], {plain});
	const taken = choice === 'take over' ? await tryToDrive(folder, {takeOver: true}) : driver;
	if (taken.kind === 'holder') {
		throw new UserError(`this run is driven by ${showText(taken.sentence)}. Go on there, or end that process first; \`holdpoint show\` looks on meanwhile.`);
	}

	return taken;
}

async function tryToDrive(folder: string, {takeOver}: {takeOver: boolean}): Promise<DriverLock | LockHolder> {
	const driver = await takeDriver(folder, {takeOver});
	if (isFault(driver)) {
		throw new UserError(driver.sentence);
	}

	return driver;
}

/** Shows the walk until it is left; a short summary stays in the normal screen. */
export async function showAndLeave(walk: Walk, {preferences, plain}: {preferences: Preferences; plain: boolean}): Promise<Exit> {
	try {
		await (plain ? walkInLines(walk) : walkOnScreen(walk, preferences));
	} finally {
		await walk.close();
	}

	return exitOf(walk.getView());
}

async function walkOnScreen(walk: Walk, {stored}: Preferences): Promise<void> {
	const [{showWalk}, {leavingSummary}] = await Promise.all([import('../ui/show-walk.js'), import('../ui/summary.js')]);
	const left = await showWalk({
		walk, preferences: {
			name: stored.name ?? walk.getView().operator.name, bell: stored.bell, plainSigns: stored.signs === 'plain', keyPauseMs: stored.keyPauseMs,
		},
	});
	if (left === 'paused' || left === 'finished' || hasReader(left)) {
		process.stdout.write(leavingSummary(walk.getView()).map(line => `${line}\n`).join(''));
	}
}

async function walkInLines(walk: Walk): Promise<void> {
	const {openLineTerminal} = await import('../plain/line-terminal.js');
	const {walkByLines} = await import('../plain/walk-by-lines.js');
	const terminal = openLineTerminal(process.stdin, process.stdout);
	walk.setHandOver(terminal.handOver);
	const {promise: ending, resolve: end} = Promise.withResolvers<Ending>();
	const stopListening = onEnding(terminal.isLent, end);
	try {
		await walkByLines({walk, terminal, ending});
	} finally {
		stopListening();
		terminal.close();
	}
}

function exitOf({state}: WalkView): Exit {
	if (!state.closed) {
		return exits.notYet;
	}

	return state.closed.outcome === 'GO' ? exits.done : exits.no;
}
