/** Any checklist, for the properties. */
import fc from 'fast-check';
import type {
	Checklist,
	Condition,
	Section,
	Step,
} from '../../source/checklist/model.js';
import type {Settings} from '../../source/checklist/settings.js';
import {allSteps, sectionsOf} from '../../source/checklist/outline.js';
import {
	action,
	check,
	checklist,
	choice,
	command,
	evidence,
	group,
	rule,
	section,
	signature,
	step,
	value,
	wait,
} from './checklist-builder.js';

export type Draw = fc.GeneratorValue;

export const chance = (draw: Draw, percent: number) => draw(fc.nat, {max: 99}) < percent;

/** Drawn as a place, so that what is found is told in small numbers. */
export function pick<const Item>(draw: Draw, items: readonly [Item, ...Item[]] | readonly Item[]): Item {
	const item = items[draw(fc.nat, {max: Math.max(0, items.length - 1)})];
	if (item === undefined) {
		throw new TypeError('There is nothing to pick from');
	}

	return item;
}

function drawPhase(draw: Draw): Pick<Step, 'phase'> {
	return {phase: chance(draw, 85) ? 'before the tag' : pick(draw, ['after the tag' as const, 'no-go' as const, 'rolling back' as const])};
}

/** Ids count up, so that titles never clash. */
type Naming = {next: number};

/** Conditions of the steps before it in the same list are `beside` it: `Otherwise:` follows its `If:`. */
function drawStep(draw: Draw, naming: Naming, depth: number, beside: Condition[]): Step {
	naming.next += 1;
	const id = `s${naming.next}`;
	const shared: Partial<Step> = {
		...drawPhase(draw),
		optional: chance(draw, 15),
		condition: drawCondition(draw, naming, beside),
		onlyIf: chance(draw, 8) ? rule(`rule ${naming.next}`) : undefined,
		witness: chance(draw, 5),
		freshMs: chance(draw, 10) ? 5000 : undefined,
		by: chance(draw, 10) ? 'release manager' : undefined,
		waivableBy: chance(draw, 50) ? 'release manager' : undefined,
	};
	const inside: Condition[] = [];
	switch (pick(draw, ['confirm', 'check', 'action', 'value', 'choice', 'signature', 'evidence', 'wait', 'group', 'group'])) {
		case 'check': {
			return check(id, {...shared, ...(chance(draw, 20) && {commands: [], expectations: [{expression: 'tag != ""', line: 1, column: 1}]})});
		}

		case 'action': {
			return action(id, {...shared, commands: [command('git push <remote>', {irreversible: chance(draw, 30), placeholders: chance(draw, 30) ? ['<remote>'] : []})]});
		}

		case 'value': {
			return value(id, shared);
		}

		case 'choice': {
			return choice(id, ['PASS', 'N/A', 'FAIL'], shared);
		}

		case 'signature': {
			return signature(id, pick(draw, ['release manager', 'director']), {...shared, count: pick(draw, [1, 2]), seals: chance(draw, 10)});
		}

		case 'evidence': {
			return evidence(id, pick(draw, [['*.log'], ['a.json', 'b.csv'], ['~/mail/approval.eml']]), shared);
		}

		case 'wait': {
			return wait(id, 60_000, shared);
		}

		case 'group': {
			return depth > 2 ? step(id, shared) : group(id, drawMany(draw, 3, () => drawStep(draw, naming, depth + 1, inside)), {...shared, asked: chance(draw, 60)});
		}

		case 'confirm': {
			return step(id, shared);
		}
	}
}

function drawCondition(draw: Draw, {next}: Naming, beside: Condition[]): Condition | undefined {
	if (!chance(draw, 20)) {
		return undefined;
	}

	const opposite = chance(draw, 40) ? beside.find(({oppositeOf}) => oppositeOf === undefined) : undefined;
	const made: Condition = {
		id: `if ${next}`, text: `If ${next}:`, line: 1, oppositeOf: opposite?.id, expression: undefined,
	};
	beside.push(made);
	return made;
}

function drawMany<Item>(draw: Draw, max: number, make: () => Item): Item[] {
	return Array.from({length: draw(fc.nat, {max})}, make);
}

function drawSection(draw: Draw, naming: Naming, depth: number): Section {
	naming.next += 1;
	const id = `g${naming.next}`;
	const beside: Condition[] = [];
	const content = drawMany(draw, 4, () => depth < 2 && chance(draw, 25) ? drawSection(draw, naming, depth + 1) : drawStep(draw, naming, 0, beside));
	return section(id, content, {
		blocking: chance(draw, 85),
		part: pick(draw, ['steps', 'steps', 'steps', 'criteria', 'decision']),
		onlyIf: chance(draw, 8) ? rule(`rule ${id}`) : undefined,
		about: chance(draw, 10) ? ['docs/**'] : [],
	});
}

/** Some sections and steps require any others, themselves or something that is not there included. */
function withRequirements(draw: Draw, made: Checklist): Checklist {
	const ids = [...[...sectionsOf(made.root)].map(({id}) => id), ...allSteps(made).map(({id}) => id), 'nowhere'];
	const requires = () => chance(draw, 6) ? [pick(draw, ids)] : [];
	const changeStep = (one: Step): Step => ({...one, requires: requires(), steps: one.steps.map(inner => changeStep(inner))});
	const changeSection = (one: Section): Section => ({
		...one, requires: requires(), steps: one.steps.map(inner => changeStep(inner)), sections: one.sections.map(inner => changeSection(inner)),
	});
	return {...made, root: changeSection(made.root)};
}

function drawChecklist(draw: Draw, settings: Partial<Settings>): Checklist {
	const naming: Naming = {next: 0};
	const beside: Condition[] = [];
	const content = drawMany(draw, 5, () => chance(draw, 80) ? drawSection(draw, naming, 0) : drawStep(draw, naming, 0, beside));
	return checklist(content, {
		order: chance(draw, 20) ? 'strict' : 'free', note: chance(draw, 10), samePerson: chance(draw, 50), ...settings,
	});
}

export const anyChecklist: fc.Arbitrary<Checklist> = fc.gen().map(draw => withRequirements(draw, drawChecklist(draw, {own: chance(draw, 30)})));

/** One in which nothing requires anything and everything may be waived: it can always be walked to its end. */
export const freeChecklist: fc.Arbitrary<Checklist> = fc.gen().map(draw => drawChecklist(draw, {own: false}));
