/** What a report says about the statement it belongs to, in words. Pure. */
import type {Block} from '../shell/block.js';
import type {Point} from './points.js';
import type {Report} from './reports.js';

export type Watched = {readonly block: Block; readonly points: readonly Point[]};

export type Remark = {
	/** Index of the top-level statement. */
	readonly statement: number;
	readonly verdict: 'could not be checked' | 'failed' | 'passed';
	readonly why: string;
};

/** Found but not run, not found, or ended by a signal; SIGPIPE is the reader's wish. */
export const isUncheckable = (status: number): boolean => status > 125 && status !== 141;

export function remarksOn(watched: Watched, reports: readonly Report[]): Remark[] {
	let current = 0;
	const remarks: Remark[] = [];
	for (const report of reports) {
		if (report.kind === 'begun') {
			current = report.statement;
		}

		remarks.push(...remarkOn(watched, report, current));
	}

	return remarks;
}

function remarkOn({block, points}: Watched, report: Report, current: number): Remark[] {
	if (report.kind === 'not found') {
		return [{statement: current, verdict: 'could not be checked', why: `\`${report.name}\` was not found`}];
	}

	if (report.kind === 'trapped') {
		return [{statement: current, verdict: 'failed', why: `something in it ended with ${report.status}, whatever its ERR trap makes of that`}];
	}

	if (!('point' in report)) {
		return [];
	}

	const point = points[report.point];
	if (!point) {
		return [];
	}

	const {statement} = point;
	const remark = (verdict: Remark['verdict'], why: string): Remark[] => [{statement, verdict, why}];
	const code = `\`${point.text}\``;
	switch (report.kind) {
		case 'stages': {
			const {statuses} = report;
			return statuses.every(status => status === 0) ? [] : remark(statuses.some(status => isUncheckable(status)) ? 'could not be checked' : 'failed', sayStage(point, statuses));
		}

		case 'no answer': {
			return remark('could not be checked', `${sayStage(point, report.statuses)}, which is no answer`);
		}

		case 'failed before': {
			return remark('could not be checked', `${code} ended with ${report.status} before the question was asked`);
		}

		case 'failed substitution': {
			return remark('could not be checked', `${code} ended with ${report.status}, and nothing else would have noticed`);
		}

		case 'failed job': {
			// A job that the block itself ended, by a way that could not be followed.
			const ended = [129, 130, 137, 143].includes(report.status) && /\b(?:pkill|killall|kill|fuser)\b/v.test(block.text);
			return ended ? [] : remark('failed', `the background job ${code} ended with ${report.status}`);
		}

		case 'not opened': {
			return remark('could not be checked', `${code} cannot be opened`);
		}

		case 'stopped job': {
			return remark('passed', `the background job ${code} still ran after the last statement and was stopped`);
		}
	}
}

/** Readers that leave early, and programs that answer this with a status of their own. */
const impatient = /(?:^|\s)(?:head|grep\s+(?:\S+\s+)*-\w*[mq])/v;
const offended = /(?:^|[\s\/])(?:curl|wget|python[\d.]*|node|java|ruby|perl)\s/v;

function sayStage({stages}: Point, statuses: readonly number[]): string {
	const last = statuses.length - 1;
	const earlier = statuses.slice(0, -1).findIndex(status => status !== 0 && status !== 141);
	const index = earlier === -1 ? last : earlier;
	const which = stages.length > 1 ? ` (stage ${index + 1} of ${stages.length})` : '';
	const hint = index < last && offended.test(stages[index] ?? '') && impatient.test(stages[last] ?? '')
		? '; if it only minds that its reader left early, let the reader read all: `| grep x >/dev/null`'
		: '';
	return `\`${stages[index] ?? ''}\`${which} ended with ${statuses[index] ?? 0}${hint}`;
}
