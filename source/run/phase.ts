/** What a run is about: a release up to its tag, or a follow-up on one whose record is sealed. */
import type {Phase} from '../checklist/model.js';
import type {EventData} from './events.js';
import type {Plan, PlannedStep} from './plan.js';
import type {RunState} from './state.js';

export type RunKind = EventData['run-started']['kind'];

/** The phase that a run of this kind walks. */
export function phaseOfKind(kind: RunKind): Phase {
	return kind === 'release' ? 'before the tag' : kind;
}

export function isFollowUpKind(kind: RunKind): kind is Exclude<RunKind, 'release'> {
	return kind !== 'release';
}

/** Walks what comes after the tag or rolls back, on the tag's commit and with a record of its own. */
export function isFollowUp({started}: Pick<RunState, 'started'>): boolean {
	return started !== undefined && isFollowUpKind(started.kind);
}

/** True when the decision makes a tag: a follow-up has one already, and a rehearsal gets none. */
export function makesTag(state: Pick<RunState, 'started' | 'decision'>): boolean {
	return state.decision?.decision === 'GO' && typeof state.started?.tag === 'string' && !state.started.rehearsal && !isFollowUp(state);
}

/** Whether a step is for this run. */
export function isWalked({phase}: PlannedStep, plan: Pick<Plan, 'phase'>): boolean {
	return phase === plan.phase || (phase === 'no-go' && plan.phase === 'before the tag');
}
