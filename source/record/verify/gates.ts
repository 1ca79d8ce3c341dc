/** Point 10: for GO every gate has passed, by checks, people and roles that can let it pass; and each event is one that the rules make. */
import {findBreach} from '../../run/audit.js';
import type {Event} from '../../run/events.js';
import {
	needsSomebody,
	stateOf,
	stepsOfGate,
	walkedSteps,
} from '../../run/gates.js';
import type {Operator, PlannedGate, PlannedStep} from '../../run/plan.js';
import type {RunState, Signature} from '../../run/state.js';
import {fault, type Fault} from '../record-fault.js';
import {count} from '../render/words.js';
import {operatorOf} from '../signers.js';
import type {Walked} from './checklist.js';
import {lastSignersChange, type History} from './journal.js';
import type {Passed} from './request.js';
import {checkResult} from './results.js';
import type {Trust} from './trust.js';

type Ground = {readonly history: History; readonly walked: Walked; readonly trust: Trust};

export function checkGates(ground: Ground): Passed<Record<string, unknown>> | Fault {
	const {history: {events, decision}, walked: {plan}} = ground;
	const wrong = decision.decision === 'GO' ? checkGo(ground) : undefined;
	if (wrong) {
		return wrong;
	}

	const keys = keysOf(ground.history);
	const since = lastSignersChange(events);
	const breach = findBreach(plan, events, event => driverOf(event, ground, {key: keys.get(event.seq) ?? '', since}));
	if (breach) {
		return fault('journal.rules', `Event ${breach.event.seq} (${breach.event.type}) is none that the rules make: ${breach.why}`);
	}

	return {detail: decision.decision === 'GO' ? `${count(plan.gates.filter(({phase}) => phase === plan.phase).length, 'gate')}, each passed` : `${count(events.length, 'event')}, as the rules make them`};
}

/**
Who drove when an event was written, as far as the signers file knows them. What was said for a role under another file
counts for nothing since that was replaced, so nobody asks who held it then.
*/
function driverOf({by: {email}, seq}: Event, {trust: {signers}}: Ground, {key, since}: {readonly key: string; readonly since: number}): Operator {
	const isOwn = signers !== undefined && seq > since;
	return isOwn ? operatorOf({email, key}, signers) : {emails: [email], roles: undefined};
}

/** By event, with what who drove then signs: whoever goes on with a run may be somebody else. */
function keysOf({started, events}: History): ReadonlyMap<number, string> {
	let {key} = started;
	const keys = new Map<number, string>();
	for (const {seq, type, data} of events) {
		key = (type === 'run-resumed' ? data.key : undefined) ?? key;
		keys.set(seq, key ?? '');
	}

	return keys;
}

function checkGo({history: {events}, walked: {plan, state}, trust: {signers}}: Ground): Fault | undefined {
	const counted = withoutLate(state, events);
	const gates = plan.gates.filter(({phase}) => phase === plan.phase);
	for (const gate of gates) {
		const steps = stepsOfGate(gate, plan).filter(planned => planned.section.id === gate.section.id && planned.phase === plan.phase);
		const lines = signers ? steps.filter(({step, blocking}) => step.kind === 'signature' && blocking && needsPeople(step, state)) : [];
		const wrong = checkRejections(gate, counted)
			?? checkPassed(gate, steps, state)
			?? checkPeople(gate, lines, counted, plan.checklist.settings.samePerson);
		if (wrong) {
			return wrong;
		}
	}

	for (const planned of walkedSteps(plan)) {
		const wrong = checkResult(planned, {plan, state, events});
		if (wrong) {
			return wrong;
		}
	}

	return undefined;
}

/** Signatures that stand, without those that were given when GO was decided already. */
function withoutLate({signatures}: RunState, events: readonly Event[]): Signature[] {
	let decided = false;
	const late = new Set<number>();
	for (const {type, seq} of events) {
		decided = type === 'decision-made' || (decided && type !== 'decision-withdrawn');
		if (decided && type === 'gate-signed') {
			late.add(seq);
		}
	}

	return signatures.filter(({withdrawn, stale, mark}) => !withdrawn && !stale && !late.has(mark.seq));
}

function checkRejections({section}: PlannedGate, signatures: readonly Signature[]): Fault | undefined {
	const rejection = signatures.find(({gate, decision}) => gate === section.id && decision === 'reject');
	return rejection && fault('gate.rejected', `${rejection.signer} has rejected “${section.title}” as ${rejection.role}, and that stands.`);
}

/** A signature that a condition set aside, or that is optional and was not given, wants nobody. */
function needsPeople(step: PlannedStep['step'], state: RunState): boolean {
	return stateOf(state, step.id).status !== 'set-aside' && (!step.optional || state.steps.has(step.id));
}

/** People are counted, not signatures; two roles want two people. */
function checkPeople({section}: PlannedGate, lines: readonly PlannedStep[], signatures: readonly Signature[], samePerson: boolean): Fault | undefined {
	const own = signatures.filter(({gate, decision}) => gate === section.id && decision === 'approve');
	for (const {step: {id, title, signature}} of lines) {
		const people = new Set(own.filter(({step, role}) => step === id && role === signature?.role).map(({signer}) => signer));
		const wanted = signature?.count ?? 1;
		if (people.size < wanted) {
			return fault('gate.threshold', `“${title}” of “${section.title}” wants ${wanted} ${wanted === 1 ? 'person' : 'different people'}, and has ${people.size}.`);
		}
	}

	const double = samePerson ? undefined : own.find(one => own.some(other => other.signer === one.signer && other.role !== one.role));
	return double && fault('gate.two-person', `${double.signer} signed “${section.title}” in two roles, and the checklist wants two people.`);
}

/** Every step that has to be settled for GO is. */
function checkPassed({section}: PlannedGate, steps: readonly PlannedStep[], state: RunState): Fault | undefined {
	const open = steps.filter(({step, blocking}) => blocking && needsSomebody(step, state));
	if (open.length === 0) {
		return undefined;
	}

	const failed = open.find(({step}) => step.kind === 'check' && ['failed', 'interrupted'].includes(stateOf(state, step.id).status));
	if (failed) {
		return fault('gate.check-failed', `“${failed.step.title}” of “${section.title}” did not pass, and GO was decided.`);
	}

	if (steps.every(({step}) => !state.steps.has(step.id))) {
		return fault('gate.missing', `“${section.title}” was never walked.`);
	}

	return open.every(({step}) => step.kind === 'signature')
		? undefined
		: fault('gate.not-passed', `“${open[0]?.step.title ?? ''}” of “${section.title}” is ${stateOf(state, open[0]?.step.id ?? '').status}, and GO was decided.`);
}
