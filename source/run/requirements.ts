/** What has to have passed before something else. */
import type {StepKind} from '../checklist/model.js';
import {isFollowUp} from './phase.js';
import type {Plan, PlannedGate, PlannedStep} from './plan.js';
import type {RunState} from './state.js';
import {
	countUnsettled,
	hasPassed,
	isSettled,
	needsSomebody,
	stateOf,
} from './standing.js';

/** The first of these gates or steps that has not passed, with a sentence. What the checklist does not have never passes. */
export function findUnmet(requires: readonly string[], plan: Plan, state: RunState): string | undefined {
	for (const id of requires) {
		const sentence = plan.gateById.has(id) ? findUnmetGate(id, plan, state) : findUnmetStep(id, plan, state);
		if (sentence !== undefined) {
			return sentence;
		}
	}

	return undefined;
}

function findUnmetGate(id: string, plan: Plan, state: RunState): string | undefined {
	const gate = plan.gateById.get(id);
	const open = gate ? countAwaited(gate, plan, state) : 0;
	return open === 0 ? undefined : `requires “${gate?.section.title ?? id}”, which has ${open} open ${open === 1 ? 'step' : 'steps'}`;
}

/** A step, a group whose items have to be settled, or a section in which nothing is asked. */
function findUnmetStep(id: string, plan: Plan, state: RunState): string | undefined {
	const under = plan.under.get(id);
	if (!under) {
		return `requires “${id}”, which this checklist does not have`;
	}

	for (const index of under) {
		const planned = plan.steps[index];
		if (planned && (planned.step.id === id ? isUnsettled(planned, plan, state) : isAwaited(planned, plan, state))) {
			return `requires “${planned.step.title}”, which has not passed`;
		}
	}

	return undefined;
}

function countAwaited(gate: PlannedGate, plan: Plan, state: RunState): number {
	return isFollowUp(state) ? gate.counted.filter(index => isAwaited(plan.steps[index], plan, state)).length : countUnsettled(gate, plan, state);
}

function isAwaited(planned: PlannedStep | undefined, plan: Plan, state: RunState): boolean {
	return planned !== undefined && isUnsettled(planned, plan, state) && needsSomebody(planned.step, state);
}

/** A follow-up waits for what it walks itself; for what came before the tag the sealed run speaks. */
function isUnsettled({step, phase}: PlannedStep, plan: Plan, state: RunState): boolean {
	return !isFollowUp(state) || phase === plan.phase
		? !isSettled(stateOf(state, step.id).status)
		: state.started?.unsettled?.includes(step.id) ?? false;
}

/** Why a step cannot be answered yet, or undefined. */
export function findObstacle(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	for (const id of planned.path) {
		const section = plan.sections.get(id);
		const unmet = findUnmet(section?.requires ?? [], plan, state);
		if (unmet !== undefined) {
			return `“${section?.title ?? ''}” ${unmet}.`;
		}
	}

	for (const step of [...planned.groups, planned.step]) {
		const unmet = findUnmet(step.requires, plan, state);
		if (unmet !== undefined) {
			return step === planned.step ? `This step ${unmet}.` : `“${step.title}” ${unmet}.`;
		}
	}

	return plan.checklist.settings.order === 'strict' ? findEarlierGate(planned, plan, state) : undefined;
}

function findEarlierGate(planned: PlannedStep, plan: Plan, state: RunState): string | undefined {
	const own = new Set(planned.path);
	const before = plan.gates.slice(0, Math.max(0, plan.gates.findIndex(({section}) => section.id === planned.section.id)));
	const earlier = before.find(gate => gate.phase === planned.phase && gate.section.part === 'steps' && !own.has(gate.section.id)
		&& gate.counted.some(index => plan.steps[index]?.blocking) && !hasPassed(gate, plan, state));
	return earlier && `The gates go in order, and “${earlier.section.title}” has not passed.`;
}

/**
The first step that has to be settled before one that comes last in its section: a choice, then signatures. Of its own
section it does not wait for the kinds `except`; in the sections below everything comes first.
*/
export function findUnsettled(last: PlannedStep, plan: Plan, state: RunState, except: readonly StepKind[]): PlannedStep | undefined {
	const {section, phase} = last;
	const gate = plan.gateById.get(section.id);
	const indexes = gate?.phase === phase ? gate.counted : plan.under.get(section.id) ?? [];
	for (const index of indexes) {
		const planned = plan.steps[index];
		const isWaitedFor = planned?.phase === phase && !(planned.section.id === section.id && except.includes(planned.step.kind));
		if (planned && isWaitedFor && needsSomebody(planned.step, state)) {
			return planned;
		}
	}

	return undefined;
}
