/** What a signature will mean, before it is given: what is signed, what came of it, and what follows. */
import type {EvidenceFile} from './events.js';
import {
	stateOf,
	stepsOfGate,
	validSignatures,
	walkedSteps,
	wasOnlyShown,
} from './gates.js';
import {makesTag} from './phase.js';
import type {Plan, PlannedStep} from './plan.js';
import {lineToSign, sealingRoles} from './roles.js';
import {isSettled} from './standing.js';
import {stepStatuses, type RunState, type StepStatus} from './state.js';
import {globsAbout} from './values/places.js';

export type Meaning = {
	/** In the first person. */
	readonly says: string;
	readonly results: ReadonlyArray<readonly [StepStatus, number]>;
	/** What did not simply pass. */
	readonly remarkable: ReadonlyArray<{readonly status: StepStatus; readonly title: string; readonly reason: string}>;
	readonly evidence: readonly EvidenceFile[];
	/** What it will do, a sentence each. */
	readonly follows: readonly string[];
};

const unremarkable: ReadonlySet<StepStatus> = new Set(['passed']);

/** `isApart`: at the terminal of somebody else already. */
export function meaningOfApproval(plan: Plan, state: RunState, planned: PlannedStep, isApart = false): Meaning {
	const {step, section} = planned;
	const gate = plan.gateById.get(section.id);
	const inside = (gate ? stepsOfGate(gate, plan) : []).filter(inner => inner.step.id !== step.id);
	const {role = '', count = 1} = step.signature ?? {};
	const missing = state.started?.signers ? Math.max(0, count - 1 - validSignatures(state, step.id).length) : 0;
	return {
		says: `As ${role} I have seen the gate “${section.title}” of ${state.started?.name ?? ''}, on commit ${state.commit}, with these results:`,
		...summarise(inside, state),
		follows: [
			...followsOf({
				plan, state, inside, missing, role,
			}, step.id),
			`It holds for ${sayExtent(globsAbout(planned, plan))}: when one of them changes it becomes stale and is asked for again.`,
			...(isApart ? [] : otherHands(state, role)),
		],
	};
}

/** Beside `About` a commit that leaves its paths alone changes nothing. */
function sayExtent(about: readonly string[]): string {
	return about.length === 0 ? 'this commit and these results only' : `these results and for ${about.join(', ')} as this commit has them`;
}

/** Who else can give it, and what it is where nobody else can. */
function otherHands({started}: RunState, role: string): string[] {
	if (started?.signers) {
		return ['Somebody else signs at their own terminal:', `  ${lineToSign(started, role)}`];
	}

	return role === started?.decision[0] ? [] : ['It is said and not signed: without a signers file only whoever walks has a key here, and it stands in the record as their word.'];
}

export function meaningOfSeal(plan: Plan, state: RunState, role: string): Meaning {
	const {started, decision, commit, seals} = state;
	const others = sealingRoles(state).filter(other => other !== role && seals.every(seal => seal.void || seal.role !== other));
	const tag = makesTag(state) ? `, and the tag ${started?.tag ?? ''} is made at ${commit.slice(0, 12)} and signed` : '';
	return {
		says: `As ${role} I seal ${decision?.decision ?? 'the decision'} for ${started?.name ?? ''}, on commit ${commit}${decision && decision.reasons.length > 0 ? ` (${decision.reasons.join('; ')})` : ''}, and the whole record with these results:`,
		...summarise(walkedSteps(plan), state),
		follows: [others.length > 0 ? `The seal as ${others.join(', ')} is missing still.` : `With it nothing is missing: whoever walks it goes on, the record is committed${tag}.`],
	};
}

function summarise(steps: readonly PlannedStep[], state: RunState): Pick<Meaning, 'results' | 'remarkable' | 'evidence'> {
	const statusOf = ({step}: PlannedStep) => stateOf(state, step.id).status;
	const counts = Map.groupBy(steps, planned => statusOf(planned));
	return {
		results: stepStatuses.flatMap(status => {
			const count = counts.get(status)?.length ?? 0;
			return count === 0 ? [] : [[status, count] as const];
		}),
		remarkable: stepStatuses.flatMap(status => counts.get(status) ?? []).flatMap(planned => {
			const status = statusOf(planned);
			const isShown = wasOnlyShown(planned.step, status, state);
			return isShown || !unremarkable.has(status)
				? [{status, title: planned.step.title, reason: isShown ? 'a rehearsal shows it and does not run it' : stateOf(state, planned.step.id).answers.at(-1)?.reason ?? ''}]
				: [];
		}),
		evidence: steps.flatMap(({step}) => stateOf(state, step.id).evidence.flatMap(({files}) => files)),
	};
}

type Aftermath = {readonly plan: Plan; readonly state: RunState; readonly inside: readonly PlannedStep[]; readonly missing: number; readonly role: string};

function followsOf({plan, state, inside, missing, role}: Aftermath, own: string): string[] {
	if (missing > 0) {
		return [`${missing} more ${missing === 1 ? 'person has' : 'people have'} to sign as ${role} after it.`];
	}

	const isOpen = ({step}: PlannedStep) => step.id !== own && !isSettled(stateOf(state, step.id).status);
	const open = inside.filter(planned => isOpen(planned));
	if (open.length > 0) {
		return [`${open.length} ${open.length === 1 ? 'step' : 'steps'} of the gate ${open.length === 1 ? 'is' : 'are'} open after it.`];
	}

	return [walkedSteps(plan).every(planned => !isOpen(planned)) ? 'With it the gate has passed, and nothing is open any more before GO or NO-GO is decided.' : 'With it the gate has passed.'];
}
