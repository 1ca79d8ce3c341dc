import fc from 'fast-check';
import {expect, test} from 'vitest';
import {planWalk} from '../../source/run/plan.js';
import {allSteps} from '../../source/checklist/outline.js';
import {walkedSteps} from '../../source/run/gates.js';
import {anyChecklist} from './arbitrary-checklist.js';
import {
	action,
	checklist,
	choice,
	condition,
	group,
	section,
	signature,
	step,
	value,
} from './checklist-builder.js';

const orderOf = (...content: Parameters<typeof checklist>[0]) => planWalk(checklist(content)).steps.map(({step: {id}}) => id);

test('steps and sections are walked as they stand', () => {
	expect(orderOf(section('1', [step('a'), section('1.1', [step('b')]), step('c')]), section('2', [value('d')]))).toEqual(['a', 'b', 'c', 'd']);
});

test('a group is asked after its items, and not at all when it is only a title', () => {
	expect(orderOf(section('1', [group('g', [step('a'), group('h', [step('b')], {asked: false})])]))).toEqual(['a', 'b', 'g']);
});

test('choices come when all else of the section is walked, signatures last', () => {
	expect(orderOf(section('1', [signature('s'), choice('c'), step('a'), section('1.1', [signature('t'), step('b')]), action('d')]))).toEqual(['a', 'b', 't', 'd', 'c', 's']);
});

test('choices and signatures inside of groups come last too, else neither they nor their group could be answered', () => {
	expect(orderOf(section('1', [group('g', [step('a'), signature('s'), choice('c')]), step('b')]))).toEqual(['a', 'g', 'b', 'c', 's']);
});

test('the decision\'s own signatures are no steps of the walk', () => {
	const plan = planWalk(checklist([section('1', [step('a')]), section('Sign-off', [signature('s', 'director', {seals: true}), value('Remarks')], {part: 'decision'})]));
	expect(plan.steps.map(({step: {id}}) => id)).toEqual(['a', 'Remarks']);
	expect(plan.seals.map(({id}) => id)).toEqual(['s']);
	expect(plan.gates.map(gate => gate.section.id)).toEqual(['1']);
});

test('criteria are walked at the end', () => {
	const plan = planWalk(checklist([section('Success criteria', [step('c')], {part: 'criteria'}), section('1', [step('a')]), section('After', [step('z', {phase: 'after the tag'})])]));
	expect(walkedSteps(plan).map(({step: {id}}) => id)).toEqual(['a', 'c']);
	expect(walkedSteps(plan, 'after the tag').map(({step: {id}}) => id)).toEqual(['z']);
});

test('gates know their depth, their phase and what they pass by', () => {
	const plan = planWalk(checklist([
		section('1', [step('a'), section('1.1', [step('b'), step('c', {phase: 'after the tag'})]), section('info', [step('d')], {blocking: false})]),
		section('Later', [step('e', {phase: 'after the tag'})]),
		section('Text', []),
	]));
	const gates = Object.fromEntries(plan.gates.map(gate => [gate.section.id, [gate.depth, gate.phase, gate.steps.map(index => plan.steps[index]?.step.id).join(''), gate.counted.map(index => plan.steps[index]?.step.id).join('')]]));
	expect(gates).toEqual({
		1: [0, 'before the tag', 'abcd', 'ab'],
		1.1: [1, 'before the tag', 'bc', 'b'],
		info: [1, 'before the tag', 'd', 'd'],
		Later: [0, 'after the tag', 'e', 'e'],
	});
});

test('the document itself is a gate only when steps stand directly in it', () => {
	expect(planWalk(checklist([section('1', [step('a')])])).gateById.has('document')).toBe(false);
	expect(planWalk(checklist([step('z'), section('1', [step('a')])])).gateById.get('document')?.steps).toEqual([0, 1]);
});

test('a step knows the conditions above it, and how they are asked', () => {
	const plan = planWalk(checklist([section('1', [
		group('g', [step('a'), group('h', [step('b')], {condition: condition('minor'), asked: false})], {condition: condition('x86'), asked: false}),
		group('else', [step('c')], {condition: condition('not x86', 'x86'), asked: false}),
	])]));
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
		expect(plan.steps.map(({index}) => index)).toEqual([...plan.steps.keys()]);
		for (const {step: one, section: around, index, groups} of plan.steps) {
			const late = plan.steps.slice(index + 1).filter(other => other.path.includes(around.id));
			expect(one.kind !== 'signature' || late.every(other => other.step.kind === 'signature')).toBe(true);
			expect(one.kind !== 'choice' || late.every(other => ['choice', 'signature'].includes(other.step.kind))).toBe(true);
			const before = groups.filter(({id}) => (plan.byId.get(id)?.index ?? Infinity) < index);
			expect(before.length === 0 || ['choice', 'signature'].includes(one.kind)).toBe(true);
		}
	}));
});
