/** What a check of a checklist found, as annotations and as the job's summary on GitHub. Pure. */
import {sayDuration, tell} from '../../plain/words.js';
import {annotation} from '../annotation.js';
import {
	closingLine,
	isInTheWay,
	type CheckResult,
	type Report,
} from './report.js';

/** A line for each check that is not as it should be, which GitHub shows at its place in the checklist. */
export function annotate({results}: Report, file: string): string[] {
	return results.filter(({state}) => state === 'failed' || state === 'blocked').map(result => {
		const {planned: {step}, state, why} = result;
		return annotation(isInTheWay(result) ? 'error' : 'warning', {file, line: step.start.line, title: `${tell(step.title)}: ${state}`}, tell(why));
	});
}

const signs: Readonly<Record<CheckResult['state'], string>> = {
	passed: '✅ passed', failed: '❌ failed', blocked: '⛔ blocked', 'set-aside': '➖ set aside', open: '⚪ open',
};

/** Markdown for the job's page. */
export function summarise(report: Report): string {
	const {results, scope: {plan}} = report;
	return [
		`## ${escapeMarkdown(plan.checklist.title)}`,
		'',
		`**${escapeMarkdown(closingLine(report))}**`,
		'',
		'| check | | time | |',
		'|---|---|---|---|',
		...results.map(({planned: {step, section}, state, why, observation}) => `| ${escapeMarkdown(`${section.title} › ${step.title}`)} | ${signs[state]} | ${observation ? sayDuration(observation.ms) : ''} | ${escapeMarkdown(why)} |`),
		'',
		'',
	].join('\n');
}

function escapeMarkdown(text: string): string {
	return tell(text).replaceAll(/[!#\(\)*+<>@\[\\\]_`\{\|\}~]/gv, String.raw`\$&`);
}
