/** Where a run stands, for programs and for people. */
import {describeChecklist} from '../checklist/show.js';
import {showText} from '../checklist/escape.js';
import {
	gateStatus,
	progressOf,
	stateOf,
	stepsOfGate,
	walkedSteps,
} from '../run/gates.js';
import type {Plan} from '../run/plan.js';
import type {RunState} from '../run/state.js';

type Described = ReturnType<typeof describeChecklist>;
type DescribedSection = Described['sections'][number];
type DescribedStep = DescribedSection['steps'][number];

/** The shape of `show FILE --json` with `state`, `by`, `at` on steps and `state` on sections. */
export function describeStanding(plan: Plan, state: RunState) {
	const {started, decision} = state;
	const described = describeChecklist(plan.checklist);
	return {
		...described,
		run: started?.name,
		release: started?.name,
		tag: started?.tag,
		commit: state.commit,
		decision: decision?.decision ?? null,
		sections: described.sections.map(section => withState(section, plan, state)),
	};
}

function withState(section: DescribedSection, plan: Plan, state: RunState): Record<string, unknown> {
	const gate = plan.gateById.get(section.id);
	return {
		...section,
		state: gate ? gateStatus(gate, plan, state) : null,
		steps: section.steps.map(step => withAnswer(step, state)),
		sections: section.sections.map(inner => withState(inner, plan, state)),
	};
}

function withAnswer(step: DescribedStep, state: RunState): Record<string, unknown> {
	const {status, answers} = stateOf(state, step.id);
	const last = answers.at(-1);
	return {
		...step, state: status, by: last?.mark.by.email ?? null, at: last?.mark.at ?? null, steps: step.steps.map(inner => withAnswer(inner, state)),
	};
}

export function standingText(plan: Plan, state: RunState): string[] {
	const {started, decision, closed, commit} = state;
	const all = progressOf(walkedSteps(plan), state);
	return [
		`${showText(started?.name ?? '')}: ${closed ? `closed, ${closed.outcome}${closed.reason === '' ? '' : `: ${showText(closed.reason)}`}` : (decision ? `${decision.decision} decided` : 'open')}, ${all.settled} of ${all.total} steps settled, at ${commit.slice(0, 7)}`,
		...plan.gates.flatMap(gate => {
			const steps = stepsOfGate(gate, plan);
			const {settled, total} = progressOf(steps, state);
			const own = steps.filter(({section}) => section.id === gate.section.id);
			return [
				'',
				`${'  '.repeat(gate.depth)}${showText(gate.section.title)}  [${gateStatus(gate, plan, state)}] ${settled}/${total}${gate.phase === 'before the tag' ? '' : `  (${gate.phase})`}`,
				...own.map(({step}) => {
					const {status, answers} = stateOf(state, step.id);
					const last = answers.at(-1);
					const why = last?.reason === undefined || last.reason === '' ? '' : `: ${showText(last.reason)}`;
					return `${'  '.repeat(gate.depth + 1)}[${status}] ${showText(step.title)}${last ? ` (${showText(last.mark.by.name)}, ${last.mark.at.slice(0, 16).replace('T', ' ')} UTC${why})` : ''}`;
				}),
			];
		}),
	];
}
