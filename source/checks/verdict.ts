/** From what a watched block reported to a verdict for each of its statements. Pure. */
import type {StatementReport} from '../run/events.js';
import {
	isUncheckable, remarksOn, type Remark, type Watched,
} from './remarks.js';
import type {Report} from './reports.js';

/** How the shell itself ended; undefined while it runs. */
export type ShellEnd = {
	readonly ending: 'exited' | 'signalled' | 'timed out' | 'stopped';
	readonly status: number | null;
	readonly signal: string | null;
	/** For what was cut short, after “the block”: `was stopped`, `timed out after 10 s`. */
	readonly why: string;
};

export type Verdict = {
	readonly statements: readonly StatementReport[];
	readonly running: number | undefined;
	/** The block's status as the shell reports it. */
	readonly exit: number | null;
	/** Every statement passed, or `exit 0` left out the rest. */
	readonly passed: boolean;
	/** Something that no status can answer: not even an expectation about `exit`. */
	readonly unchecked: boolean;
	/** One sentence when it has not passed. */
	readonly why: string;
};

/** @param line of the block's first line in the document; @param now in the shell's own time, while it runs. */
export function judgeBlock(watched: Watched, reports: readonly Report[], end: ShellEnd | undefined, line: number): Verdict {
	const over = reports.find(report => report.kind === 'over');
	const exited = reports.find(report => report.kind === 'exit');
	const tooOld = reports.find(report => report.kind === 'too old');
	const remarks = remarksOn(watched, reports);
	const statements = watched.block.statements.map((statement, index) => {
		const begun = reports.find(report => report.kind === 'begun' && report.statement === index);
		const ended = reports.find(report => report.kind === 'ended' && report.statement === index);
		const at = begun && 'at' in begun ? begun.at : undefined;
		const until = ended && 'at' in ended ? ended.at : exited?.at ?? over?.at;
		const verdict = judgeStatement({
			begun: begun !== undefined,
			status: ended && 'status' in ended ? ended.status : undefined,
			remarks: remarks.filter(remark => remark.statement === index),
			exited: exited?.status,
			over,
			end,
			text: statement.text,
		});
		return {
			line: line + statement.line - 1,
			text: statement.text,
			ms: at === undefined || until === undefined ? 0 : Math.max(0, Math.round(until - at)),
			...verdict,
		};
	});
	const running = end ? -1 : reports.findLast(report => report.kind === 'begun')?.statement ?? -1;
	const exit = over?.status ?? end?.status ?? null;
	const unchecked = tooOld !== undefined || statements.some(({verdict}) => verdict === 'could not be checked');
	const fault = tooOld ? `bash ${tooOld.version} is too old: 4.4 or newer is needed` : findFault(statements, exited !== undefined && isZero(exited.status), exit, end);
	return {
		statements, running: running === -1 || statements[running]?.verdict !== 'not reached' ? undefined : running, exit, unchecked, passed: end?.ending === 'exited' && fault === '', why: fault,
	};
}

/** The shell takes a status modulo 256. */
const isZero = (status: number): boolean => status % 256 === 0;

function findFault(statements: readonly StatementReport[], leftEarly: boolean, exit: number | null, end: ShellEnd | undefined): string {
	const culprit = statements.find(({verdict}) => verdict === 'could not be checked') ?? statements.find(({verdict}) => verdict === 'failed');
	if (culprit) {
		return `Line ${culprit.line}: ${culprit.why ?? 'failed'}.`;
	}

	const missed = statements.find(({verdict}) => verdict === 'not reached');
	if (missed && !leftEarly) {
		return `Line ${missed.line} was not reached.`;
	}

	if (end && (end.ending !== 'exited' || exit !== 0 || end.status !== 0)) {
		return end.why === '' ? `The shell ended with ${end.signal ?? end.status ?? exit}.` : `The block ${end.why}.`;
	}

	return '';
}

type Evidence = {
	readonly begun: boolean;
	readonly status: number | undefined;
	readonly remarks: readonly Remark[];
	readonly exited: number | undefined;
	readonly over: {readonly status: number; readonly command: string} | undefined;
	readonly end: ShellEnd | undefined;
	readonly text: string;
};

type Judged = Pick<StatementReport, 'status' | 'verdict'> & {why?: string};

function judgeStatement({begun, status, remarks, exited, over, end, text}: Evidence): Judged {
	const serious = remarks.find(({verdict}) => verdict === 'could not be checked') ?? remarks.find(({verdict}) => verdict === 'failed');
	const said = remarks.find(({verdict}) => verdict === 'passed');
	const known = status ?? (exited === undefined ? over?.status : exited % 256) ?? null;
	if (!begun) {
		return serious ? {status: null, verdict: serious.verdict, why: serious.why} : {status: null, verdict: 'not reached'};
	}

	if (serious) {
		return {status: known, verdict: serious.verdict, why: serious.why};
	}

	if (status !== undefined) {
		return status === 0 ? {status, verdict: 'passed', ...(said && {why: said.why})} : failing(status, '', text);
	}

	if (exited !== undefined) {
		return isZero(exited) ? {status: 0, verdict: 'passed'} : {status: known, verdict: 'failed', why: `\`exit ${exited}\``};
	}

	return judgeUnended(over, end, text);
}

/** A statement that began and never said how it ended. */
function judgeUnended(over: Evidence['over'], end: ShellEnd | undefined, text: string): Judged {
	if (!end) {
		return {status: null, verdict: 'not reached'};
	}

	if (end.why !== '') {
		return {status: null, verdict: 'failed', why: end.why};
	}

	if (over && over.status !== 0) {
		return failing(over.status, over.command, text);
	}

	return end.signal === null
		? {status: over?.status ?? end.status, verdict: 'could not be checked', why: 'the shell was left without a word, so what followed was not watched'}
		: {status: null, verdict: 'could not be checked', why: `the shell was ended by ${end.signal}`};
}

function failing(status: number, command: string, text: string): Judged {
	// The part that failed, when it is the author's own and not the whole.
	const part = command !== '' && command !== text && text.includes(command) ? `\`${command}\` ` : '';
	const negated = /^!\s/v.test(text) && status === 1;
	return {
		status,
		verdict: isUncheckable(status) ? 'could not be checked' : 'failed',
		why: negated ? 'the answer was yes, and it should have been no' : `${part}ended with ${status}`,
	};
}
