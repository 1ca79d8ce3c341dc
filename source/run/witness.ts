/** The second person: who they are, and where they have to agree. */
import type {Participant} from './events.js';
import type {Intent, Refusal} from './intents.js';
import type {Plan, PlannedStep} from './plan.js';
import type {Ruling} from './ruling.js';
import type {RunState} from './state.js';

/** What the witness types to agree: `GH` for Grace Hopper. */
export function initialsOf({name}: Participant): string {
	return name.trim().split(/\s+/v).map(word => /[\p{Letter}\p{Number}]/v.exec(word)?.[0] ?? '').join('').toLocaleUpperCase('en');
}

/** Reads `Grace Hopper <grace@example.com>`. */
export function readParticipant(text: string): Participant | undefined {
	const {name = '', email = ''} = /^(?<name>[^<>]+)<(?<email>[^\s<>@]+@[^\s<>@]+)>$/v.exec(text.trim())?.groups ?? {};
	return initialsOf({name, email}) === '' ? undefined : {name: name.trim(), email};
}

const manual: ReadonlySet<PlannedStep['step']['kind']> = new Set(['confirm', 'group', 'choice', 'action', 'evidence', 'wait']);

/** Items that say so, and in a pair walkthrough all that a person decides in a blocking gate. */
export function wantsWitness({step, blocking}: PlannedStep, plan: Plan, state: RunState): boolean {
	const isPair = plan.checklist.settings.pair === 'required' || state.witness !== undefined;
	return step.kind !== 'signature' && (step.witness || (isPair && blocking && manual.has(step.kind)));
}

export function isWitnessed(steps: Iterable<PlannedStep>, plan: Plan, state: RunState): boolean {
	return [...steps].some(planned => wantsWitness(planned, plan, state));
}

/** Whether there is somebody who can agree, other than who answers. */
export function hasWitness({operator}: Plan, {witness}: RunState): boolean {
	return witness !== undefined && !isAmong(operator.emails, witness.email);
}

/** The witness's agreement to answers about these steps, if any of them wants it. */
export function agree(steps: Iterable<PlannedStep>, plan: Plan, state: RunState, initials: string | undefined): Refusal | {readonly witness?: Participant} {
	const wanting = [...steps].find(planned => wantsWitness(planned, plan, state));
	if (!wanting) {
		return {};
	}

	const {witness} = state;
	if (!witness || !hasWitness(plan, state)) {
		return {refusal: witness ? `${witness.name} answers here now and cannot be the witness too: name another one.` : `“${wanting.step.title}” wants a witness: say first who that is.`};
	}

	const wanted = initialsOf(witness);
	return (initials ?? '').trim().toLocaleUpperCase('en') === wanted
		? {witness}
		: {refusal: `“${wanting.step.title}” wants a witness: ${witness.name} agrees with their initials, ${wanted}.`};
}

export function join({operator}: Plan, state: RunState, {witness}: Extract<Intent, {type: 'join'}>): Ruling {
	const {name, email} = witness;
	if (initialsOf(witness) === '' || !email.includes('@')) {
		return {refusal: 'A witness has a name and an e-mail address.'};
	}

	if (isAmong(operator.emails, email)) {
		return {refusal: `${email} answers here; the witness is another person.`};
	}

	return state.witness?.name === name && state.witness.email === email
		? {refusal: `${name} is the witness already.`}
		: [{type: 'witness-joined', data: {witness}}];
}

function isAmong(emails: readonly string[], email: string): boolean {
	return emails.some(own => own.toLowerCase() === email.toLowerCase());
}
