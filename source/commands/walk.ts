/** The walk of a run, begun now or gone on with, until it is left. */
import type {Checklist} from '../checklist/model.js';
import {isFault} from '../journal/faults.js';
import {writeWorkTree} from '../journal/folder.js';
import {openJournal, type Journal} from '../journal/journal.js';
import {operatorOf} from '../record/signers.js';
import {knownAt} from '../record/verify/journal.js';
import {nameWorkTree} from '../repository/work-trees.js';
import {hasCommit} from '../repository/commits.js';
import {openWalk} from '../walk/walk.js';
import type {Walk} from '../walk/view.js';
import {followChecklist} from './walk/changed-checklist.js';
import {recallEarlier} from './walk/earlier-attempt.js';
import {openConsent} from './consent.js';
import type {Choice} from './walk/choose-run.js';
import {UserError, type Exit} from './exit.js';
import {
	openPreferences,
	rememberRepository,
	type Preferences,
} from './preferences.js';
import {correctInputs, requireCorrectable} from './walk/correct-inputs.js';
import {drive} from './walk/drive.js';
import {readPlan} from './runs/read-plan.js';
import {startRun, type StartedRun, type StartOptions} from './walk/start-run.js';
import {askSecrets} from './walk/secrets.js';
import {showAndLeave} from './walk/show.js';
import {readSigning, type Signing} from './signing.js';
import type {Workplace} from './workplace.js';

export type WalkOptions = Omit<StartOptions, 'demo' | 'after'>;

export async function walkIn(workplace: Workplace, chosen: Choice, options: WalkOptions): Promise<Exit> {
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
	const corrections = isResumed ? set : [];
	const walk = await prepareWalk({
		...started, workplace, preferences, key, allowDirty, plain, corrections,
	});
	try {
		await correctInputs(walk, corrections);
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

export async function prepareWalk({workplace, preferences, journal: opened, said, checklist: read, signing, secrets, key, allowDirty, plain, corrections = []}: {
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
	/** `k=v` texts for the inputs of a run that is gone on with. */
	readonly corrections?: readonly string[];
}): Promise<Walk> {
	const {facts, by, environment} = workplace;
	const pinned = await readPlan(opened.folder, opened.events, {checklist: read});
	const started = opened.events[0];
	if (started?.type !== 'run-started') {
		throw new TypeError('A plan is read by the start of its run');
	}

	await requireCorrectable(corrections, {plan: pinned, journal: opened, top: facts.top});
	const driver = await drive(opened.folder, {person: by.name, plain});
	await writeWorkTree(opened.folder, nameWorkTree(facts));
	// A follow-up goes by the text that its release was sealed with.
	const {journal, plan, said: changed} = read !== undefined || started.data.kind !== 'release'
		? {journal: opened, plan: pinned, said: []}
		: await followChecklist({journal: opened, plan: pinned}, workplace, {plain, driver});
	const {checklist} = plan;
	const {commonDirectory, top} = facts;
	const known = signing ?? await readSigning(workplace, {key, commit: started.data.signers === null ? undefined : await findCounted(facts, knownAt(journal.events, journal.events.length).commit)});
	return openWalk({
		plan: {...plan, operator: operatorOf({email: by.email, key: known.signer.publicKey}, known.signers?.signers)},
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
