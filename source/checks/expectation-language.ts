/**
Expectations in CEL: which names they know, of which types, and reading one.

Loaded as it stands by the thread that judges, so it imports no file of ours; the functions are handed in.
*/
import {Environment, type ASTNode} from '@marcbachmann/cel-js';
import type * as Evidence from './expectation-evidence.js';
import type * as Functions from './expectation-functions.js';

export type ExpectationNames = {
	/** The step has a command: `exit`, `stdout` and the like are known. */
	readonly command: boolean;
	readonly inputs: readonly string[];
	readonly values: readonly string[];
	/** Evidence in scope. */
	readonly evidence?: readonly string[];
};

export const commandNames = {
	exit: 'int', stdout: 'string', stderr: 'string', output: 'string', lines: 'list<string>', seconds: 'double', json: 'dyn', values: 'map<string, string>', runs: 'list<dyn>',
} as const;
export const runNames = ['commit', 'branch', 'tag', 'previous'] as const;
/** The other files that this one works with, which its user has loaded. */
export type Parts = typeof Functions & typeof Evidence;

export function makeEnvironment({command, inputs, values, evidence = []}: ExpectationNames, {registerFunctions, registerEvidence}: Parts): Environment {
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

	registerEvidence(environment, evidence.filter(name => !environment.hasVariable(name)));
	registerFunctions(environment);
	return environment;
}

/** An expression that was understood; `int(` and `uint(` are our own. */
export type Read = {readonly text: string; readonly ast: ASTNode; readonly ids: ReadonlySet<string>; readonly calls: ReadonlySet<string>};

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

export function * nodesOf(value: unknown): Generator<ASTNode> {
	if (isNode(value)) {
		yield value;
		yield * nodesOf(value.args);
	} else if (Array.isArray(value)) {
		for (const part of value as unknown[]) {
			yield * nodesOf(part);
		}
	}
}

export function readExpression(environment: Environment, expression: string, {numeric, substitute}: Pick<Parts, 'numeric' | 'substitute'>): Read {
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
export function explain(error: unknown): string {
	const message = error instanceof Error ? ('summary' in error && typeof error.summary === 'string' ? error.summary : error.message) : String(error);
	const [first = ''] = message.split('\n', 1);
	return /whole_u?int\(/v.test(first) ? '`int()` and `uint()` take no text, since an empty one would be 0: write `number(…)`' : first;
}
