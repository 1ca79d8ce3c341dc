/** `$soak_path`: where the newest file of evidence is, for commands. */
import path from 'node:path';
import type {NamedEvidence} from '../../checklist/scope.js';
import type {StartedCommand} from '../../run/events.js';
import {findEvidence} from '../evidence.js';
import type {CommandRequest} from '../request.js';

const variableOf = ({name}: NamedEvidence): string => `${name}_path`;

const isNamed = (variable: string, text: string): boolean => new RegExp(String.raw`(?<!\w)${variable}(?!\w)`, 'v').test(text);

/** The variables that a block asks for. */
export const evidenceVariables = (text: string, named: readonly NamedEvidence[]): string[] => named.map(evidence => variableOf(evidence)).filter(variable => isNamed(variable, text));

/** By name, from where the command runs. What is not there is said, and then nothing runs: an empty path would mean something else. */
export async function findEvidenceVariables({text, cwd}: StartedCommand, {evidence, environment}: CommandRequest): Promise<Readonly<Record<string, string>> | string> {
	const variables: Record<string, string> = {};
	for (const wanted of evidence?.named ?? []) {
		const variable = variableOf(wanted);
		if (!evidence || Object.hasOwn(environment, variable) || !isNamed(variable, text)) {
			continue;
		}

		// Few blocks name more than one.
		const {ok, why, files} = await findEvidence(wanted, evidence.place);
		const newest = files.find(file => file.ok && file.newest);
		if (!ok || !newest) {
			return `\`$${variable}\` cannot be had: ${why}`;
		}

		variables[variable] = path.posix.relative(cwd, newest.path);
	}

	return variables;
}
