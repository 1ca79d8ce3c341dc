/** Everything that the rules say about one document. */
import path from 'node:path';
import {asDiagnostic} from '../../checklist/findings.js';
import {lintDocument} from '../../checklist/lint.js';
import {lintRoles} from '../../checklist/lint/roles.js';
import type {Diagnostic} from '../../checklist/model.js';
import type {Document} from '../../checklist/parse.js';
import {lintCommands} from './commands.js';
import {lintExpressions} from './expressions.js';
import {readPeople} from './surroundings.js';

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
