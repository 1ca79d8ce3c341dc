/** The thread that expectations are evaluated in: `matches` can take for ever, and nothing else here may wait for it. */
import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {Judgement, Observed} from './observed.js';

const limit = 2000;
/** Starting the thread, and reading what an expectation names, is no part of what evaluating it takes. */
const startLimit = 20_000;
const readLimit = 60_000;

type Thread = {readonly judge: (expression: string, observed: Observed) => Promise<Judgement>; readonly close: () => Promise<void>};

/** Started when it is needed, and again when it was of no more use. */
export function openThread(): Thread {
	let worker: Worker | undefined;
	let told: Observed | undefined;
	const close = async (): Promise<void> => {
		const ended = worker;
		worker = undefined;
		told = undefined;
		await ended?.terminate();
	};

	return {
		async judge(expression, observed) {
			worker ??= await startWorker();
			if (told !== observed) {
				told = observed;
				worker.postMessage({observed});
			}

			const judgement = await ask(worker, expression);
			if (typeof judgement !== 'string') {
				return judgement;
			}

			await close();
			return {ok: false, why: judgement, answer: undefined};
		},
		close,
	};
}

/** Beside this file, whatever it has become. */
const entry = new URL(`expectation-worker${path.extname(import.meta.url)}`, import.meta.url);

async function startWorker(): Promise<Worker> {
	const worker = new Worker(entry, {execArgv: [], env: {}});
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
	worker.postMessage({expression});
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
			// A process that was stopped and goes on looks at its timers first: what was said long ago is only then heard.
			setImmediate(() => {
				resolve(undefined);
			});
		}, milliseconds);
		start(value => {
			clearTimeout(timer);
			resolve(value);
		});
	});
}
