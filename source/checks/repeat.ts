/** Running one block as often as its fence says. */
import {rm} from 'node:fs/promises';
import {performance} from 'node:perf_hooks';
import {setTimeout as delay} from 'node:timers/promises';
import type {Attempt} from '../run/events.js';
import {goOn, runAttempt, type Place} from './attempt.js';
import type {Control} from './control.js';
import {remember, type Execution} from './execution.js';
import {judgeAttempt} from './observe.js';
import {
	judgeOutcome,
	notStarted,
	type Came,
	type Outcome,
} from './outcome.js';
import type {Marks} from './process-file.js';
import {
	findContradiction,
	limitAttempt,
	nameAttempt,
	nextAttempt,
	sayFailure,
	type StartedRepetition,
} from './repetition.js';
import {findDifference} from './same.js';
import type {Stretch} from './output/stretches.js';

const nothing: Marks = {stdout: 0, stderr: 0, output: 0};

/** The outcome of the last attempt, and what it printed, stand in the execution afterwards. */
export async function runCommand(execution: Execution, control: Control, place: Place): Promise<Came> {
	const {command, index, channel} = place;
	const contradiction = findContradiction(command);
	const from = index === 0 ? nothing : await channel.mark();
	closeStretch(execution, index - 1, from);
	if (contradiction === undefined && command.repetition) {
		return repeat(execution, control, place, command.repetition);
	}

	const outcome = contradiction === undefined ? await runAttempt(execution, control, place, {number: 1, timeoutMs: command.timeoutMs}) : notStarted(command, contradiction);
	keep(execution, index, outcome, {from, to: undefined});
	return {passed: judgeOutcome(outcome).passed, why: ''};
}

/** What a command printed ends where the next one begins, at the latest. */
function closeStretch({stretches}: Execution, index: number, to: Marks): void {
	const open = stretches[index];
	if (open && open.to === undefined) {
		stretches[index] = {...open, to};
	}
}

function keep({outcomes, stretches}: Execution, index: number, outcome: Outcome, stretch: Stretch): void {
	outcomes[index] = outcome;
	stretches[index] = stretch;
}

async function repeat(execution: Execution, control: Control, place: Place, repetition: StartedRepetition): Promise<Came> {
	const {live, outcomes} = execution;
	let began = performance.now();
	const show = showAttempts(execution, repetition);
	for (let number = 1; ; number++) {
		// The attempt before is not what is looked at any more.
		outcomes.length = place.index;
		show({number, nextAt: undefined});
		const started = performance.now();
		const limit = limitAttempt(place.command.timeoutMs, repetition, started - began);
		const {ok, why, endedAt, lateMs} = await runTurn(execution, control, {
			...place, number, timeoutMs: limit, title: nameAttempt(number, repetition),
		});
		show({
			number, nextAt: undefined, ok, why,
		});
		began += stoodStill(lateMs);
		const hasEnded = control.cut() !== undefined || outcomes[place.index]?.end?.ending === 'not started';
		const next = nextAttempt(repetition, {
			count: number, ok, elapsedMs: performance.now() - began, endedMs: endedAt - began, sinceMs: performance.now() - started,
		});
		if (next.kind === 'passed') {
			return {passed: true, why: ''};
		}

		if (hasEnded || next.kind !== 'again') {
			return {passed: false, why: sayFailure(next.kind === 'time is up' ? next.kind : 'failed', repetition, number, why)};
		}

		show({number, nextAt: Date.now() + next.inMs});
		const pausedAt = performance.now();
		const mayGoOn = await pause(next.inMs, control);
		began += stoodStill(performance.now() - pausedAt - next.inMs);
		if (!mayGoOn) {
			live.change({running: undefined});
			return {passed: false, why: sayFailure('stopped', repetition, number, why), stopped: true};
		}
	}
}

/** While this process was stopped nobody looked: that is no part of the time for which it has to pass, or may fail. */
function stoodStill(lateMs: number): number {
	return lateMs > 10_000 ? lateMs : 0;
}

type NumberedPlace = Place & {
	readonly number: number;
	readonly title: string;
	readonly timeoutMs: number | undefined;
};

async function runTurn(execution: Execution, control: Control, place: NumberedPlace): Promise<{readonly ok: boolean; readonly why: string; readonly endedAt: number; readonly lateMs: number}> {
	const {index, channel, number, title, timeoutMs} = place;
	const {files, ran} = execution;
	const at = new Date().toISOString();
	await channel.note(`--- ${title}, ${at} ---`);
	const from = await channel.mark();
	const startedAt = performance.now();
	const outcome = await runAttempt(execution, control, place, {number, timeoutMs, from});
	const endedAt = performance.now();
	const stretch: Stretch = {from, to: await channel.mark()};
	keep(execution, index, outcome, stretch);
	const judged = await judgeAttempt(execution, index, channel.sources);
	const why = judged.why === '' && place.command.repetition?.same ? await findDifference(channel.sources, ran.find(one => one.index === index)?.stretch, stretch) : judged.why;
	const attempt: Attempt = {
		at, ms: Math.round(outcome.ms), exit: judgeOutcome(outcome).exit ?? null, ok: why === '', why: execution.mask.text(why),
	};
	ran.push({index, attempt, stretch});
	remember(execution);
	await Promise.all(Object.values(files.of(index, number - 1)).map(async file => rm(file, {force: true})));
	return {
		ok: attempt.ok, why: attempt.why, endedAt, lateMs: endedAt - startedAt - outcome.ms,
	};
}

type Shown = {readonly number: number; readonly nextAt: number | undefined; readonly ok?: boolean; readonly why?: string};

/** What can be seen of the attempts; `ok` and `why` are those of one that has just ended. */
function showAttempts({live}: Execution, {times, untilMs, forMs}: StartedRepetition): (shown: Shown) => void {
	const bound = untilMs ?? forMs;
	const endsAt = bound === undefined ? undefined : Date.now() + bound;
	let passed = 0;
	let last = '';
	return ({number, nextAt, ok, why}) => {
		passed += ok ? 1 : 0;
		last = why ?? last;
		live.change({
			attempts: {
				number, times: bound === undefined ? times : undefined, passed, why: last, nextAt, endsAt,
			},
		});
	};
}

/** False when nothing more may run. */
async function pause(ms: number, control: Control): Promise<boolean> {
	const {signal, leaving} = control;
	await delay(ms, undefined, {signal: AbortSignal.any([signal, leaving])}).catch(() => undefined);
	await goOn(control);
	return !signal.aborted;
}
