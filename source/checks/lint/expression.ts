/** What is wrong with an expectation, before anything runs: unknown names, wrong types, and what would mislead. */
import type {ASTNode, Environment} from '@marcbachmann/cel-js';
import type {RuleName} from '../../checklist/rules.js';
import {nearest} from '../../checklist/nearest.js';
import * as evidence from '../expectation-evidence.js';
import * as functions from '../expectation-functions.js';
import {
	commandNames,
	explain,
	makeEnvironment,
	nodesOf,
	readExpression,
	runNames,
	type ExpectationNames,
} from '../expectation-language.js';

export type ExpressionFinding = {
	readonly rule: RuleName;
	readonly message: string;
	readonly fix?: string | undefined;
	/** From 0, in the expression. */
	readonly at: number;
};

/** A reader for expressions that know the same names; making one takes longer than reading. */
export const expressionLinter = (names: ExpectationNames): ((expression: string) => ExpressionFinding[]) => {
	const environment = makeEnvironment(names, {...functions, ...evidence});
	return expression => {
		try {
			const {text, ast} = readExpression(environment, expression, functions);
			const wrong = lintTypes(environment, text, names);
			return [...wrong, ...(wrong.some(({rule}) => rule === 'expectation') ? [] : [...nodesOf(ast)].flatMap(node => [...lintLines(node), ...lintOrder(node, text, names)]))]
				.map(finding => ({...finding, at: inOriginal(text, finding.at)}));
		} catch (error) {
			return [{
				rule: 'expectation', message: `This expectation cannot be read: ${explain(error)}.`, fix: syntaxFix(expression), at: startOf(error),
			}];
		}
	};
};

const startOf = (error: unknown): number => {
	const range: unknown = error instanceof Error && 'range' in error ? error.range : undefined;
	return typeof range === 'object' && range !== null && 'start' in range && typeof range.start === 'number' ? range.start : 0;
};

const syntaxFix = (expression: string): string | undefined => {
	if (/[^!<=>]=[^=]/v.test(expression)) {
		return 'Equality is written `==`.';
	}

	return /\b(?:and|or|not)\b/v.test(expression) ? 'Write `&&`, `||` and `!`.' : undefined;
};

/** Our own names for `int(` and `uint(` make the text longer than what was written. */
const inOriginal = (text: string, at: number): number => at - (functions.substitute('').length * (text.slice(0, at).split(functions.substitute('')).length - 1));

function lintTypes(environment: Environment, text: string, names: ExpectationNames): ExpressionFinding[] {
	const {valid, type, error} = environment.check(text);
	if (!valid) {
		return [{
			rule: 'expectation', message: `This expectation cannot hold: ${explain(error)}.`, fix: nameFix(text, error, names), at: startOf(error),
		}];
	}

	if (type === 'dyn') {
		return [{
			rule: 'expectation-unsure', message: 'Only a run shows whether this gives yes or no.', fix: 'Compare it: `… == true`.', at: 0,
		}];
	}

	return type === 'bool'
		? []
		: [{
			rule: 'expectation', message: `This expectation gives ${type ?? 'nothing'}, not yes or no.`, fix: 'Compare it with something.', at: 0,
		}];
}

const methods = ['contains', 'startsWith', 'endsWith', 'matches', 'size', 'exists', 'exists_one', 'all', 'map', 'filter', 'trim', 'split', 'lowerAscii', 'upperAscii', 'join', 'substring', 'indexOf'];
const globals = ['number', 'sum', 'min', 'max', 'avg', 'first', 'last', 'version', 'size', 'has', 'string', 'double', 'timestamp', 'duration'];

/** A misspelt variable, field or function, and the one that was probably meant. */
function nameFix(text: string, error: unknown, {command, inputs, values, evidence: named = []}: ExpectationNames): string | undefined {
	const message = explain(error);
	const suggest = (name: string, known: Iterable<string>): string | undefined => {
		const meant = nearest(name, known);
		return meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
	};

	const {variable, field, called} = /^(?:Unknown variable: (?<variable>\w+)|No such key: (?<field>\w+)|found no matching overload for '(?:[^'.]+\.)?(?<called>\w+)\()/v.exec(message)?.groups ?? {};
	if (variable !== undefined) {
		// A variable of a macro that does not exist is what is unknown first.
		const macro = /\.(?<macro>[_a-z]+)\(\s*$/v.exec(text.slice(0, startOf(error)))?.groups?.macro;
		const known = [...values, ...named, ...runNames, 'inputs', ...(command ? Object.keys(commandNames) : [])];
		const about = macro === undefined || methods.includes(macro) ? undefined : suggest(macro, methods);
		return about ?? (inputs.includes(variable) ? `Write \`inputs.${variable}\`.` : suggest(variable, known)) ?? commandFix(variable, command);
	}

	return field === undefined ? (called === undefined ? undefined : suggest(called, [...methods, ...globals])) : suggest(field, [...inputs, ...(named.length > 0 ? [...Object.keys(evidence.evidenceFields), 'all'] : [])]);
}

const commandFix = (variable: string, command: boolean): string | undefined =>
	!command && Object.hasOwn(commandNames, variable) ? 'There is no command here: put the expectation on the item that holds one.' : undefined;

const ofManyLines = (node: ASTNode): boolean => (node.op === 'id' && /^(?:stdout|stderr|output)$/v.test(node.args)) || (node.op === '.' && node.args[1] === 'text');

const withoutSets = (pattern: string): string => pattern.replaceAll(/\\.|\[(?:\\.|[^\\\]]){0,500}\]/gsv, 'a');

/** `^` and `$` are the ends of the whole text, not of a line. */
function lintLines(node: ASTNode): ExpressionFinding[] {
	if (node.op !== 'rcall' || node.args[0] !== 'matches') {
		return [];
	}

	const [, receiver, [pattern]] = node.args;
	const isAnchored = pattern?.op === 'value' && typeof pattern.args === 'string' && /[$^]/v.test(withoutSets(pattern.args)) && !/\(\?[is]*m/v.test(pattern.args);
	return isAnchored && ofManyLines(receiver)
		? [{
			rule: 'expectation-lines', message: '`^` and `$` are the beginning and end of the whole text here, not of a line.', fix: 'Look at each line: `lines.exists(line, line.matches("…"))`.', at: receiver.start,
		}]
		: [];
}

const ordering = new Set(['<', '<=', '>', '>=']);

const isLiteral = (node: ASTNode): boolean => node.op === 'value' && typeof node.args === 'string';

const isText = (node: ASTNode, values: readonly string[]): boolean => {
	if (node.op === 'id') {
		return [...runNames, ...values, 'stdout', 'stderr', 'output'].includes(node.args);
	}

	if (node.op === '.') {
		const [from, name] = node.args;
		return name === 'text' || (from.op === 'id' && (from.args === 'inputs' || from.args === 'values'));
	}

	return isLiteral(node);
};

/** Days and times of ISO 8601 have the order of their letters. */
const isDate = (node: ASTNode): boolean => node.op === 'value' && typeof node.args === 'string' && /^\d{4}-\d\d-\d\d/v.test(node.args);

function lintOrder(node: ASTNode, text: string, {values}: ExpectationNames): ExpressionFinding[] {
	if (!ordering.has(node.op)) {
		return [];
	}

	const operands = node.args as readonly ASTNode[];
	const literal = operands.some(operand => isLiteral(operand));
	if (operands.some(operand => isDate(operand)) || !(literal || operands.every(operand => isText(operand, values)))) {
		return [];
	}

	const isNumber = operands.some(operand => operand.op === 'value' && /^[\d.]+$/v.test(String(operand.args)) && !/\..*\./v.test(String(operand.args)));
	const [left = '', right = ''] = operands.map(({start, end}) => text.slice(start, end));
	const wrap = isNumber ? 'number' : 'version';
	return [{
		rule: 'expectation-order',
		message: `\`${text.slice(node.start, node.end)}\` compares letter by letter, so that "10" is before "9".`,
		fix: `Write \`${wrap}(${left}) ${node.op} ${wrap}(${right})\`.`,
		at: node.start,
	}];
}
