/** A value is another one now: what was seen or said with the one before is stale. */
import type {EarlierAttempt} from '../event-fields.js';
import {isSettled} from '../standing.js';
import type {RunState} from '../state.js';
import {stepIn, type Draft} from './draft.js';
import {reconsiderRules} from './rules.js';
import {ageAround, ageStep} from './staleness.js';

type Change = {
	readonly name: string;
	readonly value: string;
	/** The step that it comes from. */
	readonly source?: string;
	readonly why?: string;
};

export function changeValue(draft: Draft, {name, value, source, why = `${name} was changed`}: Change): void {
	const {values} = draft.state;
	if (values.get(name) === value) {
		return;
	}

	// What the run starts with is what the attempt before was held against.
	const isStart = !values.has(name) && (source ?? '') === '';
	values.set(name, value);
	ageUsers(draft, {name, source, why});
	if (!isStart) {
		forgetEarlier(draft, name);
	}
}

/** What the attempt before found out with another value cannot be carried over any more. */
export function forgetEarlier(draft: Draft, name: string): void {
	const {places} = draft.state;
	changeEarlier(draft, result => places.get(result.step)?.uses.has(name) ? [] : [result]);
}

type Earlier = EarlierAttempt['results'];

/** What of the attempt before could be carried over still. */
export function changeEarlier({state}: Draft, change: (result: Earlier[number]) => Earlier): void {
	const {started} = state;
	if (started?.earlier) {
		state.started = {...started, earlier: {...started.earlier, results: started.earlier.results.flatMap(result => change(result))}};
	}
}

/** Also what still runs or waits to be judged; what hangs on a condition that names it is asked again with that. */
export function ageUsers(draft: Draft, {name, source, why}: {readonly name: string; readonly source?: string | undefined; readonly why: string}): void {
	const {steps, places} = draft.state;
	forgetConditions(draft, name);
	const changed = reconsiderRules(draft, id => {
		Object.assign(stepIn(draft, id), {status: 'open', stale: why});
	});
	for (const [id, {status, answers, awaiting}] of steps) {
		const {as} = answers.at(-1) ?? {};
		const isRuled = status === 'set-aside' && as === 'rule';
		if (isRuled || id === source || !places.get(id)?.uses.has(name)) {
			continue;
		}

		if (awaiting || status === 'running') {
			stepIn(draft, id).stale = why;
			continue;
		}

		if (as === 'value' && isSettled(status)) {
			Object.assign(stepIn(draft, id), {status: 'open', stale: why});
		} else {
			ageStep(draft, id, why);
		}

		changed.push(id);
	}

	ageAround(draft, changed);
}

function forgetConditions({state: {places, conditions, doubts}}: Draft, name: string): void {
	for (const [id, names] of places.values().flatMap(({asked}) => asked)) {
		if (!names.has(name)) {
			continue;
		}

		conditions.delete(id);
		doubts.delete(id);
	}
}

/** Steps whose results hang on one of these values, as they stand. What a rule set aside is asked again with its rule. */
export function listUsers({steps, places}: RunState, names: readonly string[]): string[] {
	return [...steps].filter(([id, {status, awaiting, answers}]) => {
		const uses = places.get(id)?.uses;
		const isRuled = status === 'set-aside' && answers.at(-1)?.as === 'rule';
		return (awaiting || (isSettled(status) && !isRuled)) && names.some(name => uses?.has(name));
	}).map(([id]) => id);
}
