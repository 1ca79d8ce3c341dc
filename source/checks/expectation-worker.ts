/**
The thread that judges expectations, so that one that takes for ever holds up nothing else.

It is started as a file of its own, here and in the built program, so what it needs of ours is loaded from beside it.
*/
import path from 'node:path';
import {parentPort} from 'node:worker_threads';
import {serialize, type ASTNode, type Environment} from '@marcbachmann/cel-js';
import type * as Contents from './expectation-contents.js';
import type * as Evidence from './expectation-evidence.js';
import type * as Functions from './expectation-functions.js';
import type * as Language from './expectation-language.js';
import type * as Names from './expectation-names.js';
import type {Judgement, Observed} from './observed.js';

const beside = (name: string): string => new URL(`${name}${path.extname(import.meta.url)}`, import.meta.url).href;

const language = await import(beside('expectation-language')) as typeof Language;
const functions = await import(beside('expectation-functions')) as typeof Functions;
const evidence = await import(beside('expectation-evidence')) as typeof Evidence;
const contents = await import(beside('expectation-contents')) as typeof Contents;
const {readNames} = await import(beside('expectation-names')) as typeof Names;

/** What the next expressions are judged on. */
let observed: Observed | undefined;

type Prepared = {readonly environment: Environment; readonly read: Language.Read; readonly known: ReturnType<typeof readNames>};

/** Everything that the expression names is read before it is evaluated. */
function prepare(expression: string, about: Observed): Prepared {
	const environment = language.makeEnvironment({
		command: about.command !== undefined, inputs: Object.keys(about.inputs), values: Object.keys(about.values), evidence: Object.keys(about.evidence ?? {}),
	}, {...functions, ...evidence});
	const read = language.readExpression(environment, expression, functions);
	const {valid, error} = environment.check(read.text);
	if (!valid) {
		throw error instanceof Error ? error : new Error('it cannot be evaluated');
	}

	return {environment, read, known: readNames(read, about, {language, evidence, contents})};
}

/** However long that takes. What cannot be evaluated is not true. */
function evaluate({environment, read: {text, ast}, known: {names, faults}}: Prepared): Judgement {
	const result: unknown = environment.evaluate(text, names);
	// What an expression got around was named all the same.
	const [fault] = faults;
	if (fault !== undefined) {
		return fail(fault);
	}

	if (result === true) {
		return {ok: true, why: '', answer: true};
	}

	return result === false ? {ok: false, why: describeFalse(environment, ast, names), answer: false} : fail('the result is neither true nor false');
}

const fail = (why: string): Judgement => ({ok: false, why, answer: undefined});

const compared = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

/** What the first comparison that does not hold found. */
function describeFalse(environment: Environment, ast: ASTNode, known: Readonly<Record<string, unknown>>): string {
	let failing = ast;
	while (failing.op === '&&') {
		const [left, right]: [ASTNode, ASTNode] = failing.args;
		failing = environment.evaluate(serialize(left), known) === true ? right : left;
	}

	const parts = compared.has(failing.op) && Array.isArray(failing.args) ? failing.args as unknown[] : [];
	const sides = [...language.nodesOf(parts)].filter(node => parts.includes(node) && node.op !== 'value');
	const said = sides.map(side => `\`${serialize(side).replaceAll(functions.substitute(''), '')}\` is ${show(environment.evaluate(serialize(side), known))}`);
	return said.length > 0 ? said.join(', ') : 'it is false';
}

function show(value: unknown): string {
	const text = JSON.stringify(value, (_, inner: unknown) => typeof inner === 'bigint' ? Number(inner) : inner) ?? String(value);
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

parentPort?.on('message', (message: {readonly observed: Observed} | {readonly expression: string}) => {
	if ('observed' in message) {
		({observed} = message);
		return;
	}

	try {
		if (!observed) {
			throw new TypeError('Nothing was observed');
		}

		const prepared = prepare(message.expression, observed);
		// From here on it is the expression's own time.
		parentPort?.postMessage('read');
		parentPort?.postMessage(evaluate(prepared));
	} catch (error) {
		parentPort?.postMessage(fail(language.explain(error)));
	}
});
