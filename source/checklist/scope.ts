/** Which names an expectation, a condition or a command of a step may use. */
import type {
	Checklist,
	Evidence,
	Section,
	Step,
} from './model.js';
import {stepsBelow, stepsOf} from './outline.js';

export type NamedEvidence = Evidence & {readonly name: string};

export type Scope = {
	/** Members of `inputs`. */
	readonly inputs: readonly string[];
	/** Texts by their own name: what commands save, and what `For each` stands for here. */
	readonly values: readonly string[];
	/** Evidence of the step's section and of those above; of two with one name the nearer one. */
	readonly evidence: readonly NamedEvidence[];
};

const isNamed = (evidence: Evidence): evidence is NamedEvidence => evidence.name !== undefined;

const evidenceIn = ({steps}: Section): NamedEvidence[] => steps.flatMap(step => [...stepsBelow(step)]).flatMap(({evidence}) => evidence.filter(found => isNamed(found)));

/** For every step by its id, groups and their items both. */
export const readScopes = ({root, settings}: Checklist): ReadonlyMap<string, Scope> => {
	const inputs = settings.inputs.map(({name}) => name);
	const saved = [...stepsOf(root)].flatMap(({commands}) => commands.flatMap(({save}) => save ?? []));
	const scopes = new Map<string, Scope>();
	const visitStep = (step: Step, evidence: readonly NamedEvidence[]): void => {
		scopes.set(step.id, {inputs, values: [...new Set([...saved, ...step.bindings.map(({name}) => name)])], evidence});
		for (const inner of step.steps) {
			visitStep(inner, evidence);
		}
	};

	const visit = (section: Section, above: readonly NamedEvidence[]): void => {
		const evidence = new Map([...above, ...evidenceIn(section)].map(named => [named.name, named])).values().toArray();
		for (const step of section.steps) {
			visitStep(step, evidence);
		}

		for (const inner of section.sections) {
			visit(inner, evidence);
		}
	};

	visit(root, []);
	return scopes;
};
