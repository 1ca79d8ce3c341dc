/** Judging expectations in a thread of their own: `matches` can take for ever, and nothing else here may wait for it. */
import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {JudgedExpectation} from '../run/events.js';
import * as functions from './expectation-functions.js';
import {
	explain,
	makeEnvironment,
	readExpression,
	type ExpectationNames,
} from './expectation-language.js';
import type {Judgement, Observed} from './observed.js';

/** Names that stand for themselves in an expression; variables of its own macros may be among them. */
export function namesIn(expression: string): ReadonlySet<string> {
	try {
		return readExpression(makeEnvironment({command: true, inputs: [], values: []}, functions), expression, functions).ids;
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
		const environment = makeEnvironment(names, functions);
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
/** Starting the thread is no part of what an expectation takes. */
const startLimit = 20_000;

/** In order; each at most 2 s. What cannot be evaluated is not ok and says why. */
export async function judge(expressions: readonly string[], observed: Observed): Promise<JudgedExpectation[]> {
	const judged: JudgedExpectation[] = [];
	let worker: Worker | undefined;
	try {
		for (const expression of expressions) {
			// One after the other: each has the thread, and its time, for itself.

			worker ??= await startWorker(observed);

			const judgement = await ask(worker, expression);
			judged.push({expression, ...judgement ?? {ok: false, why: `evaluating it took longer than ${limit / 1000} s`}});
			if (judgement) {
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

/** Undefined when time ran out. */
async function ask(worker: Worker, expression: string): Promise<Judgement | undefined> {
	const judgement = await within<Judgement>(limit, resolve => {
		worker.removeAllListeners();
		worker.once('message', resolve);
		worker.once('error', (error: Error) => {
			resolve({ok: false, why: `it could not be evaluated: ${error.message}`});
		});
		worker.postMessage(expression);
	});
	return judgement;
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
