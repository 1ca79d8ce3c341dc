/** What a check of a checklist found, as lines. */
import {filesOf} from '../../checks/evidence.js';
import {
	sayCount,
	sayDuration,
	saySize,
	tell,
	tellOutput,
} from '../../plain/words.js';
import {waitsOf, type CheckResult, type Report} from './report.js';

const signs = {
	passed: '[passed]', failed: '[FAILED]', blocked: '[blocked]', 'set-aside': '[set aside]', open: '[open]',
} as const;

const tailLines = 20;

export function describeResult({planned, state, why, observation, evidence}: CheckResult): string[] {
	const {step, blocking} = planned;
	const notes = [
		...(observation ? [sayDuration(observation.ms)] : []),
		...(!blocking && (state === 'failed' || state === 'blocked') ? ['does not block'] : []),
	];
	const tail = state === 'failed' && observation ? observation.tail.split('\n').filter(line => line.trim() !== '').slice(-tailLines) : [];
	return [
		`${signs[state]} ${[...step.context, step.title].map(title => tell(title)).join(' › ')}  ${notes.length > 0 ? `(${notes.join(', ')}, ` : '('}line ${step.start.line})`,
		...(why === '' ? [] : [`    ${tell(why)}`]),
		...evidence.flatMap(found => filesOf(found)).map(({path, size, sha256}) => `    ${tell(path)}  ${saySize(size)}  sha256:${sha256}`),
		...tail.map(line => `    ${tellOutput(line).trimStart()}`),
	];
}

/** What was not looked at, and why that is so. */
export function describeRest(report: Report): string[] {
	const {scope: {later}} = report;
	return [
		...waitsOf(report).map(({step}) => `[open] ${tell(step.title)}  (a wait is not waited for here, line ${step.start.line})`),
		...(later > 0 ? [`${sayCount(later, 'check')} for after the tag or for rolling back ${later === 1 ? 'was' : 'were'} not run; --gate runs those of one gate.`] : []),
	];
}

/** The heading under which results stand, when it is another than that of the one before. */
export function describeGate({planned}: CheckResult, before: CheckResult | undefined): string[] {
	return before?.planned.section === planned.section ? [] : ['', tell(planned.section.title)];
}
