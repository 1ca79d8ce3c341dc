/** Small checklists whose places are found by searching the text, and runs on them. */
import {createHash} from 'node:crypto';
import type {Nodes} from 'mdast';
import {sectionDefaults, stepDefaults} from '../checklist-defaults.js';
import type {
	Checklist,
	Fill,
	Range,
	Section,
	Step,
} from '../../source/checklist/model.js';
import type {Event, EventData, Fact} from '../../source/run/events.js';
import {emptyChain, link} from '../../source/run/chain.js';
import {gateStatus} from '../../source/run/gates.js';
import {planWalk} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {fillChecklist, planEdits} from '../../source/record/render/fill.js';
import type {Material, RecordSource} from '../../source/record/render/material.js';
import {rangeOf as placeOf} from '../../source/checklist/markdown.js';
import {readBlocks} from '../../source/checklist/reader/document.js';

export const ada = {name: 'Ada Lovelace', email: 'ada@example.com', host: 'build'};
export const grace = {name: 'Grace Hopper', email: 'grace@example.com', host: 'desk'};

type Change = {readonly find: string; readonly step: Partial<Step>};

/** `text` of the first place behind `after` in the document. */
export function rangeOf(document: string, text: string, after = ''): Range {
	const from = document.indexOf(text, document.indexOf(after));
	if (from === -1) {
		throw new TypeError(`“${text}” is not in the document`);
	}

	return {from, to: from + text.length};
}

/** Headings become sections, boxes confirmations; anything else is given by the line that it stands in. */
export function sampleChecklist(text: string, {changes = [], fills = [], frontMatter, ...rest}: {
	readonly changes?: readonly Change[];
	readonly fills?: readonly Fill[];
	readonly frontMatter?: Range;
} & Partial<Checklist> = {}): Checklist {
	const lines = linesOf(text);
	const heads = lines.filter(({line}) => line.startsWith('## '));
	const steps = lines.flatMap(line => readStep(line, changes));
	const sections = heads.map((head, index) => {
		const to = heads[index + 1]?.from ?? text.length;
		return section(head.line.slice(3), {from: head.from, to}, steps.filter(({start}) => start.offset > head.from && start.offset < to));
	});
	const outside = steps.filter(({start}) => start.offset < (heads[0]?.from ?? text.length));
	return {
		title: 'Sample',
		digest: createHash('sha256').update(text).digest('hex'),
		commandsDigest: '0'.repeat(64),
		text,
		settings: {
			own: false, release: undefined, tag: undefined, inputs: [], placeholders: [], decision: ['release manager'],
			order: 'free', pair: 'optional', samePerson: false, note: false, record: 'releases',
		},
		frontMatter,
		root: {...section('', {from: 0, to: text.length}, outside), level: 0, sections},
		copies: new Map(),
		tagPlace: {
			id: undefined, line: undefined, others: [], none: false,
		},
		fills,
		diagnostics: [],
		namedVersion: undefined,
		...rest,
	};
}

function linesOf(text: string): Array<{line: string; from: number}> {
	let from = 0;
	return text.split('\n').map(line => {
		const entry = {line: line.replace(/\r$/v, ''), from};
		from += line.length + 1;
		return entry;
	});
}

function section(title: string, range: Range, steps: readonly Step[]): Section {
	return {
		...sectionDefaults, id: `section ${title}`, title, start: {line: 1, column: 1, offset: range.from}, range, gate: steps.length > 0, steps, sections: [],
	};
}

function readBlank(line: string, from: number): Partial<Step> | undefined {
	const label = /^(?<label>\w+): _+$/v.exec(line)?.groups?.label;
	return label === undefined
		? undefined
		: {title: `${label} ${from}`, kind: 'value', value: {label, blank: {at: {from: from + line.indexOf('_'), to: from + line.length}}, evidence: false}};
}

function readStep({line, from}: {line: string; from: number}, changes: readonly Change[]): Step[] {
	const change = changes.find(({find}) => line.includes(find))?.step ?? readBlank(line, from);
	const match = /^(?<before>\s*(?:[*\-] |\d+\. )?)\[(?<mark>.)\] (?<title>.*)$/v.exec(line);
	if (!change && !match) {
		return [];
	}

	const before = match?.groups?.before ?? '';
	const title = change?.title ?? match?.groups?.title ?? line;
	const box = from + before.length + 1;
	return [{
		...stepDefaults, id: `step ${title}`, kind: 'confirm', title, start: {line: 1, column: 1, offset: from + before.length}, range: {from, to: from + line.length},
		ticked: match?.groups?.mark === 'x', box: match ? {at: {from: box, to: box + 1}, sign: false} : undefined,
		note: {at: from + line.length, indent: before.replaceAll(/\S/gv, ' ')}, steps: [],
		...change,
	}];
}

export const started: EventData['run-started'] = {
	name: 'v1.2.0#1', tag: 'v1.2.0', kind: 'release', project: 'sample', program: 'holdpoint 0.1.0', format: 1, renderer: 1,
	checklist: {path: 'checklists/release.md', digest: 'c'.repeat(64)}, commit: 'a'.repeat(40), tree: 'b'.repeat(40), branch: 'main', previous: null,
	signers: {digest: 'd'.repeat(64), version: 3}, key: 'SHA256:key', decision: ['release manager', 'director'], dirty: false, rehearsal: false, demo: false,
};

/** One minute between the events. */
function sampleEvents(facts: ReadonlyArray<Fact & {readonly person?: typeof ada}>): Event[] {
	const events: Event[] = [];
	let end = emptyChain;
	for (const [index, {person = ada, ...fact}] of facts.entries()) {
		const at = new Date(Date.UTC(2026, 10, 20, 14, index)).toISOString();
		const linked = link({
			fact, end, run: '0123456789abcdef0123456789abcdef', at, by: person,
		});
		events.push(linked.event);
		end = linked.end;
	}

	return events;
}

export function sampleSource(checklist: Checklist, facts: ReadonlyArray<Fact & {readonly person?: typeof ada}>): RecordSource {
	const events = sampleEvents(facts);
	const plan = planWalk(checklist);
	const state = replay(initialState(plan), events);
	return {
		checklist, events, state, gateStatus(id) {
			const gate = plan.gateById.get(id);
			return gate ? gateStatus(gate, plan, state) : 'open';
		},
	};
}

export function finished(step: string, output: number, change: Partial<EventData['check-finished']> = {}): EventData['check-finished'] {
	return {
		step, output, ok: true, why: '', ending: 'exited', exit: 0, signal: null, ms: 412, statements: [], expectations: [],
		tail: '', size: 0, sha256: 'e'.repeat(64), ...change,
	};
}

export function ran(step: string, output: number, text: string): EventData['check-started'] {
	return {
		step, output, commands: [{
			text, interpreter: 'bash', cwd: '', environment: [], line: 1,
		}],
	};
}

const wordless = new Set(['text', 'inlineCode', 'break', 'yaml']);

/** The structure of what is not within these ranges. */
export function structureOf(nodes: readonly Nodes[], ranges: readonly Range[] = []): unknown[] {
	const kept = nodes.filter(node => {
		const {from, to} = placeOf(node);
		return !wordless.has(node.type) && ranges.every(range => from < range.from || to > range.to);
	});
	return kept.map(node => {
		const shape = node.type === 'listItem' ? typeof node.checked : (node.type === 'heading' ? node.depth : '');
		return [node.type, shape, 'children' in node ? structureOf(node.children, ranges) : []];
	});
}

/** The structure of the filled-in checklist without what the record added. */
export function structureOfFilled(material: Material): unknown[] {
	let grown = 0;
	const added: Range[] = [];
	for (const edit of planEdits(material)) {
		const from = edit.from + grown;
		grown += edit.text.length - (edit.to - edit.from);
		if (edit.from === edit.to) {
			added.push({from, to: from + edit.text.length});
		}
	}

	return structureOf(readBlocks(fillChecklist(material)), added);
}
