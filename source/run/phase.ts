/** What a run is about: a release up to its tag, or a follow-up on one whose record is sealed. */
import type {Phase} from '../checklist/model.js';
import type {Event, EventData} from './events.js';
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

/** By an input that was corrected the tag may be another one; the rules see to it that nothing was signed for the one before. */
export function withTag(started: EventData['run-started'], events: readonly Event[]): EventData['run-started'] {
	const corrected = events.findLast(event => event.type === 'input-corrected' && event.data.tag !== undefined);
	return corrected?.type === 'input-corrected' ? {...started, tag: corrected.data.tag ?? null} : started;
}

/** The tag that a GO makes: a follow-up has one already, and a rehearsal gets none. */
export function tagToMake(started: Pick<EventData['run-started'], 'kind' | 'rehearsal' | 'tag'> | undefined): string | undefined {
	return started === undefined || started.rehearsal || isFollowUpKind(started.kind) ? undefined : started.tag ?? undefined;
}

/** True when the decision makes a tag. */
export function makesTag({started, decision}: Pick<RunState, 'started' | 'decision'>): boolean {
	return decision?.decision === 'GO' && tagToMake(started) !== undefined;
}

/** What the run is about, when it is a follow-up. */
export function describeFollowUp({started}: Pick<RunState, 'started'>): string | undefined {
	return started === undefined || !isFollowUpKind(started.kind)
		? undefined
		: `${started.kind === 'after the tag' ? 'what comes after the tag' : 'the rollback'} of ${started.tag ?? ''}`;
}

/** What a release leaves for later, once it is tagged. */
export function describeContinuation({steps}: Pick<Plan, 'steps'>, {tagged}: Pick<RunState, 'tagged'>): string | undefined {
	const count = steps.filter(({phase}) => phase === 'after the tag').length;
	return tagged === undefined || count === 0
		? undefined
		: `After the tag ${count === 1 ? '1 step is' : `${count} steps are`} left, now or later: holdpoint continue ${tagged.tag}`;
}

/** Whether a step is for this run. */
export function isWalked({phase}: PlannedStep, plan: Pick<Plan, 'phase'>): boolean {
	return phase === plan.phase || (phase === 'no-go' && plan.phase === 'before the tag');
}
