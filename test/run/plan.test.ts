import fc from 'fast-check';
import {expect, test} from 'vitest';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {allSteps} from '../../source/checklist/outline.js';
import {walkedSteps} from '../../source/run/gates.js';
import {anyChecklist} from './arbitrary-checklist.js';
import {condition, signature} from './checklist-builder.js';
import {outline} from './outline.js';

const idsOf = (steps: Plan['steps']) => steps.map(({step: {id}}) => id).join(' ');
const planOf = (...given: Parameters<typeof outline>) => planWalk(outline(...given));

test.each([
	['steps and sections are walked as they stand', `
# 1
- a
## 1.1
- b
# 2
- value d`, 'a b d'],
	['a group is asked after its items', `
# 1
- group g
  - a
  - group h
    - b`, 'a b h g'],
	['choices come when all else of the section is walked, signatures last', `
# 1
- signature s
- choice c
- a
## 1.1
- signature t
- b`, 'a b t c s'],
	['choices and signatures inside of groups come last too, else neither they nor their group could be answered', `
# 1
- group g
  - a
  - signature s
  - choice c
- b`, 'a g b c s'],
])('%s', (_what, text, order) => {
	expect(idsOf(planOf(text).steps)).toBe(order);
});

test('a group that is only a title is not asked', () => {
	expect(idsOf(planOf('# 1\n- group g\n  - a', {g: {asked: false}}).steps)).toBe('a');
});

test('a section\'s own steps can stand behind its subsections', () => {
	const document = outline('# 1\n- a\n- z\n## 1.1\n- b');
	const [one] = document.root.sections;
	const behind = {...document, root: {...document.root, sections: one ? [{...one, steps: one.steps.map(own => own.id === 'z' ? {...own, start: {line: 9, column: 1, offset: 99}} : own)}] : []}};
	expect(idsOf(planWalk(behind).steps)).toBe('a b z');
});

test('the decision\'s own signatures are no steps of the walk', () => {
	const {signature: line} = signature('s', 'director', {seals: true});
	const plan = planOf('# 1\n- a\n# Sign-off\n- signature s\n- value Remarks', {s: {signature: line}, 'Sign-off': {part: 'decision'}});
	expect(idsOf(plan.steps)).toBe('a Remarks');
	expect(plan.seals.map(({id}) => id)).toEqual(['s']);
	expect(plan.gates.map(gate => gate.section.id)).toEqual(['1']);
});

test('criteria are walked at the end, and what is after the tag not now', () => {
	const plan = planOf('# Success criteria\n- c\n# 1\n- a\n# After\n- z', {'Success criteria': {part: 'criteria'}, z: {phase: 'after the tag'}});
	expect(idsOf(walkedSteps(plan))).toBe('a c');
	const later = planWalk(plan.checklist, undefined, 'after the tag');
	expect(idsOf(walkedSteps(later))).toBe('z');
});

test('gates know their depth, their phase and what they pass by', () => {
	const plan = planOf(`
# 1
- a
## 1.1
- b
- c
## info
- d
# Later
- e
# Text`, {info: {blocking: false}, c: {phase: 'after the tag'}, e: {phase: 'after the tag'}});
	const idsAt = (indexes: readonly number[]) => indexes.map(index => plan.steps[index]?.step.id).join(' ');
	expect(plan.gates.map(({section, depth, phase, steps, counted}) => [section.id, depth, phase, idsAt(steps), idsAt(counted)])).toEqual([
		['1', 0, 'before the tag', 'a b c d', 'a b'],
		['1.1', 1, 'before the tag', 'b c', 'b'],
		['info', 1, 'before the tag', 'd', 'd'],
		['Later', 0, 'after the tag', 'e', 'e'],
	]);
});

test('a gate of nothing but sections that may fail passes by them, not by having nothing', () => {
	const plan = planOf('# 1\n## info\n- d', {info: {blocking: false}});
	expect(plan.gateById.get('1')?.counted).toEqual([0]);
});

test('the document itself is a gate only when steps stand directly in it', () => {
	expect(planOf('# 1\n- a').gateById.has('document')).toBe(false);
	expect(planOf('- z\n# 1\n- a').gateById.get('document')?.steps).toEqual([0, 1]);
});

test('a step knows the conditions above it, and how they are asked', () => {
	const plan = planOf(`
# 1
- group g
  - a
  - group h
    - b
- group else
  - c`, {g: {condition: condition('x86')}, h: {condition: condition('minor')}, else: {condition: condition('not x86', 'x86')}});
	expect(plan.byId.get('b')?.conditions.map(({id}) => id)).toEqual(['x86', 'minor']);
	expect(plan.byId.get('c')?.conditions.map(({id}) => id)).toEqual(['not x86']);
	expect(plan.byId.get('c')?.questions.map(({id}) => id)).toEqual(['x86']);
});

test('the walking order holds every asked step exactly once, items before their group, signatures last in their section', () => {
	fc.assert(fc.property(anyChecklist, document => {
		const plan = planWalk(document);
		const asked = allSteps(document).filter(one => one.kind === 'group' ? one.asked : !one.signature?.seals).map(({id}) => id);
		expect(plan.steps.map(({step: {id}}) => id).toSorted()).toEqual(asked.toSorted());
		expect(plan.byId.size).toBe(plan.steps.length);
		expect(plan.steps.every(({index}, place) => index === place)).toBe(true);
		for (const {step: {kind}, section, index, groups} of plan.steps) {
			const isLate = kind === 'choice' || kind === 'signature';
			const following = new Set(plan.steps.slice(index + 1).filter(({path}) => path.includes(section.id)).map(other => other.step.kind));
			const mayFollow = kind === 'signature' ? ['signature'] : ['choice', 'signature'];
			expect(isLate ? [...following].filter(other => !mayFollow.includes(other)) : []).toEqual([]);
			expect(isLate ? [] : groups.filter(({id}) => (plan.byId.get(id)?.index ?? Infinity) < index)).toEqual([]);
		}
	}));
});
