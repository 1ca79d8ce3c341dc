/** What stays in the normal screen when the walk is left. */
import {describeLeaving} from '../run/leaving.js';
import {describeContinuation} from '../run/phase.js';
import type {WalkView} from '../walk/view.js';
import {overallProgress, reportOf} from './facts.js';
import {clean} from './lines.js';
import {sayCommit} from './words.js';

/** Where the run stands, how to continue, where the record is. */
export function leavingSummary({plan, state, stage, record, push, remaining, successor, demo}: WalkView): string[] {
	const {settled, total} = overallProgress(plan, state);
	const name = clean(state.started?.name ?? plan.checklist.title);
	const place = `${sayCommit(state.commit)}${state.branch === undefined ? '' : ` ${clean(state.branch)}`}`;
	const marked = `${demo || state.started?.demo ? 'DEMO · ' : ''}${state.started?.rehearsal ? 'REHEARSAL · ' : ''}`;
	const {tagged, decision} = state;
	const continuation = describeContinuation(plan, state);
	const recorded = record === undefined ? [] : [`The record is in ${clean(record)}.`];
	if (stage === 'finished') {
		return [
			`${marked}${name}: ${decision?.decision ?? 'closed'} at ${place}.`,
			...(tagged ? [`Tag ${clean(tagged.tag)} is made and signed; \`holdpoint verify ${clean(tagged.tag)}\` checks it.`] : []),
			...recorded,
			...(continuation === undefined ? [] : [clean(continuation)]),
			...(push ? [`Nothing was pushed to ${clean(push.remote)} yet. By hand: ${clean(push.command)}`] : []),
		];
	}

	const next = remaining.find(({done}) => !done);
	const {failed} = reportOf(plan, state);
	return [
		`${marked}${name} at ${place}: ${settled} of ${total} steps settled${failed.length > 0 ? `, ${failed.length} failed` : ''}.`,
		...(decision ? [`${decision.decision} is decided.${next ? ` Next: ${clean(next.label)}.` : ''}`] : []),
		...recorded,
		...(successor === undefined ? describeLeaving(plan, state).map(sentence => clean(sentence)) : []),
		successor === undefined
			? 'Paused; every answer is kept. `holdpoint` in this repository continues here.'
			: `Taken over by ${clean(successor)}: the run goes on there. \`holdpoint show ${name}\` looks on.`,
	];
}
