/** Judging expectations in a thread of their own: `matches` can take for ever, and nothing else here may wait for it. */
import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {JudgedExpectation} from '../run/events.js';
import * as evidence from './expectation-evidence.js';
import * as functions from './expectation-functions.js';
import {
	explain,
	makeEnvironment,
	nodesOf,
	readExpression,
	type ExpectationNames,
} from './expectation-language.js';
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

/**
Reads an expectation before anything runs.
@returns one sentence when it cannot be evaluated or gives no yes or no.
*/
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

const limit = 2000;
/** Starting the thread, and reading what an expectation names, is no part of what evaluating it takes. */
const startLimit = 20_000;
const readLimit = 60_000;

/** In order; each at most 2 s. What cannot be evaluated is not ok and says why. */
export async function judge(expressions: readonly string[], observed: Observed): Promise<JudgedExpectation[]> {
	const judged = await judgeAll(expressions, observed);
	return judged.map(({ok, why}, index) => ({expression: expressions[index] ?? '', ok, why}));
}

/** What a condition comes to, or why nobody can say. */
export async function answerCondition(expression: string, observed: Observed): Promise<{readonly holds: boolean} | {readonly fault: string}> {
	const [judgement] = await judgeAll([expression], observed);
	return judgement?.answer === undefined ? {fault: judgement?.why ?? ''} : {holds: judgement.answer};
}

async function judgeAll(expressions: readonly string[], observed: Observed): Promise<Judgement[]> {
	const judged: Judgement[] = [];
	let worker: Worker | undefined;
	try {
		for (const expression of expressions) {
			// One after the other: each has the thread, and its time, for itself.

			worker ??= await startWorker(observed);

			const judgement = await ask(worker, expression);
			judged.push(typeof judgement === 'string' ? {ok: false, why: judgement, answer: undefined} : judgement);
			if (typeof judgement !== 'string') {
				continue;
			}

			await worker.terminate();
			worker = undefined;
		}
	} finally {
		await worker?.terminate();
	}

	return judged;
}

/** Beside this file, whatever it has become. */
const entry = new URL(`expectation-worker${path.extname(import.meta.url)}`, import.meta.url);

async function startWorker(observed: Observed): Promise<Worker> {
	const worker = new Worker(entry, {workerData: observed, execArgv: [], env: {}});
	worker.unref();
	await within(startLimit, resolve => {
		worker.once('online', resolve);
		worker.once('error', resolve);
	});
	return worker;
}

/** Why not, when the thread is of no more use. */
async function ask(worker: Worker, expression: string): Promise<Judgement | string> {
	const answers = listen(worker);
	worker.postMessage(expression);
	const first = await within<Answer>(readLimit, answers.next);
	if (first !== 'read') {
		return first ?? `reading what it names took longer than ${readLimit / 1000} s`;
	}

	const second = await within<Answer>(limit, answers.next);
	return second ?? `evaluating it took longer than ${limit / 1000} s`;
}

/** `read`: it is being evaluated now. */
type Answer = Judgement | string;

/** What the thread says, in order, however it comes. */
function listen(worker: Worker): {readonly next: (resolve: (answer: Answer) => void) => void} {
	const said: Answer[] = [];
	let waiting: ((answer: Answer) => void) | undefined;
	const take = (answer: Answer) => {
		if (waiting) {
			waiting(answer);
			waiting = undefined;
		} else {
			said.push(answer);
		}
	};

	worker.removeAllListeners();
	worker.on('message', take);
	worker.on('error', (error: Error) => {
		take(`it could not be evaluated: ${error.message}`);
	});
	return {
		next(resolve) {
			const answer = said.shift();
			if (answer === undefined) {
				waiting = resolve;
			} else {
				resolve(answer);
			}
		},
	};
}

async function within<Value>(milliseconds: number, start: (resolve: (value: Value) => void) => void): Promise<Value | undefined> {
	return new Promise(resolve => {
		const timer = setTimeout(() => {
			resolve(undefined);
		}, milliseconds);
		start(value => {
			clearTimeout(timer);
			resolve(value);
		});
	});
}
