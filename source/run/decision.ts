/** What stands between the run and its decision. */
import type {Plan, PlannedStep} from './plan.js';
import type {RunState} from './state.js';
import {
	isSettled,
	needsSomebody,
	stateOf,
	walkedSteps,
} from './gates.js';

export type DecisionReport = {
	readonly open: readonly PlannedStep[];
	readonly failed: readonly PlannedStep[];
	readonly stale: readonly PlannedStep[];
	readonly waived: readonly PlannedStep[];
	readonly setAside: readonly PlannedStep[];
	readonly unsigned: readonly PlannedStep[];
	/** Optional or of non-blocking gates, and not settled: they do not stop GO. */
	readonly leftOpen: readonly PlannedStep[];
	/** Outputs that would enter the record. */
	readonly outputs: ReadonlyArray<{readonly output: number; readonly title: string; readonly size: number; readonly leftOut: boolean}>;
	/** Why GO cannot be decided now; undefined: it can. */
	readonly obstacle: string | undefined;
};

export function reportDecision(plan: Plan, state: RunState): DecisionReport {
	const steps = walkedSteps(plan);
	const withStatus = (...wanted: string[]) => steps.filter(({step}) => wanted.includes(stateOf(state, step.id).status));
	const unsettled = steps.filter(({step}) => !isSettled(stateOf(state, step.id).status));
	const stopping = unsettled.filter(planned => stopsGo(planned, state));
	const failed = withStatus('failed');
	const stale = withStatus('stale');
	return {
		open: stopping.filter(({step}) => failed.every(other => other.step.id !== step.id) && stale.every(other => other.step.id !== step.id)),
		failed,
		stale,
		waived: withStatus('waived'),
		setAside: withStatus('set-aside').filter(({step}) => stateOf(state, step.id).answers.at(-1)?.as === 'person'),
		unsigned: unsettled.filter(({step}) => step.kind === 'signature'),
		leftOpen: unsettled.filter(planned => !stopsGo(planned, state)),
		outputs: steps.flatMap(({step}) => stateOf(state, step.id).executions.flatMap(({output, finished}) => finished
			? [{
				output, title: step.title, size: finished.size, leftOut: state.leftOut.has(output),
			}]
			: [])),
		obstacle: describeObstacle(stopping),
	};
}

/** An optional step that was tried and failed still stops; one that nobody touched does not. */
function stopsGo({step, blocking}: PlannedStep, state: RunState): boolean {
	return blocking && needsSomebody(step, state);
}

function describeObstacle(stopping: readonly PlannedStep[]): string | undefined {
	const first = stopping[0];
	if (!first) {
		return undefined;
	}

	const rest = stopping.length - 1;
	return `GO needs every blocking gate to have passed: “${first.step.title}” in “${first.section.title}”${rest > 0 ? ` and ${rest} more` : ''} ${rest > 0 ? 'have' : 'has'} not.`;
}
