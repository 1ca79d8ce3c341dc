/** Correcting an input: another value counts from here, and what used the one before is stale. */
import {decide} from '../../run/decide.js';
import type {EventData} from '../../run/events.js';
import type {Refusal} from '../../run/intents.js';
import type {Plan} from '../../run/plan.js';
import {describeInput, fitsInput} from '../../run/values/input-values.js';
import {isRefusal} from '../../run/ruling.js';
import type {RunState} from '../../run/state.js';
import {isValidTagName, tagObject} from '../../repository/tags.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import type {WalkAct} from '../view.js';

type Correction = {readonly name: string; readonly value: string};

export async function correctInput(engine: Engine, {name, value}: Extract<WalkAct, {type: 'correct'}>): Promise<boolean> {
	const {session: {plan}, materials: {facts}, store} = engine;
	const before = stateOfRun(engine);
	const intent = {type: 'correct input', name, value} as const;
	const judged = await judgeCorrection({plan, state: before, top: facts.top}, {name, value});
	if ('refusal' in judged) {
		say(engine, 'refused', judged.refusal);
		return false;
	}

	if (!await submit(engine, intent)) {
		return false;
	}

	const {corrected} = judged;
	const {steps, old = '', tag} = corrected;
	const {conditions} = stateOfRun(engine);
	const asked = before.conditions.keys().filter(id => !conditions.has(id)).toArray().length;
	const said = [
		`${name} is ${corrected.value} now, and was ${old}:`,
		...(steps.length === 0 ? [] : [`${steps.length === 1 ? '1 result that used it is' : `${steps.length} results that used it are`} stale.`]),
		...(asked === 0 ? [] : [`${asked === 1 ? '1 condition that names it is' : `${asked} conditions that name it are`} judged again.`]),
		...(steps.length + asked === 0 ? ['nothing had used it.'] : []),
		...(tag === undefined ? [] : [`The tag will be ${tag}; the run keeps its name, ${before.started?.name ?? ''}.`]),
	].join(' ');
	store.patch({changes: [...store.get().changes, said]});
	say(engine, 'said', said);
	return true;
}

/** Whether a value can be taken, and what it corrects then; changes nothing. */
export async function judgeCorrection({plan, state, top}: {readonly plan: Plan; readonly state: RunState; readonly top: string}, {name, value}: Correction): Promise<Refusal | {readonly corrected: EventData['input-corrected']}> {
	const ruling = decide(plan, state, {type: 'correct input', name, value});
	if (isRefusal(ruling)) {
		return ruling;
	}

	const corrected = ruling.find(fact => fact.type === 'input-corrected')?.data;
	if (corrected === undefined) {
		throw new TypeError('A correction corrects an input');
	}

	const input = plan.checklist.settings.inputs.find(one => one.name === name);
	const misfit = input && !fitsInput(input, corrected.value) ? `${corrected.value} is no value for ${name}: ${describeInput(input)}.` : undefined;
	const refusal = misfit ?? (corrected.tag === undefined ? undefined : await findObstacle(top, corrected.tag));
	return refusal === undefined ? {corrected} : {refusal};
}

async function findObstacle(top: string, tag: string): Promise<string | undefined> {
	if (!isValidTagName(tag)) {
		return `The tag would be ${tag}, which cannot be one: letters, digits and . _ + / - @, as in v2.4.0.`;
	}

	return await tagObject(top, tag) === undefined ? undefined : `The tag would be ${tag}, and there is one already.`;
}
