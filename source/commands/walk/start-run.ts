/** A new run: its questions, its checks before anything is written, its first event. */
import path from 'node:path';
import {isFault} from '../../journal/faults.js';
import type {Journal} from '../../journal/journal.js';
import type {Checklist} from '../../checklist/model.js';
import {showText} from '../../checklist/escape.js';
import {sayEnd, type Attempt} from '../../run/attempts.js';
import type {EarlierAttempt} from '../../run/event-fields.js';
import {planWalk} from '../../run/plan.js';
import {decidingRoles} from '../../run/roles.js';
import {beginRun} from '../../walk/begin.js';
import {openRunsFor} from '../runs/entries.js';
import {readRun} from '../runs/read-run.js';
import {readChecklist, requireWalkable} from '../checklist-file.js';
import {UserError} from '../exit.js';
import {checkOperator, readSigning, type Signing} from '../signing.js';
import {version} from '../version.js';
import type {Workplace} from '../workplace.js';
import {linkTo} from './earlier-attempt.js';
import {findEnded} from './ended-attempts.js';
import {findWitness} from './pair.js';
import {requireClean, requireFree} from './require-start.js';
import {askSecrets} from './secrets.js';
import {askInputs, askTag, askVersion} from './start-questions.js';

export type StartOptions = {
	/** `k=v` texts. */
	readonly set: readonly string[];
	readonly key: string | undefined;
	readonly allowDirty: boolean;
	readonly plain: boolean;
	readonly demo: boolean;
	/** `--pair`: who witnesses. */
	readonly pair?: string | undefined;
	/** Actions are shown and not run; there is no tag. */
	readonly rehearse?: boolean | undefined;
	/** The folder of the attempt before, whose values are offered again. */
	readonly after?: string | undefined;
};

export type StartedRun = {
	readonly journal: Journal;
	readonly said: readonly string[];
	/** As it was read for the start. */
	readonly checklist: Checklist;
	readonly signing: Signing;
	readonly secrets: ReadonlyMap<string, string>;
};

export async function startRun(workplace: Workplace, file: string, options: StartOptions): Promise<StartedRun> {
	const {facts, by, holdpointDirectory} = workplace;
	// Git is asked while the checklist is read; what is wrong with a key is said in its turn.
	const asking = readSigning(workplace, {key: options.key, commit: facts.head.commit});
	asking.catch(() => undefined);
	const read = await readChecklist(file);
	requireWalkable(read);
	const {checklist, bytes} = read;
	if (!options.allowDirty) {
		await requireClean(facts);
	}

	const decision = decidingRoles(checklist, planWalk(checklist));
	const signing = await asking;
	const {signer, signers} = signing;
	checkOperator(signer, signers, decision[0] ?? 'release manager');
	const chosen = options.after === undefined ? undefined : await readRun(options.after);
	const values = await askInputs(checklist, options, chosen);
	const tag = await askTag(checklist, values, {...options, last: chosen?.state.started?.tag ?? undefined});
	if (tag !== undefined && !options.rehearse) {
		await requireFree(facts, checklist, tag);
	}

	const another = await askVersion(checklist, tag, options);
	const before = chosen ?? await findBefore(workplace, tag, options);
	const earlier = before && await linkTo(before, {plan: planWalk(checklist), values: new Map([...values, ...another, ['tag', tag ?? ''], ['branch', workplace.facts.branch ?? '']]), workplace});
	const witness = await findWitness(checklist, {pair: options.pair, plain: options.plain, operator: by.email});
	const secrets = await askSecrets(checklist, {plain: options.plain, environment: workplace.environment});
	const open = tag === undefined || options.rehearse ? [] : await openRunsFor(holdpointDirectory, tag);
	const journal = await beginRun({
		holdpointDirectory,
		bytes,
		checklist,
		path: path.relative(facts.top, path.resolve(file)),
		tag,
		values: new Map([...values, ...another]),
		secrets: secrets.keys().toArray(),
		witness,
		earlier,
		facts,
		by,
		key: signer.publicKey,
		signers,
		decision,
		program: `holdpoint ${version}`,
		demo: options.demo,
		rehearsal: options.rehearse ?? false,
		clock: () => new Date(),
	});
	if (isFault(journal)) {
		throw new UserError(journal.sentence);
	}

	return {
		journal, said: describeStart(checklist, {
			tag, isAnother: another.size === 0, isSelfSigned: signers === undefined, earlier, open,
		}), checklist, signing, secrets,
	};
}

/** The attempt at the same tag that came before; a rehearsal is none. */
async function findBefore({holdpointDirectory}: Workplace, tag: string | undefined, {rehearse = false}: StartOptions): Promise<Attempt | undefined> {
	const ended = tag === undefined || rehearse ? undefined : await findEnded(holdpointDirectory, tag);
	return ended === undefined ? undefined : readRun(ended);
}

type Start = {
	readonly tag: string | undefined;
	/** The version that the document names stands for another release. */
	readonly isAnother: boolean;
	readonly isSelfSigned: boolean;
	readonly earlier: EarlierAttempt | undefined;
	/** Names of the open runs for the same tag. */
	readonly open: readonly string[];
};

function describeStart({namedVersion}: Checklist, {tag, isAnother, isSelfSigned, earlier, open}: Start): string[] {
	return [
		...open.map(name => `${showText(name)} is open for the same tag, and only one run can make it. To go on there instead, leave this run, end it with \`holdpoint abandon\`, and start again.`),
		...(earlier ? [`This is the next attempt after ${showText(earlier.name)} (${showText(sayEnd(earlier))}). Everything is asked and checked again; what was said then stands beside each question.`] : []),
		...(isSelfSigned ? ['There is no signers file (.holdpoint/signers.yaml): this run is self-signed, on your key alone, and `verify` will say so.'] : []),
		...(isAnother && tag !== undefined && namedVersion !== undefined && !tag.includes(namedVersion.replace(/^v/v, '')) ? [`The document names ${namedVersion}, and this run is for ${tag}: read its commands with that in mind before you run them.`] : []),
	];
}
