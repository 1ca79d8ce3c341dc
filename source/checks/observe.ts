/** From how the commands ended and what they printed to what is recorded. */
import type {JudgedExpectation, Observation, StatementReport} from '../run/events.js';
import {judge, namesIn} from './expectations.js';
import type {Sources} from './channel.js';
import {judgeOutcome, type Outcome} from './outcome.js';
import type {CommandRequest} from './request.js';
import type {Sealed} from './seal.js';
import type {Mask} from './secrets.js';
import {readSourceText} from './source-text.js';

export type Observing = {
	readonly request: CommandRequest;
	readonly outcomes: readonly Outcome[];
	readonly sources: Sources;
	readonly mask: Mask;
	readonly sealed: Sealed;
};

export async function observe(observing: Observing): Promise<Observation> {
	const {request: {step, output}, outcomes, mask, sealed} = observing;
	const {statements, exit, why: fault} = judgeOutcomes(observing);
	const expectations = await judgeExpectations(observing, exit);
	const saved = await readSaved(observing);
	const why = [fault, sayExpectation(expectations), saved.why].find(sentence => sentence !== '') ?? '';
	const last = outcomes.at(-1)?.end;
	return {
		step,
		output,
		ok: why === '',
		why: mask.text(why),
		ending: last?.ending ?? 'not started',
		exit: exit ?? null,
		signal: last && 'signal' in last ? last.signal ?? null : null,
		ms: Math.round(outcomes.reduce((sum, {ms}) => sum + ms, 0)),
		statements,
		expectations,
		...sealed,
		...(why === '' && saved.value !== undefined && {saved: saved.value}),
	};
}

type Judged = Pick<Observation, 'statements' | 'why'> & {readonly exit: number | undefined};

/**
Expectations about `exit` take the place of "every statement passes", but only where the exit status is the one that
bash would give: not for a block that could not be checked, was cut short, never started, or failed before its end.
*/
function judgeOutcomes({request: {commands, expectations}, outcomes}: Observing): Judged {
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
	return {
		statements: [...verdicts.flatMap(({statements}) => statements), ...rest],
		exit,
		why: passed || excused ? missing : why,
	};
}

const sayExpectation = (expectations: readonly JudgedExpectation[]): string => {
	const failed = expectations.find(({ok}) => !ok);
	return failed ? `Expected ${failed.expression}: ${failed.why}.` : '';
};

async function judgeExpectations({request: {expectations, facts}, outcomes, sources, mask}: Observing, exit: number | undefined): Promise<JudgedExpectation[]> {
	const seconds = outcomes.reduce((sum, {ms}) => sum + ms, 0) / 1000;
	const judged = await judge(expectations, {
		...facts,
		command: outcomes.length === 0 ? undefined : {exit, seconds, ...sources},
	});
	return judged.map(({expression, ok, why}) => ({expression, ok, why: mask.text(why)}));
}

/** A value of this many bytes is none. */
const largestValue = 64 * 1024;

async function readSaved({request: {save}, sources}: Observing): Promise<{readonly value?: {name: string; value: string}; readonly why: string}> {
	if (save === undefined) {
		return {why: ''};
	}

	const text = await readSourceText(sources.stdout, largestValue);
	return text === undefined
		? {why: `Its output could not be kept as \`${save}\`: it is larger than 64 KiB.`}
		: {value: {name: save, value: text.trim()}, why: ''};
}
