/** From what a watched block reported to a verdict for each of its statements. Pure. */
import type {StatementReport} from '../run/events.js';
import type {BlockStatement} from './shell/block.js';
import {
	isUncheckable,
	remarksOn,
	type Remark,
	type Watched,
} from './watch/remarks.js';
import type {Report, ReportOf} from './watch/reports.js';

/** How the shell itself ended. */
export type ShellEnd = {
	readonly ending: 'exited' | 'signalled' | 'timed out' | 'stopped';
	/** Undefined when a signal ended it. */
	readonly status: number | undefined;
	readonly signal: string | undefined;
	/** For what was cut short, after “the block”: `was stopped`, `timed out after 10 s`. */
	readonly why: string;
};

export type Verdict = {
	readonly statements: readonly StatementReport[];
	/** Index of the statement that runs. */
	readonly running: number | undefined;
	/** The block's status as the shell reports it. */
	readonly exit: number | undefined;
	/** Every statement passed, or `exit 0` left out the rest. */
	readonly passed: boolean;
	/** Something that no status can answer: not even an expectation about `exit`. */
	readonly unchecked: boolean;
	/** Nothing was left out behind what failed, so the exit status is also the one that bash gives to the whole block. */
	readonly complete: boolean;
	/** One sentence when it has not passed. */
	readonly why: string;
};

/** What is known of the whole block when a statement is judged. */
type Circumstances = {
	readonly reports: readonly Report[];
	readonly remarks: readonly Remark[];
	readonly exited: ReportOf<'exit'> | undefined;
	readonly over: ReportOf<'over'> | undefined;
	/** Texts of what stands in a pipeline with others: whichever of them failed, the shell names the first. */
	readonly stages: ReadonlySet<string>;
	/** Undefined while it runs. */
	readonly end: ShellEnd | undefined;
};

/** `line` is that of the block's first line in the document; `end` is undefined while the shell runs. */
export function judgeBlock(watched: Watched, reports: readonly Report[], end: ShellEnd | undefined, line: number): Verdict {
	const over = reports.find(report => report.kind === 'over');
	const exited = reports.find(report => report.kind === 'exit');
	const tooOld = reports.find(report => report.kind === 'too old');
	const circumstances: Circumstances = {
		reports, remarks: remarksOn(watched, reports), exited, over, end, stages: new Set(watched.points.flatMap(({stages}) => stages.length > 1 ? stages : [])),
	};
	const statements = watched.block.statements.map((statement, index) => judgeStatement(statement, index, line, circumstances));
	const begun = reports.findLast(report => report.kind === 'begun')?.statement;
	const exit = over?.status ?? end?.status;
	const why = tooOld ? `bash ${tooOld.version} is too old: 4.4 or newer is needed.` : findFault(statements, circumstances);
	return {
		statements,
		running: end === undefined && begun !== undefined && statements[begun]?.verdict === 'not reached' ? begun : undefined,
		exit,
		passed: end?.ending === 'exited' && why === '',
		complete: isComplete(statements, exited !== undefined),
		unchecked: tooOld !== undefined || statements.some(({verdict}) => verdict === 'could not be checked'),
		why,
	};
}

function isComplete(statements: readonly StatementReport[], left: boolean): boolean {
	const reached = statements.filter(({verdict}) => verdict !== 'not reached');
	return (left || reached.length === statements.length) && reached.slice(0, -1).every(({verdict}) => verdict === 'passed');
}

function findFault(statements: readonly StatementReport[], {exited, over, end}: Circumstances): string {
	const culprit = statements.find(({verdict}) => verdict === 'could not be checked') ?? statements.find(({verdict}) => verdict === 'failed');
	if (culprit) {
		return `Line ${culprit.line}: ${culprit.why ?? 'failed'}.`;
	}

	const leftEarly = exited?.status === 0;
	const missed = leftEarly ? undefined : statements.find(({verdict}) => verdict === 'not reached');
	if (missed) {
		return `Line ${missed.line} was not reached${end && end.why !== '' ? `: the block ${end.why}` : ''}.`;
	}

	if (!end || (end.ending === 'exited' && end.status === 0 && (over?.status ?? 0) === 0)) {
		return '';
	}

	return end.why === '' ? `The shell ended with ${end.signal ?? end.status ?? 'no status'}.` : `The block ${end.why}.`;
}

function judgeStatement({line, text}: BlockStatement, index: number, first: number, circumstances: Circumstances): StatementReport {
	const {reports, remarks, exited, over} = circumstances;
	const begun = reports.find(report => report.kind === 'begun' && report.statement === index) as ReportOf<'begun'> | undefined;
	const ended = reports.find(report => report.kind === 'ended' && report.statement === index) as ReportOf<'ended'> | undefined;
	const until = ended?.at ?? exited?.at ?? over?.at;
	const own = remarks.filter(({statement}) => statement === index);
	const {verdict, why, status} = begun ? judgeBegun(text, ended?.status, own, circumstances) : judgeUnbegun(own);
	return {
		line: first + line - 1,
		text,
		status: status ?? null,
		ms: begun === undefined || until === undefined ? 0 : Math.max(0, Math.round(until - begun.at)),
		verdict,
		...(why !== '' && {why}),
	};
}

type Judged = Pick<StatementReport, 'verdict'> & {readonly status?: number | undefined; readonly why: string};

const findSerious = (remarks: readonly Remark[]): Remark | undefined =>
	remarks.find(({verdict}) => verdict === 'could not be checked') ?? remarks.find(({verdict}) => verdict === 'failed');

const judgeUnbegun = (remarks: readonly Remark[]): Judged => findSerious(remarks) ?? {verdict: 'not reached', why: ''};

function judgeBegun(text: string, status: number | undefined, remarks: readonly Remark[], {exited, over, end, stages}: Circumstances): Judged {
	const serious = findSerious(remarks);
	if (serious) {
		return {verdict: serious.verdict, why: serious.why, status: status ?? exited?.status ?? over?.status};
	}

	if (status === 0) {
		return {status, verdict: 'passed', why: remarks[0]?.why ?? ''};
	}

	if (status !== undefined) {
		return failing(status, '', text);
	}

	if (exited) {
		return judgeExit(exited.status);
	}

	return judgeUnended(text, over && {...over, command: stages.has(over.command) ? '' : over.command}, end);
}

/** The shell would take it modulo 256: what counts its failures and comes to 256 has not passed. */
function judgeExit(status: number): Judged {
	if (status === 0) {
		return {status, verdict: 'passed', why: ''};
	}

	return Number.isNaN(status)
		? {verdict: 'failed', why: '`exit` with what is no number'}
		: {status: status % 256, verdict: 'failed', why: `\`exit ${status}\``};
}

/** A statement that began and never said how it ended. */
function judgeUnended(text: string, over: ReportOf<'over'> | undefined, end: ShellEnd | undefined): Judged {
	if (!end) {
		return {verdict: 'not reached', why: ''};
	}

	if (end.why !== '') {
		return {verdict: 'failed', why: end.why};
	}

	if (over && over.status !== 0) {
		return failing(over.status, over.command, text);
	}

	return {
		status: over?.status ?? end.status,
		verdict: 'could not be checked',
		why: end.signal === undefined ? 'the shell was left without a word, so what followed was not watched' : `the shell was ended by ${end.signal}`,
	};
}

function failing(status: number, command: string, text: string): Judged {
	// The part that failed, when it is the author's own and not the whole.
	const part = command !== '' && command !== text && text.includes(command) ? `\`${command}\` ` : '';
	const negated = status === 1 && /^!\s/v.test(text);
	return {
		status,
		verdict: isUncheckable(status) ? 'could not be checked' : 'failed',
		why: negated ? 'the answer was yes, and it should have been no' : `${part}ended with ${status}`,
	};
}
