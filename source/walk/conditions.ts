/** `Only if`: judged as soon as the values are there that its expression names, and again whenever one of them is another. */
import {answerCondition, namesIn} from '../checks/expectations.js';
import type {Condition, Step} from '../checklist/model.js';
import {conditionsToJudge} from '../run/decide-condition.js';
import {stateOfRun, submit, type Engine} from './engine.js';
import {factsOf} from './request.js';

/** Judges until nothing new follows: what stands below a condition is judged when that holds. */
export async function judgeConditions(engine: Engine): Promise<void> {
	for (;;) {
		const state = stateOfRun(engine);
		const due = conditionsToJudge(engine.session.plan, state).map(condition => {
			const facts = factsOf(engine, bindingsAround(condition, engine));
			return {condition, facts, known: JSON.stringify(facts)};
		}).filter(({condition, facts, known}) => {
			const isAnswered = state.conditions.has(condition.id) || state.doubts.has(condition.id);
			return !(isAnswered && engine.judged.get(condition.id) === known) && isReady(condition, engine, facts.values);
		});
		if (due.length === 0) {
			return;
		}

		for (const {condition, facts, known} of due) {
			await judgeOne(engine, condition, facts);
			engine.judged.set(condition.id, known);
		}
	}
}

/** What `For each` stands for where the condition stands. */
function bindingsAround({id}: Condition, {session: {plan}}: Engine): Step['bindings'] {
	return plan.steps.find(({conditions}) => conditions.some(condition => condition.id === id))?.step.bindings ?? [];
}

/** Every value that it names has been saved already. Inputs are known from the start. */
function isReady({expression = ''}: Condition, {session: {plan}}: Engine, values: Readonly<Record<string, string>>): boolean {
	const names = namesIn(expression);
	return plan.steps.every(({step}) => step.commands.every(({save}) => save === undefined || !names.has(save) || Object.hasOwn(values, save)));
}

/** An expression that is neither true nor false cannot be told. */
async function judgeOne(engine: Engine, {id, expression = ''}: Condition, facts: ReturnType<typeof factsOf>): Promise<void> {
	const answer = await answerCondition(expression, {...facts, command: undefined});
	const {holds, why} = 'fault' in answer ? {holds: undefined, why: answer.fault} : {holds: answer.holds, why: ''};
	const state = stateOfRun(engine);
	const isNew = holds === undefined ? state.doubts.get(id) !== why : state.conditions.get(id) !== holds;
	if (isNew) {
		await submit(engine, {
			type: 'judge condition', condition: id, holds, why,
		});
	}
}
