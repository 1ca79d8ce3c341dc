/** What checks are run with: where they stand, and what has come of them so far. */
import type {Scope as NamesInScope} from '../../checklist/scope.js';
import type {EvidencePlace} from '../../checks/evidence.js';
import {evidenceVariables} from '../../checks/evidence/variables.js';
import type {answerCondition} from '../../checks/expectations.js';
import {planCommands} from '../../checks/plan.js';
import type {CommandRequest} from '../../checks/request.js';
import type {PlannedStep} from '../../run/plan.js';
import type {CheckResult} from './report.js';
import type {Scope} from './scope.js';

type Surroundings = {
	/** Of the repository. */
	readonly top: string;
	/** Where logs go meanwhile. */
	readonly directory: string;
	readonly inputs: ReadonlyMap<string, string>;
	readonly secrets: ReadonlyMap<string, string>;
	/** Saved values that were given. */
	readonly values: ReadonlyMap<string, string>;
	readonly commit: string;
	readonly branch: string | undefined;
	readonly tag: string | undefined;
	readonly previous: string | undefined;
	readonly evidence: EvidencePlace;
};

export type Running = {
	readonly scope: Scope;
	readonly surroundings: Surroundings;
	readonly failFast: boolean;
	/** Ends the check that runs; no other one begins. */
	readonly signal: AbortSignal;
	/** Told of each result as it comes. */
	readonly tell: (result: CheckResult) => void;
};

export type Desk = Running & {
	/** The names that each step may use. */
	readonly scopes: ReadonlyMap<string, NamesInScope>;
	readonly results: Map<PlannedStep, CheckResult>;
	/** Inputs aside: what checks have saved so far, and what was given. */
	readonly values: Map<string, string>;
	readonly conditions: Map<string, Awaited<ReturnType<typeof answerCondition>>>;
};

export function factsFor({surroundings, values}: Desk, bindings: PlannedStep['step']['bindings']): CommandRequest['facts'] {
	const {inputs, commit, branch, tag, previous} = surroundings;
	return {
		inputs: Object.fromEntries(inputs),
		values: {...Object.fromEntries(values), ...Object.fromEntries(bindings.map(({name, value}) => [name, value]))},
		commit,
		branch,
		tag,
		previous,
	};
}

export function requestFor(desk: Desk, {step}: PlannedStep): CommandRequest {
	const {surroundings: {top, directory, secrets, evidence}, scopes, results} = desk;
	const facts = factsFor(desk, step.bindings);
	const environment = {
		...facts.inputs,
		...facts.values,
		...Object.fromEntries(secrets),
		HOLDPOINT_RUN: '',
		HOLDPOINT_COMMIT: facts.commit ?? '',
		HOLDPOINT_TAG: facts.tag ?? '',
		HOLDPOINT_PREVIOUS: facts.previous ?? '',
	};
	const named = scopes.get(step.id)?.evidence ?? [];
	const texts = step.commands.map(({text}) => text).join('\n');
	return {
		mode: 'check',
		step: step.id,
		output: results.size + 1,
		directory,
		commands: planCommands(step.commands, {environment: [...Object.keys(environment), ...evidenceVariables(texts, named)]}),
		save: step.commands.find(({save}) => save !== undefined)?.save,
		expectations: step.expectations.map(({expression}) => expression),
		facts,
		evidence: {own: step.evidence, named, place: evidence},
		root: top,
		environment,
		private: step.commands.some(command => command.private),
		secrets: secrets.values().toArray(),
	};
}
