/** Point 12: the follow-ups that are found, each a record of its own. That none is found proves nothing. */
import {unsettledSteps} from '../../run/gates.js';
import {isFollowUpKind} from '../../run/phase.js';
import {equalBytes} from '../bytes.js';
import {recordRef, tagFolder} from '../folders.js';
import {fault, type Fault} from '../record-fault.js';
import {waiverLines} from './lines.js';
import {examine, type Found, type Sealed} from './points.js';
import type {Point, VerifyRequest} from './request.js';

/** Of a release that was asked about by its tag all follow-ups; of a follow-up the release behind it. */
export async function checkFollowUps(request: VerifyRequest, sealed: Sealed, points: Point[]): Promise<Fault | undefined> {
	const {target: {name}, history: {started}} = sealed;
	if (isFollowUpKind(started.kind)) {
		return checkBehind(request, sealed, points);
	}

	let failed: Fault | undefined;
	for (const [follower, commit] of name === undefined ? [] : listFollowUps(name, request.refs)) {
		// In their order, so that the first that fails gives the code.

		const wrong = await checkFollowUp(request, sealed, {follower, commit, points});
		failed ??= wrong;
	}

	return failed;
}

/** Their names and record commits. A tag of such a name has a record of its own there. */
function listFollowUps(tag: string, refs: ReadonlyMap<string, string>): ReadonlyArray<readonly [string, string]> {
	const lead = `${recordRef(tagFolder(tag))}-`;
	return [...refs].flatMap(([ref, commit]) => {
		const name = ref.slice(recordRef('').length);
		const isFollower = ref.startsWith(lead) && /^(?:after|rollback)-[1-9]\d{0,8}$/v.test(ref.slice(lead.length)) && !refs.has(`refs/tags/${name}`);
		return isFollower ? [[name, commit] as const] : [];
	});
}

type Follower = {readonly follower: string; readonly commit: string; readonly points: Point[]};

async function checkFollowUp(request: VerifyRequest, release: Sealed, {follower, commit, points}: Follower): Promise<Fault | undefined> {
	const found: Found = {};
	const wrong = await examine({...request, target: {commit}}, found, []) ?? checkPair(found as Sealed, release) ?? checkName(found as Sealed, follower);
	points.push({name: `follow-up ${follower}`, ok: wrong === undefined, detail: wrong?.message ?? describe(found as Sealed)});
	return wrong;
}

async function checkBehind(request: VerifyRequest, followUp: Sealed, points: Point[]): Promise<Fault | undefined> {
	const {tag} = followUp.history.started;
	const found: Found = {};
	const wrong = tag === null
		? fault('record.follow-up', 'The follow-up names no tag.')
		: await examine({...request, target: {tag}}, found, []) ?? checkPair(followUp, found as Sealed);
	points.push({name: 'sealed run', ok: wrong === undefined, detail: wrong?.message ?? `the record of ${tag ?? ''}, sha256:${(found as Sealed).files.bundle}`});
	return wrong;
}

/** Whether one is a follow-up on just the other. */
function checkPair({history: {started, events}, target, files}: Sealed, release: Sealed): Fault | undefined {
	const {history, walked} = release;
	const isPair = isFollowUpKind(started.kind)
		&& history.started.kind === 'release' && history.decision.decision === 'GO'
		&& started.bundle === release.files.bundle
		&& started.tag === history.started.tag
		&& target.commit === release.target.commit
		&& started.decision.join('\n') === history.started.decision.join('\n');
	if (!isPair) {
		return fault('record.follow-up', 'It is no follow-up on the release that its tag names: the bundle, the tag, the commit or who decides is another.');
	}

	const [own, sealed] = [files.files.get('checklist.md'), release.files.files.get('checklist.md')];
	if (!own || !sealed || !equalBytes(own, sealed)) {
		return fault('checklist.changed', 'The follow-up walked another checklist than the release.');
	}

	if (events.some(({type}) => type === 'checklist-changed')) {
		return fault('checklist.changed', 'A follow-up walks the checklist of its release, and this one took another text.');
	}

	const values = events.slice(1, 1 + events.slice(1).findIndex(({type}) => type !== 'value-entered'));
	const isSame = values.every(({type, data}) => type !== 'value-entered' || data.step !== '' || data.secret || walked.state.values.get(data.name) === data.value);
	if (!isSame) {
		return fault('record.follow-up', 'The follow-up was begun with other values than its release has.');
	}

	return (started.unsettled ?? []).join('\n') === unsettledSteps(walked.plan, walked.state).join('\n')
		? undefined
		: fault('record.follow-up', 'What the follow-up takes for settled before the tag is not what the release settled.');
}

function checkName({folder: {folder}}: Sealed, follower: string): Fault | undefined {
	return folder.split('/').at(-1) === follower ? undefined : fault('record.follow-up', `The ref of ${follower} keeps the record in ${folder}.`);
}

function describe({history: {started, decision, events}, seals: {seals}, walked}: Sealed): string {
	const waived = waiverLines(walked).length;
	return [
		`${started.kind}: ${decision.decision} at ${events.at(-1)?.at ?? ''}`,
		...seals.map(({role, person}) => `sealed by ${person} as ${role}`),
		...(waived > 0 ? [`${waived} ${waived === 1 ? 'step' : 'steps'} waived`] : []),
	].join(', ');
}
