/**
Puts probes into a block, each on the line of what it watches, so that the shell itself says how every statement,
every stage and every question ended. Pure. What the probes do stands in watch/prelude.ts.

`set -e` holds throughout; probes are there for what it does not see: earlier stages of a pipeline, negations,
operands of `&&` and `||`, conditions, substitutions whose status nobody asks for, and background jobs.
*/
import MagicString from 'magic-string';
import type {Statement, SyntaxNode} from 'unbash';
import type {Block} from './shell/block.js';
import {collectPoints, type Point} from './watch/points.js';
import {
	asksNegation,
	findAskedFunctions,
	isGuard,
	literalOf,
} from './shell/syntax.js';
import {watchCommandWords} from './watch/inner.js';
import {watchOperand} from './watch/operands.js';
import type {Place, Watch} from './watch/place.js';

export type WatchedBlock = {
	/** A bash script that wants the prelude sourced in front of its first line. */
	readonly script: string;
	readonly points: readonly Point[];
};

const plain: Place = {asked: false, inside: false, loop: false};

export function watchBlock({text, statements}: Block): WatchedBlock {
	const points = collectPoints(text);
	const watch: Watch = {
		script: new MagicString(text),
		points,
		asked: findAskedFunctions(statements.map(({node}) => node), questionsOf),
		list(inner, place) {
			watchList(watch, inner, place);
		},
	};
	for (const [index, {node}] of statements.entries()) {
		points.enter(index);
		watch.script.appendRight(node.pos, `__hp_b ${index} "$_"; `);
		watchStatement(watch, node, plain);
		watch.script.appendLeft(node.end, `${node.background ? '' : ';'} __hp_e ${index} "$?" "$_"${node.background ? ';' : ''}`);
	}

	const last = statements.at(-1)?.node;
	if (last) {
		watch.script.appendLeft(last.end, `${last.background ? '' : ';'} __hp_done "$_"`);
	}

	return {script: watch.script.toString(), points: points.all};
}

/** What is asked by this node itself: negated, left of `&&` or `||`, or a condition. */
function questionsOf(node: SyntaxNode): readonly SyntaxNode[] {
	if (node.type === 'AndOr') {
		return node.commands.slice(0, -1);
	}

	if (node.type === 'Pipeline') {
		return asksNegation(node) ? node.commands : [];
	}

	return 'clause' in node ? [node.clause] : [];
}

function watchList(watch: Watch, statements: readonly Statement[], place: Place): void {
	const last = statements.at(-1);
	for (const statement of statements) {
		watchStatement(watch, statement, place);
		watch.script.appendLeft(statement.end, statement.background ? '' : probeBehind(watch, statement, place, statement === last));
	}
}

/** Behind a statement that is not at the top. */
function probeBehind({points}: Watch, statement: Statement, place: Place, ends: boolean): string {
	const {command} = statement;
	if (command.type === 'Command' && command.name && ['set', 'shopt'].includes(literalOf(command.name) ?? '')) {
		return '; __hp_o "$?" "$_"';
	}

	if (place.inside) {
		return '';
	}

	const discarded = !ends || place.loop;
	if (isGuard(statement)) {
		return ends && place.loop ? '; __hp_0 "$_"' : '';
	}

	if (place.asked) {
		return discarded ? `; __hp_s ${points.add('before the question', statement)} "$?" "$_"` : '';
	}

	return command.type === 'AndOr' || asksNegation(command) ? '; __hp_r "$?" "$_"' : '';
}

function watchStatement(watch: Watch, {command, background, end}: Statement, place: Place): void {
	if (!background) {
		watchOperand(watch, command, place);
		return;
	}

	if (command.type === 'Command') {
		watchCommandWords(watch, command);
	} else {
		watchOperand(watch, command, {...place, asked: false});
	}

	watch.script.appendLeft(end, ` __hp_job ${watch.points.add('job', command)} "$_";`);
}
