/** Pipelines and single commands as they stand in a statement: where questions are asked and answered. Pure. */
import type {
	AndOr,
	CommandNode,
	Pipeline,
	PipelineNode,
	Redirection,
	SyntaxNode,
} from 'unbash';
import {
	asksNegation,
	fileOf,
	nodesOf,
	onlyOneMeansNo,
	substitutionsOf,
	wordsOf,
} from '../shell/syntax.js';
import type {PointKind} from './points.js';
import {watchInner} from './inner.js';
import type {Place, Watch} from './place.js';

export function watchOperand(watch: Watch, node: PipelineNode | AndOr, place: Place): void {
	if (node.type === 'AndOr') {
		const last = node.commands.length - 1;
		for (const [index, operand] of node.commands.entries()) {
			watchOperand(watch, operand, index === last ? place : {...place, asked: true});
		}
	} else if (node.type === 'Pipeline') {
		watchPipeline(watch, node, {...place, asked: place.asked || asksNegation(node)});
	} else {
		watchSingle(watch, node, place);
	}
}

/** `{ a | b; probe; }`: the probe looks at all stages and answers in the pipeline's place. */
function watchPipeline(watch: Watch, {commands}: Pipeline, place: Place): void {
	const [first] = commands;
	const last = commands.at(-1);
	if (!first || !last) {
		return;
	}

	if (first === last) {
		watchSingle(watch, first, place);
		return;
	}

	const {script, points} = watch;
	const whole = {...first, end: last.end};
	const id = points.add(kindOf(place), whole, commands);
	const probe = place.inside ? `__hp_c ${id} ${answering(commands)}` : (place.asked ? `__hp_q ${id} ${onlyOneMeansNo(last) ? 1 : 0}` : `__hp_p ${id}`);
	script.appendRight(first.pos, `{ ${place.asked ? redirectChecks(watch, last) : ''}`);
	for (const command of commands) {
		watchInner(watch, command, {...place, loop: false});
	}

	script.appendLeft(last.end, `; ${probe} "$?" "\${PIPESTATUS[@]}" "$_"; }`);
}

/** A digit for each stage: 1 where its "no" is an answer. What counts lines takes the "no" of a search before it for none. */
const answering = (commands: readonly CommandNode[]): string => commands.map(command => onlyOneMeansNo(command) ? '1' : '0').join('');

const kindOf = ({asked, inside}: Place): PointKind => {
	if (inside) {
		return 'substitution';
	}

	return asked ? 'question' : 'pipeline';
};

/** One command on its own: watched from outside when it answers a question, or when a substitution could swallow that it is missing. */
function watchSingle(watch: Watch, node: CommandNode, place: Place): void {
	const {script, points} = watch;
	if (place.inside) {
		const hidden = node.type === 'Command' && node.name && (wordsOf(node)[0] ?? '/').includes('/');
		script.appendRight(node.pos, hidden ? '{ ' : '');
		watchInner(watch, node, place);
		script.appendLeft(node.end, hidden ? `; __hp_c ${points.add('substitution', node)} ${answering([node])} "$?" "$?" "$_"; }` : '');
		return;
	}

	const questioned = place.asked && ['Command', 'TestCommand', 'ArithmeticCommand', 'Subshell', 'Redirected'].includes(node.type);
	if (!questioned) {
		watchInner(watch, node, place);
		return;
	}

	script.appendRight(node.pos, `{ ${redirectChecks(watch, node)}`);
	watchInner(watch, node, place);
	const id = points.add('question', node);
	script.appendLeft(node.end, computes(node)
		? ` 2>|"$__hp_mark.$BASHPID" || __hp_a ${id} "$?" "$_"; }`
		: ` || __hp_q ${id} ${onlyOneMeansNo(node) ? 1 : 0} "$?" "$?" "$_"; }`);
}

/** Arithmetic that cannot be evaluated gives 1, which would pass for a no; only what bash says then tells them apart. */
const computes = (node: CommandNode): boolean => (node.type === 'ArithmeticCommand' || (node.type === 'TestCommand' && comparesNumbers(node))) && substitutionsOf(node).length === 0;

const numeric = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);

const comparesNumbers = (node: SyntaxNode): boolean => nodesOf(node).some(inner => inner.type === 'TestBinary' && numeric.has(inner.operator));

/** A file that cannot be opened gives 1, which would pass for a no. */
function redirectChecks({points}: Watch, node: CommandNode): string {
	const redirects: readonly Redirection[] = node.type === 'Command' || node.type === 'Redirected' ? node.redirects : [];
	return redirects.map(redirect => {
		const file = redirect.type === 'Redirect' ? fileOf(redirect) : undefined;
		return file ? `__hp_f ${points.add('redirect', redirect)} ${file.access} ${file.target}; ` : '';
	}).join('');
}
