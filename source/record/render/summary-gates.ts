/** How many steps of each gate came to what. */
import {
	stateOf,
	stepsOfGate,
	walkedSteps,
	wasOnlyShown,
} from '../../run/gates.js';
import {planWalk, type PlannedStep} from '../../run/plan.js';
import {markdown} from './markdown.js';
import {phaseOf, type Material} from './material.js';
import {count, describeStatus, tally} from './words.js';

/** All together first, then a line for every gate that this run walks. */
export function summarizeGates(material: Material): string[] {
	const phase = phaseOf(material);
	const plan = planWalk(material.checklist, undefined, phase);
	const gates = plan.gates.filter(gate => gate.phase === phase && gate.section.level > 0);
	return [
		`all: ${describeCounts(walkedSteps(plan), material)}`,
		...gates.map(gate => {
			const status = describeStatus(material.gateStatus(gate.section.id));
			const counts = describeCounts(stepsOfGate(gate, plan).filter(step => step.phase === phase), material);
			return `gate ${markdown.strong(status)}: ${markdown.say(gate.section.title)}${gate.section.blocking ? '' : ' (not blocking)'}, ${counts}`;
		}),
	];
}

function describeCounts(steps: readonly PlannedStep[], {state}: Material): string {
	const shown = steps.filter(({step}) => wasOnlyShown(step, stateOf(state, step.id).status, state));
	const others = steps.filter(planned => !shown.includes(planned));
	const parts = [...tally(others.map(({step}) => stateOf(state, step.id).status)), ...(shown.length === 0 ? [] : [`${shown.length} shown and not run`])];
	return `${count(steps.length, 'step')} (${parts.join(', ')})`;
}
