import fc from 'fast-check';
import {expect, test} from 'vitest';
import {emptyChain, readChain} from '../../source/run/chain.js';
import {decide, isRefusal} from '../../source/run/decide.js';
import {reportDecision} from '../../source/run/decision.js';
import {readEvent} from '../../source/run/events.js';
import {gateStatus, isSettled, walkedSteps} from '../../source/run/gates.js';
import type {Intent} from '../../source/run/intents.js';
import {offersFor} from '../../source/run/offers.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {anyChecklist, freeChecklist} from './arbitrary-checklist.js';
import {drawFact} from './arbitrary-fact.js';
import {drawIntent} from './arbitrary-intent.js';
import {intentOf} from './offered-intent.js';
import {
	observe,
	startRun,
	tag,
	type TrialRun,
} from './trial-run.js';

/** Tries intents on a run, most of which are refused. */
function tryIntents(run: TrialRun, draw: fc.GeneratorValue, look: (intent: Intent) => void = () => undefined): void {
	for (let tried = 0; tried < 50; tried++) {
		tryIntent(run, drawIntent(draw, run.plan, run.state()), look);
	}
}

function tryIntent(run: TrialRun, intent: Intent, look: (intent: Intent) => void): void {
	const refusal = run.refusal(intent);
	if (refusal === undefined) {
		look(intent);
		run.take(intent);
	} else {
		expect(refusal).toMatch(/^\S.{5,}[.;]$/v);
	}
}

/** Takes what is offered for what stands open, as somebody does who wants to be done, and now and then something else. */
function pressOn(run: TrialRun, draw: fc.GeneratorValue, look: (intent: Intent) => void): void {
	for (const _round of [1, 2, 3]) {
		for (const planned of walkedSteps(run.plan)) {
			const offers = offersFor(run.plan, run.state(), planned.step.id).filter(({act}) => forward.has(act));
			const found = offers[draw(fc.nat, {max: Math.max(0, offers.length - 1)})];
			if (found && !isSettled(run.status(planned.step.id))) {
				tryIntent(run, intentOf(found, planned, run.state()), look);
			}

			if (draw(fc.nat, {max: 3}) === 0 || run.status(planned.step.id) === 'running') {
				tryIntent(run, drawIntent(draw, run.plan, run.state()), look);
			}
		}

		tryIntent(run, {
			type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
		}, look);
	}
}

const forward: ReadonlySet<string> = new Set(['yes', 'enter', 'choose', 'applies', 'does not apply', 'sign', 'run', 'edit', 'by hand', 'still holds', 'worked', 'waive', 'not applicable']);

test('any facts in any order give a state, and the same one at once as one by one', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		for (let count = 0; count < 40; count++) {
			run.happen(drawFact(draw, run.plan));
		}

		const oneByOne = run.state();
		expect(replay(initialState(run.plan), run.events)).toStrictEqual(oneByOne);
		const half = replay(initialState(run.plan), run.events.slice(0, 20));
		expect(replay(half, run.events.slice(20))).toStrictEqual(oneByOne);
		expect(run.events.map(event => readEvent(event))).toStrictEqual(run.events);
	}));
});

test('an earlier state stays as it was', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		const before = run.state();
		const copy = structuredClone(before);
		for (let count = 0; count < 20; count++) {
			run.happen(drawFact(draw, run.plan));
		}

		expect(before).toStrictEqual(copy);
	}));
});

test('what the rules take can be written, read back and replayed to the live state', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		const chain = readChain(run.lines.map(line => `${line}\n`).join(''), emptyChain);
		expect(chain).toMatchObject({events: run.events});
		expect(replay(initialState(run.plan), 'events' in chain ? chain.events : [])).toStrictEqual(run.state());
	}));
});

test('GO is never decided over a blocking step that is neither settled nor optional and untouched', () => {
	let decided = 0;
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		pressOn(run, draw, intent => {
			if (intent.type !== 'decide' || intent.decision !== 'GO') {
				return;
			}

			decided += 1;
			for (const {step, blocking} of walkedSteps(run.plan)) {
				const status = run.status(step.id);
				expect(!blocking || isSettled(status) || (status === 'open' && step.optional)).toBe(true);
				expect(status).not.toBe('running');
			}

			const blocking = run.plan.gates.filter(({phase, counted}) => phase === 'before the tag' && counted.every(index => run.plan.steps[index]?.blocking));
			expect(new Set(blocking.map(gate => gateStatus(gate, run.plan, run.state())))).toEqual(new Set(blocking.map(() => 'passed')));
		});
	}), {numRuns: 200});
	expect(decided).toBeGreaterThan(10);
});

test('nothing but a pass makes a step passed', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		pressOn(run, draw, () => undefined);
		// After the decision HEAD moves make nothing stale.
		const moves = run.state().decision ? [] : run.state().moves;
		const passed = run.plan.steps.filter(({step: {id}}) => run.status(id) === 'passed');
		for (const {step} of passed) {
			const {answers, executions} = run.step(step.id);
			const last = answers.at(-1);
			expect(last?.status).toBe('passed');
			if (step.kind === 'check') {
				const observed = executions.at(-1)?.finished;
				expect(observed?.ok).toBe(true);
				expect(observed?.mark.seq).toBe(last?.mark.seq);
				expect(moves.every(({mark}) => mark.seq < (executions.at(-1)?.started.seq ?? 0))).toBe(true);
			} else if (step.kind === 'signature') {
				expect(run.state().signatures.some(one => one.step === step.id && one.decision === 'approve' && !one.stale && !one.withdrawn)).toBe(true);
			} else if (step.kind !== 'value') {
				expect(moves.every(({mark}) => mark.seq < (last?.mark.seq ?? 0))).toBe(true);
			}
		}
	}));
});

test('what a condition says holds for all that stands below it', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		for (const {step, conditions} of run.plan.steps) {
			const answers = conditions.map(({id, oppositeOf}) => {
				const holds = run.state().conditions.get(oppositeOf ?? id);
				return holds === undefined ? undefined : holds === (oppositeOf === undefined);
			});
			if (answers.includes(false)) {
				expect(run.status(step.id)).toBe('set-aside');
			} else if (run.status(step.id) === 'set-aside') {
				expect(run.step(step.id).answers.at(-1)?.as).toBe('person');
			}
		}
	}));
});

test('at most one command runs, and a decision is made while none does', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		const running = run.plan.steps.filter(({step}) => run.status(step.id) === 'running');
		expect(running.length).toBeLessThanOrEqual(run.state().decision ? 0 : 1);
	}));
});

const acts = ['yes', 'no', 'not applicable', 'later', 'comment', 'waive', 'reopen', 'run', 'edit', 'by hand', 'worked', 'had failed', 'still holds', 'enter', 'applies', 'does not apply', 'sign', 'withdraw'] as const;
/** Different words for the same intent, of which the fitting one is offered. */
const same: Readonly<Record<string, string>> = {
	'still holds': 'yes', worked: 'yes', 'by hand': 'yes', 'had failed': 'no',
};

test('the rules take what is offered, and nothing else is taken about a step', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		for (const planned of run.plan.steps) {
			const {step} = planned;
			const offers = offersFor(run.plan, run.state(), step.id);
			const offered = new Set(offers.map(({act, answer}) => same[act] ?? (answer === undefined ? act : `${act} ${answer}`)));
			const candidates = [...acts.filter(act => act !== 'edit' || step.commands.length > 0).map(act => ({act})), ...step.alternatives.map(({label}) => ({act: 'choose' as const, answer: label}))];
			const taken = candidates.filter(candidate => run.refusal(intentOf(candidate, planned, run.state())) === undefined);
			expect(new Set(taken.map(({act, ...rest}) => same[act] ?? ('answer' in rest ? `${act} ${rest.answer}` : act)))).toEqual(offered);
			const keys = offers.flatMap(({key}) => key ?? []);
			expect(new Set(keys).size).toBe(keys.length);
		}
	}));
});

test('a decision can always be reached: GO when nothing stands against it, NO-GO with a reason, or neither while something runs', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		const state = run.state();
		fc.pre(!state.closed && !state.decision && run.plan.steps.every(({step}) => run.status(step.id) !== 'running'));
		const {obstacle} = reportDecision(run.plan, state);
		const go = decide(run.plan, state, {
			type: 'decide', decision: 'GO', reasons: [], typedTag: tag,
		});
		expect(isRefusal(go) ? go.refusal : undefined).toBe(obstacle);
		expect(isRefusal(decide(run.plan, state, {
			type: 'decide', decision: 'NO-GO', reasons: ['it is broken'], typedTag: tag,
		}))).toBe(false);
	}));
});

/** What brings a step nearer to being settled: the first of these that is offered. */
const ways = ['applies', 'yes', 'enter', 'still holds', 'worked', 'sign', 'run', 'edit', 'by hand', 'withdraw', 'waive', 'reopen'];

function settle(run: TrialRun): void {
	for (let round = 0; round < 6; round++) {
		for (const planned of walkedSteps(run.plan)) {
			const {id, alternatives} = planned.step;
			const offers = run.offers(id);
			const good = offers.find(({act, answer}) => act === 'choose' && alternatives.some(({label, fails}) => label === answer && !fails));
			const way = ways.map(act => offers.find(offer => offer.act === act)).find(offer => offer !== undefined);
			const next = good ?? way;
			if (next && !isSettled(run.status(id))) {
				run.take(intentOf(next, planned, run.state()));
			}

			if (run.status(id) === 'running') {
				run.take({type: 'finish', observation: observe(id, run.state().outputs)});
			}
		}
	}
}

test('no run is ever stuck: whatever was done, somebody who says yes to everything comes to GO', () => {
	fc.assert(fc.property(freeChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document, {signers: null});
		tryIntents(run, draw);
		const {closed, decision} = run.state();
		fc.pre(!closed && !decision && run.plan.steps.length > 0);
		const running = run.plan.steps.find(({step}) => run.status(step.id) === 'running');
		if (running) {
			run.take({type: 'finish', observation: observe(running.step.id, run.state().outputs)});
		}

		settle(run);
		expect(run.report().obstacle).toBeUndefined();
	}), {numRuns: 200});
});
