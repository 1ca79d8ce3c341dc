/** What has been said and seen of a step, as lines. */
import type {Step} from '../checklist/model.js';
import {sayEnding} from '../run/ending.js';
import {stateOf} from '../run/gates.js';
import type {PlannedStep} from '../run/plan.js';
import type {
	Answer,
	Execution,
	RunState,
	StepState,
} from '../run/state.js';
import {
	quote,
	sayCount,
	sayDuration,
	sayMark,
	saySize,
	sayStanding,
	sayStatus,
	tell,
	tellOutput,
} from './words.js';

/** Answers and notes, the earlier ones too. */
export function sayPast(step: Step, {answers, notes}: StepState, state: RunState): string[] {
	return [
		...answers.map(answer => `  Said before: ${sayAnswer(answer, sayStanding(step, answer.status, state))}, ${sayMark(answer.mark)}`),
		...notes.map(({note, mark}) => `  Note: ${tell(note)}, ${sayMark(mark)}`),
	];
}

const tailLength = 20;

/** The last lines of what a command printed. */
export function sayTail(tail: string): string[] {
	const lines = tail.trimEnd() === '' ? [] : tail.trimEnd().split('\n');
	return lines.length === 0 ? ['  | (nothing)'] : lines.slice(-tailLength).map(line => tellOutput(line));
}

/** The last run of a step's commands with what it printed, and where the whole log is. */
export function sayOutput({executions}: StepState, logPath: (output: number) => string): string[] {
	const last = executions.at(-1);
	if (!last) {
		return ['No command of this step has run.'];
	}

	const {finished, output} = last;
	const head = finished ? `Output (${sayEnd(finished)}, ${saySize(finished.size)}), its last lines:` : 'Nobody knows how it ended.';
	return [head, ...(finished ? sayTail(finished.tail) : []), `All of it: ${tell(logPath(output))}`];
}

/** `exit 0, 0.4 s`. */
export function sayEnd(finished: NonNullable<Execution['finished']>): string {
	const {ms, attempts} = finished;
	const passed = attempts ? `, ${attempts.filter(({ok}) => ok).length} of ${sayCount(attempts.length, 'attempt')} passed` : '';
	return `${sayEnding(finished)}, ${sayDuration(ms)}${passed}`;
}

/** What was said, without who and when: `[failed] FAIL: two peers missing`. */
export function sayAnswer({status, answer, reason, note, as, byHand, together}: Answer, standing = sayStatus(status)): string {
	const marks = [
		...(['', 'rule', 'person', 'value'].includes(as) ? [] : [`as ${tell(as)}`]),
		...(byHand ? ['by hand'] : []),
		...(together ? ['together with others'] : []),
	];
	const said = [as === 'rule' ? '' : answer, reason, note].filter(text => text !== '').map(text => tell(text)).join('; ');
	return `${standing}${marks.length > 0 ? ` ${marks.join(', ')}` : ''}${said === '' ? '' : `: ${said}`}`;
}

/** What becomes of the steps that are not settled, for lists. */
export function sayEntry({step, section}: PlannedStep, {state}: {readonly state: RunState}): string {
	const {status, later, awaiting} = stateOf(state, step.id);
	const role = step.signature ? `, waits for ${tell(step.signature.role)}${step.signature.count > 1 ? ` (${sayCount(step.signature.count, 'person', 'people')})` : ''}` : '';
	return `${sayStatus(status)} ${quote(step.title)} in ${quote(section.title)}${role}${awaiting ? ', its output waits to be judged' : ''}${later ? ', put off' : ''}`;
}
