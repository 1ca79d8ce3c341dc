/** What is offered, and where it leads. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {conditionsToJudge} from '../../source/run/decide/condition.js';
import {decide} from '../../source/run/decide.js';
import {isRefusal} from '../../source/run/ruling.js';
import {isSettled, walkedSteps} from '../../source/run/gates.js';
import type {Intent} from '../../source/run/intents.js';
import {anyChecklist, freeChecklist} from './arbitrary-checklist.js';
import {intentOf} from './offered-intent.js';
import {
	observe,
	startRun,
	tag,
	type TrialRun,
} from './trial-run.js';
import {tryIntents} from './try-intents.js';

const acts = [
	'yes', 'no', 'not applicable', 'later', 'comment', 'waive', 'carry over', 'reopen', 'run', 'edit', 'by hand', 'worked', 'had failed', 'still holds', 'enter', 'applies', 'does not apply', 'sign', 'withdraw', 'record', 'start waiting',
] as const;
/** Different words for the same intent, of which the fitting one is offered. */
const same: Readonly<Record<string, string>> = {
	'still holds': 'yes', worked: 'yes', 'by hand': 'yes', 'had failed': 'no', 'carry over': 'waive',
};

test('the rules take what is offered, and nothing else is taken about a step', () => {
	fc.assert(fc.property(anyChecklist, fc.gen(), (document, draw) => {
		const run = startRun(document);
		tryIntents(run, draw);
		for (const planned of run.plan.steps) {
			const {step} = planned;
			const offers = run.offers(step.id);
			// Naming the witness is about the whole run.
			const offered = new Set(offers.filter(({act}) => act !== 'name witness').map(({act, answer}) => same[act] ?? (answer === undefined ? act : `${act} ${answer}`)));
			const choices = step.alternatives.map(({label}) => ({act: 'choose' as const, answer: label}));
			const candidates = [...acts.filter(act => act !== 'edit' || step.commands.length > 0).map(act => ({act})), ...choices];
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
		const {obstacle} = run.report();
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
const ways = ['name witness', 'applies', 'yes', 'enter', 'still holds', 'worked', 'record', 'start waiting', 'sign', 'run', 'edit', 'by hand', 'withdraw', 'waive', 'carry over', 'reopen'];

/** What happens without anybody: rules are judged, and time passes. */
function advance(run: TrialRun): void {
	for (const {id} of conditionsToJudge(run.plan, run.state())) {
		const judged: Intent = {
			type: 'judge condition', condition: id, holds: true, why: '',
		};
		if (run.refusal(judged) === undefined) {
			run.take(judged);
		}
	}

	const waits = run.plan.steps.filter(({step}) => step.kind === 'wait');
	for (const {step} of waits) {
		const begin: Intent = {type: 'start wait', step: step.id};
		if (run.refusal(begin) === undefined) {
			run.take(begin);
		}

		const {wait} = run.step(step.id);
		run.pass(wait ? 60_000 : 0);
		const end: Intent = {type: 'end wait', step: step.id};
		if (run.refusal(end) === undefined) {
			run.take(end);
		}
	}
}

function settle(run: TrialRun): void {
	for (let round = 0; round < 20; round++) {
		advance(run);
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
