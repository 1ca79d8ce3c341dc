/** What stands between the run and its decision. */
import type {Plan, PlannedStep} from './plan.js';
import type {RunState, StepState, StepStatus} from './state.js';
import {walkedSteps} from './gates.js';
import {
	hasFailed,
	isSettled,
	needsSomebody,
	stateOf,
} from './standing.js';

export type DecisionReport = {
	readonly open: readonly PlannedStep[];
	readonly failed: readonly PlannedStep[];
	readonly stale: readonly PlannedStep[];
	readonly waived: readonly PlannedStep[];
	/** By a person, or by a condition that was answered after the step had failed: what stands beside the waivers. */
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
	const withStatus = (wanted: StepStatus) => steps.filter(({step}) => stateOf(state, step.id).status === wanted);
	const unsettled = steps.filter(({step}) => !isSettled(stateOf(state, step.id).status));
	const stopping = unsettled.filter(planned => stopsGo(planned, state));
	return {
		open: stopping.filter(({step}) => !['failed', 'stale'].includes(stateOf(state, step.id).status)),
		failed: withStatus('failed'),
		stale: withStatus('stale'),
		waived: withStatus('waived'),
		setAside: withStatus('set-aside').filter(({step}) => isException(stateOf(state, step.id))),
		unsigned: unsettled.filter(({step}) => step.kind === 'signature'),
		leftOpen: unsettled.filter(planned => !stopsGo(planned, state)),
		outputs: plan.steps.flatMap(({step}) => stateOf(state, step.id).executions.flatMap(({output, finished}) => finished
			? [{
				output, title: step.title, size: finished.size, leftOut: state.leftOut.has(output),
			}]
			: [])),
		obstacle: describeObstacle(plan, stopping),
	};
}

/** Set aside, and more than a rule that did not apply. */
export function isException(stepState: StepState): boolean {
	return stepState.answers.at(-1)?.as === 'person' || hasFailed(stepState);
}

/** An optional step that was tried and failed still stops; one that nobody touched does not. */
function stopsGo({step, blocking}: PlannedStep, state: RunState): boolean {
	return blocking && needsSomebody(step, state);
}

function describeObstacle(plan: Plan, stopping: readonly PlannedStep[]): string | undefined {
	if (plan.steps.length === 0) {
		return 'This checklist asks nothing, so nothing says that it can go.';
	}

	const first = stopping[0];
	if (!first) {
		return undefined;
	}

	const rest = stopping.length - 1;
	return `GO needs every blocking gate to have passed: “${first.step.title}” in “${first.section.title}”${rest > 0 ? ` and ${rest} more` : ''} ${rest > 0 ? 'have' : 'has'} not.`;
}
