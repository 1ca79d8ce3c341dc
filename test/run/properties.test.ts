/** What holds for every run, whatever anybody does. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {emptyChain, readChain} from '../../source/run/chain.js';
import {readEvent} from '../../source/run/read-event.js';
import {gateStatus, isSettled, walkedSteps} from '../../source/run/gates.js';
import {initialState, replay} from '../../source/run/reduce.js';
import {anyChecklist} from './arbitrary-checklist.js';
import {drawFact} from './arbitrary-fact.js';
import {startRun} from './trial-run.js';
import {pressOn, tryIntents} from './try-intents.js';

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

			const blocking = run.plan.gates.filter(({phase, counted}) => phase === 'before the tag' && run.plan.steps[counted[0] ?? -1]?.blocking);
			expect(blocking.map(gate => gateStatus(gate, run.plan, run.state()))).toEqual(blocking.map(() => 'passed'));
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
				const {about} = run.state().places.get(step.id) ?? {about: []};
				expect(about.length > 0 || moves.every(({mark}) => mark.seq < (executions.at(-1)?.started.seq ?? 0))).toBe(true);
			} else if (step.kind === 'signature') {
				expect(run.state().signatures.some(one => one.step === step.id && one.decision === 'approve' && !one.stale && !one.withdrawn)).toBe(true);
			} else if (step.kind !== 'value') {
				const {about} = run.state().places.get(step.id) ?? {about: []};
				expect(about.length > 0 || moves.every(({mark}) => mark.seq < (last?.mark.seq ?? 0))).toBe(true);
			}

			if (step.kind === 'wait' && last?.as === 'wait') {
				expect(Date.parse(last.mark.at)).toBeGreaterThanOrEqual(Date.parse(run.step(step.id).wait?.until ?? ''));
			} else if (step.kind === 'evidence' && last?.as === 'evidence') {
				expect(run.step(step.id).evidence.map(({ok}) => ok)).toEqual(step.evidence.map(() => true));
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
