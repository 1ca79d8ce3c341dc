/** A new run: its questions, its checks before anything is written, its first event. */
import path from 'node:path';
import {isFault} from '../journal/faults.js';
import type {Journal} from '../journal/journal.js';
import type {Checklist, Input} from '../checklist/model.js';
import {showText} from '../checklist/escape.js';
import {versionIn} from '../checklist/titles.js';
import type {Attempt} from '../run/attempts.js';
import type {EarlierAttempt} from '../run/event-fields.js';
import {planWalk} from '../run/plan.js';
import {describeInput, patternOf} from '../run/input-values.js';
import {decidingRoles} from '../run/roles.js';
import {nameTag} from '../run/tag-name.js';
import type {Question} from '../ui/questions.js';
import {beginRun} from '../walk/begin.js';
import {readRun} from './read-run.js';
import {findEnded, linkTo} from './earlier-attempt.js';
import {askPerson} from './asking.js';
import {readChecklist, requireWalkable} from './checklist-file.js';
import {UserError} from './exit.js';
import {
	readPairs,
	requireFitting,
} from './inputs.js';
import {findWitness} from './pair.js';
import {requireClean, requireFree} from './require-start.js';
import {askSecrets} from './secrets.js';
import {checkOperator, readSigning, type Signing} from './signing.js';
import {version} from './version.js';
import type {Workplace} from './workplace.js';

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
	const earlier = before && await linkTo(before, {plan: planWalk(checklist), values: new Map([...values, ...another, ['tag', tag ?? '']]), workplace});
	const witness = await findWitness(checklist, {pair: options.pair, plain: options.plain, operator: by.email});
	const secrets = await askSecrets(checklist, {plain: options.plain, environment: workplace.environment});
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
			tag, isAnother: another.size === 0, isSelfSigned: signers === undefined, earlier,
		}), checklist, signing, secrets,
	};
}

/** Front matter's inputs: from `--set`, else asked. */
async function askInputs(checklist: Checklist, {set, plain}: StartOptions, before: Attempt | undefined): Promise<Map<string, string>> {
	const given = readPairs(set);
	const {inputs} = checklist.settings;
	const stranger = given.keys().find(name => inputs.every(input => input.name !== name) && name !== 'version');
	if (stranger !== undefined) {
		throw new UserError(`the checklist has no input ${showText(stranger)}${inputs.length > 0 ? `; it has ${inputs.map(({name}) => name).join(', ')}` : ''}.`);
	}

	const secret = inputs.find(input => input.secret && given.has(input.name));
	if (secret) {
		throw new UserError(`the input ${secret.name} is secret: others see a command line, and the shell keeps it. Leave it out and it is asked for, or give it in the environment variable ${secret.name}.`);
	}

	requireFitting(inputs, given);
	const answers = await askPerson(inputs.filter(input => !input.secret && !given.has(input.name)).map(input => questionFor({...input, default: before?.state.values.get(input.name) ?? input.default})), {plain});
	return new Map([...given, ...Object.entries(answers)]);
}

function questionFor(input: Input): Question {
	const {name, ask, choices, match} = input;
	return choices.length > 0
		? {
			// The default comes first: that is where Enter is.
			name, ask, kind: 'select', items: [...choices].toSorted((one, other) => Number(other === input.default) - Number(one === input.default)).map(value => ({label: value === input.default ? `${value} (default)` : value, value})),
		}
		: {
			name, ask, kind: 'text', initial: input.default ?? '', hint: describeInput(input), ...(match !== undefined && {match: patternOf(match)}),
		};
}

/** The attempt at the same tag that came before; a rehearsal is none. */
async function findBefore({holdpointDirectory}: Workplace, tag: string | undefined, {rehearse = false}: StartOptions): Promise<Attempt | undefined> {
	const ended = tag === undefined || rehearse ? undefined : await findEnded(holdpointDirectory, tag);
	return ended === undefined ? undefined : readRun(ended);
}

/** The tag's name from the front matter's template, or asked in a plain document; undefined: no tag. */
async function askTag(checklist: Checklist, values: ReadonlyMap<string, string>, {plain, last}: StartOptions & {readonly last: string | undefined}): Promise<string | undefined> {
	const named = nameTag(checklist, values);
	if (named !== undefined || checklist.tagPlace.none) {
		return named;
	}

	const {tag = ''} = await askPerson([{
		name: 'tag',
		kind: 'text',
		ask: 'Which tag does this release get?',
		about: [showText(checklist.title), ''],
		initial: last ?? checklist.namedVersion ?? '',
		match: /^[\d@A-Za-z][\w+\-.\/@]*$/v,
		hint: 'Letters, digits and . _ + / - @, as in v2.4.0.',
	}], {plain});
	return tag;
}

/** A document that was written for another release, as its title says: with its version read as this one's, if that is wanted. */
async function askVersion({namedVersion, title}: Checklist, tag: string | undefined, {plain}: StartOptions): Promise<Map<string, string>> {
	const own = versionIn(tag ?? '')?.replace(/^v/v, '');
	if (namedVersion === undefined || own === undefined || own === namedVersion.replace(/^v/v, '')) {
		return new Map();
	}

	const ours = namedVersion.startsWith('v') ? `v${own}` : own;
	const {reading} = await askPerson([{
		name: 'reading',
		kind: 'select',
		ask: `This document was written for ${namedVersion}, and this run is for ${tag}. How is it read?`,
		about: [showText(title), ''],
		items: [
			{label: `With ${ours} instead of ${namedVersion} everywhere, in its commands too`, value: 'replace'},
			{label: 'As it stands', value: 'keep'},
		],
	}], {plain});
	return new Map(reading === 'replace' ? [[namedVersion, ours]] : []);
}

function describeStart({namedVersion}: Checklist, {tag, isAnother, isSelfSigned, earlier}: {readonly tag: string | undefined; readonly isAnother: boolean; readonly isSelfSigned: boolean; readonly earlier: EarlierAttempt | undefined}): string[] {
	return [
		...(earlier ? [`This is the next attempt after ${showText(earlier.name)} (${earlier.outcome}: ${earlier.reasons.map(reason => showText(reason)).join('; ')}). Everything is asked and checked again; what was said then stands beside each question.`] : []),
		...(isSelfSigned ? ['There is no signers file (.holdpoint/signers.yaml): this run is self-signed, on your key alone, and `verify` will say so.'] : []),
		...(isAnother && tag !== undefined && namedVersion !== undefined && !tag.includes(namedVersion.replace(/^v/v, '')) ? [`The document names ${namedVersion}, and this run is for ${tag}: read its commands with that in mind before you run them.`] : []),
	];
}
