import type {Finding} from '../../checklist/findings.js';
import type {Condition} from '../../checklist/model.js';
import {sectionsOf, stepsOf, writtenSteps} from '../../checklist/outline.js';
import type {Document} from '../../checklist/parse.js';
import {readScopes} from '../../checklist/scope.js';
import {expressionLinter, type ExpressionFinding} from '../../checks/lint/expression.js';

/** Steps near one another know the same names; a reader for each gate of a long document would be too many. */
const keptLinters = 8;

/** Expectations, and `Only if`, which a machine answers before anything runs: it knows inputs and values only. */
export function lintExpressions({checklist, source}: Document): Finding[] {
	const scopes = readScopes(checklist);
	const linters = new Map<string, (expression: string) => ExpressionFinding[]>();
	const lint = (expression: string, {id, kind}: {readonly id: string; readonly kind: 'command' | 'no command' | 'condition'}): ExpressionFinding[] => {
		const {inputs = [], values = [], evidence = []} = scopes.get(id) ?? {};
		const names = {
			command: kind === 'command', inputs, values, evidence: kind === 'condition' ? [] : evidence.map(({name}) => name),
		};
		const key = JSON.stringify(names);
		const linter = linters.get(key) ?? expressionLinter(names);
		if (!linters.has(key) && linters.size >= keptLinters) {
			linters.clear();
		}

		linters.set(key, linter);
		return linter(expression);
	};

	const place = (findings: readonly ExpressionFinding[], offset: number): Finding[] => findings.map(({at, ...finding}) => ({...finding, offset: offset + at}));
	const lintCondition = ({expression, line}: Condition, id: string): Finding[] => {
		const start = source.lineStarts[line - 1] ?? 0;
		return expression === undefined ? [] : place(lint(expression, {id, kind: 'condition'}), Math.max(start, source.text.indexOf(expression, start)));
	};

	return [
		...writtenSteps(checklist).flatMap(({id, commands, expectations, onlyIf}) => [
			...(onlyIf ? lintCondition(onlyIf, id) : []),
			...expectations.flatMap(({expression, line, column}) => place(lint(expression, {id, kind: commands.length > 0 ? 'command' : 'no command'}), (source.lineStarts[line - 1] ?? 0) + column - 1)),
		]),
		// Whatever holds for a section holds for the steps in it.
		...[...sectionsOf(checklist.root)].flatMap(section => {
			const [first] = stepsOf(section);
			return section.onlyIf ? lintCondition(section.onlyIf, first?.id ?? '') : [];
		}),
	];
}
