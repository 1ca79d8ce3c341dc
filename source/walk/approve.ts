/** A gate's signature: a statement over what the gate is and what came of it, and the journal so far. */
import {decide} from '../run/decide.js';
import {isRefusal} from '../run/ruling.js';
import type {EventData, EventType} from '../run/events.js';
import {progressOf, stepsOfGate} from '../run/gates.js';
import type {PlannedStep} from '../run/plan.js';
import {gateDefinitionDigest, gateResultsDigest} from '../record/gate-digest.js';
import {writeApproval} from '../record/statement.js';
import {refuseSignature} from './clock.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from './engine.js';
import {
	findSignatory,
	newNonce,
	signStatement,
	type Signatory,
} from './sign.js';
import type {WalkAct} from './view.js';

type Approval = Extract<WalkAct, {type: 'sign'}>;

export async function approveGate(engine: Engine, act: Approval): Promise<boolean> {
	const {session: {plan}} = engine;
	const planned = plan.byId.get(act.step);
	const line = planned?.step.signature;
	if (!planned || !line) {
		say(engine, 'refused', 'This step is no signature.');
		return false;
	}

	const signed: EventData['gate-signed'] = {
		gate: planned.section.id, step: act.step, role: line.role, decision: act.decision, comment: act.comment.trim(), statement: null, signer: engine.session.by.email, key: '', missing: 0,
	};
	// The rules first: nobody types a passphrase for what is refused anyway.
	const ruling = decide(plan, stateOfRun(engine), {type: 'sign', signed});
	if (isRefusal(ruling)) {
		say(engine, 'refused', ruling.refusal);
		return false;
	}

	if (isOnlySaid(engine, line.role)) {
		return submit(engine, {type: 'sign', signed});
	}

	engine.store.patch({busy: `Signing “${planned.section.title}” as ${line.role}…`});
	try {
		return await giveAs(engine, planned, signed, act.key);
	} finally {
		engine.store.patch({busy: undefined});
	}
}

async function giveAs(engine: Engine, planned: PlannedStep, signed: EventData['gate-signed'], key: string | undefined): Promise<boolean> {
	const {session: {plan}} = engine;
	const tooEarly = refuseSignature(engine);
	if (tooEarly !== undefined) {
		say(engine, 'refused', tooEarly);
		return false;
	}

	const signatory = await findSignatory(engine, signed.role, key);
	if ('unsigned' in signatory) {
		say(engine, 'refused', signatory.unsigned);
		return false;
	}

	// Whether this very person may sign, before they type a passphrase.
	const named = {...signed, signer: signatory.person, key: signatory.signer.publicKey};
	const second = decide(plan, stateOfRun(engine), {type: 'sign', signed: {...named, statement: '0'.repeat(64)}});
	if (isRefusal(second)) {
		say(engine, 'refused', second.refusal);
		return false;
	}

	return give(engine, planned, named, signatory);
}

/** Without a signers file only the operator's signature exists; other roles stand as said by the operator. */
function isOnlySaid(engine: Engine, role: string): boolean {
	return engine.signers === undefined && role !== stateOfRun(engine).started?.decision[0];
}

async function give(engine: Engine, planned: PlannedStep, signed: EventData['gate-signed'], signatory: Signatory): Promise<boolean> {
	const {materials: {clock}, session: {plan, journal, events}} = engine;
	const {started, commit, tree} = stateOfRun(engine);
	if (!started) {
		return false;
	}

	const {section} = planned;
	const {seq, hash} = journal.end;
	const results = gateResultsDigest(section, events(), seq);
	const statement = writeApproval({
		project: started.project,
		run: journal.run,
		tag: started.tag,
		signers: started.signers,
		role: signed.role,
		person: signed.signer,
		key: signed.key,
		nonce: newNonce(),
		at: clock().toISOString(),
		program: started.program,
		gate: {id: section.id, title: section.title, digest: gateDefinitionDigest(section)},
		checklist: plan.checklist.digest,
		decision: signed.decision,
		comment: signed.comment,
		results,
		journal: {seq, head: hash},
		commit,
		tree,
	});
	const stored = await signStatement(engine, signatory, {statement, what: describeApproval(engine, planned, signed)});
	if (typeof stored !== 'string') {
		say(engine, 'fault', stored.unsigned);
		return false;
	}

	// Somebody at another terminal may have gone on while the passphrase was typed.
	return submit(engine, {type: 'sign', signed: {...signed, statement: stored}}, all =>
		all.slice(seq).some(({type}) => changesGround.has(type)) || gateResultsDigest(section, all, all.length) !== results
			? `“${section.title}” has changed while it was being signed: look at it again, and sign then.`
			: undefined);
}

/** What a statement names besides the gate. */
const changesGround: ReadonlySet<EventType> = new Set(['head-moved', 'checklist-changed', 'signers-changed']);

function describeApproval({session: {plan}, ...engine}: Engine, {section}: PlannedStep, {role, decision, signer}: EventData['gate-signed']): string[] {
	const {state} = engine.store.get();
	const gate = plan.gateById.get(section.id);
	const {settled, total} = progressOf(gate ? stepsOfGate(gate, plan) : [], state);
	return [
		`${signer} is about to ${decision} “${section.title}” as ${role}:`,
		`${settled} of ${total} steps settled, on commit ${state.commit.slice(0, 12)}, for ${state.started?.tag ?? state.started?.name ?? ''}.`,
	];
}
