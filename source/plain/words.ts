/** How things are said in a line of text: states as words, never as colour or drawn signs. */
import {stripVTControlCharacters} from 'node:util';
import {showLines, showOutput, showText} from '../checklist/escape.js';
import type {Step} from '../checklist/model.js';
import {wasOnlyShown, type GateStatus} from '../run/gates.js';
import type {Mark, RunState, StepStatus} from '../run/state.js';

/** `[passed]`, `[set aside]`. */
export function sayStatus(status: StepStatus | GateStatus): string {
	return `[${status === 'set-aside' ? 'set aside' : status}]`;
}

/** The same of a step or of an answer to it; an action that a rehearsal only showed has not passed. */
export function sayStanding(step: Pick<Step, 'kind'>, status: StepStatus, state: Pick<RunState, 'started'>): string {
	return wasOnlyShown(step, status, state) ? '[shown, not run]' : sayStatus(status);
}

/** Text from documents, commands and people, made harmless, on one line. */
export function tell(text: string): string {
	return showText(text.split(/[\n\r]+/v).map(line => line.trim()).filter(line => line !== '').join(' / '));
}

/** The same in quotes, for titles. */
export function quote(text: string): string {
	return `"${tell(text)}"`;
}

/** Text of several lines, each behind the same lead. */
export function tellLines(text: string, lead = ' '.repeat(4)): string[] {
	return showLines(text.trimEnd()).split('\n').map(line => `${lead}${line}`);
}

/** A line that a command printed: in a log and for a screen reader its colours are noise. */
export function tellOutput(line: string): string {
	return `  | ${stripVTControlCharacters(showOutput(line))}`.trimEnd();
}

/** `2026-11-20 14:02 UTC`. */
export function sayMoment(at: string): string {
	return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

export function sayMark({by, at}: Mark): string {
	return `${tell(by.name)}, ${sayMoment(at)}`;
}

/** `0.4 s`, `2 min 3 s`, `1 h 5 min`. */
export function sayDuration(milliseconds: number): string {
	const seconds = Math.max(0, milliseconds) / 1000;
	if (seconds < 59.95) {
		return `${seconds.toFixed(1)} s`;
	}

	const whole = Math.round(seconds);
	return whole < 3600 ? `${Math.trunc(whole / 60)} min ${whole % 60} s` : `${Math.trunc(whole / 3600)} h ${Math.trunc(whole % 3600 / 60)} min`;
}

export function saySize(bytes: number): string {
	if (bytes < 1024) {
		return sayCount(bytes, 'byte');
	}

	const kibibytes = bytes / 1024;
	return kibibytes < 1024 ? `${kibibytes.toFixed(1)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
}

export function sayCount(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

export function sayCommit(commit: string): string {
	return commit.slice(0, 7);
}
