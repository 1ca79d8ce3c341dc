/** Reading a block with bash's own grammar. Pure; a block that is not understood to its last character is never run. */
import {
	forEachChild,
	parse,
	type Statement,
	type SyntaxNode,
} from 'unbash';
import {isElsewhere, nodesOf} from './syntax.js';

type Fault = {
	readonly message: string;
	/** Counted from 1 within the block. */
	readonly line: number;
	readonly column: number;
};

/** A top-level statement as it is recorded. */
export type BlockStatement = {
	readonly node: Statement;
	/** Counted from 1 within the block. */
	readonly line: number;
	/** With its heredocs. */
	readonly text: string;
};

export type Block = {
	/** With LF line ends. */
	readonly text: string;
	readonly statements: readonly BlockStatement[];
	/** Why it cannot be read; the statements are then not to be believed. */
	readonly faults: readonly Fault[];
};

export function readBlock(source: string): Block {
	const text = source.replaceAll(/\r\n?/gv, '\n');
	const script = parse(text);
	const statements = script.commands.map(node => ({node, line: placeOf(text, node.pos).line, text: textOf(text, node)}));
	const faults = [...faultsOf(text, script), ...gapsIn(text, script.commands), ...endOf(text)];
	return {text, statements, faults: faults.length === 0 && statements.length === 0 ? [{message: 'there is nothing to run', line: 1, column: 1}] : faults};
}

/** What would go on behind the last line would be ours. */
const endOf = (text: string): Fault[] => /(?<!\\)(?:\\{2})*\\$/v.test(text) ? [{message: 'its last line ends with `\\` and goes on nowhere', ...placeOf(text, text.length)}] : [];

export function placeOf(text: string, offset: number): {line: number; column: number} {
	const before = text.slice(0, offset);
	return {line: before.split('\n').length, column: offset - before.lastIndexOf('\n')};
}

function faultsOf(text: string, script: SyntaxNode): Fault[] {
	return [...nodesOf(script)].flatMap(node => {
		if (node.type === 'Script') {
			return (node.errors ?? []).map(({message, pos}) => ({message, ...(isElsewhere(node) ? {line: 1, column: 1} : placeOf(text, pos))}));
		}

		const message = missingIn(node);
		return message === undefined ? [] : [{message, ...placeOf(text, node.pos)}];
	});
}

/** What the parser leaves out without an error. */
function missingIn(node: SyntaxNode): string | undefined {
	if (node.type === 'Statement' && node.end <= node.pos) {
		return 'a statement is missing';
	}

	if (node.type === 'HereDoc' && !node.closing) {
		return `the text after \`<<\` has no closing \`${node.delimiter?.value ?? ''}\``;
	}

	return (node.type === 'Redirect' || node.type === 'HereString') && !node.target ? `\`${node.operator}\` names no file` : undefined;
}

/** Between statements there may only be separators, comments and the bodies of heredocs. */
function * gapsIn(text: string, statements: readonly Statement[]): Generator<Fault> {
	let rest = text;
	const blank = (from: number, to: number) => {
		rest = rest.slice(0, from) + rest.slice(from, to).replaceAll(/[^\n]/gv, ' ') + rest.slice(to);
	};

	for (const statement of statements) {
		blank(statement.pos, statement.end);
		for (const {body, closing} of heredocsOf(statement)) {
			blank(body.pos, closing?.end ?? body.end);
		}
	}

	const stray = /[^\s;]/v.exec(rest.replaceAll(/(?<=^|[\s;])#[^\n]*/gmv, comment => ' '.repeat(comment.length)).replaceAll('\\\n', '  '));
	if (stray && !/^\\\s*$/v.test(rest.slice(stray.index))) {
		yield {message: `\`${stray[0]}\` does not belong to any statement`, ...placeOf(text, stray.index)};
	}
}

type Extent = {readonly body: {readonly pos: number; readonly end: number}; readonly closing: {readonly end: number} | undefined};

function heredocsOf(node: SyntaxNode): Extent[] {
	const found: Extent[] = node.type === 'HereDoc' ? [node] : [];
	forEachChild(node, child => {
		found.push(...(isElsewhere(child) ? [] : heredocsOf(child)));
	});
	return found;
}

function textOf(text: string, statement: Statement): string {
	const behind = heredocsOf(statement).filter(({body}) => body.pos >= statement.end);
	return [text.slice(statement.pos, statement.end), ...behind.map(({body, closing}) => text.slice(body.pos, closing?.end ?? body.end))].join('\n');
}
