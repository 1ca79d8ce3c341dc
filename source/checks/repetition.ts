/** How often a command runs: what comes after an attempt. Pure. */
import type {Repetition} from '../checklist/command.js';
import type {Attempt, StartedCommand} from '../run/events.js';

/** As it stands in the journal. */
export type StartedRepetition = NonNullable<StartedCommand['repetition']>;

/** Undefined: it runs once. */
export function planRepetition({times, same, everyMs, untilMs, forMs}: Repetition): StartedRepetition | undefined {
	const isRepeated = times > 1 || untilMs !== undefined || forMs !== undefined;
	return isRepeated
		? {
			times, same, ...(everyMs !== undefined && {everyMs}), ...(untilMs !== undefined && {untilMs}), ...(forMs !== undefined && {forMs}),
		}
		: undefined;
}

/** Why it has no meaning, as one sentence. */
export function findContradiction({repetition, background}: StartedCommand): string | undefined {
	if (!repetition) {
		return undefined;
	}

	const {times, same, untilMs, forMs} = repetition;
	if (background === 'gate') {
		return 'A service runs once, until its gate ends: leave `repeat`, `until` and `for` out.';
	}

	const words = [...(times > 1 ? ['repeat'] : []), ...(untilMs === undefined ? [] : ['until']), ...(forMs === undefined ? [] : ['for'])];
	if (words.length > 1) {
		return `\`${words.join('` and `')}\` cannot both say how often a block runs.`;
	}

	return same && untilMs !== undefined ? '`same` says nothing about attempts that may fail: leave it out beside `until`.' : undefined;
}

/** Where the document does not say how long to wait. */
const usualEvery = 10_000;

export type SoFar = {
	/** Of the attempts until now, the last one included. */
	readonly count: number;
	/** The last one passed. */
	readonly ok: boolean;
	/** Since the first one began. */
	readonly elapsedMs: number;
	/** The same when the last one ended. */
	readonly endedMs: number;
	/** Since the last one began. */
	readonly sinceMs: number;
};

export type Next =
	| {readonly kind: 'again'; readonly inMs: number}
	| {readonly kind: 'passed'}
	| {readonly kind: 'failed'}
	| {readonly kind: 'time is up'};

export function nextAttempt({times, everyMs, untilMs, forMs}: StartedRepetition, {
	count, ok, elapsedMs, endedMs, sinceMs,
}: SoFar): Next {
	const inMs = Math.max(0, (everyMs ?? usualEvery) - sinceMs);
	if (untilMs !== undefined) {
		const isOver = elapsedMs + inMs >= untilMs;
		return ok ? {kind: 'passed'} : (isOver ? {kind: 'time is up'} : {kind: 'again', inMs});
	}

	if (!ok) {
		return {kind: 'failed'};
	}

	if (forMs !== undefined) {
		// The last one begins when the time ends, so that nothing of it lies behind the last that passed.
		return endedMs >= forMs ? {kind: 'passed'} : {kind: 'again', inMs: Math.min(inMs, Math.max(0, forMs - elapsedMs))};
	}

	return count >= times ? {kind: 'passed'} : {kind: 'again', inMs: everyMs === undefined ? 0 : inMs};
}

/** How long the attempt that begins now may take at most; undefined: no limit. */
export function limitAttempt(timeoutMs: number | undefined, {untilMs}: StartedRepetition, elapsedMs: number): number | undefined {
	const limits = [timeoutMs, untilMs === undefined ? undefined : Math.max(1, untilMs - elapsedMs)].filter(limit => limit !== undefined);
	return limits.length === 0 ? undefined : Math.round(Math.min(...limits));
}

/** `attempt 3 of 10`. */
export const nameAttempt = (number: number, {times}: Pick<StartedRepetition, 'times'>): string => times > 1 ? `attempt ${number} of ${times}` : `attempt ${number}`;

/** Why the whole did not pass, as one sentence. */
export function sayFailure(kind: 'failed' | 'time is up' | 'stopped', repetition: StartedRepetition, count: number, why: string): string {
	switch (kind) {
		case 'failed': {
			return `${capitalise(nameAttempt(count, repetition))}: ${why}`;
		}

		case 'time is up': {
			return `It did not pass in ${(repetition.untilMs ?? 0) / 1000} s (${count} ${count === 1 ? 'attempt' : 'attempts'}); the last one: ${why}`;
		}

		case 'stopped': {
			return `It was stopped after ${nameAttempt(count, repetition)}.`;
		}
	}
}

const capitalise = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const ends = 50;

/** The first and the last 50 of more than 100. */
export const keepEnds = (attempts: readonly Attempt[]): Attempt[] => attempts.length > 2 * ends ? [...attempts.slice(0, ends), ...attempts.slice(-ends)] : [...attempts];
