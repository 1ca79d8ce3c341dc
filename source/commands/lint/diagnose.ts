/** Everything that the rules say about one document. */
import path from 'node:path';
import {fenceOffset, offsetInBlock} from '../../checklist/block-place.js';
import {asDiagnostic, type Finding} from '../../checklist/findings.js';
import {isShell} from '../../checklist/languages.js';
import {lintDocument} from '../../checklist/lint.js';
import {lintRoles} from '../../checklist/lint-roles.js';
import type {Command, Condition, Diagnostic} from '../../checklist/model.js';
import {sectionsOf, stepsOf, writtenSteps} from '../../checklist/outline.js';
import type {Document} from '../../checklist/parse.js';
import {readScopes} from '../../checklist/scope.js';
import {lintBlock, type BlockFinding} from '../../checks/lint-block.js';
import {lintEffects} from '../../checks/lint-effects.js';
import {expressionLinter, type ExpressionFinding} from '../../checks/lint-expression.js';
import {findSyntaxFaults} from '../../checks/shell-syntax.js';
import {readPeople, readTracked} from './surroundings.js';

export async function diagnose(file: string, document: Document): Promise<Diagnostic[]> {
	const {checklist, source} = document;
	const folder = path.dirname(path.resolve(file));
	const [commandFindings, people] = await Promise.all([lintCommands(document, folder), readPeople(folder)]);
	const findings = [...commandFindings, ...lintExpressions(document), ...(people ? lintRoles(checklist, people) : [])];
	return sorted([...lintDocument(document), ...findings.map(finding => asDiagnostic(source, checklist.settings.own, finding))]);
}

/** By place, each said once. */
function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
	const once = new Map(diagnostics.map(one => [`${one.line} ${one.column} ${one.rule} ${one.message}`, one]));
	return once.values().toArray().toSorted((one, other) => {
		if (one.line !== other.line) {
			return one.line - other.line;
		}

		return one.column === other.column ? one.rule.localeCompare(other.rule) : one.column - other.column;
	});
}

/** Actions of a document that is not ours may be anything; ours, and checks, have to be readable. */
async function lintCommands({checklist, source}: Document, folder: string): Promise<Finding[]> {
	const all = writtenSteps(checklist).flatMap(step => step.commands).filter(({mode}) => mode !== 'manual');
	const commands = all.filter(({language}) => isShell(language));
	const checks = commands.filter(({mode}) => mode === 'check');
	const isTracked = await readTracked(folder, checks.filter(({text}) => text.includes('>')));
	const found = commands.filter(({placeholders}) => placeholders.length === 0).map(command => ({command, findings: findingsOf(command)}));
	const readable = found.filter(({findings}) => findings.every(({rule}) => rule !== 'shell-syntax')).map(({command}) => command);
	const faults = await findSyntaxFaults(readable.map(({text}) => text));
	const place = (command: Command, {rule, message, line, column}: Pick<BlockFinding, 'rule' | 'message' | 'line' | 'column'>): Finding => ({rule, message, offset: offsetInBlock(source, command, {line, column})});
	return [
		...all.filter(({mode, language, irreversible}) => mode === 'check' && irreversible && !isShell(language)).map((command): Finding => ({
			rule: 'check-acts', message: 'This check holds a command that cannot be taken back, and a check may run unasked and again.', offset: fenceOffset(source, command),
		})),
		...found.flatMap(({command, findings}) => findings.map(finding => place(command, finding))),
		...checks.flatMap(command => lintEffects(command.text, target => isTracked(command, target)).map(finding => place(command, finding))),
		...readable.flatMap((command, index): Finding[] => {
			const fault = faults[index];
			return fault
				? [place(command, {
					rule: 'shell-syntax', message: `bash cannot read this block: ${fault.message}.`, line: fault.line, column: 1,
				})]
				: [];
		}),
	];
}

/** Of what cannot be read, the first fault: the others follow from it. */
function findingsOf({text, mode}: Command): BlockFinding[] {
	const findings = lintBlock(text).toSorted((one, other) => one.line === other.line ? one.column - other.column : one.line - other.line);
	const unreadable = findings.find(({rule}) => rule === 'shell-syntax');
	return unreadable ? [unreadable] : findings.filter(() => mode === 'check');
}

/** Expectations, and `Only if`, which a machine answers before anything runs: it knows inputs and values only. */
function lintExpressions({checklist, source}: Document): Finding[] {
	const scopes = readScopes(checklist);
	const linters = new Map<string, (expression: string) => ExpressionFinding[]>();
	const lint = (expression: string, {id, kind}: {readonly id: string; readonly kind: 'command' | 'no command' | 'condition'}): ExpressionFinding[] => {
		const {inputs = [], values = [], evidence = []} = scopes.get(id) ?? {};
		const names = {
			command: kind === 'command', inputs, values, evidence: kind === 'condition' ? [] : evidence.map(({name}) => name),
		};
		const key = JSON.stringify(names);
		const linter = linters.get(key) ?? expressionLinter(names);
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
