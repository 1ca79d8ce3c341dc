/** Reading and judging expectations. */
import type {JudgedExpectation} from '../run/events.js';
import type {Facts} from '../run/facts.js';
import * as evidence from './expectation-evidence.js';
import * as functions from './expectation-functions.js';
import {
	explain,
	makeEnvironment,
	nodesOf,
	readExpression,
	type ExpectationNames,
} from './expectation-language.js';
import {openThread} from './expectation-thread.js';
import type {Judgement, Observed} from './observed.js';

const parts = {...functions, ...evidence};

/** Names that stand for themselves in an expression; variables of its own macros may be among them. */
export function namesIn(expression: string): ReadonlySet<string> {
	try {
		return readExpression(makeEnvironment({command: true, inputs: [], values: []}, parts), expression, functions).ids;
	} catch {
		return new Set();
	}
}

/** Names behind a dot, and texts in brackets: fields of whatever stands in front. */
export function membersIn(expression: string): ReadonlySet<string> {
	try {
		const {ast} = readExpression(makeEnvironment({command: true, inputs: [], values: []}, parts), expression, functions);
		return new Set([...nodesOf(ast)].flatMap(node => node.op === '.' || node.op === '.?' ? [node.args[1]] : (node.op === 'value' && typeof node.args === 'string' ? [node.args] : [])));
	} catch {
		return new Set();
	}
}

/** Before anything runs: one sentence when an expectation cannot be evaluated or gives no yes or no. */
export function checkExpression(expression: string, names: ExpectationNames): string | undefined {
	try {
		const environment = makeEnvironment(names, parts);
		const {valid, type, error} = environment.check(readExpression(environment, expression, functions).text);
		if (!valid) {
			return `\`${expression}\`: ${explain(error)}.`;
		}

		return type === 'bool' || type === 'dyn' ? undefined : `\`${expression}\` gives ${type ?? 'nothing'}, not yes or no.`;
	} catch (error) {
		return `\`${expression}\`: ${explain(error)}.`;
	}
}

/** In order; each at most 2 s. What cannot be evaluated is not ok and says why. */
export async function judge(expressions: readonly string[], observed: Observed): Promise<JudgedExpectation[]> {
	const thread = openThread();
	const judged: JudgedExpectation[] = [];
	try {
		for (const expression of expressions) {
			// One after the other: each has the thread, and its time, for itself.
			const {ok, why} = await thread.judge(expression, observed);
			judged.push({expression, ok, why});
		}
	} finally {
		await thread.close();
	}

	return judged;
}

/** What a condition comes to, or why nobody can say. */
type ConditionAnswer = {readonly holds: boolean} | {readonly fault: string};

export async function answerCondition(expression: string, observed: Observed): Promise<ConditionAnswer> {
	const thread = openThread();
	try {
		return answerOf(await thread.judge(expression, observed));
	} finally {
		await thread.close();
	}
}

const answerOf = ({answer, why}: Judgement): ConditionAnswer => answer === undefined ? {fault: why} : {holds: answer};

export type Conditions = {readonly answer: (expression: string, facts: Facts) => Promise<ConditionAnswer>; readonly close: () => Promise<void>};

/** Answers any number of conditions, one after the other. `limitOfAll`: milliseconds for them together. */
export function openConditions(limitOfAll = Infinity): Conditions {
	const thread = openThread();
	let taken = 0;
	return {
		async answer(expression, facts) {
			if (taken > limitOfAll) {
				return {fault: `evaluating all of them took longer than ${limitOfAll / 1000} s`};
			}

			const start = performance.now();
			const judgement = await thread.judge(expression, {...facts, command: undefined});
			taken += performance.now() - start;
			return answerOf(judgement);
		},
		close: thread.close,
	};
}
