/** Asks the rules again about a journal that is there already: a fact that they would not have made does not count. */
import {canonicalJson} from './chain.js';
import {decide} from './decide.js';
import type {Event} from './events.js';
import {intentBehind} from './intent-behind.js';
import {
	firstPlan,
	planOfText,
	type Operator,
	type Plan,
} from './plan.js';
import {initialState, replayStepwise} from './reduce.js';
import {isRefusal} from './ruling.js';
import type {RunState} from './state.js';

export type Breach = {readonly event: Event; readonly why: string};

/**
The first event that the rules refuse, each under the text of the checklist that was in force when it was written.
`operatorOf` says who drove then.
*/
export function findBreach(plan: Plan, events: readonly Event[], operatorOf = (_event: Event): Operator => plan.operator): Breach | undefined {
	let isStart = true;
	for (const {before, event, inForce} of replayUnderTexts(plan, events)) {
		isStart &&= event.seq === 1 || isInput(event);
		const why = event.type !== 'checklist-changed' || !event.data.taken || planOfText(plan, event.data.digest)
			? (isStart ? findStranger : findFault)({...inForce, earlier: [plan, ...plan.earlier], operator: operatorOf(event)}, before, event)
			: 'The text that was taken is not there.';
		if (why !== undefined) {
			return {event, why};
		}
	}

	return undefined;
}

/** Each event with the state before it, and the plan of the text that was in force when it was written. */
export function * replayUnderTexts(plan: Plan, events: readonly Event[]): Generator<{readonly before: RunState; readonly event: Event; readonly inForce: Plan}> {
	let inForce = firstPlan(plan);
	for (const {before, event} of replayStepwise(initialState(plan), events)) {
		yield {before, event, inForce};
		inForce = event.type === 'checklist-changed' && event.data.taken ? planOfText(plan, event.data.digest) ?? inForce : inForce;
	}
}

function isInput({type, data}: Event): boolean {
	return type === 'value-entered' && data.step === '';
}

/** A run starts with the inputs that its checklist has; a follow-up with the values of its release. */
function findStranger({checklist: {settings, namedVersion}}: Plan, {started}: RunState, {type, data}: Event): string | undefined {
	const names = [...settings.inputs.map(({name}) => name), namedVersion, 'version'];
	return type !== 'value-entered' || started?.kind !== 'release' || names.includes(data.name) ? undefined : `The checklist has no input ${data.name}.`;
}

/** Why the rules do not make this event, or undefined. */
function findFault(plan: Plan, before: RunState, event: Event): string | undefined {
	const intent = intentBehind(event, plan, before);
	const ruling = intent && decide(plan, before, intent, event.at);
	if (!ruling) {
		return undefined;
	}

	if (isRefusal(ruling)) {
		return ruling.refusal;
	}

	const {type, data} = event;
	return ruling.every(fact => canonicalJson(fact) !== canonicalJson({type, data})) ? 'The rules make something else of it.' : undefined;
}
