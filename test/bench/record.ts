/** Long walks: the plan and the record of 10,000 steps against those of a quarter of them. */
import {performance} from 'node:perf_hooks';
import {parseChecklist} from '../../source/checklist/parse.js';
import type {Checklist} from '../../source/checklist/model.js';
import {sourceOf} from '../../source/record/render/material.js';
import {renderRecord} from '../../source/record/render.js';
import {emptyChain, link} from '../../source/run/chain.js';
import type {Event, Fact} from '../../source/run/events.js';
import {planWalk, type Plan} from '../../source/run/plan.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {longDocument} from './documents.js';
import {interleave, median} from './measure.js';
import {compare, sayFigures} from './report.js';

const steps = 10_000;
const part = 4;
const rounds = 5;
/** Twice what it is when the time grows as the document does. */
const growthBar = part * 2;
const by = {name: 'Ada Lovelace', email: 'ada@example.com', host: 'buildhost'};

const started: Fact = {
	type: 'run-started', data: {
		name: 'v1.0.0#1', tag: 'v1.0.0', kind: 'release', project: 'bench', program: 'holdpoint', format: 1, renderer: 1, checklist: {path: 'RELEASE.md', digest: '0'.repeat(64)},
		commit: '1'.repeat(40), tree: '2'.repeat(40), branch: 'main', previous: null, signers: null, key: null, decision: ['release manager'], dirty: false, rehearsal: false, demo: false,
	},
};

const readText = (text: string): Checklist => parseChecklist(new TextEncoder().encode(text));

type Walked = {readonly checklist: Checklist; readonly plan: Plan; readonly events: readonly Event[]};

/** Every step confirmed, with a note. */
function walk(count: number): Walked {
	const checklist = readText(longDocument(count));
	const plan = planWalk(checklist);
	const facts: Fact[] = [started, ...plan.steps.map(({step}): Fact => ({
		type: 'step-confirmed', data: {
			steps: [step.id], together: false, answer: '', note: `seen on line ${step.start.line}`, byHand: false,
		},
	}))];
	const events: Event[] = [];
	let end = emptyChain;
	for (const [index, fact] of facts.entries()) {
		const linked = link({
			fact, end, run: 'a'.repeat(32), at: new Date(Date.UTC(2026, 10, 20) + (index * 1000)).toISOString(), by,
		});
		events.push(linked.event);
		({end} = linked);
	}

	return {checklist, plan, events};
}

const acts = {
	'reading the checklist': ({checklist}: Walked) => readText(checklist.text),
	'the plan of the walk': ({checklist}: Walked) => planWalk(checklist),
	'replaying its events': ({plan, events}: Walked) => replay(initialState(plan), events),
	'rendering its record'({plan, events}: Walked) {
		const state = replay(initialState(plan), events);
		return renderRecord(sourceOf(plan, state, events));
	},
};

export async function measureRecord(): Promise<void> {
	const [short, long] = [walk(steps / part), walk(steps)];
	const figures = [];
	for (const [name, act] of Object.entries(acts)) {
		const time = (walked: Walked) => async () => {
			const from = performance.now();
			act(walked);
			return performance.now() - from;
		};

		await interleave(1, {short: time(short)});
		const times = await interleave(rounds, {short: time(short), long: time(long)});
		figures.push(compare(name, median(times.long), {name: `that of ${steps / part}`, value: median(times.short)}, growthBar));
	}

	sayFigures(`${steps} steps, all confirmed (median of ${rounds})`, figures);
}
