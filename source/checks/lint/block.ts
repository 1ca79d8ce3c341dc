/**
What is wrong with a block as a check, before it runs. Pure.

A finding that refuses is about something that watching a block would change: a check that uses it does not run.
*/
import type {Command, SyntaxNode} from 'unbash';
import type {RuleName} from '../../checklist/rules.js';
import {placeOf, type Block} from '../shell/block.js';
import {
	isElsewhere,
	nodesOf,
	programOf,
	substitutionsOf,
	wordsOf,
} from '../shell/syntax.js';
import {isSeparate, swallowed} from '../watch/words.js';

export type BlockFinding = {
	readonly severity: 'error' | 'warning';
	readonly rule: RuleName;
	readonly message: string;
	/** Counted from 1 within the block. */
	readonly line: number;
	readonly column: number;
	/** A check that holds this does not run. */
	readonly refuses: boolean;
};

export function lintBlock({text, statements, faults}: Block): BlockFinding[] {
	if (faults.length > 0) {
		return faults.map(({message, line, column}) => ({
			severity: 'error', rule: 'shell-syntax', message: `This block cannot be read: ${message}.`, line, column, refuses: true,
		}));
	}

	return statements.flatMap(({node}) => [...nodesOf(node, child => !isElsewhere(child))].flatMap(inner => lintNode(inner).map(({at = inner.pos, ...finding}) => ({...finding, ...placeOf(text, at)}))));
}

/** `at`: the offset, where it is not that of the node. */
type Finding = Omit<BlockFinding, 'line' | 'column'> & {readonly at?: number};

const refusal = (message: string): Finding => ({
	severity: 'error', rule: 'shell-watch', message, refuses: true,
});

/** Nodes that hold words whose substitutions nobody asks for. */
const wordy = new Set(['Redirected', 'For', 'Select', 'Case', 'CaseItem', 'TestCommand', 'ArithmeticCommand', 'ArithmeticFor']);

function lintNode(node: SyntaxNode): Finding[] {
	if (node.type === 'Command') {
		return [...lintCommand(node), ...lintSwallowed(node, node.name ? 'words' : 'assignment')];
	}

	if (node.type === 'Pipeline') {
		return lintPipeline(node.commands);
	}

	if (node.type === 'SimpleExpansion' || node.type === 'ParameterExpansion') {
		return /^\$\{?[!#]?PIPESTATUS\b/v.test(node.text) ? [refusal('All stages of a pipeline are judged already: leave `PIPESTATUS` out of a check.')] : [];
	}

	if (node.type === 'Function') {
		return isOurs(node.name.value) ? [refusal(`A check cannot define a function called \`${node.name.value}\`.`)] : [];
	}

	return wordy.has(node.type) ? lintSwallowed(node, 'words') : [];
}

const isOurs = (name: string): boolean => name.startsWith('__hp_') || ['exit', 'command_not_found_handle', 'kill', 'wait'].includes(name);

/** Letters of options that change how a shell runs what follows, and their long names. */
const options: ReadonlyMap<string, string> = new Map([
	['x', 'xtrace'], ['v', 'verbose'], ['n', 'noexec'], ['k', 'keyword'], ['t', 'onecmd'],
]);
const watchful = new Set([...options.values(), 'posix']);

function lintCommand(command: Command): Finding[] {
	const [name = '', ...words] = wordsOf(command);
	switch (name) {
		case 'set': {
			return lintSet(words);
		}

		case 'trap': {
			const signal = words.slice(1).find(word => /^(?:sig)?(?:debug|return)$/iv.test(word ?? ''));
			return signal === undefined ? [] : [refusal(`A check cannot set a ${signal} trap: it would also run for what watches the block.`)];
		}

		case 'exec': {
			return command.args.length > 0 ? [refusal('`exec` with a command ends the block unwatched: write the command alone.')] : [];
		}

		case 'unset': {
			return words.some(word => /^-\w*f/v.test(word ?? '')) ? [refusal('A check cannot use `unset -f`: it could remove what watches the block.')] : [];
		}

		case 'shopt': {
			return words.some(word => /^(?:extdebug|posix)$/v.test(word ?? '')) ? [refusal('A check cannot change this option: the block could not be watched.')] : [];
		}

		default: {
			return [];
		}
	}
}

function lintSet(words: ReadonlyArray<string | undefined>): Finding[] {
	const found: Finding[] = [];
	for (const [index, word = ''] of words.entries()) {
		const {sign, letters = ''} = /^(?<sign>[+\-])(?<letters>\w+)$/v.exec(word)?.groups ?? {};
		if (sign === undefined) {
			continue;
		}

		const names = [...letters].map(letter => letter === 'o' ? words[index + 1] : options.get(letter) ?? letter).filter(name => name !== undefined);
		if (sign === '-') {
			found.push(...names.filter(name => watchful.has(name)).map(name => refusal(`A check cannot use \`set -o ${name}\`: the block could not be watched.`)));
		} else if (names.some(name => name === 'e' || name === 'errexit')) {
			found.push(refusal('Every statement of a check has to succeed, also after `set +e`: write `command || status=$?` where a failure is expected.'));
		}
	}

	return found;
}

function lintSwallowed(node: SyntaxNode, within: 'assignment' | 'words'): Finding[] {
	return swallowed(substitutionsOf(node), within).map(substitution => isSeparate(substitution)
		? {
			severity: 'error',
			rule: 'swallowed-substitution',
			message: substitution.type === 'ProcessSubstitution'
				? `The shell does not look at how \`${substitution.text}\` ends: write its output to a file first.`
				: `The shell does not look at how \`${substitution.text}\` ends here: assign it in a statement of its own first, \`x=${substitution.text}\`.`,
			refuses: false,
			at: substitution.pos,
		}
		: {at: substitution.pos, ...refusal(`How \`${substitution.text}\` ends cannot be seen here: assign it in a statement of its own first, with \`$(…)\`.`)});
}

const rude = new Set(['curl', 'python', 'python3', 'wget', 'node', 'java']);

function lintPipeline(commands: readonly SyntaxNode[]): Finding[] {
	const last = commands.at(-1);
	const leaves = last?.type === 'Command' && (programOf(last) === 'head' || ((programOf(last) ?? '').endsWith('grep') && wordsOf(last).some(word => /^-[A-Za-z]*[mq]/v.test(word ?? ''))));
	const program = commands.slice(0, -1).map(command => command.type === 'Command' ? programOf(command) : undefined).find(name => rude.has(name ?? ''));
	return leaves && program !== undefined
		? [{
			severity: 'warning',
			rule: 'early-exit',
			message: `\`${program}\` fails when its reader leaves early: let the reader read all, as in \`| grep x >/dev/null\`.`,
			refuses: false,
		}]
		: [];
}
