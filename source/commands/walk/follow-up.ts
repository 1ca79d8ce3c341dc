/** `holdpoint continue` and `holdpoint roll-back`: a run on a tag whose record is sealed, with a record of its own. */
import {showText} from '../../checklist/escape.js';
import {parseChecklist} from '../../checklist/parse.js';
import {isFault} from '../../journal/faults.js';
import type {RunEntry} from '../../journal/runs.js';
import {examineRecord} from '../../record/verify.js';
import type {Sealed} from '../../record/verify/points.js';
import {unsettledSteps, walkedSteps} from '../../run/gates.js';
import {planWalk} from '../../run/plan.js';
import {beginRun, type FollowUp} from '../../walk/begin.js';
import {describeSealed} from '../checklist-file.js';
import {UserError, type Exit} from '../exit.js';
import {withVerification} from '../open-verification.js';
import {openAmong, readRuns} from '../runs/entries.js';
import {checkOperator, readSigning} from '../signing.js';
import {version} from '../version.js';
import {openRun, walkRun, type WalkableRun} from '../walk.js';
import type {Workplace} from '../workplace.js';
import type {StartedRun, StartOptions} from './start-run.js';
import {askSecrets} from './secrets.js';
import {findWitness} from './pair.js';

export type FollowUpOptions = Omit<StartOptions, 'demo' | 'set' | 'rehearse'> & {
	readonly tag: string;
	readonly kind: FollowUp['kind'];
};

export async function followUpIn(workplace: Workplace, options: FollowUpOptions): Promise<Exit> {
	return walkRun(workplace, await prepareFollowUp(workplace, options), options);
}

/** The run that was begun on this record, or a new one. */
export async function prepareFollowUp(workplace: Workplace, options: FollowUpOptions): Promise<WalkableRun> {
	const {tag, kind} = options;
	const sealed = await readSealed(workplace, tag);
	const {bundle} = sealed.files;
	const open = openAmong(await readRuns(workplace.holdpointDirectory));
	const begun = open.find(({start}) => start?.data.kind === kind && start.data.tag === tag && start.data.bundle === bundle);
	const started = begun ? {journal: await openRun(begun.folder), said: []} : await startFollowUp(workplace, sealed, options);
	const unreadable = begun ? [] : describeUnreadable(open, tag);
	return {...started, said: [...unreadable, ...started.said, describePlace(workplace, tag, sealed)], isResumed: begun !== undefined};
}

/** What was begun and cannot be read may have been about the same. */
function describeUnreadable(open: readonly RunEntry[], tag: string): string[] {
	return open.flatMap(({start, fault}) => start === undefined && fault ? [`A run here cannot be read. Was it begun about ${showText(tag)}? Then do nothing twice: ${fault.sentence}`] : []);
}

/** The record that the tag names. What verifying rejects is no ground to stand on. */
async function readSealed({facts: {top}}: Workplace, tag: string): Promise<Sealed> {
	return withVerification({repo: top, anchor: undefined}, async ({request}) => {
		const {verdict, sealed} = await examineRecord(request({tag}));
		if (!sealed) {
			throw new UserError(`${showText(tag)} has no record that could be followed up (${verdict.result.toUpperCase()} ${verdict.code ?? ''}): ${showText(verdict.detail)} \`holdpoint verify ${showText(tag)}\` says more.`);
		}

		return sealed;
	});
}

async function startFollowUp(workplace: Workplace, {files, history, walked, target, trust}: Sealed, options: FollowUpOptions): Promise<StartedRun> {
	const {facts, by, holdpointDirectory, environment} = workplace;
	const {tag, kind, key, plain, pair} = options;
	const {started} = history;
	const bytes = files.files.get('checklist.md') ?? new Uint8Array();
	const checklist = parseChecklist(bytes);
	if (walkedSteps(planWalk(checklist, undefined, kind)).length === 0) {
		throw new UserError(`the checklist of ${showText(tag)} has nothing ${kind === 'after the tag' ? 'after the tag' : 'about rolling back'}.`);
	}

	const signing = await readSigning(workplace, {key, commit: target.commit});
	const {signer, signers} = signing;
	checkOperator(signer, signers, started.decision[0] ?? 'release manager');
	const witness = await findWitness(checklist, {pair, plain, operator: by.email});
	const secrets = await askSecrets(checklist, {plain, environment});
	const journal = await beginRun({
		holdpointDirectory,
		bytes,
		checklist,
		path: started.checklist.path,
		tag,
		values: walked.state.values,
		secrets: secrets.keys().toArray(),
		witness,
		facts,
		by,
		key: signer.publicKey,
		signers,
		decision: started.decision,
		followUp: {
			kind, commit: target.commit, tree: trust.tree, previous: started.previous, bundle: files.bundle, unsettled: unsettledSteps(walked.plan, walked.state),
		},
		program: `holdpoint ${version}`,
		demo: started.demo,
		rehearsal: false,
		clock: () => new Date(),
	});
	if (isFault(journal)) {
		throw new UserError(journal.sentence);
	}

	return {
		journal, said: describeSealed({checklist, bytes, file: started.checklist.path}), checklist, signing, secrets,
	};
}

/** Days later the work tree is rarely the tag's. */
function describePlace({facts: {head, branch, modified}}: Workplace, tag: string, {target: {commit}}: Sealed): string {
	const place = head.commit === commit ? 'which is the tag\'s commit' : `and the tag is on ${commit.slice(0, 7)}`;
	const changed = modified.length > 0 ? ', with modified files' : '';
	return `This run is about ${showText(tag)}. Its commands run in the work tree as it stands: ${head.commit.slice(0, 7)}${branch === undefined ? '' : ` on ${showText(branch)}`}${changed}, ${place}.`;
}
