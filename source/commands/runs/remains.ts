/** What a run still has to go on with, in words: for somebody who looks on, without driving it. */
import {showText} from '../../checklist/escape.js';
import {reportDecision} from '../../run/decision.js';
import {earliestTag, leftByGate, rolesWanted} from '../../run/left.js';
import {isFollowUp, makesTag} from '../../run/phase.js';
import {sealingRoles} from '../../run/roles.js';
import {isInBackground, stateOf} from '../../run/standing.js';
import type {EventData} from '../../run/events.js';
import type {ReadRun} from './read-run.js';

/** A run that goes on from a release: its name, what it walks, and how it was closed. */
export type FollowingRun = {readonly name: string; readonly kind: string; readonly outcome: string | undefined};

/** Beside the name of a run: the tag that a corrected input made of the one that it was named after. */
export function otherTag({name, tag}: Pick<EventData['run-started'], 'name' | 'tag'>): string | undefined {
	const isNamedAfter = tag === null || (name.startsWith(tag) && /^(?:-[a-z]+)?#\d+$/v.test(name.slice(tag.length)));
	return isNamedAfter ? undefined : tag;
}

export function describeStandingOf({state: {started, closed, decision, paused}}: ReadRun): string {
	const now = closed?.outcome ?? (decision ? `${decision.decision} decided` : (paused ? 'paused' : 'open'));
	return `${started?.demo ? 'demo, ' : ''}${started?.rehearsal ? 'rehearsal, ' : ''}${now}`;
}

export function listRemains(run: ReadRun, following: readonly FollowingRun[], now: number): string[] {
	const {state: {closed, decision}} = run;
	if (closed) {
		return closed.outcome === 'abandoned' ? [] : [...listAfterTag(run, following), ...listUnpushed(run)];
	}

	return [...listRunning(run), ...(decision ? listUnfinished(run) : listUndecided(run, now))];
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

function listUndecided({plan, state}: ReadRun, now: number): string[] {
	const left = leftByGate(plan, state);
	const {failed, stale} = reportDecision(plan, state);
	const steps = left.flatMap(gate => gate.steps);
	const interrupted = steps.filter(({step}) => stateOf(state, step.id).status === 'interrupted');
	const special = [[failed.length, 'failed'], [stale.length, 'stale'], [interrupted.length, 'interrupted']].flatMap(([number, word]) => number === 0 ? [] : [`${number} ${word}`]);
	const [earliest, roles] = [earliestTag(left, state, now), rolesWanted(left)];
	return [
		steps.length === 0 ? 'only the decision is left' : `${count(steps.length, 'step')} before the decision${special.length > 0 ? ` (${special.join(', ')})` : ''}`,
		...(roles.length > 0 ? [`signatures wanted: ${roles.map(role => showText(role)).join(', ')}`] : []),
		...(earliest === undefined ? [] : [`not before ${showMoment(new Date(earliest).toISOString())}`]),
	];
}

function listRunning({plan, state}: ReadRun): string[] {
	return plan.steps.flatMap(({step}) => {
		const now = stateOf(state, step.id);
		return now.status === 'running' ? [`“${showText(step.title)}” was started${isInBackground(now) ? ' in the background' : ''} ${showMoment(now.executions.at(-1)?.started.at ?? '')}`] : [];
	});
}

/** Decided, and not yet sealed, recorded, tagged. */
function listUnfinished({state}: ReadRun): string[] {
	if (state.started?.rehearsal) {
		return ['what the record would be is not written'];
	}

	const unsealed = sealingRoles(state).filter(role => state.seals.every(seal => seal.void || seal.role !== role));
	return [
		...(unsealed.length > 0 ? [`not sealed as ${unsealed.map(role => showText(role)).join(', ')}`] : []),
		...(state.record ? [] : ['the record is not committed']),
		...(!state.tagged && makesTag(state) ? ['the tag is not made'] : []),
	];
}

function listAfterTag({plan, state}: ReadRun, following: readonly FollowingRun[]): string[] {
	const steps = plan.steps.filter(({phase}) => phase === 'after the tag').length;
	const after = following.filter(({kind}) => kind === 'after the tag');
	const open = after.find(({outcome}) => outcome === undefined);
	if (steps === 0 || !state.tagged || isFollowUp(state) || after.some(({outcome}) => outcome === 'GO')) {
		return [];
	}

	return [`${count(steps, 'step')} after the tag${open ? `, which ${showText(open.name)} is about` : ''}: holdpoint continue ${showText(state.tagged.tag)}`];
}

/** What was pushed by other means is not known. */
function listUnpushed({state, events}: ReadRun): string[] {
	return state.record && events.every(({type}) => type !== 'pushed') ? ['not pushed by this run'] : [];
}

/** `2026-11-20 14:02 UTC` */
export function showMoment(at: string): string {
	return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
