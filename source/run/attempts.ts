/** What one attempt at a release takes from the one before it. */
import {commitAt, passedAt} from './carrying.js';
import type {CarriedOver, EarlierAttempt} from './event-fields.js';
import {walkedSteps} from './gates.js';
import type {Plan, PlannedStep} from './plan.js';
import {stateOf} from './standing.js';
import type {Answer, RunState} from './state.js';

/** An earlier attempt, as this clone still has it. */
export type Attempt = {readonly plan: Plan; readonly state: RunState};

/** What was said last time, for the screen: defaults and reminders, never answers. */
export type LastTime = {
	readonly name: string;
	/** The last answer of each step. */
	readonly answers: ReadonlyMap<string, Answer>;
	/** Values and inputs by name; secrets never. */
	readonly values: ReadonlyMap<string, string>;
};

export function recall({state}: Attempt): LastTime {
	const answers = [...state.steps].flatMap(([id, step]) => {
		const last = step.answers.findLast(({status}) => status !== 'open');
		return last ? [[id, last] as const] : [];
	});
	return {name: state.started?.name ?? '', answers: new Map(answers), values: state.values};
}

/** How an attempt ended, when it ended without a GO; undefined: it goes on, or it has released. */
export function describeEnd({state: {run, started, closed, decision, record, commit}}: Attempt): Omit<EarlierAttempt, 'results' | 'since'> | undefined {
	if (!started || !closed || closed.outcome === 'GO') {
		return undefined;
	}

	const isDecided = closed.outcome === 'NO-GO' && decision !== undefined;
	return {
		run,
		name: started.name,
		outcome: closed.outcome,
		reasons: isDecided ? decision.reasons : [closed.reason],
		at: closed.mark.at,
		commit,
		...(record && {record: record.commit, bundle: record.bundle}),
	};
}

/** `NO-GO: it is red; nobody is here`: whatever ends a reason, the list goes on behind it. */
export function sayEnd({outcome, reasons}: Pick<EarlierAttempt, 'outcome' | 'reasons'>): string {
	return `${outcome}: ${reasons.map(reason => reason.trim().replace(/\.$/v, '')).join('; ')}`;
}

/**
What a machine found out in a recorded attempt and that could be carried over to the next: of steps that the checklist
still has as they were, on what was committed, and with the same values for all that they use. `values` are those that the
next attempt starts with, `tag` and `branch` among them: what is saved or entered later is not there yet, so nothing that uses it travels.
*/
export function resultsOf(earlier: Attempt, next: Plan, values: ReadonlyMap<string, string>): EarlierAttempt['results'] {
	const {state} = earlier;
	if (state.record === undefined || state.started?.dirty !== false) {
		return [];
	}

	const before = valuesUsed(state);
	return walkedSteps(next).flatMap(planned => {
		const known = earlier.plan.byId.get(planned.step.id);
		const uses = [...state.places.get(planned.step.id)?.uses ?? []];
		const isAlike = known !== undefined && isSame(known, planned) && uses.every(name => before.get(name) === values.get(name));
		const source = isAlike ? sourceOf(known, state) : undefined;
		return source ? [{step: planned.step.id, fingerprint: planned.step.fingerprint, ...source}] : [];
	});
}

/** By name all that a step can use, `tag` and `branch` among them. */
export function valuesUsed({values, started, branch}: RunState): ReadonlyMap<string, string> {
	return new Map([...values, ['tag', started?.tag ?? ''], ['branch', branch ?? '']]);
}

function isSame({step: before}: PlannedStep, {step}: PlannedStep): boolean {
	return ['check', 'evidence'].includes(step.kind) && before.kind === step.kind && before.fingerprint === step.fingerprint && step.commands.every(({save}) => save === undefined);
}

type Source = Omit<EarlierAttempt['results'][number], 'step' | 'fingerprint'>;

/** Its own pass, with the commit that it was on: what About leaves out may have been committed since. Or one that was carried over. */
function sourceOf({step}: PlannedStep, state: RunState): Source | undefined {
	const {status, answers} = stateOf(state, step.id);
	const last = answers.at(-1);
	if (status === 'passed' && last) {
		return {
			run: state.run, passed: last.mark.seq, commit: commitAt(state, last.mark.seq), at: last.mark.at,
		};
	}

	return status === 'waived' && last?.carried ? carriedOn(last.carried, state, step.id) : undefined;
}

function carriedOn(carried: CarriedOver, state: RunState, id: string): Source | undefined {
	const {run = state.run, passed, from} = carried;
	const at = passedAt(stateOf(state, id), carried, state);
	return at === undefined
		? undefined
		: {
			run, passed, commit: from, at,
		};
}
