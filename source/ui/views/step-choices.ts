/** What can be chosen for the step under the cursor. */
import {findNext, isSettled, stateOf} from '../../run/gates.js';
import type {Offer} from '../../run/intents.js';
import type {PlannedStep} from '../../run/plan.js';
import {
	gateOf,
	offersOf,
	openChecks,
	routeOf,
} from '../facts.js';
import {planTogether, stillTrue} from '../together.js';
import {clean} from '../lines.js';
import type {LiveOutput} from '../../walk/view.js';
import type {Choice, Outcome, Scene} from '../picture.js';
import {sayCount} from '../words.js';

export const decideChoice: Choice = {
	key: 'decide', label: 'Go to the decision', hint: 'd', value: {to: 'screen', action: {type: 'open', view: {kind: 'decision'}}},
};

/** What choosing an offer comes to. */
export function takeOffer(offer: Offer, step: string): Outcome {
	return offer.act === 'sign'
		? {to: 'screen', action: {type: 'open', view: {kind: 'sign', step}}}
		: {
			to: 'request', subject: {
				type: 'offer', act: offer.act, asks: offer.asks, label: offer.label, step, ...(offer.answer !== undefined && {answer: offer.answer}), ...(offer.witness && {witness: true}),
			},
		};
}

export function runningChoices({step, stopping}: LiveOutput): Choice[] {
	return stopping
		? []
		: [{
			key: 'stop', label: 'Stop it', hint: 's', value: {to: 'walk', act: {type: 'stop', step}},
		}];
}

export function choicesFor(planned: PlannedStep, {view: {plan, state}}: Scene): Choice[] {
	const {step} = planned;
	const {executions} = stateOf(state, step.id);
	const offered = offersOf(plan, state, step.id);
	const offers: Choice[] = offered.map(offer => ({
		key: `${offer.act} ${offer.answer ?? ''}`, label: offer.label, hint: offer.key ?? '', value: takeOffer(offer, step.id),
	}));
	const last = executions.at(-1);
	const output: Choice[] = last
		? [{
			key: 'output', label: 'Show output', hint: 'o', value: {to: 'log', step: step.id, output: last.output},
		}]
		: [];
	// What an action did is looked at before it is done once more: Enter alone does not run it again.
	const [first, ...others] = step.kind === 'action' && offered[0]?.act === 'run' ? [...output, ...offers] : offers;
	return [...goOn(planned, plan, state), ...askAgain(planned, plan, state), ...(first ? [first] : []), ...gateChecks(planned, plan, state), ...(first === output[0] ? [] : output), ...others];
}

/** Past what is settled: by the person who looks back, or by somebody at another terminal. */
function goOn({step}: PlannedStep, plan: Scene['view']['plan'], state: Scene['view']['state']): Choice[] {
	const next = findNext(routeOf(plan).walked, state, step.id);
	if (!next) {
		return [decideChoice];
	}

	return isSettled(stateOf(state, step.id).status)
		? [{
			key: 'next', label: `Go on: ${clean(next.step.title)}`, hint: '', value: {to: 'screen', action: {type: 'look', step: next.step.id}},
		}]
		: [];
}

/** Once per gate, not once per item. */
function askAgain(planned: PlannedStep, plan: Scene['view']['plan'], state: Scene['view']['state']): Choice[] {
	const gate = gateOf(plan, planned);
	const again = gate ? stillTrue(plan, state, gate) : [];
	const view = again.length > 1 && again.includes(planned) ? planTogether({plan, state}, planned.step.id) : undefined;
	return view
		? [{
			key: 'together', label: `Are the ${again.length} that were said of this gate still true, all at once…`, hint: 'a', value: {to: 'screen', action: {type: 'open', view}},
		}]
		: [];
}

function gateChecks(planned: PlannedStep, plan: Scene['view']['plan'], state: Scene['view']['state']): Choice[] {
	const gate = gateOf(plan, planned);
	if (!gate || planned.step.kind !== 'check' || offersOf(plan, state, planned.step.id).every(({act}) => act !== 'run')) {
		return [];
	}

	const count = openChecks(gate, plan, state).length;
	return count < 2
		? []
		: [{
			key: 'run checks', label: `Run the ${sayCount(count, 'check')} of this gate one after the other`, hint: 'R', value: {to: 'walk', act: {type: 'run checks', gate: gate.section.id}},
		}];
}
