/**
What expectations can do beyond CEL itself.

Loaded as it stands by the thread that judges, like all that it needs, so it imports no file of ours.
*/
import type {Environment} from '@marcbachmann/cel-js';

class Version {
	readonly parts: ReadonlyArray<bigint | string>;
	readonly release: number;

	constructor(text: string) {
		const {core, rest} = /^v?(?<core>\d+(?:\.\d+)*)(?:-(?<rest>[\-.0-9A-Za-z]+))?(?:\+[\-.0-9A-Za-z]+)?$/v.exec(text)?.groups ?? {};
		if (core === undefined) {
			throw new Error(`"${text}" is no version`);
		}

		const read = (part: string) => /^\d+$/v.test(part) ? BigInt(part) : part;
		const numbers = core.split('.').map(BigInt);
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
	if (!/^[+\-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+\-]?\d+)?$/iv.test(text)) {
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

export function registerFunctions(environment: Environment): void {
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

export const numeric = ['int', 'uint'];
export const substitute = (name: string): string => `whole_${name}`;

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
	}

	// The library adds its mirror image, and `!=`.
	environment.registerOperator('double == int: bool', (a: number | bigint, b: number | bigint) => Number(a) === Number(b));

	for (const [operator, holds] of Object.entries(comparisons)) {
		environment.registerOperator(`Version ${operator} Version: bool`, (a: Version, b: Version) => holds(compareVersions(a, b)));
	}
}
