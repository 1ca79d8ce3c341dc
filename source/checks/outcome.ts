/** How one command ended, and its verdict. Pure. */
import {constants} from 'node:os';
import type {StartedCommand, StatementReport} from '../run/events.js';
import {isUncheckable, type Watched} from './remarks.js';
import {readReports} from './reports.js';
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

/**
@param status as a shell gives it: 128 and the signal's number for a command that was ended by one.
@param cut what Holdpoint did to it.
*/
export function endOf(status: number | null, signal: string | null, reports: string, cut?: Pick<ShellEnd, 'ending' | 'why'>): ShellEnd {
	const spoken = readReports(reports).some(({kind}) => kind === 'over');
	const named = signal ?? (spoken || status === null ? null : signalOf(status));
	return {
		status: named === null ? status : null, signal: named, ending: named === null ? 'exited' : 'signalled', why: '', ...cut,
	};
}

const signalOf = (status: number): string | null => Object.entries(constants.signals).find(([, number]) => number + 128 === status)?.[0] ?? null;

export function judgeOutcome({command, watched, reports, end, ms}: Outcome): Verdict {
	if (end?.ending === 'not started') {
		const {why, line} = end;
		const statement: StatementReport = {
			line, text: command.text, status: null, ms: 0, verdict: 'could not be checked', why,
		};
		return {
			statements: [statement], running: undefined, exit: null, passed: false, unchecked: true, why,
		};
	}

	return watched ? judgeBlock(watched, readReports(reports), end, command.line) : judgeWhole(command, end, ms);
}

/** By its exit status alone. */
function judgeWhole({line, text}: StartedCommand, end: ShellEnd | undefined, ms: number): Verdict {
	const {status = null, signal = null, ending, why: cut = ''} = end ?? {};
	const passed = ending === 'exited' && status === 0;
	const ended = signal === null ? `ended with ${status ?? 'no status'}` : `was ended by ${signal}`;
	const why = end === undefined || passed ? '' : cut || ended;
	const unchecked = ending === 'signalled' || (status !== null && isUncheckable(status));
	const verdict = unchecked ? 'could not be checked' : 'failed';
	const statement: StatementReport = {
		line, text, status, ms, verdict: end ? passed ? 'passed' : verdict : 'not reached', ...(why !== '' && {why}),
	};
	return {
		statements: [statement], running: end ? undefined : 0, exit: status, passed, unchecked: end !== undefined && unchecked, why: why === '' ? '' : `The block ${why}.`,
	};
}
