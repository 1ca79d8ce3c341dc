/** Correcting an input: another value counts from here, and what used the one before is stale. */
import {decide} from '../../run/decide.js';
import {describeInput, fitsInput} from '../../run/values/input-values.js';
import {isRefusal} from '../../run/ruling.js';
import {isValidTagName, tagObject} from '../../repository/tags.js';
import {
	say,
	stateOfRun,
	submit,
	type Engine,
} from '../engine.js';
import type {WalkAct} from '../view.js';

export async function correctInput(engine: Engine, {name, value}: Extract<WalkAct, {type: 'correct'}>): Promise<boolean> {
	const {session: {plan}, materials: {facts}, store} = engine;
	const before = stateOfRun(engine);
	const intent = {type: 'correct input', name, value} as const;
	const ruling = decide(plan, before, intent);
	const corrected = isRefusal(ruling) ? undefined : ruling.find(fact => fact.type === 'input-corrected')?.data;
	const input = plan.checklist.settings.inputs.find(one => one.name === name);
	const misfit = input && corrected && !fitsInput(input, corrected.value) ? `${corrected.value} is no value for ${name}: ${describeInput(input)}.` : undefined;
	const obstacle = misfit ?? (corrected?.tag === undefined ? undefined : await findObstacle(facts.top, corrected.tag));
	if (obstacle !== undefined) {
		say(engine, 'refused', obstacle);
		return false;
	}

	if (!corrected || !await submit(engine, intent)) {
		say(engine, 'refused', isRefusal(ruling) ? ruling.refusal : store.get().message?.text ?? '');
		return false;
	}

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

async function findObstacle(top: string, tag: string): Promise<string | undefined> {
	if (!isValidTagName(tag)) {
		return `The tag would be ${tag}, which cannot be one: letters, digits and . _ + / - @, as in v2.4.0.`;
	}

	return await tagObject(top, tag) === undefined ? undefined : `The tag would be ${tag}, and there is one already.`;
}
