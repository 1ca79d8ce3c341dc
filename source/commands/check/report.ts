/** What a check of a checklist found, and the one line that it comes to. Pure. */
import {answeredBy} from '../../run/standing.js';
import type {FoundEvidence} from '../../checks/evidence.js';
import type {Observation} from '../../run/events.js';
import type {PlannedStep} from '../../run/plan.js';
import {quote, sayCount, tell} from '../../plain/words.js';
import {isMachines, type Scope} from './scope.js';

/** `blocked`: what it requires has not passed. `open`: it was not run, and nobody says that it is in the way. */
export type CheckState = 'passed' | 'failed' | 'blocked' | 'set-aside' | 'open';

export type CheckResult = {
	readonly planned: PlannedStep;
	readonly state: CheckState;
	/** A sentence; empty for what passed. */
	readonly why: string;
	/** Undefined when it was not run. */
	readonly observation: Observation | undefined;
	/** Of a step that wants files. */
	readonly evidence: readonly FoundEvidence[];
};

/** What came of a check. */
export function resultOf(planned: PlannedStep, state: CheckState, why: string, {observation, evidence = []}: {observation?: Observation; evidence?: readonly FoundEvidence[]} = {}): CheckResult {
	return {
		planned, state, why, observation, evidence,
	};
}

export type Report = {
	readonly scope: Scope;
	/** One for each check, in walking order. */
	readonly results: readonly CheckResult[];
	/** It was ended before all had their turn. */
	readonly endedEarly: boolean;
};

export type ReportVerdict = 'ok' | 'blocked' | 'nothing ran';

/** True for what keeps the release from going on. */
export function isInTheWay({state, planned}: CheckResult): boolean {
	return (state === 'failed' || state === 'blocked') && planned.blocking;
}

export function verdictOf({results, endedEarly}: Report): ReportVerdict {
	if (endedEarly || results.some(result => isInTheWay(result))) {
		return 'blocked';
	}

	return results.every(({state}) => state === 'set-aside' || state === 'open') ? 'nothing ran' : 'ok';
}

/** Steps and conditions that a person still has to answer; what an Only if rules out is not among them. */
export function countQuestions({scope: {steps}, results}: Report): number {
	const away = new Set(results.filter(({state}) => state === 'set-aside').map(({planned}) => planned.step.id));
	const asked = steps.filter(({step}) => !isMachines(step) && step.kind !== 'wait' && !step.optional);
	const conditions = steps.filter(({step}) => !away.has(step.id)).flatMap(planned => planned.conditions.filter(({expression}) => expression === undefined));
	return asked.length + new Set(conditions.map(condition => answeredBy(condition))).size;
}

export function waitsOf({scope: {steps}}: Report): PlannedStep[] {
	return steps.filter(({step}) => step.kind === 'wait');
}

/** One line, whatever there is to say. */
export function closingLine(report: Report): string {
	switch (verdictOf(report)) {
		case 'blocked': {
			return `RELEASE BLOCKED: ${sayReasons(report).join('; ')}.`;
		}

		case 'nothing ran': {
			return `NOTHING WAS CHECKED: ${sayCounts(report).join(', ')}.`;
		}

		case 'ok': {
			const questions = countQuestions(report);
			return `RELEASE OK: ${sayCounts(report).join(', ')}; ${questions === 0 ? 'a person has nothing left to answer' : `a person must still answer ${sayCount(questions, 'question')}`}.`;
		}
	}
}

function sayReasons({results, endedEarly}: Report): string[] {
	return [
		...results.filter(result => isInTheWay(result)).map(({planned, state, why}) => `${quote(planned.step.title)} ${state === 'failed' ? 'failed' : 'is blocked'}: ${tell(why).replace(/\.$/v, '')}`),
		...(endedEarly ? ['not all checks had their turn'] : []),
	];
}

function sayCounts(report: Report): string[] {
	const {results} = report;
	const counted = (name: string, state: CheckState) => {
		const {length} = results.filter(result => result.state === state);
		return length === 0 ? [] : [`${length} ${name}`];
	};

	const waits = waitsOf(report).length;
	return [
		`${sayCount(results.filter(({state}) => state === 'passed').length, 'check')} passed`,
		...counted('failed without blocking', 'failed'),
		...counted('blocked without blocking', 'blocked'),
		...counted('set aside', 'set-aside'),
		...counted('open', 'open'),
		...(waits > 0 ? [`${sayCount(waits, 'wait')} not waited for`] : []),
	];
}
