/** What may be done with a step now: exactly what `decide` would take. */
import {isOutside} from '../checklist/globs.js';
import type {Command} from '../checklist/command.js';
import {
	judgementCandidates,
	offer,
	words,
	type Candidate,
} from './candidates.js';
import {describeSource, findCarried} from './carrying.js';
import {confirmationText} from './confirmation.js';
import {decide} from './decide.js';
import {isRefusal} from './ruling.js';
import type {EventData, Participant, StartedCommand} from './events.js';
import type {Intent, Offer} from './intents.js';
import type {Plan, PlannedStep} from './plan.js';
import {
	answeredBy,
	findConditionBehind,
	hadPassed,
	openCondition,
	stateOf,
} from './standing.js';
import type {RunState, StepState} from './state.js';
import {hasWitness, initialsOf, wantsWitness} from './witness.js';

export function offersFor(plan: Plan, state: RunState, id: string): Offer[] {
	const planned = plan.byId.get(id);
	return planned
		? candidatesFor(planned, plan, state).filter(({intent}) => !isRefusal(decide(plan, state, intent))).map(candidate => candidate.offer)
		: [];
}

/** Why a key does nothing for a step now; undefined: it does something, or never does here. */
export function findWhyNotOffered(plan: Plan, state: RunState, id: string, key: string): string | undefined {
	const planned = plan.byId.get(id);
	const rulings = planned
		? candidatesFor(planned, plan, state).filter(candidate => candidate.offer.key === key).map(({intent}) => decide(plan, state, intent))
		: [];
	return rulings.every(ruling => isRefusal(ruling)) ? rulings[0]?.refusal : undefined;
}

function candidatesFor(planned: PlannedStep, plan: Plan, state: RunState): Candidate[] {
	const candidates = ownCandidates(planned, state);
	if (!wantsWitness(planned, plan, state)) {
		return candidates;
	}

	if (state.witness && hasWitness(plan, state)) {
		return witnessed(candidates, state.witness);
	}

	// Nobody is asked who the witness is before there is something to witness.
	const isWanted = witnessed(candidates, standIn).some(({offer: {witness}, intent}) => witness && !isRefusal(decide(plan, {...state, witness: standIn}, intent)));
	const ask: Candidate = {offer: offer('name witness', 'y', 'Name the witness…', 'value'), intent: {type: 'join', witness: standIn}};
	return isWanted ? [ask, ...candidates] : candidates;
}

const standIn: Participant = {name: 'Somebody', email: 'somebody@example.com'};

function witnessed(candidates: readonly Candidate[], witness: Participant): Candidate[] {
	const initials = initialsOf(witness);
	return candidates.map(({offer: own, intent}) => intent.type === 'confirm' || takesInitials(intent)
		? {offer: {...own, witness: true}, intent: {...intent, initials}}
		: {offer: own, intent});
}

function takesInitials(intent: Intent): intent is Extract<Intent, {type: 'set aside' | 'enter value'}> {
	return intent.type === 'set aside' || intent.type === 'enter value';
}

function ownCandidates(planned: PlannedStep, state: RunState): Candidate[] {
	const {step} = planned;
	const condition = openCondition(planned, state);
	const comment: Candidate = {offer: offer('comment', 'c', 'Comment…', 'note'), intent: {type: 'note', about: step.id, note: words}};
	const again: Candidate = {offer: offer('reopen', 'u', describeReopening(stateOf(state, step.id)), 'note'), intent: {type: 'reopen', steps: [step.id], reason: ''}};
	if (condition) {
		return [...conditionCandidates(answeredBy(condition)), again, comment];
	}

	return [
		...answerCandidates(planned, state),
		{offer: offer('not applicable', 'x', step.optional ? 'Not applicable' : 'Not applicable…', step.optional ? 'note' : 'reason'), intent: {type: 'set aside', steps: [step.id], reason: words}},
		...waiverCandidates(planned, state),
		{offer: offer('later', 'l', 'Later'), intent: {type: 'leave for later', step: step.id}},
		again,
		comment,
	];
}

/** A result that can be carried over is not waived as if there were none. */
function waiverCandidates(planned: PlannedStep, state: RunState): Candidate[] {
	const carried = findCarried(planned, state, state.last?.at ?? '');
	const waive: Intent = {
		type: 'waive', step: planned.step.id, reason: words, typedTag: confirmationText(state),
	};
	if ('refusal' in carried) {
		return [{offer: offer('waive', 'w', 'Waive…', 'reason'), intent: waive}];
	}

	return [{offer: offer('carry over', 'w', `Carry over from ${describeSource(carried, state)}…`, 'reason'), intent: {...waive, carry: true}}];
}

function describeReopening(now: StepState): string {
	if (findConditionBehind(now) !== undefined) {
		return 'It applies after all…';
	}

	return now.awaiting || now.status === 'interrupted' ? 'Start over' : 'Reopen…';
}

function conditionCandidates(condition: string): Candidate[] {
	return [
		{offer: offer('applies', 'y', 'It applies'), intent: {type: 'answer condition', condition, holds: true}},
		{offer: offer('does not apply', 'x', 'It does not apply: set all of it aside'), intent: {type: 'answer condition', condition, holds: false}},
	];
}

function answerCandidates(planned: PlannedStep, state: RunState): Candidate[] {
	const {step} = planned;
	const yes: Intent = {type: 'confirm', steps: [step.id], note: words};
	const no: Candidate = {offer: offer('no', 'n', 'No, failed…', 'reason'), intent: {type: 'fail', step: step.id, reason: words}};
	switch (step.kind) {
		case 'confirm':
		case 'group': {
			return [{offer: offer('yes', 'y', labelYes(stateOf(state, step.id))), intent: yes}, no];
		}

		case 'value': {
			return [{offer: offer('enter', 'y', `Enter ${step.value?.label ?? 'the value'}…`, 'value'), intent: {type: 'enter value', step: step.id, value: words}}];
		}

		case 'choice': {
			return step.alternatives.map(({label, fails}) => ({
				offer: {...offer('choose', undefined, fails ? `${label}…` : label, fails ? 'reason' : 'nothing'), answer: label},
				intent: fails
					? {
						type: 'fail', step: step.id, reason: words, answer: label,
					}
					: {
						type: 'confirm', steps: [step.id], note: words, answer: label,
					},
			}));
		}

		case 'signature': {
			return signatureCandidates(planned);
		}

		case 'check':
		case 'action': {
			return [...commandCandidates(planned, state), ...judgementCandidates(planned, state)];
		}

		case 'evidence': {
			return [...evidenceCandidates(planned, state), {offer: offer('by hand', 'h', 'Seen, not kept…', 'reason'), intent: {...yes, byHand: true}}, no];
		}

		case 'wait': {
			return [
				{offer: offer('still holds', 'y', 'It still holds'), intent: yes},
				{
					offer: offer('start waiting', 'r', 'The gate starts now: wait from here'), intent: {
						type: 'start wait', step: step.id, byHand: true,
					},
				},
			];
		}
	}
}

/** Of what has failed a bare yes could be taken for "yes, it has failed". */
function labelYes(now: StepState): string {
	return hadPassed(now) ? 'Yes, still true' : (now.status === 'failed' ? 'It is so now' : 'Yes');
}

/** Files out of reach are named by the person; all others are looked for. */
function evidenceCandidates({step}: PlannedStep, state: RunState): Candidate[] {
	const found = step.evidence.map(({name = '', glob}) => ({
		name, files: [{path: glob, size: 0, sha256: ''}], ok: true, why: '',
	}));
	const again = stateOf(state, step.id).evidence.length > 0 ? ' again' : '';
	const isNamed = step.evidence.some(({glob}) => isOutside(glob));
	return [{
		offer: isNamed ? offer('record', 'r', `Name the files${again}…`, 'value') : offer('record', 'r', `Record the files${again}`),
		intent: {type: 'record evidence', step: step.id, found},
	}];
}

function signatureCandidates({step, section}: PlannedStep): Candidate[] {
	const role = step.signature?.role ?? '';
	const signed: EventData['gate-signed'] = {
		gate: section.id, step: step.id, role, decision: 'approve', comment: '', statement: null, missing: 0, signer: '', key: '',
	};
	return [
		{offer: offer('sign', 'y', `Sign as ${role}`, 'note'), intent: {type: 'sign', signed}},
		{
			offer: offer('withdraw', undefined, 'Withdraw the signature…', 'reason'), intent: {
				type: 'withdraw signature', step: step.id, role, reason: words,
			},
		},
	];
}

/** As it would be started, where and how its document says. */
function sampleOf({text, language, line, cwd = '', tty, background}: Command, edited: boolean): StartedCommand {
	return {
		text, interpreter: language, cwd, environment: [], line, ...(edited && {edited}), ...(tty && {tty}), ...(background !== 'no' && {background}),
	};
}

function commandCandidates({step}: PlannedStep, state: RunState): Candidate[] {
	const {status, executions} = stateOf(state, step.id);
	const commands = step.commands.filter(({mode}) => mode !== 'manual');
	const placeholders = commands.flatMap(command => command.placeholders);
	const again = status === 'stale' || executions.length > 0 ? ' again' : '';
	const asks = commands.some(({irreversible}) => irreversible) ? 'tag' : 'nothing';
	const start = (edited: boolean): Intent => ({
		type: 'start', typedTag: confirmationText(state), started: {
			step: step.id, output: state.outputs + 1, commands: commands.map((command): StartedCommand => sampleOf(command, edited)),
		},
	});
	const edit = placeholders.length > 0 ? `Fill in ${placeholders.join(', ')} and run…` : 'Edit first…';
	return [
		{offer: offer('run', 'r', `${commands.length > 0 ? 'Run' : 'Check'}${again}`, asks), intent: start(false)},
		...(commands.length > 0 ? [{offer: offer('edit', 'e', edit, asks), intent: start(true)}] : []),
	];
}
