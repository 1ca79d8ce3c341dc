/** The order in which a checklist is walked, and where each step belongs: derived once from the checklist. */
import {sectionsOf} from '../checklist/outline.js';
import type {
	Checklist,
	Phase,
	Section,
	SectionPart,
	Step,
} from '../checklist/model.js';

export type PlannedStep = {
	readonly step: Step;
	/** The section that the step stands in. */
	readonly section: Section;
	/** Ids of the sections around it, outermost first, its own last. */
	readonly path: readonly string[];
	/** The groups above, outermost first. */
	readonly groups: readonly Step[];
	/** The conditions above that must hold for it to be asked. */
	readonly conditions: ReadonlyArray<NonNullable<Step['condition']>>;
	readonly phase: Phase;
	readonly part: SectionPart;
	readonly blocking: boolean;
	/** Place in the walking order. */
	readonly index: number;
};

export type PlannedGate = {
	readonly section: Section;
	/** 0 for a gate directly below the document. */
	readonly depth: number;
	readonly path: readonly string[];
	/** Indexes into `steps` of all that is asked in it and below. */
	readonly steps: readonly number[];
	readonly phase: Phase;
};

export type Plan = {
	readonly checklist: Checklist;
	/** Everything that is asked, in walking order. */
	readonly steps: readonly PlannedStep[];
	readonly byId: ReadonlyMap<string, PlannedStep>;
	readonly gates: readonly PlannedGate[];
	readonly gateById: ReadonlyMap<string, PlannedGate>;
	/** The decision's own signature lines, in document order. */
	readonly seals: readonly Step[];
};

type Place = Pick<PlannedStep, 'section' | 'path' | 'groups' | 'conditions' | 'blocking'>;

export function planWalk(checklist: Checklist): Plan {
	const walked = [...walkSection(checklist.root, {path: [], blocking: true})];
	const steps = walked.map((entry, index) => ({...entry, index}));
	const byId = new Map(steps.map(planned => [planned.step.id, planned]));
	const gates = planGates(checklist.root, steps);
	const seals = [...sectionsOf(checklist.root)].flatMap(section => section.steps).filter(step => step.signature?.seals);
	return {
		checklist,
		steps,
		byId,
		gates,
		gateById: new Map(gates.map(gate => [gate.section.id, gate])),
		seals,
	};
}

type Walked = Omit<PlannedStep, 'index'>;

function * walkSection(section: Section, above: {path: readonly string[]; blocking: boolean}): Generator<Walked> {
	const path = [...above.path, section.id];
	const blocking = above.blocking && section.blocking;
	const place: Place = {
		section, path, blocking, groups: [], conditions: [],
	};
	const late = (step: Step) => step.kind === 'signature' ? 2 : (step.kind === 'choice' ? 1 : 0);
	const inOrder = [
		...section.steps.filter(step => late(step) === 0).map(step => ({at: step.start.offset, walk: () => walkStep(step, place)})),
		...section.sections.map(inner => ({at: inner.start.offset, walk: () => walkSection(inner, {path, blocking})})),
	].toSorted((one, other) => one.at - other.at);
	for (const child of inOrder) {
		yield * child.walk();
	}

	// Choices come when all else of the section is settled, signatures last, wherever they stand.
	for (const step of section.steps.filter(step => late(step) > 0).toSorted((one, other) => late(one) - late(other))) {
		yield * walkStep(step, place);
	}
}

function * walkStep(step: Step, place: Place): Generator<Walked> {
	const conditions = step.condition ? [...place.conditions, step.condition] : place.conditions;
	const groups = [...place.groups, step];
	for (const inner of step.steps) {
		yield * walkStep(inner, {...place, groups, conditions});
	}

	const isAsked = step.kind === 'group' ? step.asked : !step.signature?.seals;
	if (isAsked) {
		yield {
			...place, step, conditions, phase: step.phase, part: place.section.part,
		};
	}
}

function planGates(root: Section, steps: readonly PlannedStep[]): PlannedGate[] {
	const bySection = new Map<string, number[]>();
	for (const {path, index} of steps) {
		for (const id of path) {
			const list = bySection.get(id) ?? [];
			list.push(index);
			bySection.set(id, list);
		}
	}

	const gates: PlannedGate[] = [];
	const visit = (section: Section, path: readonly string[]) => {
		const inside = bySection.get(section.id) ?? [];
		const own = section.steps.length > 0;
		// The document itself is a gate only when steps stand directly in it.
		if (inside.length > 0 && section.part !== 'decision' && (own || section.level > 0)) {
			gates.push({
				section, depth: Math.max(0, path.length - 1), path: [...path, section.id], steps: inside, phase: phaseOf(section, inside, steps),
			});
		}

		for (const inner of section.sections) {
			visit(inner, [...path, section.id]);
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
