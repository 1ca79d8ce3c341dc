/** What may be done with a step now: exactly what `decide` would take. */
import {confirmationText} from './confirmation.js';
import {decide, isRefusal} from './decide.js';
import {answeredBy, openCondition, stateOf} from './gates.js';
import type {Intent, Offer} from './intents.js';
import type {Plan, PlannedStep} from './plan.js';
import type {RunState} from './state.js';

type Candidate = {readonly offer: Offer; readonly intent: Intent};

export function offersFor(plan: Plan, state: RunState, id: string): Offer[] {
	const planned = plan.byId.get(id);
	return planned ? candidatesFor(planned, state).filter(({intent}) => !isRefusal(decide(plan, state, intent))).map(candidate => candidate.offer) : [];
}

/** Words that stand in for what the person will type: the rules want some. */
const words = '…';

function candidatesFor(planned: PlannedStep, state: RunState): Candidate[] {
	const {step} = planned;
	const {status, awaiting} = stateOf(state, step.id);
	const condition = openCondition(planned, state);
	if (condition) {
		return conditionCandidates(answeredBy(condition));
	}

	return [
		...answerCandidates(planned, state),
		{offer: offer('not applicable', 'x', step.optional ? 'Not applicable' : 'Not applicable…', step.optional ? 'note' : 'reason'), intent: {type: 'set aside', steps: [step.id], reason: words}},
		{offer: offer('waive', 'w', 'Waive…', 'reason'), intent: {type: 'waive', step: step.id, reason: words}},
		{offer: offer('later', 'l', 'Later'), intent: {type: 'leave for later', step: step.id}},
		{offer: offer('reopen', 'u', awaiting || status === 'interrupted' ? 'Start over' : 'Reopen…', 'note'), intent: {type: 'reopen', steps: [step.id], reason: ''}},
		{offer: offer('comment', 'c', 'Comment…', 'note'), intent: {type: 'note', about: step.id, note: words}},
	];
}

function offer(act: Offer['act'], key: Offer['key'], label: string, asks: Offer['asks'] = 'nothing'): Offer {
	return {
		act, key, label, asks,
	};
}

function conditionCandidates(condition: string): Candidate[] {
	return [
		{offer: offer('applies', 'y', 'It applies'), intent: {type: 'answer condition', condition, holds: true}},
		{offer: offer('does not apply', 'x', 'It does not apply: set all of it aside'), intent: {type: 'answer condition', condition, holds: false}},
	];
}

function answerCandidates(planned: PlannedStep, state: RunState): Candidate[] {
	const {step} = planned;
	const {status} = stateOf(state, step.id);
	const yes: Intent = {type: 'confirm', steps: [step.id], note: words};
	const no: Candidate = {offer: offer('no', 'n', 'No, failed…', 'reason'), intent: {type: 'fail', step: step.id, reason: words}};
	switch (step.kind) {
		case 'confirm':
		case 'group': {
			return [{offer: offer('yes', 'y', status === 'stale' ? 'Yes, still true' : 'Yes'), intent: yes}, no];
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
			return [
				{offer: offer('sign', 'y', `Sign as ${step.signature?.role ?? 'release manager'}`, 'note'), intent: {type: 'sign', signed: signatureProbe(planned)}},
				{
					offer: offer('withdraw', undefined, 'Withdraw the signature…', 'reason'), intent: {
						type: 'withdraw signature', step: step.id, role: step.signature?.role ?? '', reason: words,
					},
				},
			];
		}

		case 'check':
		case 'action': {
			return [...commandCandidates(planned, state), ...(step.kind === 'action' ? judgements(planned, state, no) : [])];
		}

		case 'evidence':
		case 'wait': {
			return [];
		}
	}
}

function signatureProbe({step, section}: PlannedStep) {
	return {
		gate: section.id, step: step.id, role: step.signature?.role ?? '', decision: 'approve' as const, comment: '', statement: null, signer: '', key: '',
	};
}

function commandCandidates({step}: PlannedStep, state: RunState): Candidate[] {
	if (step.commands.every(({mode}) => mode === 'manual')) {
		return [];
	}

	const {status, executions} = stateOf(state, step.id);
	const isIrreversible = step.commands.some(({irreversible}) => irreversible);
	const again = status === 'stale' || executions.length > 0 ? ' again' : '';
	const intent: Intent = {type: 'start', started: {step: step.id, output: 1, commands: []}, typedTag: confirmationText(state)};
	const placeholders = step.commands.flatMap(command => command.placeholders);
	const edit = placeholders.length > 0 ? `Fill in ${placeholders.join(', ')} and run…` : 'Edit first…';
	const asks = isIrreversible ? 'tag' : 'nothing';
	return [
		...(placeholders.length > 0 ? [] : [{offer: offer('run', 'r', `Run${again}`, asks), intent}]),
		...(step.kind === 'action' ? [{offer: offer('edit', 'e', edit, asks), intent}] : []),
	];
}

function judgements({step}: PlannedStep, state: RunState, no: Candidate): Candidate[] {
	const {status, awaiting} = stateOf(state, step.id);
	const yes: Intent = {type: 'confirm', steps: [step.id], note: words};
	if (awaiting) {
		return [{offer: offer('yes', 'y', 'Yes, that is what was expected'), intent: yes}, no];
	}

	if (status === 'interrupted') {
		return [{offer: offer('worked', 'y', 'It had worked'), intent: yes}, {...no, offer: offer('had failed', 'n', 'It had failed…', 'reason')}];
	}

	return [
		...(status === 'stale' ? [{offer: offer('still holds', 'y', 'It still holds'), intent: yes}] : []),
		{offer: offer('by hand', 'h', 'Done by hand…', 'reason'), intent: {...yes, byHand: true}},
	];
}
