/** What a check of a checklist found, for programs. Fields are only ever added. */
import {
	closingLine,
	countQuestions,
	verdictOf,
	waitsOf,
	type Report,
} from './report.js';

/** What the report is about. */
export type About = {
	/** From the top of the repository. */
	readonly file: string;
	readonly commit: string;
	/** Tracked files that differ from it. */
	readonly modified: readonly string[];
	/** When it began. */
	readonly at: Date;
};

export function describeReport(report: Report, {file, commit, modified}: About) {
	const {scope: {plan, later}, results} = report;
	return {
		ok: verdictOf(report) === 'ok',
		verdict: closingLine(report),
		file,
		digest: plan.checklist.digest,
		commit,
		modified,
		questions: countQuestions(report),
		notRun: later,
		waits: waitsOf(report).map(({step: {id, title}, section}) => ({id, title, section: section.id})),
		sections: plan.gates.filter(({section}) => results.some(({planned}) => planned.path.includes(section.id))).map(({section: {id, title, blocking}}) => {
			const own = results.filter(({planned}) => planned.path.includes(id));
			return {
				id,
				title,
				blocking,
				ok: own.every(({state}) => state !== 'failed' && state !== 'blocked'),
				passed: own.filter(({state}) => state === 'passed').length,
				total: own.length,
			};
		}),
		steps: results.map(({planned: {step, section, blocking}, state, why, observation, evidence}) => ({
			id: step.id,
			kind: step.kind,
			title: step.title,
			section: section.id,
			line: step.start.line,
			blocking,
			state,
			why,
			evidence: evidence.map(({evidence: {name, glob}, ok, why: missing, files}) => ({
				name: name ?? '', glob, ok, why: missing, files,
			})),
			statements: observation?.statements ?? [],
			expectations: observation?.expectations ?? [],
			outputTail: observation?.tail ?? '',
			ms: observation?.ms ?? 0,
		})),
	};
}
