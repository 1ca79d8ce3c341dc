/** What is new in a run's state, one line per new thing. */
import type {StartedCommand} from '../run/events.js';
import {gateStatus, stateOf, stepsOfGate} from '../run/gates.js';
import type {Plan, PlannedStep} from '../run/plan.js';
import type {
	Answer,
	Execution,
	RunState,
	StepState,
} from '../run/state.js';
import {sayAnswer, sayEnd} from './past.js';
import {
	quote,
	sayCommit,
	sayCount,
	sayMoment,
	sayStanding,
	sayStatus,
	tell,
	tellLines,
} from './words.js';

type Ended = NonNullable<Execution['finished']>;

/** What a finished execution printed, as far as nobody was told yet. */
export type Printed = (finished: Ended) => readonly string[];

export function sayChanges(plan: Plan, before: RunState, after: RunState, printed: Printed): string[] {
	if (before === after) {
		return [];
	}

	const changed: Change[] = [];
	for (const [id, is] of after.steps) {
		const planned = plan.byId.get(id);
		const was = stateOf(before, id);
		if (planned && was !== is) {
			changed.push({planned, was, is});
		}
	}

	return [
		...sayMoves(before, after),
		...changed.flatMap(change => sayStep(change, after, printed)),
		...sayTogether(changed.flatMap(change => sayAged(change))),
		...sayGates(changed.map(({planned}) => planned), plan, before, after),
		...sayRun(before, after),
	];
}

type Change = {readonly planned: PlannedStep; readonly was: StepState; readonly is: StepState};

function sayStep({planned: {step}, was, is}: Change, run: RunState, printed: Printed): string[] {
	const title = quote(step.title);
	const started = is.executions.slice(was.executions.length);
	const ended = is.executions.filter((execution, index) => execution.finished && !was.executions[index]?.finished);
	return [
		...started.flatMap(({commands, kind}) => [`${sayStatus('running')} ${title}, ${kind}`, ...commands.flatMap(command => sayStarted(command))]),
		...ended.flatMap(({finished}) => finished ? [...printed(finished), ...sayVerdict(title, finished, is)] : []),
		...is.answers.slice(was.answers.length).filter(answer => !isFromRule(answer)).flatMap(answer => sayGiven(title, answer, is, sayStanding(step, answer.status, run))),
		...is.notes.slice(was.notes.length).map(({note, mark}) => `Note on ${title} by ${tell(mark.by.name)}: ${tell(note)}`),
		...(is.wait && is.wait !== was.wait ? [`${title}: waits until ${sayMoment(is.wait.until)}`] : []),
		...(is.later && !was.later ? [`${sayStatus(is.status)} ${title}: put off`] : []),
	];
}

function sayStarted({text, edited}: StartedCommand): string[] {
	return [...(edited ? ['  Edited first:'] : []), ...tellLines(text, '  $ ')];
}

function isFromRule({as, status}: Answer): boolean {
	return as === 'rule' && status === 'set-aside';
}

/** How a command ended: for an action that succeeded a person still has to judge. */
function sayVerdict(title: string, finished: Ended, {awaiting}: StepState): string[] {
	const answered = awaiting ? [`${sayStatus('open')} ${title}: ${sayEnd(finished)}; a person says whether that is what was expected`] : [];
	return [
		...finished.expectations.filter(({ok}) => !ok).map(({expression, why}) => `  Did not hold: ${tell(expression)}${why === '' ? '' : ` (${tell(why)})`}`),
		...answered,
	];
}

function sayGiven(title: string, answer: Answer, {executions}: StepState, standing: string): string[] {
	const finished = executions.find(({output}) => output === answer.output)?.finished;
	if (finished) {
		return [`${sayStatus(answer.status)} ${title}: ${sayEnd(finished)}${answer.reason === '' ? '' : `; ${tell(answer.reason)}`}`];
	}

	const said = sayAnswer(answer, '');
	const by = answer.status === 'interrupted' ? '' : `, ${tell(answer.mark.by.name)}`;
	return [`${standing} ${title}${by}${said.startsWith(' ') ? `,${said}` : said}`];
}

/** Became stale, or was set aside or opened again by a rule: often many at once, for one reason. */
function sayAged({planned: {step}, was, is}: Change): Array<{title: string; line: string}> {
	const last = is.answers.length > was.answers.length ? is.answers.at(-1) : undefined;
	const isStale = is.stale !== '' && was.stale !== is.stale;
	if (!isStale && !(last && isFromRule(last))) {
		return [];
	}

	return [{title: quote(step.title), line: `${sayStatus(is.status)} %: ${tell(isStale ? is.stale : (last?.reason ?? ''))}`}];
}

const few = 3;

function sayTogether(entries: ReadonlyArray<{title: string; line: string}>): string[] {
	const lines: string[] = [];
	for (const [line, same] of Map.groupBy(entries, entry => entry.line)) {
		const names = same.length > few ? [sayCount(same.length, 'step')] : same.map(({title}) => title);
		lines.push(...names.map(name => line.replace('%', () => name)));
	}

	return lines;
}

/** Gates that passed, or failed, by what was answered in them. */
function sayGates(changed: readonly PlannedStep[], plan: Plan, before: RunState, after: RunState): string[] {
	const ids = new Set(changed.flatMap(({path}) => path));
	return plan.gates.filter(({section}) => ids.has(section.id)).flatMap(gate => {
		const status = gateStatus(gate, plan, after);
		const isNews = status === 'passed' && gateStatus(gate, plan, before) !== status;
		return isNews ? [`${sayStatus(status)} Gate ${quote(gate.section.title)}, ${sayCount(stepsOfGate(gate, plan).length, 'step')}`] : [];
	});
}

function sayMoves(before: RunState, after: RunState): string[] {
	// The same commit under another branch's name is said by the walk itself.
	return after.moves.slice(before.moves.length).filter(({from, to}) => from !== to).flatMap(({from, to, commits, own}) => [
		`HEAD moved from ${sayCommit(from)} to ${sayCommit(to)}${own ? ', by a step of this run' : ''}:`,
		...commits.map(commit => `  ${tell(commit)}`),
	]);
}

/** Everything that is not about a single step. */
function sayRun(before: RunState, after: RunState): string[] {
	const {decision, record, tagged, closed} = after;
	const outputs = [...after.leftOut.symmetricDifference(before.leftOut)].toSorted((one, other) => one - other);
	return [
		...after.notes.slice(before.notes.length).map(({note, mark}) => `Note by ${tell(mark.by.name)}: ${tell(note)}`),
		...(after.witness && after.witness !== before.witness ? [`The witness is ${tell(after.witness.name)}.`] : []),
		...outputs.map(output => `Output ${output} ${after.leftOut.has(output) ? 'stays out of the record' : 'enters the record'}.`),
		...(decision && decision.mark.seq !== before.decision?.mark.seq
			? [`${decision.decision} decided by ${tell(decision.mark.by.name)}, ${sayMoment(decision.mark.at)}`, ...decision.reasons.map(reason => `  ${tell(reason)}`)]
			: []),
		...(!decision && before.decision ? [`${before.decision.decision} was taken back.`] : []),
		...after.seals.slice(before.seals.length).map(({role, signer}) => `Sealed as ${tell(role)} by ${tell(signer)}.`),
		...(record && !before.record ? [`The record is committed: ${tell(record.folder)}, commit ${sayCommit(record.commit)}.`] : []),
		...(tagged && !before.tagged ? [`Tagged: ${tell(tagged.tag)} at ${sayCommit(tagged.commit)}, signed.`] : []),
		...(closed && !before.closed ? [`The run is closed: ${closed.outcome}${closed.reason === '' ? '' : `, ${tell(closed.reason)}`}.`] : []),
		...(after.paused && !before.paused ? ['The run is paused.'] : []),
	];
}
