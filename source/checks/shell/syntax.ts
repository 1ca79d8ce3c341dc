/** Small questions to a bash syntax tree. Pure. */
import {
	forEachChild,
	type Assignment,
	type Command,
	type CommandExpansionPart,
	type PipelineNode,
	type ProcessSubstitutionPart,
	type ArithmeticCommandExpansion,
	type Redirect,
	type Statement,
	type SyntaxNode,
	type AndOr,
	type Word,
} from 'unbash';

export type Substitution = CommandExpansionPart | ProcessSubstitutionPart | ArithmeticCommandExpansion;

const substitutionTypes = new Set(['CommandExpansion', 'ProcessSubstitution', 'ArithmeticCommandExpansion']);

const isSubstitution = (node: SyntaxNode): node is Substitution => substitutionTypes.has(node.type);

/** Nodes that hold statements, or are them: what is not part of a word. */
const structural = new Set([
	'Script',
	'Statement',
	'CompoundList',
	'CaseItem',
	'Elif',
	'Command',
	'Pipeline',
	'AndOr',
	'If',
	'For',
	'ArithmeticFor',
	'Select',
	'While',
	'Subshell',
	'BraceGroup',
	'Case',
	'TestCommand',
	'ArithmeticCommand',
	'Redirected',
	'Function',
	'Coproc',
]);

/** The substitutions in a node's own words, outermost only, in order; not those of statements inside it. */
export function substitutionsOf(node: SyntaxNode): Substitution[] {
	const found: Substitution[] = [];
	forEachChild(node, child => {
		if (isSubstitution(child)) {
			found.push(child);
		} else if (!structural.has(child.type)) {
			found.push(...substitutionsOf(child));
		}
	});
	return found;
}

/** Every node below, substitutions' own scripts included, parents first. */
export function * nodesOf(node: SyntaxNode, wanted: (child: SyntaxNode) => boolean = () => true): Generator<SyntaxNode> {
	yield node;
	const children: SyntaxNode[] = [];
	forEachChild(node, child => {
		children.push(child);
	});
	for (const child of children) {
		if (wanted(child)) {
			yield * nodesOf(child, wanted);
		}
	}
}

/** Within backquotes that hold backslashes, positions are those of another text. */
export const isElsewhere = (node: SyntaxNode): boolean => node.type === 'Script' && node.source !== undefined;

/** A word that is the same whatever the shell's state is; undefined when it has to be expanded. */
export function literalOf(word: Word | Assignment): string | undefined {
	if (word.type === 'Assignment') {
		return word.text;
	}

	return isLiteral(word.parts ?? []) && !word.text.startsWith('~') ? word.value : undefined;
}

const literalParts = new Set(['Literal', 'SingleQuoted', 'AnsiCQuoted']);

const isLiteral = (parts: readonly SyntaxNode[]): boolean =>
	parts.every(part => literalParts.has(part.type) || (part.type === 'DoubleQuoted' && part.parts.every(inner => inner.type === 'Literal')));

/** A command's name and arguments as far as they are literal; `undefined` in the place of one that is expanded. */
export const wordsOf = (command: Command): Array<string | undefined> => {
	const {name, args} = command;
	return name ? [literalOf(name), ...args.map(argument => literalOf(argument))] : [];
};

/** Programs that run another one: how many words to take off, options and assignments apart. */
const carriers: ReadonlyMap<string, number> = new Map([
	['sudo', 0], ['doas', 0], ['command', 0], ['builtin', 0], ['env', 0], ['nice', 0], ['nohup', 0], ['stdbuf', 0], ['timeout', 1],
]);

/** The program that a command comes down to, without its folder, past `sudo`, `env`, `timeout` and the like. */
export function programOf(command: Command): string | undefined {
	let words = wordsOf(command);
	for (;;) {
		const program = words[0]?.replace(/^.*\//v, '');
		const skipped = program === undefined ? undefined : carriers.get(program);
		if (skipped === undefined) {
			return program;
		}

		const rest = words.slice(1);
		const start = rest.findIndex(word => word === undefined || !/^-|=/v.test(word));
		if (start === -1) {
			return program;
		}

		words = rest.slice(start + skipped);
	}
}

/** For these, 1 means no and 2 or more means trouble. */
const answering = new Set(['grep', 'egrep', 'fgrep', 'rg', 'diff', 'cmp', 'test', '[', 'pgrep', 'zgrep', 'bzgrep', 'xzgrep', 'zstdgrep', 'zdiff', 'zcmp']);

/** Only 0 and 1 are answers of this command, or of the one that a pipeline or statement ends with. */
export function onlyOneMeansNo(node: SyntaxNode | undefined): boolean {
	let last = node?.type === 'Statement' ? node.command : node;
	if (last?.type === 'Pipeline') {
		last = last.prefixes.length === 0 ? last.commands.at(-1) : undefined;
	}

	return last?.type === 'TestCommand' || last?.type === 'ArithmeticCommand' || (last?.type === 'Command' && answering.has(programOf(last) ?? ''));
}

export const asksNegation = (node: PipelineNode | AndOr): boolean => node.type === 'Pipeline' && node.prefixes.some(({type}) => type === 'Negation');

const leaving = new Set(['continue', 'break', 'return', 'exit']);

/** `A && continue` and `A && x=1`: the left side only decides whether the right one is done. */
export function isGuard({command}: Statement): boolean {
	if (command.type !== 'AndOr' || command.operators.at(-1) !== '&&') {
		return false;
	}

	const last = command.commands.at(-1);
	return last?.type === 'Command' && (last.name ? leaving.has(literalOf(last.name) ?? '') : last.prefix.every(({type}) => type === 'Assignment'));
}

/** Functions that are asked a question somewhere, or called by one that is; undefined: any may be. */
export function findAskedFunctions(statements: readonly Statement[], questions: (node: SyntaxNode) => readonly SyntaxNode[]): ReadonlySet<string> | undefined {
	const nodes = statements.flatMap(statement => [...nodesOf(statement)]);
	const bodies = new Map(nodes.flatMap(node => node.type === 'Function' ? [[node.name.value, node.body] as const] : []));
	const asked = new Set<string>();
	const isNew = (name: string | undefined): name is string => name !== undefined && bodies.has(name) && !asked.has(name);
	const open = nodes.flatMap(node => questions(node));
	for (let next = open.pop(); next; next = open.pop()) {
		const called = [...nodesOf(next)].flatMap(node => node.type === 'Command' && node.name ? [literalOf(node.name)] : []);
		if (bodies.size > 0 && called.includes(undefined)) {
			return undefined;
		}

		const names = called.filter(name => isNew(name));
		for (const name of names) {
			asked.add(name);
			open.push(...[bodies.get(name)].filter(body => body !== undefined));
		}
	}

	return asked;
}

/** A redirect to or from a file whose opening can be tried beforehand; `r` or `w`, and the word as written. */
export function fileOf(redirect: Redirect): {readonly access: 'r' | 'w'; readonly target: string} | undefined {
	const {operator, target} = redirect;
	if (!target || substitutionsOf(target).length > 0 || target.text.startsWith('/dev/')) {
		return undefined;
	}

	switch (operator) {
		case '<': {
			return {access: 'r', target: target.text};
		}

		case '>':
		case '>>':
		case '>|':
		case '&>':
		case '&>>': {
			return {access: 'w', target: target.text};
		}

		case '<>':
		case '<&':
		case '>&': {
			return undefined;
		}
	}
}
