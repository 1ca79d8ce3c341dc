/** From what the person asks to intents and effects. */
import {isRepositoryFault} from '../repository/faults.js';
import {readModified} from '../repository/facts.js';
import {isFollowUp} from '../run/phase.js';
import {readParticipant} from '../run/witness.js';
import {
	say,
	standsOnEvidence,
	stateOfRun,
	submit,
	type Engine,
} from './engine.js';
import {followHead} from './follow-head.js';
import {readUptime} from './machine.js';
import {stageOf} from './picture.js';
import {findRival} from './rival.js';
import {stopRunning} from './running.js';
import {followSigners} from './signers.js';
import type {WalkAct} from './view.js';

/** Loaded once, whoever asks. */
export const loadEffects = async () => import('./effects.js');

/** True when the act was taken, and is on disk; what refused it is said. */
export async function conduct(engine: Engine, act: WalkAct): Promise<boolean> {
	switch (act.type) {
		case 'consent': {
			engine.consent.give();
			engine.store.patch({stage: stageOf(stateOfRun(engine), 'walking')});
			return true;
		}

		case 'dismiss message': {
			engine.store.patch({message: undefined});
			return true;
		}

		case 'stop': {
			return stopRunning(engine, act.step);
		}

		case 'note': {
			return submit(engine, {type: 'note', about: act.about, note: act.note});
		}

		case 'later': {
			return submit(engine, {type: 'leave for later', step: act.step});
		}

		case 'leave out': {
			return submit(engine, {type: 'leave output out', output: act.output, leftOut: act.leftOut});
		}

		case 'pause': {
			return submit(engine, {type: 'pause', why: act.why});
		}

		case 'take back': {
			return submit(engine, {type: 'take back decision', reason: act.reason});
		}

		case 'finish': {
			const {finishRun} = await loadEffects();
			return finishRun(engine, act.key);
		}

		case 'push': {
			const {pushRecord} = await loadEffects();
			return pushRecord(engine, act.typedTag);
		}

		case 'withdraw': {
			return withdraw(engine, act);
		}

		case 'correct': {
			const {correctInput} = await loadEffects();
			return correctInput(engine, act);
		}

		case 'start waiting': {
			return submit(engine, {
				type: 'start wait', step: act.step, byHand: true, machine: await readUptime(),
			});
		}

		case 'witness': {
			return nameWitness(engine, act.witness);
		}

		case 'confirm':
		case 'fail':
		case 'set aside':
		case 'waive':
		case 'reopen':
		case 'enter':
		case 'record':
		case 'condition':
		case 'run':
		case 'run checks':
		case 'sign':
		case 'decide': {
			// All these are about a commit: it has to be the one that is checked out.
			return await followHead(engine) ? conductOnCommit(engine, act) : false;
		}
	}
}

type OnCommit = Extract<WalkAct, {type: 'confirm' | 'fail' | 'set aside' | 'waive' | 'reopen' | 'enter' | 'record' | 'condition' | 'run' | 'run checks' | 'sign' | 'decide'}>;

async function conductOnCommit(engine: Engine, act: OnCommit): Promise<boolean> {
	switch (act.type) {
		case 'confirm':
		case 'fail':
		case 'set aside':
		case 'waive':
		case 'reopen': {
			return submit(engine, act);
		}

		case 'enter': {
			return submit(engine, {...act, type: 'enter value'});
		}

		case 'record': {
			const {recordEvidence} = await loadEffects();
			return recordEvidence(engine, act);
		}

		case 'condition': {
			return submit(engine, {type: 'answer condition', condition: act.condition, holds: act.holds});
		}

		case 'run': {
			const {runStep} = await loadEffects();
			return runStep(engine, act);
		}

		case 'run checks': {
			const {runChecks} = await loadEffects();
			return runChecks(engine, act.gate);
		}

		case 'sign': {
			const {approveGate} = await loadEffects();
			return act.decision === 'approve' && await findsEvidenceChanged(engine) ? false : approveGate(engine, act);
		}

		case 'decide': {
			return decideRun(engine, act);
		}
	}
}

async function withdraw(engine: Engine, {step, reason}: Extract<WalkAct, {type: 'withdraw'}>): Promise<boolean> {
	const role = engine.session.plan.byId.get(step)?.step.signature?.role ?? '';
	return submit(engine, {
		type: 'withdraw signature', step, role, reason,
	});
}

async function nameWitness(engine: Engine, text: string): Promise<boolean> {
	const witness = readParticipant(text);
	if (witness) {
		return submit(engine, {type: 'join', witness});
	}

	say(engine, 'refused', 'A witness is named as in: Grace Hopper <grace@example.com>');
	return false;
}

async function decideRun(engine: Engine, act: Extract<WalkAct, {type: 'decide'}>): Promise<boolean> {
	const {materials: {facts, allowDirty}} = engine;
	// What a machine answers is to be said before it is decided.
	await engine.advancing;
	const modified = await readModified(facts.top);
	if (isRepositoryFault(modified)) {
		say(engine, 'fault', modified.sentence);
		return false;
	}

	if (!allowDirty && !isFollowUp(stateOfRun(engine)) && act.decision === 'GO' && modified.length > 0) {
		say(engine, 'refused', `Tracked files are modified (${modified.slice(0, 3).join(', ')}${modified.length > 3 ? ' …' : ''}): what was checked is not what would be tagged. Commit or restore them, or start with --allow-dirty.`);
		return false;
	}

	const {finishRun, endServices} = await loadEffects();
	// A record is judged by the signers file of its commit, also that of a NO-GO.
	const stranger = await followSigners(engine) ?? (act.decision === 'GO' ? await findRival(engine) : undefined);
	if (stranger !== undefined) {
		say(engine, 'refused', stranger);
		return false;
	}

	await endServices(engine, 'all');
	if ((act.decision === 'GO' && await findsEvidenceChanged(engine)) || !await submit(engine, act)) {
		return false;
	}

	// It is decided, even when a seal is somebody else's to give.
	await finishRun(engine);
	return true;
}

/** Nothing is signed or decided over files that are no longer what was recorded. */
async function findsEvidenceChanged(engine: Engine): Promise<boolean> {
	if (!standsOnEvidence(engine)) {
		return false;
	}

	const {lookAtEvidenceAgain} = await loadEffects();
	const changed = await lookAtEvidenceAgain(engine);
	if (changed.length > 0) {
		say(engine, 'refused', changed.join(' '));
	}

	return changed.length > 0;
}
