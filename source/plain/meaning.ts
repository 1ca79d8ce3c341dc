/** What a signature will mean, as lines: before it is given in a walk by lines, or at another terminal. */
import {showText} from '../checklist/escape.js';
import type {Meaning} from '../run/meaning.js';
import type {StepStatus} from '../run/state.js';

const words: Readonly<Record<StepStatus, string>> = {
	open: 'open', running: 'running', interrupted: 'interrupted', passed: 'passed', failed: 'failed', 'set-aside': 'set aside', waived: 'waived', stale: 'stale',
};

const evidenceMax = 20;

/** `rejection`: why it is not given, in place of what follows from it. */
export function sayMeaning({says, results, remarkable, evidence, follows}: Meaning, rejection?: string): string[] {
	const files = evidence.slice(0, evidenceMax).map(({path, sha256, size}) => `    ${showText(path)}  ${size} bytes  SHA-256 ${sha256}`);
	return [
		showText(says),
		...results.map(([status, count]) => `  ${count} ${words[status]}`),
		...remarkable.map(({status, title, reason}) => `    ${words[status]}: ${showText(title)}${reason === '' ? '' : ` (${showText(reason)})`}`),
		...(files.length > 0 ? ['  Evidence:', ...files] : []),
		...(evidence.length > evidenceMax ? [`    and ${evidence.length - evidenceMax} more files`] : []),
		...(rejection === undefined ? follows.map(sentence => showText(sentence)) : [`I reject it: ${showText(rejection)}`, 'The gate is held until that is withdrawn.']),
	];
}
