/** Which sections are gates, and what each of them passes by. */
import type {Phase, Section} from '../checklist/model.js';
import type {Plan, PlannedGate, PlannedStep} from './plan.js';

export function planGates(root: Section, steps: readonly PlannedStep[], {sections, under, phase: walked}: Pick<Plan, 'sections' | 'under' | 'phase'>): PlannedGate[] {
	const gates: PlannedGate[] = [];
	const visit = (section: Section, above: readonly string[]) => {
		const inside = under.get(section.id) ?? [];
		const path = [...above, section.id];
		const own = section.steps.length > 0;
		// The document itself is a gate only when steps stand directly in it.
		if (inside.length > 0 && section.part !== 'decision' && (own || section.level > 0)) {
			const phase = phaseOf(section, inside.flatMap(index => steps[index]?.phase ?? []), walked);
			const ofPhase = inside.filter(index => steps[index]?.phase === phase);
			const blocking = ofPhase.filter(index => steps[index]?.path.slice(path.length).every(id => sections.get(id)?.blocking));
			gates.push({
				section,
				depth: above.length === 0 ? 0 : above.length - 1,
				path,
				steps: inside,
				// A gate of nothing but sections that may fail is known by them; it must not pass by having nothing.
				counted: blocking.length > 0 ? blocking : ofPhase,
				phase,
			});
		}

		for (const inner of section.sections) {
			visit(inner, path);
		}
	};

	visit(root, []);
	return gates;
}

/** A section cut by the tag's place belongs to what this run walks as long as one of its steps does. */
function phaseOf(section: Section, phases: readonly Phase[], walked: Phase): Phase {
	return phases.includes(walked) ? walked : (phases[0] ?? section.phase);
}
