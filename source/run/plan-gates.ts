/** Which sections are gates, and what each of them passes by. */
import type {Phase, Section} from '../checklist/model.js';
import type {Plan, PlannedGate, PlannedStep} from './plan.js';

export function planGates(root: Section, steps: readonly PlannedStep[], {sections, under}: Pick<Plan, 'sections' | 'under'>): PlannedGate[] {
	const gates: PlannedGate[] = [];
	const visit = (section: Section, above: readonly string[]) => {
		const inside = under.get(section.id) ?? [];
		const path = [...above, section.id];
		const own = section.steps.length > 0;
		// The document itself is a gate only when steps stand directly in it.
		if (inside.length > 0 && section.part !== 'decision' && (own || section.level > 0)) {
			const phase = phaseOf(section, inside, steps);
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

/** A section cut by the tag's place counts as before the tag as long as one of its steps does. */
function phaseOf(section: Section, inside: readonly number[], steps: readonly PlannedStep[]): Phase {
	const phases = new Set(inside.map(index => steps[index]?.phase));
	return phases.has('before the tag') ? 'before the tag' : (steps[inside[0] ?? 0]?.phase ?? section.phase);
}
