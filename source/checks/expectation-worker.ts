/**
Expectations in CEL: their names and types, and judging them.

Also the entry of the thread that judges them, so it imports no file of ours: it is loaded as it stands.
*/
import {readFileSync, statSync} from 'node:fs';
import {parentPort, workerData} from 'node:worker_threads';
import {Environment, serialize, type ASTNode} from '@marcbachmann/cel-js';

/** Where a text is read when an expectation names it, or why it cannot be had. */
export type Source = {readonly file: string} | {readonly text: string} | {readonly missing: string};

/** What is known about a command; undefined fields cannot be named. */
export type ObservedCommand = {
	readonly exit: number | null;
	readonly seconds: number;
	readonly stdout: Source;
	readonly stderr: Source;
	readonly output: Source;
};

export type Observed = {
	/** Undefined on a step without a command. */
	readonly command: ObservedCommand | undefined;
	readonly inputs: Readonly<Record<string, string>>;
	readonly values: Readonly<Record<string, string>>;
	readonly commit: string | undefined;
	readonly branch: string | undefined;
	readonly tag: string | undefined;
	readonly previous: string | undefined;
};

export type ExpectationNames = {
	/** The step has a command: `exit`, `stdout` and the like are known. */
	readonly command: boolean;
	readonly inputs: readonly string[];
	readonly values: readonly string[];
};

export type Judgement = {readonly ok: boolean; readonly why: string};

const commandNames = {
	exit: 'int', stdout: 'string', stderr: 'string', output: 'string', lines: 'list<string>', seconds: 'double', json: 'dyn', values: 'map<string, string>', runs: 'list<dyn>',
} as const;
const runNames = ['commit', 'branch', 'tag', 'previous'] as const;
const listNames = ['lines', 'runs', 'rows', 'all', 'entries'];

class Version {
	readonly parts: ReadonlyArray<bigint | string>;
	readonly release: number;

	constructor(text: string) {
		const {core, rest} = /^v?(?<core>\d+(?:\.\d+)*)(?:-(?<rest>[0-9A-Za-z.\-]+))?(?:\+[0-9A-Za-z.\-]+)?$/v.exec(text)?.groups ?? {};
		if (core === undefined) {
			throw new Error(`"${text}" is no version`);
		}

		const read = (part: string) => /^\d+$/v.test(part) ? BigInt(part) : part;
		const numbers = core.split('.').map(part => BigInt(part));
		while (numbers.at(-1) === 0n) {
			numbers.pop();
		}

		this.release = numbers.length;
		this.parts = [...numbers, ...(rest?.split('.').map(part => read(part)) ?? [])];
	}
}

/** Negative, zero or positive, as semantic versioning has it. */
function compareVersions(a: Version, b: Version): number {
	const numbers = compareParts(a.parts.slice(0, a.release), b.parts.slice(0, b.release));
	const [left, right] = [a.parts.slice(a.release), b.parts.slice(b.release)];
	if (numbers !== 0 || (left.length === 0 && right.length === 0)) {
		return numbers;
	}

	return left.length === 0 || right.length === 0 ? right.length - left.length : compareParts(left, right);
}

function compareParts(left: ReadonlyArray<bigint | string>, right: ReadonlyArray<bigint | string>): number {
	for (const [index, a] of left.entries()) {
		const b = right[index];
		if (b === undefined) {
			return 1;
		}

		if (typeof a !== typeof b) {
			return typeof a === 'bigint' ? -1 : 1;
		}

		if (a !== b) {
			return a < b ? -1 : 1;
		}
	}

	return left.length - right.length;
}

function readNumber(text: string): number {
	if (!/^[+\-]?(?:\d+\.?\d*|\.\d+)(?:e[+\-]?\d+)?$/iv.test(text)) {
		throw new Error(text === '' ? 'an empty text is no number' : `"${text.slice(0, 40)}" is no number`);
	}

	return Number(text);
}

const readNumbers = (list: Iterable<unknown>): number[] => {
	const numbers = [...list].map(value => {
		if (typeof value !== 'number' && typeof value !== 'bigint') {
			throw new TypeError('a list of numbers is needed; `number(text)` reads one from a text');
		}

		return Number(value);
	});
	if (numbers.length === 0) {
		throw new Error('the list is empty');
	}

	return numbers;
};

const add = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0);

function countOf(list: readonly unknown[], wanted: number | bigint): number {
	const count = Number(wanted);
	if (list.length === 0 || !(count > 0)) {
		throw new Error(list.length === 0 ? 'the list is empty' : 'how many has to be more than 0');
	}

	return count < 1 ? Math.max(1, Math.round(list.length * count)) : Math.floor(count);
}

function makeEnvironment({command, inputs, values}: ExpectationNames): Environment {
	const environment = new Environment({homogeneousAggregateLiterals: false});
	for (const [name, type] of command ? Object.entries(commandNames) : []) {
		environment.registerVariable(name, type);
	}

	for (const name of runNames) {
		environment.registerVariable(name, 'string');
	}

	environment.registerVariable({name: 'inputs', schema: Object.fromEntries(inputs.map(name => [name, 'string']))});
	for (const name of values) {
		if (!environment.hasVariable(name)) {
			environment.registerVariable(name, 'string');
		}
	}

	registerFunctions(environment);
	return environment;
}

function registerFunctions(environment: Environment): void {
	environment.registerType('Version', Version);
	environment.registerFunction('version(string): Version', (text: string) => new Version(text));
	environment.registerFunction('number(string): double', readNumber);
	environment.registerFunction('number(double): double', (value: number) => value);
	environment.registerFunction('number(int): double', Number);
	environment.registerFunction('sum(list): double', (list: unknown[]) => add(readNumbers(list)));
	environment.registerFunction('min(list): double', (list: unknown[]) => Math.min(...readNumbers(list)));
	environment.registerFunction('max(list): double', (list: unknown[]) => Math.max(...readNumbers(list)));
	environment.registerFunction('avg(list): double', (list: unknown[]) => add(readNumbers(list)) / list.length);
	for (const type of ['int', 'double']) {
		environment.registerFunction(`first(list, ${type}): list`, (list: unknown[], count: number | bigint) => list.slice(0, countOf(list, count)));
		environment.registerFunction(`last(list, ${type}): list`, (list: unknown[], count: number | bigint) => list.slice(-countOf(list, count)));
	}

	// `int("")` is 0, so our own, which know no text, stand in the place of these two.
	for (const name of numeric) {
		environment.registerFunction(`${substitute(name)}(int): int`, (value: bigint) => value);
		environment.registerFunction(`${substitute(name)}(double): int`, (value: number) => BigInt(Math.trunc(value)));
	}

	registerOperators(environment);
}

const numeric = ['int', 'uint'];
const substitute = (name: string): string => `whole_${name}`;

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
	'+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b,
};

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
	'<': order => order < 0, '<=': order => order <= 0, '>': order => order > 0, '>=': order => order >= 0, '==': order => order === 0,
};

/** JSON's numbers are doubles, and `2` is an int: both may stand in one term. */
function registerOperators(environment: Environment): void {
	for (const [left, right] of [['double', 'int'], ['int', 'double']]) {
		for (const [operator, apply] of Object.entries(arithmetic)) {
			environment.registerOperator(`${left} ${operator} ${right}: double`, (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b)));
		}

		environment.registerOperator(`${left} == ${right}: bool`, (a: number | bigint, b: number | bigint) => Number(a) === Number(b));
	}

	for (const [operator, holds] of Object.entries(comparisons)) {
		environment.registerOperator(`Version ${operator} Version: bool`, (a: Version, b: Version) => holds(compareVersions(a, b)));
	}
}

/** An expression that was understood; `int(` and `uint(` are our own. */
type Read = {readonly text: string; readonly ast: ASTNode; readonly ids: ReadonlySet<string>; readonly calls: ReadonlySet<string>};

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

function* nodesOf(value: unknown): Generator<ASTNode> {
	if (isNode(value)) {
		yield value;
		yield* nodesOf(value.args);
	} else if (Array.isArray(value)) {
		for (const part of value as unknown[]) {
			yield* nodesOf(part);
		}
	}
}

function readExpression(environment: Environment, expression: string): Read {
	const nodes = [...nodesOf(environment.parse(expression).ast)];
	const places = nodes.filter(node => node.op === 'call' && numeric.includes(node.args[0])).map(({start}) => start);
	const text = places.toSorted((a, b) => b - a).reduce((changed, at) => changed.slice(0, at) + substitute('') + changed.slice(at), expression);
	return {
		text,
		ast: environment.parse(text).ast,
		ids: new Set(nodes.flatMap(node => node.op === 'id' ? [node.args] : [])),
		calls: new Set(nodes.flatMap(node => node.op === 'call' || node.op === 'rcall' ? [node.args[0]] : [])),
	};
}

/** The first line of what went wrong, in this program's words where those of the library would mislead. */
function explain(error: unknown): string {
	const message = error instanceof Error ? ('summary' in error && typeof error.summary === 'string' ? error.summary : error.message) : String(error);
	const [first = ''] = message.split('\n');
	return /whole_u?int\(/v.test(first) ? '`int()` and `uint()` take no text, since an empty one would be 0: write `number(…)`' : first;
}

/** Names that stand for themselves in an expression; variables of its own macros may be among them. */
export function namesIn(expression: string): ReadonlySet<string> {
	try {
		return readExpression(new Environment(), expression).ids;
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
		const environment = makeEnvironment(names);
		const {valid, type, error} = environment.check(readExpression(environment, expression).text);
		if (!valid) {
			return `\`${expression}\`: ${explain(error)}.`;
		}

		return type === 'bool' || type === 'dyn' ? undefined : `\`${expression}\` gives ${type ?? 'nothing'}, not yes or no.`;
	} catch (error) {
		return `\`${expression}\`: ${explain(error)}.`;
	}
}

const largest = 64 * 1024 * 1024;

/** Reads a text; throws the sentence when it cannot be had. */
function readSource(source: Source): string {
	if ('missing' in source) {
		throw new Error(source.missing);
	}

	if ('file' in source && statSync(source.file).size > largest) {
		throw new Error('it is larger than 64 MiB');
	}

	return ('text' in source ? source.text : readFileSync(source.file, 'utf8')).replace(/\n+$/v, '');
}

const splitLines = (text: string): string[] => text === '' ? [] : text.split(/\r?\n/v);

function readValues(text: string): Record<string, string> {
	const found = splitLines(text).map(line => /^\s*(?:export\s+)?(?<name>[A-Za-z_][\w.\-]*)=(?<value>.*)$/v.exec(line)?.groups).filter(groups => groups !== undefined);
	if (found.length === 0) {
		throw new Error('there is no line KEY=VALUE');
	}

	return Object.fromEntries(found.map(({name = '', value = ''}) => [name, value.trim().replace(/^(?<quote>["'])(?<inner>.*)\k<quote>$/v, '$<inner>')]));
}

/** Reads what a name stands for; throws when that cannot be had. */
function readName(name: keyof typeof commandNames, {exit, seconds, stdout, stderr, output}: ObservedCommand): unknown {
	switch (name) {
		case 'exit': {
			if (exit === null) {
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
			const names = ['exit', 'seconds', 'stdout', 'stderr', 'output', 'lines'] as const;
			return [Object.fromEntries(names.map(inner => [inner, readName(inner, {
				exit, seconds, stdout, stderr, output,
			})]))];
		}
	}
}

/** Everything that the expression names, read before it is evaluated. */
function readNames(ids: ReadonlySet<string>, observed: Observed): Record<string, unknown> {
	const known: Record<string, unknown> = {...observed.values, inputs: {...observed.inputs}};
	for (const name of ids) {
		try {
			if (observed.command && Object.hasOwn(commandNames, name)) {
				known[name] = readName(name as keyof typeof commandNames, observed.command);
			} else if (runNames.some(own => own === name)) {
				known[name] = observed[name as typeof runNames[number]];
				if (known[name] === undefined) {
					throw new Error('there is none');
				}
			}
		} catch (error) {
			throw new Error(`\`${name}\` cannot be had: ${explain(error)}`);
		}
	}

	return known;
}

/** Judges one expectation, however long that takes. What cannot be read or evaluated is not true. */
export function evaluate(expression: string, observed: Observed): Judgement {
	const fail = (why: string): Judgement => ({ok: false, why});
	try {
		const environment = makeEnvironment({command: observed.command !== undefined, inputs: Object.keys(observed.inputs), values: Object.keys(observed.values)});
		const {text, ast, ids, calls} = readExpression(environment, expression);
		const {valid, error} = environment.check(text);
		if (!valid) {
			return fail(explain(error));
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
		return fail(explain(error));
	}
}

const compared = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

/** What the first comparison that does not hold found. */
function describeFalse(environment: Environment, ast: ASTNode, known: Record<string, unknown>): string {
	const parts: ASTNode[] = ast.op === '&&' ? ast.args : [ast];
	const failing = parts.find(part => environment.evaluate(serialize(part), known) !== true) ?? ast;
	if (failing.op === '&&') {
		return describeFalse(environment, failing, known);
	}

	if (!compared.has(failing.op)) {
		return 'it is false';
	}

	const sides = nodesOf(failing.args).filter(node => (failing.args as unknown[]).includes(node) && node.op !== 'value');
	return [...sides].map(side => `\`${serialize(side).replaceAll(substitute(''), '')}\` is ${show(environment.evaluate(serialize(side), known))}`).join(', ') || 'it is false';
}

function show(value: unknown): string {
	const text = JSON.stringify(value, (_, inner: unknown) => typeof inner === 'bigint' ? Number(inner) : inner) ?? String(value);
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** What the thread is started with. */
export type Assignment = {readonly room: 'expectations'; readonly observed: Observed};

const assignment = workerData as Partial<Assignment> | undefined;
if (assignment?.room === 'expectations' && assignment.observed && parentPort) {
	const {observed} = assignment;
	const port = parentPort;
	port.on('message', (expression: string) => {
		port.postMessage(evaluate(expression, observed));
	});
}
