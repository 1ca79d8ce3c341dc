/** Point 9, what each statement says by itself: made once, for this place, by that person, over everything that it binds. */
import type {Section} from '../../checklist/model.js';
import {planOfText} from '../../run/plan.js';
import type {Signature} from '../../run/state.js';
import type {Event} from '../../run/events.js';
import {statementPath} from '../bundle.js';
import {gateDefinitionDigest, gateResultsDigest} from '../gate-digest.js';
import {
	fault,
	isFault,
	type Fault,
	type FaultCode,
} from '../record-fault.js';
import {approvalSchema, flattenApproval, type Approval} from '../statement.js';
import {count} from '../render/words.js';
import type {Files} from './bundle.js';
import type {Walked} from './checklist.js';
import type {RecordFolder} from './commit.js';
import {checkEnvelope} from './envelope.js';
import {
	clockToleranceMs,
	knownAt,
	lastSignersChange,
	type History,
} from './journal.js';
import type {Checked} from './request.js';
import type {SignatureVerifier} from './signature.js';
import type {Trust} from './trust.js';

type SignedEvent = Extract<Event, {type: 'gate-signed'}>;

type Ground = {
	readonly trust: Trust;
	readonly folder: RecordFolder;
	readonly files: Files;
	readonly history: History;
	readonly walked: Walked;
};

export async function checkStatements(verifier: SignatureVerifier, ground: Ground): Checked<Record<string, unknown>> {
	const {files: {files}, history: {events}} = ground;
	const signed = events.filter(event => event.type === 'gate-signed');
	const unaccounted = findUnaccounted(signed, files);
	if (unaccounted) {
		return unaccounted;
	}

	for (const event of signed) {
		const wrong = await checkSigned(verifier, ground, event);
		if (wrong) {
			return wrong;
		}
	}

	return {detail: count(signed.length, 'gate signature')};
}

/** Each file is counted by one event, and each event has its file. */
function findUnaccounted(signed: readonly SignedEvent[], files: ReadonlyMap<string, Uint8Array>): Fault | undefined {
	const counted = new Set<string>();
	for (const {seq, data: {statement}} of signed) {
		if (statement === null) {
			continue;
		}

		const path = statementPath(statement);
		if (counted.has(path)) {
			return fault('statement.reused', `${path} is counted twice, the second time by event ${seq}.`);
		}

		if (!files.has(path)) {
			return fault('statement.digest', `Event ${seq} names ${path}, which is not in the record.`);
		}

		counted.add(path);
	}

	const stray = [...files].find(([path]) => path.startsWith('statements/') && !counted.has(path));
	return stray && fault('statement.unreferenced', `${stray[0]} belongs to no event.`);
}

async function checkSigned(verifier: SignatureVerifier, ground: Ground, event: SignedEvent): Promise<Fault | undefined> {
	const {trust: {signers}, folder: {operator}, files: {files}} = ground;
	const {statement, role} = event.data;
	if (statement === null) {
		return signers ? fault('statement.digest', `The signature of event ${event.seq} (${role}) has no statement.`) : undefined;
	}

	const what = `the signature of event ${event.seq}`;
	const read = await checkEnvelope(verifier, {
		bytes: files.get(statementPath(statement)) ?? new Uint8Array(), schema: approvalSchema, what, signatory: {signers, operator},
	});
	if (isFault(read)) {
		// Under a signers file that was replaced since: it may be somebody's who is not listed any more, and counts for nothing.
		return lifetimes.has(read.code) && event.seq < lastSignersChange(ground.history.events) ? undefined : read;
	}

	const approval = flattenApproval(read);
	return checkRun(approval, ground, event) ?? checkJournalPlace(approval, ground, event) ?? checkSigner(approval, event) ?? checkGate(approval, ground, event);
}

/** What says that a person could not sign then. */
const lifetimes: ReadonlySet<FaultCode> = new Set(['sig.unknown-key', 'sig.role', 'sig.revoked', 'sig.validity']);

/** Whose release it was given for. */
function checkRun(approval: Approval, {trust: {signers}, history: {events, started}}: Ground, event: SignedEvent): Fault | undefined {
	if (approval.project !== started.project) {
		return fault('statement.project', `A statement was given for the project ${JSON.stringify(approval.project)}.`);
	}

	if (approval.run !== events[0]?.run) {
		return fault('statement.run', 'A statement was given in another run.');
	}

	if (approval.tag !== started.tag) {
		return fault('statement.tag', `A statement was given for ${approval.tag ?? 'no tag'}.`);
	}

	const known = knownAt(events, approval.journal.seq);
	if (approval.commit !== known.commit) {
		return fault('statement.commit', `A statement was given for the commit ${approval.commit}.`);
	}

	const now = knownAt(events, event.seq - 1);
	if (now.commit !== known.commit || now.checklist !== known.checklist || now.signers !== known.signers) {
		return fault('statement.stale-evidence', `The commit, the checklist or the signers file changed while event ${event.seq} was being signed.`);
	}

	const policy = approval.signers?.digest;
	if (policy !== known.signers || (signers && approval.signers?.version !== signers.version && policy === signers.digest)) {
		return fault('statement.policy', 'A statement was given under another signers file.');
	}

	return approval.checklist === known.checklist ? undefined : fault('statement.checklist', 'A statement was given for another checklist.');
}

/** What came before it has not changed since. */
function checkJournalPlace({journal: {seq, head}, at}: Approval, {history: {events, hashes}}: Ground, event: SignedEvent): Fault | undefined {
	if (seq >= event.seq || hashes[seq - 1] !== head) {
		return fault('statement.journal-head', `The signature of event ${event.seq} was given on another journal.`);
	}

	const earliest = Date.parse(events[seq - 1]?.at ?? '') - clockToleranceMs;
	const latest = Date.parse(event.at) + clockToleranceMs;
	const time = Date.parse(at);
	return time >= earliest && time <= latest ? undefined : fault('statement.time', `The signature of event ${event.seq} claims to be of ${at}.`);
}

function checkSigner({role, person, key, decision, comment}: Approval, {seq, data}: SignedEvent): Fault | undefined {
	const isSame = role === data.role && person === data.signer && key === data.key && decision === data.decision && comment === data.comment;
	return isSame ? undefined : fault('statement.signer', `Event ${seq} does not say what its statement says.`);
}

function checkGate(approval: Approval, {history, walked}: Ground, event: SignedEvent): Fault | undefined {
	if (approval.gate.id !== event.data.gate) {
		return fault('statement.gate', `The signature of event ${event.seq} was given for the gate “${approval.gate.title}”.`);
	}

	const {plan, state} = walked;
	const signature = state.signatures.find(({mark}) => mark.seq === event.seq);
	if (signature?.stale && !signature.withdrawn && history.decision.decision === 'GO' && isNeeded(signature, walked) && !isGivenAgain(signature, state.signatures)) {
		return fault('statement.stale-evidence', `Something in the gate changed after the signature of event ${event.seq}.`);
	}

	// The gate as the text had it under which it was signed.
	const gate = planOfText(plan, approval.checklist)?.gateById.get(approval.gate.id)?.section;
	return gate ? checkDigests(approval, gate, history, event) : fault('gate.unknown', `The checklist has no gate “${approval.gate.title}”.`);
}

/** A blocking gate's signature before the tag that nobody waived or set aside. */
function isNeeded({step}: Signature, {plan, state}: Walked): boolean {
	const planned = plan.byId.get(step);
	const status = state.steps.get(step)?.status;
	return planned !== undefined && planned.blocking && planned.phase === plan.phase && status !== 'waived' && status !== 'set-aside';
}

function isGivenAgain({gate, step, role}: Signature, signatures: readonly Signature[]): boolean {
	return signatures.some(other => other.gate === gate && other.step === step && other.role === role && !other.stale && !other.withdrawn);
}

function checkDigests({gate: {title, digest}, results, journal: {seq}}: Approval, gate: Section, {events}: History, event: SignedEvent): Fault | undefined {
	if (title !== gate.title || digest !== gateDefinitionDigest(gate)) {
		return fault('statement.gate-digest', `The gate “${gate.title}” was another when event ${event.seq} signed it.`);
	}

	if (results !== gateResultsDigest(gate, events, seq)) {
		return fault('statement.results', `The results of “${gate.title}” are not those that event ${event.seq} signed.`);
	}

	return results === gateResultsDigest(gate, events, event.seq - 1)
		? undefined
		: fault('statement.stale-evidence', `Something in “${gate.title}” changed while event ${event.seq} was being signed.`);
}
