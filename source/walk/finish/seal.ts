/** The seal: what a deciding role signs over the whole record. */
import {holds} from '../../run/decide/authority.js';
import {writeSeal} from '../../record/statement.js';
import {lineToSign, sealingRoles} from '../../run/roles.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import {refuseSeal} from '../clock.js';
import {findSignatory, newNonce, signStatement} from '../sign.js';
import type {Assembled} from './bundle.js';
import {validSeal} from './remaining.js';

/** The next role whose seal is not there. */
export function findMissingSeal(engine: Engine): string | undefined {
	const state = stateOfRun(engine);
	return sealingRoles(state).find(role => !validSeal(state, role));
}

export async function giveSeal(engine: Engine, record: Assembled, {role, key}: {readonly role: string; readonly key: string | undefined}): Promise<boolean> {
	const {materials: {clock}, session: {journal, plan, events}} = engine;
	const {started, decision, commit, tree, seals} = stateOfRun(engine);
	if (!started || !decision) {
		return false;
	}

	const signatory = await findSignatory(engine, role, key);
	if ('unsigned' in signatory) {
		const isMine = key !== undefined || holds(plan.operator, role);
		say(engine, isMine ? 'refused' : 'said', `The seal as ${role} is missing. Whoever holds that role gives it at their own terminal, with \`${lineToSign(started, role)}\`; then it goes on here.${isMine ? ` Not given here: ${signatory.unsigned}` : ''}`);
		return false;
	}

	if (!plan.checklist.settings.samePerson && seals.some(other => !other.void && other.signer === signatory.person)) {
		say(engine, 'refused', `${signatory.name} has sealed this decision already; ${role} wants another person, with their own key.`);
		return false;
	}

	const tooEarly = refuseSeal(engine);
	if (tooEarly !== undefined) {
		say(engine, 'refused', tooEarly);
		return false;
	}

	engine.store.patch({busy: `Sealing ${decision.decision} as ${role}…`});
	const statement = writeSeal({
		project: started.project,
		run: journal.run,
		tag: started.tag,
		signers: started.signers,
		role,
		person: signatory.person,
		key: signatory.signer.publicKey,
		nonce: newNonce(),
		at: clock().toISOString(),
		program: started.program,
		decision: decision.decision,
		events: record.events,
		head: headOf(events(), record.events, journal.end.hash),
		bundle: record.digest,
		commit,
		tree,
	});
	const stored = await signStatement(engine, signatory, {
		statement,
		what: [`${signatory.name} is about to seal ${decision.decision} for ${started.tag ?? started.name} as ${role}:`, `the record with digest ${record.digest.slice(0, 16)}…, of commit ${commit.slice(0, 12)}.`],
	});
	if (typeof stored !== 'string') {
		say(engine, 'fault', stored.unsigned);
		return false;
	}

	// The decision may have been taken back at another terminal while the passphrase was typed.
	return submit(engine, {
		type: 'seal', seal: {
			role, signer: signatory.person, key: signatory.signer.publicKey, statement: stored, bundle: record.digest,
		},
	}, all => all.findLastIndex(({type}) => type === 'decision-made') + 1 === record.events ? undefined : 'Another decision was made while this one was being sealed: look at it, and seal that.');
}

/** The hash of the last event in the bundle: the next event's `prev`, or the journal's end. */
function headOf(events: ReadonlyArray<{readonly prev: string}>, count: number, end: string): string {
	return events[count]?.prev ?? end;
}
