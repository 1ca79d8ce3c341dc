/**
The thread that judges expectations, so that one that takes for ever holds up nothing else.

It is started as a file of its own, here and in the built program, so what it needs of ours is loaded from beside it.
*/
import {Buffer} from 'node:buffer';
import {
	closeSync,
	fstatSync,
	openSync,
	readSync,
} from 'node:fs';
import path from 'node:path';
import {parentPort, workerData} from 'node:worker_threads';
import {serialize, type ASTNode, type Environment} from '@marcbachmann/cel-js';
import type * as Functions from './expectation-functions.js';
import type * as Language from './expectation-language.js';
import type {
	Judgement,
	Observed,
	ObservedCommand,
	ObservedRun,
	Source,
} from './observed.js';

const beside = (name: string): string => new URL(`${name}${path.extname(import.meta.url)}`, import.meta.url).href;

const language = await import(beside('expectation-language')) as typeof Language;
const functions = await import(beside('expectation-functions')) as typeof Functions;

const listNames = ['lines', 'runs', 'rows', 'all', 'entries'];
const largest = 64 * 1024 * 1024;

/** Reads a text; throws the sentence when it cannot be had. */
const readSource = (source: Source): string => readBytes(source).toString().replace(/(?<!\n)\n+$/v, '');

function readBytes(source: Source): Buffer {
	if ('missing' in source) {
		throw new Error(source.missing);
	}

	if ('text' in source) {
		return Buffer.from(source.text);
	}

	return 'parts' in source ? Buffer.concat(source.parts.map(part => readBytes(part))) : readStretch(source);
}

function readStretch({file, from = 0, to}: Extract<Source, {readonly file: string}>): Buffer {
	const descriptor = openSync(file, 'r');
	try {
		const size = Math.max(0, Math.min(to ?? Infinity, fstatSync(descriptor).size) - from);
		if (size > largest) {
			throw new Error('it is larger than 64 MiB');
		}

		const bytes = Buffer.alloc(size);
		for (let length = 0, read = -1; read !== 0 && length < size; length += read) {
			read = readSync(descriptor, bytes, length, size - length, from + length);
		}

		return bytes;
	} finally {
		closeSync(descriptor);
	}
}

const splitLines = (text: string): string[] => text === '' ? [] : text.split(/\r?\n/v);

function readValues(text: string): Record<string, string> {
	const found = splitLines(text).map(line => /^\s*(?:export\s+)?(?<name>[A-Z_a-z][\w\-.]*)=(?<value>.*)$/v.exec(line)?.groups).filter(groups => groups !== undefined);
	if (found.length === 0) {
		throw new Error('there is no line KEY=VALUE');
	}

	return Object.fromEntries(found.map(({name = '', value = ''}) => [name, value.trim().replace(/^(?<quote>["'])(?<inner>.*)\k<quote>$/v, '$<inner>')]));
}

/** Reads what a name stands for; throws when that cannot be had. */
function readName(name: keyof typeof Language.commandNames, command: ObservedCommand): unknown {
	const {
		exit, seconds, stdout, stderr, output, runs = [command],
	} = command;
	switch (name) {
		case 'exit': {
			if (exit === undefined) {
				throw new Error('the command has no exit status');
			}

			return BigInt(exit);
		}

		case 'seconds': {
			return seconds;
		}

		case 'stdout':
		case 'stderr':
		case 'output': {
			return readSource({stdout, stderr, output}[name]);
		}

		case 'lines': {
			return splitLines(readSource(output));
		}

		case 'json': {
			const text = readSource(stdout);
			try {
				return JSON.parse(text) as unknown;
			} catch {
				throw new Error(text.trim() === '' ? 'nothing was printed on standard output' : 'standard output is not JSON');
			}
		}

		case 'values': {
			return readValues(readSource(stdout));
		}

		case 'runs': {
			if ('missing' in runs) {
				throw new Error(runs.missing);
			}

			return runs.map(run => readRun(run));
		}
	}
}

/** Read when an expression comes to it: what one run printed need not be JSON because that of another one is. */
function readRun(run: ObservedRun): object {
	const names = ['exit', 'seconds', 'stdout', 'stderr', 'output', 'lines', 'json', 'values'] as const;
	return Object.defineProperties({}, Object.fromEntries(names.map(name => [name, {enumerable: true, get: () => readName(name, run)}])));
}

const isRunName = (name: string): name is typeof Language.runNames[number] => (language.runNames as readonly string[]).includes(name);

/** Everything that the expression names, read before it is evaluated. */
function readNames(ids: ReadonlySet<string>, observed: Observed): Record<string, unknown> {
	const known: Record<string, unknown> = {...observed.values, inputs: {...observed.inputs}};
	for (const name of ids) {
		try {
			if (observed.command && Object.hasOwn(language.commandNames, name)) {
				known[name] = readName(name as keyof typeof Language.commandNames, observed.command);
			} else if (isRunName(name)) {
				known[name] = observed[name];
				if (known[name] === undefined) {
					throw new Error('there is none');
				}
			}
		} catch (error) {
			throw new Error(`\`${name}\` cannot be had: ${language.explain(error)}`, {cause: error});
		}
	}

	return known;
}

/** Judges one expectation, however long that takes. What cannot be read or evaluated is not true. */
function evaluate(expression: string, observed: Observed): Judgement {
	const fail = (why: string): Judgement => ({ok: false, why});
	try {
		const environment = language.makeEnvironment({command: observed.command !== undefined, inputs: Object.keys(observed.inputs), values: Object.keys(observed.values)}, functions);
		const {text, ast, ids, calls} = language.readExpression(environment, expression, functions);
		const {valid, error} = environment.check(text);
		if (!valid) {
			return fail(language.explain(error));
		}

		const known = readNames(ids, observed);
		const empty = calls.has('size') ? undefined : listNames.find(name => ids.has(name) && Array.isArray(known[name]) && known[name].length === 0);
		if (empty !== undefined) {
			return fail(`\`${empty}\` is empty: say \`size(${empty})\` where that is right`);
		}

		const result: unknown = environment.evaluate(text, known);
		if (result === true) {
			return {ok: true, why: ''};
		}

		return fail(result === false ? describeFalse(environment, ast, known) : 'the result is neither true nor false');
	} catch (error) {
		return fail(language.explain(error));
	}
}

const compared = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

/** What the first comparison that does not hold found. */
function describeFalse(environment: Environment, ast: ASTNode, known: Record<string, unknown>): string {
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

const observed = workerData as Observed;
parentPort?.on('message', (expression: string) => {
	parentPort?.postMessage(evaluate(expression, observed));
});
