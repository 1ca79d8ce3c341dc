/** Which signature somebody means who names a role: a line of a gate, or after the decision its seal. Pure. */
import {decide} from '../../run/decide.js';
import type {Plan, PlannedStep} from '../../run/plan.js';
import {sealingRoles} from '../../run/roles.js';
import {isRefusal} from '../../run/ruling.js';
import type {RunState} from '../../run/state.js';
import {isSettled, stateOf, walkedSteps} from '../../run/gates.js';
import {showText} from '../../checklist/escape.js';
import {normaliseRole} from '../../checklist/role.js';
import {findGates} from '../check/scope.js';

/** Without a step it is the seal. */
export type Line = {readonly role: string; readonly planned: PlannedStep | undefined};
type Refusal = {readonly refusal: string};

type Wanted = {readonly role: string; readonly gate: string | undefined; readonly reject: string | undefined};

export function findLine(plan: Plan, state: RunState, {role, ...others}: Wanted): Line | Refusal {
	const wanted = {...others, role: normaliseRole(role)};
	const {started, closed, decision} = state;
	if (closed) {
		return {refusal: `${showText(started?.name ?? '')} is closed (${closed.outcome}): nothing is signed in it any more.`};
	}

	return decision ? findSeal(state, wanted) : findGateLine(plan, state, wanted);
}

function findSeal(state: RunState, {role, gate, reject}: Wanted): Line | Refusal {
	const {decision, record, seals} = state;
	const what = decision?.decision ?? '';
	if (gate !== undefined || reject !== undefined) {
		return {refusal: `${what} is decided: its gates are not signed any more, only the seal. Leave out ${gate === undefined ? '--reject: a seal that is not given holds the release up' : '--gate'}.`};
	}

	const roles = sealingRoles(state);
	if (roles.length === 0) {
		return {refusal: 'Nothing seals a rehearsal.'};
	}

	const wanted = roles.find(one => one === role);
	if (wanted === undefined) {
		return {refusal: `${what} is sealed as ${roles.map(one => showText(one)).join(', ')}, not as ${showText(role)}.`};
	}

	if (record !== undefined || seals.some(seal => !seal.void && seal.role === wanted)) {
		return {refusal: `It is sealed as ${showText(wanted)} already.`};
	}

	return {role: wanted, planned: undefined};
}

function findGateLine(plan: Plan, state: RunState, {role, gate, reject}: Wanted): Line | Refusal {
	const gates = gate === undefined ? undefined : findGates(plan, gate);
	if (gates?.length === 0) {
		return {refusal: `No gate is called “${showText(gate ?? '')}”; \`holdpoint show ${showText(state.started?.name ?? '')}\` lists them.`};
	}

	const ids = gates && new Set(gates.map(({section}) => section.id));
	const lines = walkedSteps(plan).filter(({step, section}) => step.signature?.role === role && (ids?.has(section.id) ?? true));
	const [first] = lines;
	if (!first) {
		const roles = new Set(walkedSteps(plan).flatMap(({step}) => step.signature?.role ?? []));
		return {
			refusal: gate === undefined
				? `No gate waits for a signature as ${showText(role)}; ${roles.size === 0 ? 'none wants one' : `there are lines for ${[...roles].map(one => showText(one)).join(', ')}`}. The decision is sealed when it is made.`
				: `That gate has no signature line for ${showText(role)}.`,
		};
	}

	const open = lines.filter(({step}) => !isSettled(stateOf(state, step.id).status));
	const refusals = new Map(open.map(line => [line, refusalOf(plan, state, line, reject)]));
	const [ready, ...more] = open.filter(line => refusals.get(line) === undefined);
	if (ready && more.length > 0) {
		return {refusal: `Several gates wait for ${showText(role)}; say which with --gate: ${[ready, ...more].map(({section}) => `“${showText(section.title)}”`).join(', ')}.`};
	}

	if (ready) {
		return {role: ready.step.signature?.role ?? role, planned: ready};
	}

	const [blocked] = open;
	return {refusal: blocked ? showText(refusals.get(blocked) ?? '') : `“${showText(first.section.title)}” is signed as ${showText(role)} already.`};
}

/** Whether the rules would take it, whoever gives it. */
function refusalOf(plan: Plan, state: RunState, {step, section}: PlannedStep, reject: string | undefined): string | undefined {
	const ruling = decide(plan, state, {
		type: 'sign', signed: {
			gate: section.id, step: step.id, role: step.signature?.role ?? '', decision: reject === undefined ? 'approve' : 'reject', comment: reject ?? '', statement: null, signer: '', key: '', missing: 0,
		},
	});
	return isRefusal(ruling) ? ruling.refusal : undefined;
}
