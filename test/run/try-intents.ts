/** Runs that are driven at random through the rules. */
import fc from 'fast-check';
import {expect} from 'vitest';
import {isSettled, walkedSteps} from '../../source/run/gates.js';
import type {Intent} from '../../source/run/intents.js';
import {drawIntent} from './arbitrary-intent.js';
import {intentOf} from './offered-intent.js';
import {tag, type TrialRun} from './trial-run.js';

/** Tries intents on a run, most of which are refused. */
export function tryIntents(run: TrialRun, draw: fc.GeneratorValue, look: (intent: Intent) => void = () => undefined): void {
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
export function pressOn(run: TrialRun, draw: fc.GeneratorValue, look: (intent: Intent) => void): void {
	for (const _round of [1, 2, 3]) {
		for (const planned of walkedSteps(run.plan)) {
			const offers = run.offers(planned.step.id).filter(({act}) => forward.has(act));
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

const forward: ReadonlySet<string> = new Set(['yes', 'enter', 'choose', 'applies', 'does not apply', 'sign', 'run', 'edit', 'by hand', 'still holds', 'worked', 'waive', 'carry over', 'not applicable']);
