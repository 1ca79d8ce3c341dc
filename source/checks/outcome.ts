/** How one command ended, and its verdict. Pure. */
import {constants} from 'node:os';
import type {StartedCommand, StatementReport} from '../run/events.js';
import {isUncheckable, type Watched} from './watch/remarks.js';
import {readReports} from './watch/reports.js';
import {judgeBlock, type ShellEnd, type Verdict} from './verdict.js';

/** Why it never started. */
export type NotStarted = {readonly ending: 'not started'; readonly why: string; readonly line: number};

export type Outcome = {
	readonly command: StartedCommand;
	/** Undefined: the block ran as one. */
	readonly watched: Watched | undefined;
	/** The text of its reports. */
	readonly reports: string;
	/** Undefined while it runs. */
	readonly end: ShellEnd | NotStarted | undefined;
	readonly ms: number;
};

/** How a command came out, all its attempts together; `why` is one sentence when a repeated one did not pass. */
export type Came = {readonly passed: boolean; readonly why: string; readonly stopped?: boolean};

/**
`status` is as a shell gives it: 128 and the signal's number for a command that was ended by one. `cut` is what
Holdpoint did to it.
*/
export function endOf(status: number | undefined, signal: string | undefined, reports: string, cut?: Pick<ShellEnd, 'ending' | 'why'>): ShellEnd {
	const spoken = readReports(reports).some(({kind}) => kind === 'over');
	const named = signal ?? (spoken || status === undefined ? undefined : signalOf(status));
	return {
		status: named === undefined ? status : undefined, signal: named, ending: named === undefined ? 'exited' : 'signalled', why: '', ...cut,
	};
}

const signalOf = (status: number): string | undefined => Object.entries(constants.signals).find(([, number]) => number + 128 === status)?.[0];

export function judgeOutcome({command, watched, reports, end, ms}: Outcome): Verdict {
	if (end?.ending === 'not started') {
		const {why, line} = end;
		const statement: StatementReport = {
			line, text: command.text, status: null, ms: 0, verdict: 'could not be checked', why,
		};
		return {
			statements: [statement], running: undefined, exit: undefined, passed: false, complete: false, unchecked: true, why,
		};
	}

	return watched ? judgeBlock(watched, readReports(reports), end, command.line) : judgeWhole(command, end, ms);
}

/** It was never begun. */
export const notStarted = (command: StartedCommand, why: string, line = command.line): Outcome => ({
	command, watched: undefined, reports: '', end: {ending: 'not started', why, line}, ms: 0,
});

/** By its exit status alone. */
function judgeWhole({line, text}: StartedCommand, end: ShellEnd | undefined, ms: number): Verdict {
	const statement = {line, text, ms: Math.round(ms)};
	if (!end) {
		return {
			statements: [{...statement, status: null, verdict: 'not reached'}], running: 0, exit: undefined, passed: false, complete: true, unchecked: false, why: '',
		};
	}

	const {status, signal, ending} = end;
	if (ending === 'exited' && status === 0) {
		return {
			statements: [{...statement, status, verdict: 'passed'}], running: undefined, exit: status, passed: true, complete: true, unchecked: false, why: '',
		};
	}

	const ended = signal === undefined ? `ended with ${status ?? 'no status'}` : `was ended by ${signal}`;
	const why = end.why === '' ? ended : end.why;
	const unchecked = ending === 'signalled' || (status !== undefined && isUncheckable(status));
	const verdict = unchecked ? 'could not be checked' : 'failed';
	return {
		statements: [{
			...statement, status: status ?? null, verdict, why,
		}],
		running: undefined,
		exit: status,
		passed: false,
		complete: true,
		unchecked,
		why: `The block ${why}.`,
	};
}
