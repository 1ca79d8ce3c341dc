/** What a check of a checklist found, as the XML that CI servers read. Pure. */
import {stripVTControlCharacters} from 'node:util';
import type {Section} from '../../checklist/model.js';
import {tell} from '../../plain/words.js';
import {isInTheWay, type CheckResult, type Report} from './report.js';

export function writeJunit(report: Report, {at, host}: {at: Date; host: string}): string {
	const {results, scope: {plan}} = report;
	const suites = plan.sections.values().map(section => ({section, own: results.filter(({planned}) => planned.section === section)})).filter(({own}) => own.length > 0).toArray();
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		// Some schemas allow no attributes here.
		'<testsuites>',
		...suites.flatMap(({section, own}, id) => [
			`\t<testsuite${attributes({
				name: nameOf(section), package: nameOf(plan.checklist.root), id, timestamp: at.toISOString().slice(0, 19), hostname: host, ...totalsOf(own),
			})}>`,
			'\t\t<properties/>',
			...own.flatMap(result => writeCase(result)),
			'\t\t<system-out/>',
			'\t\t<system-err/>',
			'\t</testsuite>',
		]),
		'</testsuites>',
	].join('\n');
}

/** No attribute may be empty. */
const nameOf = ({title}: Section): string => title.trim() === '' ? 'checklist' : title;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const isSkipped = (result: CheckResult): boolean => result.state !== 'passed' && !isInTheWay(result);

function totalsOf(results: readonly CheckResult[]) {
	const standing = results.filter(result => isInTheWay(result));
	return {
		tests: results.length,
		failures: standing.filter(({state}) => state === 'failed').length,
		errors: standing.filter(({state}) => state === 'blocked').length,
		skipped: results.filter(result => isSkipped(result)).length,
		time: seconds(results.reduce((sum, {observation}) => sum + (observation?.ms ?? 0), 0)),
	};
}

function writeCase(result: CheckResult): string[] {
	const {planned: {step, section}, state, why, observation} = result;
	const opening = `\t\t<testcase${attributes({name: [...step.context, step.title].join(' › '), classname: nameOf(section), time: seconds(observation?.ms ?? 0)})}`;
	if (state === 'passed') {
		return [`${opening}/>`];
	}

	const said = tell(why);
	if (isSkipped(result)) {
		return [`${opening}>`, `\t\t\t<skipped${attributes({message: `${sayState(state)}: ${said}`})}/>`, '\t\t</testcase>'];
	}

	const name = state === 'failed' ? 'failure' : 'error';
	const text = [said, ...(observation ? [stripVTControlCharacters(observation.tail)] : [])].join('\n').trimEnd();
	return [`${opening}>`, `\t\t\t<${name}${attributes({message: said, type: state})}>${escapeXml(text)}</${name}>`, '\t\t</testcase>'];
}

function sayState(state: CheckResult['state']): string {
	switch (state) {
		case 'passed': {
			return 'passed';
		}

		case 'failed': {
			return 'failed, and does not block';
		}

		case 'blocked': {
			return 'blocked, and does not block';
		}

		case 'set-aside': {
			return 'set aside';
		}

		case 'open': {
			return 'open';
		}
	}
}

const attributes = (values: Readonly<Record<string, string | number>>): string => Object.entries(values).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`).join('');

/** What XML 1.0 cannot hold at all becomes a question mark. */
function escapeXml(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gv, '?')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
