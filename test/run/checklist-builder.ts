/** Checklists without Markdown: what a test says about a step or section, and defaults for the rest. Ids are the titles. */
import type {Command} from '../../source/checklist/command.js';
import type {
	Alternative,
	Checklist,
	Condition,
	Evidence,
	Section,
	Step,
} from '../../source/checklist/model.js';
import type {Settings} from '../../source/checklist/settings.js';
import {commandDefaults, sectionDefaults, stepDefaults} from '../checklist-defaults.js';

const nowhere = {line: 1, column: 1, offset: 0};
const box = {at: {from: 0, to: 1}, sign: false};

export function step(title: string, rest: Partial<Step> = {}): Step {
	return {
		...stepDefaults, id: title, kind: 'confirm', title, start: nowhere, range: {from: 0, to: 0}, box: undefined, note: {at: 0, indent: ''}, steps: [], ...rest,
	};
}

export function command(text: string, rest: Partial<Command> = {}): Command {
	return {
		language: 'bash', text, line: 1, mode: 'action', ...commandDefaults, ...rest,
	};
}

export const check = (title: string, rest: Partial<Step> = {}) => step(title, {kind: 'check', commands: [command('true', {mode: 'check'})], ...rest});
export const action = (title: string, rest: Partial<Step> = {}) => step(title, {kind: 'action', commands: [command('make')], ...rest});
export const group = (title: string, steps: readonly Step[], rest: Partial<Step> = {}) => step(title, {kind: 'group', steps, ...rest});
export const value = (title: string, rest: Partial<Step> = {}) => step(title, {kind: 'value', value: {label: title, blank: {at: {from: 0, to: 0}}, evidence: false}, ...rest});

export function choice(title: string, labels: readonly string[] = ['PASS', 'FAIL'], rest: Partial<Step> = {}): Step {
	const alternatives = labels.map((label): Alternative => ({label, fails: ['FAIL', 'NO'].includes(label), box}));
	return step(title, {kind: 'choice', alternatives, ...rest});
}

export function signature(title: string, role = 'release manager', {count = 1, seals = false, ...rest}: Partial<Step> & {count?: number; seals?: boolean} = {}): Step {
	return step(title, {
		kind: 'signature', signature: {
			role, count, blank: undefined, seals,
		}, ...rest,
	});
}

export const evidence = (title: string, globs: readonly string[] = ['*.log'], rest: Partial<Step> = {}) => step(title, {
	kind: 'evidence', evidence: globs.map((glob): Evidence => ({
		name: undefined, glob, line: 1, age: 'run',
	})), ...rest,
});
/** Of so many milliseconds. */
export const wait = (title: string, ms = 60_000, rest: Partial<Step> = {}) => step(title, {kind: 'wait', wait: {kind: 'for', ms}, ...rest});

/** What a machine answers. */
export const rule = (id: string, expression = 'inputs.kind == "major"'): Condition => ({
	id, text: `Only if ${id}`, line: 1, oppositeOf: undefined, expression,
});

export const condition = (id: string, oppositeOf?: string): Condition => ({
	id, text: `${oppositeOf === undefined ? 'If' : 'Otherwise, not'} ${id}:`, line: 1, oppositeOf, expression: undefined,
});

type Content = ReadonlyArray<Step | Section>;

/** What stands in a section, in document order: steps may stand behind subsections. */
const contents = new WeakMap<Section, Content>();

export function section(title: string, content: Content, rest: Partial<Section> = {}): Section {
	const made: Section = {
		...sectionDefaults, id: title, title, start: nowhere, range: {from: 0, to: 0}, gate: content.length > 0,
		steps: content.filter(one => 'kind' in one), sections: content.filter(one => 'level' in one), ...rest,
	};
	contents.set(made, content);
	return made;
}

const settings: Settings = {
	own: false, release: undefined, tag: undefined, inputs: [], placeholders: [], decision: [], order: 'free', pair: 'optional', samePerson: false, note: false, record: 'releases',
};

/** Gives everything its place: each step and each heading stands one behind the one before. */
export function checklist(content: Content, changes: Partial<Settings> = {}): Checklist {
	let offset = 0;
	const place = () => {
		offset += 1;
		return {line: offset, column: 1, offset};
	};

	const placeStep = (one: Step): Step => {
		const start = place();
		const steps = one.steps.map(inner => placeStep(inner));
		return {
			...one, start, steps, range: {from: start.offset, to: offset + 1},
		};
	};

	const placeSection = (title: string, inside: Content, rest: Partial<Section>): Section => {
		const start = place();
		const placed = inside.map(one => 'kind' in one ? placeStep(one) : placeSection(one.title, contents.get(one) ?? [], one));
		return section(title, placed, {
			...rest, start, range: {from: start.offset, to: offset + 1}, steps: placed.filter(one => 'kind' in one), sections: placed.filter(one => 'level' in one),
		});
	};

	return {
		title: 'Release', digest: '0'.repeat(64), commandsDigest: '0'.repeat(64), text: '', settings: {...settings, ...changes}, frontMatter: undefined,
		root: placeSection('', content, {id: 'document', level: 0}),
		copies: new Map(),
		tagPlace: {
			id: undefined, line: undefined, others: [], none: false,
		},
		fills: [], diagnostics: [], namedVersion: undefined,
	};
}
