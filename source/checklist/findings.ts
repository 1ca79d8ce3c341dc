/** What lint says, on its way to a diagnostic. */
import type {Diagnostic} from './model.js';
import {severityOf, type RuleName} from './rules.js';
import {positionAt, type Source} from './source.js';

/** What a rule found, by its offset in the document. */
export type Finding = {
	readonly rule: RuleName;
	readonly message: string;
	readonly fix?: string | undefined;
	readonly offset: number;
};

export const asDiagnostic = (source: Source, own: boolean, {rule, message, fix, offset}: Finding): Diagnostic => {
	const {line, column} = positionAt(source, offset);
	return {
		severity: severityOf(rule, own), rule, message, fix, line, column,
	};
};
