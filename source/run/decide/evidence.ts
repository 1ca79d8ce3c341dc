/** What is recorded of an evidence step's files, and what becomes of it when they change. */
import type {Fact} from '../events.js';
import type {FoundEvidence, Intent} from '../intents.js';
import type {Plan, PlannedStep} from '../plan.js';
import type {Ruling} from '../ruling.js';
import {isSettled, stateOf} from '../standing.js';
import type {RunState} from '../state.js';
import {findStepToAnswer, unknown} from './find-step.js';

export function recordEvidence(plan: Plan, state: RunState, {step: id, found}: Extract<Intent, {type: 'record evidence'}>): Ruling {
	const planned = findStepToAnswer(plan, state, id);
	if ('refusal' in planned) {
		return planned;
	}

	const refusal = findReasonAgainstRecording(planned, state, found);
	return refusal === undefined
		? found.map(({ok, why, name, files, kept}, index): Fact => ({
			type: 'evidence-recorded', data: {
				step: id, name, files: [...files], ok, ...(why !== '' && {why}), ...(kept !== undefined && {kept}), ...(index < found.length - 1 && {more: true}),
			},
		}))
		: {refusal};
}

function findReasonAgainstRecording({step}: PlannedStep, state: RunState, found: readonly FoundEvidence[]): string | undefined {
	if (step.kind !== 'evidence' || step.evidence.length === 0) {
		return 'This step points at no files.';
	}

	if (['set-aside', 'waived'].includes(stateOf(state, step.id).status)) {
		return 'It is settled without its files; reopen it to record them.';
	}

	const isWhole = found.length === step.evidence.length && found.every(({name}, index) => name === (step.evidence[index]?.name ?? ''));
	if (!isWhole) {
		return 'Evidence is recorded whole, in the order of the checklist.';
	}

	const hollow = found.find(({ok, files, why}) => ok ? files.length === 0 : why.trim() === '');
	return hollow && (hollow.ok ? 'Evidence without a file is none.' : 'What is missing is said.');
}

export function changeEvidence(plan: Plan, state: RunState, {step, path}: Extract<Intent, {type: 'change evidence'}>): Ruling {
	if (!plan.byId.has(step)) {
		return unknown(step);
	}

	const {
		status, isMoved, evidence, executions,
	} = stateOf(state, step);
	const read = [...evidence, ...executions.at(-1)?.finished?.evidence ?? []];
	return (isMoved || isSettled(status)) && read.some(({files}) => files.some(file => file.path === path))
		? [{type: 'evidence-changed', data: {step, path}}]
		: {refusal: `${path} is not what this step stands on.`};
}
