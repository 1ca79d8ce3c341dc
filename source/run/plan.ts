/** The order in which a checklist is walked, and where each step belongs: derived once from the checklist. */
import {allSteps, sectionsOf} from '../checklist/outline.js';
import type {
	Checklist,
	Condition,
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
	/** The conditions of the sections and groups above and its own, that must hold for it to be asked; outermost first. */
	readonly conditions: readonly Condition[];
	/** The same as they are asked: for `Otherwise:` the condition whose opposite it is. */
	readonly questions: readonly Condition[];
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
	/** Those of them that it passes by: of its own phase, and not of a section below that may fail without blocking. */
	readonly counted: readonly number[];
	readonly phase: Phase;
};

/** Who drives: what decides whether they may answer for a role. */
export type Operator = {
	/** Everything that they are known by: the witness is somebody else. */
	readonly emails: readonly string[];
	/** By the signers file; undefined: there is none, and nobody says who may do what. */
	readonly roles: readonly string[] | undefined;
};

const nobody: Operator = {emails: [], roles: undefined};

export type Plan = {
	readonly checklist: Checklist;
	readonly operator: Operator;
	/** What this run walks. */
	readonly phase: Phase;
	/** Everything that is asked, in walking order. */
	readonly steps: readonly PlannedStep[];
	readonly byId: ReadonlyMap<string, PlannedStep>;
	readonly gates: readonly PlannedGate[];
	readonly gateById: ReadonlyMap<string, PlannedGate>;
	readonly sections: ReadonlyMap<string, Section>;
	/** For every section and step of the checklist, asked itself or not: indexes of what is asked in it, itself included. */
	readonly under: ReadonlyMap<string, readonly number[]>;
	/** The decision's own signature lines, in document order. */
	readonly seals: readonly Step[];
	/** The plans of the texts that the run went by before this one was taken, the first one first. */
	readonly earlier: readonly Plan[];
};

/** `earlier`: the texts that the run went by before. */
export function planWalk(checklist: Checklist, operator = nobody, phase: Phase = 'before the tag', earlier: readonly Checklist[] = []): Plan {
	const all = allSteps(checklist);
	const sections = new Map(Array.from(sectionsOf(checklist.root), section => [section.id, section]));
	const asked = new Map(all.flatMap(({condition}) => condition ? [[condition.id, condition] as const] : []));
	const steps = walkSection(checklist.root, {path: [], blocking: true, conditions: []}).map((entry, index): PlannedStep => ({
		...entry, index, questions: entry.conditions.map(condition => asked.get(condition.oppositeOf ?? '') ?? condition),
	}));
	const under = planUnder([...sections.keys(), ...all.map(({id}) => id)], steps);
	const gates = planGates(checklist.root, steps, {sections, under, phase});
	return {
		checklist,
		operator,
		phase,
		steps,
		byId: new Map(steps.map(planned => [planned.step.id, planned])),
		gates,
		gateById: new Map(gates.map(gate => [gate.section.id, gate])),
		sections,
		under,
		seals: all.filter(step => step.signature?.seals),
		earlier: earlier.map(text => planWalk(text, operator, phase)),
	};
}

/** By which plan a run goes while its checklist has this digest. */
export function planOfText(plan: Plan, digest: string): Plan | undefined {
	return [plan, ...plan.earlier].find(({checklist}) => checklist.digest === digest);
}

export function firstPlan(plan: Plan): Plan {
	return plan.earlier[0] ?? plan;
}

type Place = Pick<PlannedStep, 'section' | 'path' | 'groups' | 'conditions' | 'blocking'>;
type Walked = Omit<PlannedStep, 'index' | 'questions'>;

function walkSection(section: Section, above: Pick<Place, 'path' | 'blocking' | 'conditions'>): Walked[] {
	const path = [...above.path, section.id];
	const blocking = above.blocking && section.blocking;
	const conditions = [...above.conditions, ...listConditions(section)];
	const place: Place = {
		section, path, blocking, groups: [], conditions,
	};
	const own = section.steps.map(step => ({at: step.start.offset, walked: walkStep(step, place)}));
	const inner = section.sections.map(below => ({at: below.start.offset, walked: walkSection(below, {path, blocking, conditions})}));
	const inOrder = [
		...own.map(({at, walked}) => ({at, walked: walked.filter(({step}) => lateness(step) === 0)})),
		...inner,
	].toSorted((one, other) => one.at - other.at);
	// Choices come when all else of the section is settled, signatures last, wherever they stand.
	const late = own.flatMap(({walked}) => walked).filter(({step}) => lateness(step) > 0).toSorted((one, other) => lateness(one.step) - lateness(other.step));
	return [...inOrder.flatMap(({walked}) => walked), ...late];
}

/** What a machine can answer comes first: nobody is asked about what is ruled out. */
function listConditions({onlyIf, condition}: {readonly onlyIf: Condition | undefined; readonly condition?: Condition | undefined}): Condition[] {
	return [onlyIf, condition].filter(one => one !== undefined);
}

function lateness({kind}: Step): number {
	return kind === 'signature' ? 2 : (kind === 'choice' ? 1 : 0);
}

function walkStep(step: Step, place: Place): Walked[] {
	const conditions = [...place.conditions, ...listConditions(step)];
	const groups = [...place.groups, step];
	const below = step.steps.flatMap(inner => walkStep(inner, {...place, groups, conditions}));
	const isAsked = step.kind === 'group' ? step.asked : !step.signature?.seals;
	return isAsked
		? [...below, {
			...place, step, conditions, phase: step.phase, part: place.section.part,
		}]
		: below;
}

function planUnder(ids: readonly string[], steps: readonly PlannedStep[]): Map<string, number[]> {
	const under = new Map(ids.map(id => [id, [] as number[]]));
	for (const {step, path, groups, index} of steps) {
		for (const id of [...path, ...groups.map(group => group.id), step.id]) {
			under.get(id)?.push(index);
		}
	}

	return under;
}

function planGates(root: Section, steps: readonly PlannedStep[], {sections, under, phase: walked}: Pick<Plan, 'sections' | 'under' | 'phase'>): PlannedGate[] {
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
