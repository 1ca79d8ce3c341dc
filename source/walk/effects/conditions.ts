/** `Only if`: judged as soon as the values are there that its expression names, and again whenever one of them is another. */
import {namesIn, openConditions, type Conditions} from '../../checks/expectations.js';
import type {Condition} from '../../checklist/model.js';
import {conditionsToJudge} from '../../run/decide/condition.js';
import {factsAround, type Facts} from '../../run/facts.js';
import {say, stateOfRun, type Engine} from '../engine.js';
import {endServicesAgainst} from './background.js';

/** Judges until nothing new follows: what stands below a condition is judged when that holds. */
export async function judgeConditions(engine: Engine): Promise<void> {
	const conditions = openConditions();
	try {
		await judgeAll(engine, conditions);
	} finally {
		await conditions.close();
	}
}

async function judgeAll(engine: Engine, conditions: Conditions): Promise<void> {
	const {session} = engine;
	/** What was refused would be refused again, until something else has happened. */
	const refused = new Set<string>();
	for (;;) {
		const state = stateOfRun(engine);
		const due = conditionsToJudge(session.plan, state).map(condition => {
			const facts = factsAround(condition, session.plan, state);
			return {condition, facts, known: JSON.stringify(facts)};
		}).filter(({condition, facts, known}) => {
			const isAnswered = state.conditions.has(condition.id) || state.doubts.has(condition.id);
			return !(isAnswered && engine.judged.get(condition.id) === known) && !refused.has(`${condition.id} ${known}`) && isReady(condition, engine, facts.values);
		});
		if (due.length === 0) {
			return;
		}

		for (const {condition, facts, known} of due) {
			if (!await judgeOne(engine, condition, {facts, known, conditions})) {
				refused.add(`${condition.id} ${known}`);
			}

			engine.judged.set(condition.id, known);
		}
	}
}

/** Every value that it names has been saved already. Inputs are known from the start. */
function isReady({expression = ''}: Condition, {session: {plan}}: Engine, values: Readonly<Record<string, string>>): boolean {
	const names = namesIn(expression);
	return plan.steps.every(({step}) => step.commands.every(({save}) => save === undefined || !names.has(save) || Object.hasOwn(values, save)));
}

/** An expression that is neither true nor false cannot be told. False: it is not answered yet. */
async function judgeOne(engine: Engine, condition: Condition, {facts, known, conditions}: {readonly facts: Facts; readonly known: string; readonly conditions: Conditions}): Promise<boolean> {
	const {id, expression = ''} = condition;
	const answer = await conditions.answer(expression, facts);
	const {holds, why} = 'fault' in answer ? {holds: undefined, why: answer.fault} : {holds: answer.holds, why: ''};
	const {session} = engine;
	const state = stateOfRun(engine);
	const isNew = holds === undefined ? state.doubts.get(id) !== why : state.conditions.get(id) !== holds;
	if (!isNew) {
		return true;
	}

	// What was found out meanwhile may be another answer: that of values which do not count any more is never written.
	const factsNow = (current = stateOfRun(engine)): string => JSON.stringify(factsAround(condition, session.plan, current));
	const outcome = await session.submit({
		type: 'judge condition', condition: id, holds, why,
	}, (_, current) => factsNow(current) === known ? undefined : 'The values are others by now.');
	if (outcome.kind === 'fault') {
		say(engine, 'fault', outcome.text);
	}

	if (holds !== undefined && outcome.kind === 'refused' && factsNow() === known) {
		endServicesAgainst(engine, id, holds);
	}

	return outcome.kind === 'taken';
}
