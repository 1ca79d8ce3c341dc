/** From how the commands ended and what they printed to what is recorded. */
import {open, readFile, stat} from 'node:fs/promises';
import type {JudgedExpectation, Observation} from '../run/events.js';
import {judge, namesIn} from './expectations.js';
import type {Files} from './files.js';
import type {Sources} from './channel.js';
import {sealLog} from './log.js';
import type {Source} from './observed.js';
import {judgeOutcome, type Outcome} from './outcome.js';
import type {CommandRequest} from './request.js';
import type {Mask} from './secrets.js';

export type Observing = {
	readonly request: CommandRequest;
	readonly files: Files;
	readonly outcomes: readonly Outcome[];
	readonly sources: Sources;
	readonly mask: Mask;
};

export async function observe(observing: Observing): Promise<Observation> {
	const {request: {step, output}, files, outcomes, mask} = observing;
	const verdict = judgeOutcomes(observing);
	const expectations = await judgeExpectations(observing, verdict.exit);
	const saved = await readSaved(observing);
	// Without a command there is no log either.
	await (await open(files.log, 'a', 0o600)).close();
	const sealed = await sealLog(files.log, mask);
	const why = verdict.why || sayExpectation(expectations) || saved.why;
	const last = outcomes.at(-1)?.end;
	return {
		step,
		output,
		ok: why === '',
		why: mask.text(why),
		ending: last?.ending ?? 'not started',
		exit: verdict.exit,
		signal: last && 'signal' in last ? last.signal : null,
		ms: Math.round(outcomes.reduce((sum, {ms}) => sum + ms, 0)),
		statements: verdict.statements,
		expectations,
		...sealed,
		...(saved.value !== undefined && why === '' && {saved: saved.value}),
	};
}

type Judged = Pick<Observation, 'statements' | 'exit' | 'why'>;

/**
Expectations about `exit` take the place of "every statement passes", but a block that could not be checked, was cut
short or never started has no exit status that could be believed.
*/
function judgeOutcomes({request: {commands, expectations}, outcomes}: Observing): Judged {
	const verdicts = outcomes.map(outcome => judgeOutcome(outcome));
	const statements = verdicts.flatMap(verdict => verdict.statements);
	const rest = commands.slice(outcomes.length).map(({line, text}) => ({
		line, text, status: null, ms: 0, verdict: 'not reached' as const,
	}));
	const aboutExit = expectations.some(expression => namesIn(expression).has('exit'));
	const index = verdicts.findIndex(({passed}) => !passed);
	const failed = verdicts[index];
	const excused = aboutExit && failed && !failed.unchecked && outcomes[index]?.end?.ending === 'exited' && failed.exit !== 0;
	const missing = rest[0] && !failed ? `The block on line ${rest[0].line} was not started.` : '';
	return {
		statements: [...statements, ...rest],
		exit: verdicts.at(-1)?.exit ?? null,
		why: failed && !excused ? failed.why : missing,
	};
}

const sayExpectation = (expectations: readonly JudgedExpectation[]): string => {
	const failed = expectations.find(({ok}) => !ok);
	return failed ? `Expected ${failed.expression}: ${failed.why}.` : '';
};

async function judgeExpectations({request: {expectations, facts}, outcomes, sources, mask}: Observing, exit: number | null): Promise<JudgedExpectation[]> {
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

	const text = await readText(sources.stdout);
	return text === undefined
		? {why: `Its output could not be kept as \`${save}\`: it is larger than 64 KiB.`}
		: {value: {name: save, value: text.trim()}, why: ''};
}

async function readText(source: Source): Promise<string | undefined> {
	if ('missing' in source) {
		return undefined;
	}

	if ('text' in source) {
		return source.text.length > largestValue ? undefined : source.text;
	}

	const {size} = await stat(source.file);
	return size > largestValue ? undefined : readFile(source.file, 'utf8');
}
