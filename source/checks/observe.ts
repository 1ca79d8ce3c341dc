/** From how the commands ended and what they printed to what is recorded. */
import type {JudgedExpectation, Observation, StatementReport} from '../run/events.js';
import {gateEnded} from './control.js';
import type {Execution} from './execution.js';
import {judge, namesIn} from './expectations.js';
import {noEvidence, observeEvidence, type SeenEvidence} from './evidence/observe.js';
import type {ObservedRun} from './observed.js';
import {judgeOutcome, type Came, type Outcome} from './outcome.js';
import {observedRun} from './ran.js';
import {keepEnds} from './repetition.js';
import type {CommandRequest} from './request.js';
import type {Sealed} from './output/seal.js';
import {readSourceText} from './output/source-text.js';
import type {Sources, Stretch} from './output/stretches.js';

type ReadSources = (stretches: readonly Stretch[]) => Sources;

export type Observing = {
	readonly read: ReadSources;
	readonly sealed: Sealed;
	/** How the last command came out; undefined: there is none. */
	readonly came?: Came | undefined;
	/** Where nobody can tell any more what earlier attempts printed. */
	readonly runs?: {readonly missing: string} | undefined;
};

export async function observe(execution: Execution, {read, sealed, came, runs}: Observing): Promise<Observation> {
	const {request, outcomes, ran, mask, stretches} = execution;
	const {statements, exit, why: fault} = judgeOutcomes(request, outcomes);
	const sources = read(stretches);
	const repeated = ran.length === 0 ? undefined : ran.map(one => observedRun(one, read([one.stretch])));
	const {expectations, evidence} = await judgeExpectations(request, outcomes, {exit, sources, runs: runs ?? repeated});
	const saved = await readSaved(request, sources);
	const why = [came?.why, fault, evidence.why, sayExpectation(expectations), saved.why].find(sentence => sentence !== undefined && sentence !== '') ?? '';
	const last = outcomes.at(-1)?.end;
	return {
		step: request.step,
		output: request.output,
		ok: why === '',
		why: mask.text(why),
		ending: came?.stopped ? 'stopped' : last?.ending ?? 'not started',
		exit: exit ?? null,
		signal: last && 'signal' in last ? last.signal ?? null : null,
		ms: Math.round(durationOf(execution)),
		statements,
		expectations: expectations.map(({expression, ok, why: reason}) => ({expression, ok, why: mask.text(reason)})),
		...sealed,
		...(request.private && {tail: '', private: true}),
		...(why === '' && saved.value !== undefined && {saved: saved.value}),
		...(evidence.recorded.length > 0 && {evidence: evidence.recorded}),
		...(ran.length > 0 && {attempts: keepEnds(ran.map(({attempt}) => attempt))}),
	};
}

/** Of everything that ran, all attempts included. */
const durationOf = ({outcomes, ran, request: {commands}}: Execution): number => {
	const once = outcomes.filter((_, index) => commands[index]?.repetition === undefined);
	return [...once, ...ran.map(({attempt}) => attempt)].reduce((sum, {ms}) => sum + ms, 0);
};

/** Whether the last attempt of a command passed, by its block and, on the step's last command, by what is expected of each. */
export async function judgeAttempt({request, outcomes, stretches}: Execution, index: number, read: ReadSources): Promise<{readonly why: string}> {
	const isLast = index === request.commands.length - 1;
	const own: CommandRequest = {
		...request,
		commands: request.commands.slice(0, index + 1),
		expectations: isLast ? request.expectations.filter(expression => !namesIn(expression).has('runs')) : [],
	};
	const {exit, why} = judgeOutcomes(own, outcomes);
	if (why !== '' || !isLast) {
		return {why};
	}

	const {expectations, evidence} = await judgeExpectations(own, outcomes, {exit, sources: read(stretches), runs: undefined});
	return {why: evidence.why === '' ? sayExpectation(expectations) : evidence.why};
}

type Judged = Pick<Observation, 'statements' | 'why'> & {readonly exit: number | undefined};

/**
Expectations about `exit` take the place of "every statement passes", but only where the exit status is the one that
bash would give: not for a block that could not be checked, was cut short, never started, or failed before its end.
*/
function judgeOutcomes({commands, expectations}: CommandRequest, outcomes: readonly Outcome[]): Judged {
	const verdicts = outcomes.map(outcome => judgeOutcome(outcome));
	const rest = commands.slice(outcomes.length).map(({line, text}): StatementReport => ({
		line, text, status: null, ms: 0, verdict: 'not reached',
	}));
	const {
		exit, passed = true, complete = false, unchecked = true, why = '',
	} = verdicts.at(-1) ?? {};
	const ending = outcomes.at(-1)?.end?.ending;
	const excused = complete && !unchecked && exit !== 0 && ending === 'exited' && expectations.some(expression => namesIn(expression).has('exit'));
	const missing = rest[0] ? `The block on line ${rest[0].line} was not started.` : '';
	const judged: Judged = {
		statements: [...verdicts.flatMap(({statements}) => statements), ...rest],
		exit,
		why: passed || excused ? missing : why,
	};
	return commands.at(-1)?.background === 'gate' && rest.length === 0 ? judgeService(judged, outcomes) : judged;
}

/** A service passes when it ran until its gate ended, and only then. */
function judgeService({statements, exit, why}: Judged, outcomes: readonly Outcome[]): Judged {
	const end = outcomes.at(-1)?.end;
	if (end?.why !== gateEnded.why) {
		return {statements, exit, why: why === '' ? 'The service ended before its gate did.' : why};
	}

	const judged = statements.map((statement): StatementReport => statement.why === gateEnded.why ? {...statement, verdict: 'passed'} : statement);
	const bad = judged.find(({verdict}) => verdict === 'failed' || verdict === 'could not be checked');
	return {statements: judged, exit, why: bad ? `Line ${bad.line}: ${bad.why ?? 'failed'}.` : ''};
}

const sayExpectation = (expectations: readonly JudgedExpectation[]): string => {
	const failed = expectations.find(({ok}) => !ok);
	return failed ? `Expected ${failed.expression}: ${failed.why}.` : '';
};

type Subject = {
	readonly exit: number | undefined;
	readonly sources: Sources;
	readonly runs: readonly ObservedRun[] | {readonly missing: string} | undefined;
};

const printed = ['stdout', 'stderr', 'output', 'lines', 'json', 'values', 'runs'];

type JudgedAll = {readonly expectations: readonly JudgedExpectation[]; readonly evidence: SeenEvidence};

async function judgeExpectations({expectations, facts, evidence: wanted, private: isPrivate}: CommandRequest, outcomes: readonly Outcome[], {exit, sources, runs}: Subject): Promise<JudgedAll> {
	const evidence = wanted ? await observeEvidence(wanted, expectations) : noEvidence;
	const seconds = outcomes.reduce((sum, {ms}) => sum + ms, 0) / 1000;
	const judged = await judge(expectations, {
		...facts,
		evidence: evidence.observed,
		command: outcomes.length === 0
			? undefined
			: {
				exit, seconds, ...sources, runs,
			},
	});
	const quotes = (expression: string): boolean => printed.some(name => namesIn(expression).has(name));
	// Why it does not hold would quote what was printed.
	return {
		evidence,
		expectations: judged.map(one => isPrivate && !one.ok && quotes(one.expression) ? {...one, why: 'it does not hold for its private output'} : one),
	};
}

/** A value of this many bytes is none. */
const largestValue = 64 * 1024;

async function readSaved({save}: CommandRequest, sources: Sources): Promise<{readonly value?: {name: string; value: string}; readonly why: string}> {
	if (save === undefined) {
		return {why: ''};
	}

	const text = await readSourceText(sources.stdout, largestValue);
	return text === undefined
		? {why: `Its output could not be kept as \`${save}\`: it is larger than 64 KiB.`}
		: {value: {name: save, value: text.trim()}, why: ''};
}
